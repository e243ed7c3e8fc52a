"""`manage.py verify_audit_log [--through KEY --seal SEAL] [--json]`: prove that the access log is whole."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.access_log.selectors import verify


class Command(BaseCommand):
    help = "Read the access log and check every signature, seal and removal. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object on the last line of stdout."
        )
        parser.add_argument(
            "--through", type=int, help="Check the batches up to this row only, for a seal published then."
        )
        parser.add_argument("--seal", help="The seal that the log up to --through must still have.")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["seal"] is None) != (options["through"] is None):
            raise CommandError("--seal and --through go together.", returncode=2)
        result = verify(through=options["through"], seal=options["seal"])
        told = self.stderr if options["json"] else self.stdout
        for table, key, what in result.findings:
            told.write(f"{table} {key}: {what}")
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json()))
        else:
            verdict = "The access log is whole" if result.ok else "THE ACCESS LOG IS NOT WHOLE"
            self.stdout.write(
                f"{verdict}: {result.rows} rows in {result.seals} batches, {result.unsealed} not sealed yet, "
                f"{result.removed} removed after their time, {result.broken} places that do not fit."
            )
            self.stdout.write(f"Seal of all rows through {result.through}: {result.seal}")
        if not result.ok:
            raise SystemExit(1)
