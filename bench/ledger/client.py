"""A client of the ledger itself: `python -m bench.ledger.client NUMBER`."""

from __future__ import annotations

import os
import sys
from typing import Any
from uuid import uuid4

import django

PAIRS = 50


def main(number: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    django.setup()
    from django.db import connection

    from bench.ledger.numbers import transfer_batch
    from bench.ledger.talking import as_often_as_possible, serve
    from timebank.ledger.models.accounts import Account
    from timebank.ledger.services.posting import Draft
    from timebank.ledger.services.transfers import transfer

    people = list(
        Account.objects.filter(kind="personal", unit="coin_minutes").order_by("pk")[
            number * 2 * PAIRS : (number + 1) * 2 * PAIRS
        ]
    )
    pool = Account.objects.get(kind="pool")

    def sides(turn: int, hot: bool) -> tuple[Account, Account]:
        one, other = people[(2 * turn) % (2 * PAIRS)], people[(2 * turn + 1) % (2 * PAIRS)]
        if hot:
            other = pool
        return (one, other) if (turn // PAIRS) % 2 else (other, one)

    def single(seconds: float, hot: bool) -> Any:
        run = uuid4().hex

        def step(turn: int) -> int:
            debit, credit = sides(turn, hot)
            transfer(key=f"{run}:{turn}", debit=debit, credit=credit, amount=1)
            return 1

        return as_often_as_possible(step, seconds)

    def batch(seconds: float, hot: bool, size: int) -> Any:
        run = uuid4().hex

        def step(turn: int) -> int:
            drafts = []
            for n in range(turn * size, (turn + 1) * size):
                debit, credit = sides(n, hot)
                drafts.append(Draft(key=f"{run}:{n}", debit=debit, credit=credit, amount=1))
            return len(transfer_batch(drafts=drafts))

        return as_often_as_possible(step, seconds)

    def commit(waits: bool) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = %s", ["on" if waits else "off"])
        return waits

    serve({"single": single, "batch": batch, "commit": commit})


if __name__ == "__main__":
    main(int(sys.argv[1]))
