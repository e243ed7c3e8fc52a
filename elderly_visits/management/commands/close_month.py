"""`manage.py close_month [--json]`: close the months of visits whose time has come (formats.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from elderly_visits.visits.services.closing import close_due_months


class Command(BaseCommand):
    help = _("Closes the months of visits whose time has come; what is closed already stays as it is.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        done = [
            {"county": closing.county_id, "month": f"{closing.month:%Y-%m}"} for closing in close_due_months()
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"closed": done}, ensure_ascii=False))
            return
        for one in done:
            self.stdout.write(_("%(county)s: %(month)s is closed.") % one)
        if not done:
            self.stdout.write(_("Nothing is to be closed."))
