"""`manage.py indicators --month YYYY-MM [--region CODE] [--json]`: the programme's indicators (formats.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.months import parse_month
from platform_site.dashboard.indicators import INDICATORS, compute_indicators
from regions.models import Level, Region


class Command(BaseCommand):
    help = _("Computes the indicators of the city's programme for a month and a region.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", required=True, metavar="YYYY-MM")
        parser.add_argument("--region", default="", metavar="CODE", help=_("Default: the city."))
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = compute_indicators(self._month(options["month"]), self._region(options["region"]))
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        for item in INDICATORS:
            self.stdout.write(f"{item.title}: {self._say(figures[item.key], item.unit)}")

    def _say(self, figure: dict[str, Any], unit: str) -> str:
        value = figure["value"]
        if value is None:
            return str(figure.get("why") or _("nothing to count"))
        shown = f"{value:.1%}" if unit == "share" else f"{value:,.2f}".removesuffix("0").removesuffix(".0")
        target = f"{figure['target']:.0%}" if unit == "share" else f"{figure['target']:,}"
        text = _("%(value)s (target %(target)s)") % {"value": shown, "target": target}
        if figure.get("below"):
            text += _(", %(below)s below") % {"below": figure["below"]}
        if figure.get("note"):
            text += f"; {figure['note']}"
        return text

    def _month(self, text: str) -> date:
        month = parse_month(text)
        if month is None:
            raise CommandError(_("Write the month like 2026-11."), returncode=2)
        return month

    def _region(self, code: str) -> str:
        if code:
            if not Region.objects.filter(pk=code).exists():
                raise CommandError(
                    _("There is no region with the code %(code)s.") % {"code": code}, returncode=2
                )
            return code
        city = Region.objects.filter(level=Level.CITY).order_by("code").first()
        if city is None:
            raise CommandError(_("No regions are loaded yet: run load_regions first."), returncode=2)
        return city.code
