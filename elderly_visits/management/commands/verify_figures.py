"""`manage.py verify_figures [--repair] [--json]`: prove the counted rows of the monthly visit rate (formats.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from elderly_visits.visits.services.keeping import lost_triggers, prove_figures


class Command(BaseCommand):
    help = _("Compares the kept figures of the monthly visit rate with a count of everybody.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help=_("Count anew what does not hold."))
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        lost = lost_triggers()
        found = prove_figures(repair=options["repair"])
        if options["json"]:
            wrong = [asdict(one) | {"month": f"{one.month:%Y-%m}"} for one in found]
            self.stdout.write(json.dumps({"wrong": wrong, "lost_triggers": lost}, ensure_ascii=False))
        else:
            for name in lost:
                self.stdout.write(
                    _("The trigger %(name)s is gone: changes went by unmarked.") % {"name": name}
                )
            for one in found:
                self.stdout.write(
                    _("%(month)s, %(community)s: kept are %(kept)s, a count gives %(counted)s.")
                    % {
                        "month": f"{one.month:%Y-%m}",
                        "community": one.community,
                        "kept": one.kept,
                        "counted": one.counted,
                    }
                )
            if not found and not lost:
                self.stdout.write(_("The kept figures hold."))
        if (found or lost) and not options["repair"]:
            raise SystemExit(1)
