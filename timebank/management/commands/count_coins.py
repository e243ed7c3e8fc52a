"""`manage.py count_coins [--verify] [--json]`: the sums behind the circulation report."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from timebank.oversight.services.turnover import count_coins, recount


class Command(BaseCommand):
    help = "Add the newest transfers to the sums by month and region; with --verify recompute all of them instead."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", action="store_true", help="Recompute every sum and change nothing.")
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object on the last line of stdout."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["verify"]:
            run = count_coins()
            answer: dict[str, Any] = {"through": run.through, "seen": run.seen}
            text = f"Counted up to booking {run.through}; the newest is {run.seen}."
        else:
            wrong = recount()
            for sentence in wrong:
                self.stderr.write(sentence)
            answer = {"wrong": len(wrong)}
            text = f"{len(wrong)} sums differ from the transfers."
        self.stdout.write(json.dumps(answer) if options["json"] else text)
        if answer.get("wrong"):
            raise SystemExit(1)
