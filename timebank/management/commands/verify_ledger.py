"""`manage.py verify_ledger [--through NUMBER [--seal SEAL]] [--json]`: prove the books."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timebank.oversight.selectors.ledger_verification import verify


class Command(BaseCommand):
    help = "Recompute every balance from the transfers and check every rule of the ledger. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object on the last line of stdout."
        )

        parser.add_argument(
            "--through", type=int, help="Check the chain up to this transfer only, for a seal published then."
        )
        parser.add_argument("--seal", help="The seal that the books up to --through must still have.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["seal"] and options["through"] is None:
            raise CommandError("--seal goes with --through.", returncode=2)
        result = verify(through=options["through"], seal=options["seal"])
        # With --json, stdout holds the object and nothing else; what is wrong is said beside it.
        told = self.stderr if options["json"] else self.stdout
        for finding in result.findings:
            told.write(f"{finding.table} {finding.key}: {finding.what}")
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json()))
        else:
            verdict = "The books are in order" if result.ok else "THE BOOKS ARE NOT IN ORDER"
            self.stdout.write(
                f"{verdict}: {result.accounts} accounts, {result.transfers} transfers, {result.unbalanced} unbalanced, "
                f"{result.overdrawn} overdrawn, {result.broken} broken."
            )
            if result.first_broken:
                self.stdout.write(f"The first transfer that does not fit is number {result.first_broken}.")
            self.stdout.write(f"Seal of all transfers through number {result.through}: {result.seal}")
        if not result.ok:
            raise SystemExit(1)
