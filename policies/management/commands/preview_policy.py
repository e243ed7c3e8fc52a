"""What a rule would have changed, computed without changing anything."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from policies.previews import Preview, Proposal, previewer_of
from policies.registry import DECLARATIONS
from regions.models import Region


class Command(BaseCommand):
    help = "Try a value of a rule on the services of a past period (default: the last full quarter). Writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="the parameter, such as timebank.cap.day_minutes")
        parser.add_argument("value", help="the value to try, as JSON")
        parser.add_argument(
            "--region", default="", help="code of the region it would be set for; default: everywhere"
        )
        parser.add_argument("--from", dest="first", metavar="DAY", help="first day, as 2026-01-31")
        parser.add_argument("--to", dest="last", metavar="DAY", help="last day")
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="one JSON object and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        proposal = Proposal(
            options["key"],
            _value(options["key"], options["value"]),
            _region(options["region"]),
            _period(options["first"], options["last"]),
        )
        previewer = previewer_of(proposal.key)
        if previewer is None:
            raise CommandError(
                f"Nothing can be computed for {proposal.key}: no package registered a preview."
            )
        preview = previewer(proposal)
        if options["as_json"]:
            self.stdout.write(json.dumps({"sentence": preview.sentence, **preview.data}, ensure_ascii=False))
        else:
            self._say(preview)

    def _say(self, preview: Preview) -> None:
        self.stdout.write(preview.sentence)
        for line in preview.figures:
            difference = f" ({line.difference})" if line.difference else ""
            self.stdout.write(f"  {line.label}: {line.before} → {line.after}{difference}")
        for table in preview.tables:
            self.stdout.write(table.title)
            for row in table.rows:
                self.stdout.write("  " + " · ".join(row))
        for remark in preview.remarks:
            self.stdout.write(remark)


def _value(key: str, text: str) -> Any:
    if key not in DECLARATIONS:
        raise CommandError(f"There is no parameter {key}.")
    try:
        value = json.loads(text)
        DECLARATIONS[key].check(value)
    except ValidationError as error:
        raise CommandError(f"{key}: {' '.join(error.messages)}") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"The value is not JSON: {error}") from error
    return value


def _region(code: str) -> Region | None:
    if not code:
        return None
    found = Region.objects.filter(pk=code.replace("\0", "")).first()
    if found is None:
        raise CommandError(f"There is no region with the code {code}.")
    return found


def _period(first: str | None, last: str | None) -> tuple[date, date] | None:
    if first is None and last is None:
        return None
    try:
        period = date.fromisoformat(first or ""), date.fromisoformat(last or "")
    except ValueError as error:
        raise CommandError("Please give both --from and --to as days, such as 2026-01-31.") from error
    if period[0] > period[1]:
        raise CommandError("The period ends before it begins.")
    return period
