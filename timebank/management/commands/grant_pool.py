"""`manage.py grant_pool --month YYYY-MM [--region CODE] [--dry-run] [--json]`: what the public pools give."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from common.months import parse_month
from regions.models import Level, Region
from timebank.giving.services.pool_grants import grant_entitlements


def _month(text: str) -> date:
    month = parse_month(text)
    if month is None:
        raise CommandError(f"{text[:40]!r} is no month; write it like 2026-11.")
    if month > timezone.localdate():
        raise CommandError(f"{month:%Y-%m} has not begun: what the rules say then is not known yet.")
    return month


class Command(BaseCommand):
    help = (
        "Give key elders what their county's public pool grants for a month. A second run gives nobody twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", required=True, help="Like 2026-11.")
        parser.add_argument("--region", help="Code of a county or of the city; default: all counties.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be given; change nothing.")
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object on the last line of stdout."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        month, code, dry = _month(options["month"]), options["region"], options["dry_run"]
        if (
            code is not None
            and not Region.objects.filter(pk=code[:20], level__in=(Level.COUNTY, Level.CITY)).exists()
        ):
            raise CommandError(f"{code[:20]!r} is no county or city here.")
        runs = grant_entitlements(month=month, region=code, dry_run=dry)
        if not options["json"]:
            for run in runs:
                self.stdout.write(
                    f"{run.county}: {run.entitled} entitled, {run.already} had theirs, {run.granted} given "
                    f"({run.granted_minutes} min), {run.waiting} wait, {run.full} have enough, {run.closed} closed; "
                    f"the pool holds {run.pool_minutes} min."
                )
        total = {
            name: sum(getattr(run, name) for run in runs)
            for name in ("entitled", "already", "granted", "granted_minutes", "waiting", "full", "closed")
        }
        summary = {
            "month": f"{month:%Y-%m}",
            "dry_run": dry,
            **total,
            "counties": [run.as_json() for run in runs],
        }
        self.stdout.write(
            json.dumps(summary) if options["json"] else f"{'Would give' if dry else 'Given'}: {total}"
        )
