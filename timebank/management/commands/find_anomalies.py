"""`manage.py find_anomalies [--since DAY] [--json]`: look for what is suspicious in the books."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from common.months import midnight
from timebank.oversight.services.anomaly_search import find_anomalies


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day like 2026-03-01.") from error


class Command(BaseCommand):
    help = "Look through the services and coins since the last search, or since a day, and keep what is suspicious."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=_day, help="Look at everything written since this day: 2026-03-01."
        )
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object on the last line of stdout."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        since = options["since"]
        search = find_anomalies(since=midnight(since) if since else None)
        if options["json"]:
            self.stdout.write(json.dumps({"found": search.found, "total": search.total}))
            return
        for kind, number in search.found.items():
            self.stdout.write(f"{kind}: {number}")
        self.stdout.write(f"{search.total} new suspicions.")
