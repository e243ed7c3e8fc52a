"""The bound: what the database alone needs for the same. `python -m bench.ledger.bound NUMBER URL`.

The same rows of the same tables, with their indexes, constraints and foreign keys; the same locks and the same balance
updates, in SQL written by hand for just this, with prepared statements; no rule, no chain, no model.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg

from bench.ledger.talking import as_often_as_possible, serve

PAIRS = 50
LINK = "0" * 64
LOCK = (
    "SELECT id, posted_debits, posted_credits, pending_debits FROM timebank_account WHERE id = ANY(%s) "
    "ORDER BY id FOR NO KEY UPDATE"
)
COLUMNS = (
    "key, kind, unit, debit_account_id, credit_account_id, debit_slot, credit_slot, amount, reason, memo, details, "
    "created_at, debit_balance, credit_balance, digest"
)
INSERT = (
    f"INSERT INTO timebank_transfer ({COLUMNS}) VALUES "  # noqa: S608 - constants of this file
    "(%s, 'posted', 'coin_minutes', %s, %s, 0, 0, 1, 'other', '', '{}', %s, %s, %s, %s) RETURNING sequence"
)
PAY = "UPDATE timebank_account SET posted_debits = posted_debits + 1, head = %s WHERE id = %s"
TAKE = "UPDATE timebank_account SET posted_credits = posted_credits + 1, head = %s WHERE id = %s"


def main(number: int, url: str) -> None:
    connection = psycopg.connect(url)
    rows = connection.execute(
        "SELECT id FROM timebank_account WHERE kind = 'personal' AND unit = 'coin_minutes' ORDER BY id "
        "OFFSET %s LIMIT %s",
        [number * 2 * PAIRS, 2 * PAIRS],
    ).fetchall()
    people = [pk for (pk,) in rows]
    found = connection.execute("SELECT id FROM timebank_account WHERE kind = 'pool'").fetchone()
    assert found is not None
    (pool,) = found
    connection.commit()

    def sides(turn: int, hot: bool) -> tuple[int, int]:
        one, other = people[(2 * turn) % (2 * PAIRS)], people[(2 * turn + 1) % (2 * PAIRS)]
        if hot:
            other = pool
        return (one, other) if (turn // PAIRS) % 2 else (other, one)

    def single(seconds: float, hot: bool) -> Any:
        run = uuid4().hex

        def step(turn: int) -> int:
            debit, credit = sides(turn, hot)
            with connection.cursor() as cursor:
                locked = {row[0]: row for row in cursor.execute(LOCK, [[debit, credit]], prepare=True)}
                _pk, out, into, reserved = locked[debit]
                if into - out - reserved < 1:
                    raise RuntimeError("not enough")
                left, has = into - out - 1, locked[credit][2] - locked[credit][1] + 1
                values = [f"{run}:{turn}", debit, credit, datetime.now(UTC), left, has, LINK]
                cursor.execute(INSERT, values, prepare=True).fetchone()
                cursor.execute(PAY, [LINK, debit], prepare=True)
                cursor.execute(TAKE, [LINK, credit], prepare=True)
            connection.commit()
            return 1

        return as_often_as_possible(step, seconds)

    def batch(seconds: float, hot: bool, size: int) -> Any:
        run = uuid4().hex

        def step(turn: int) -> int:
            wanted = [(f"{run}:{n}", *sides(n, hot)) for n in range(turn * size, (turn + 1) * size)]
            pks = list({pk for _key, *both in wanted for pk in both})
            now = datetime.now(UTC)
            with connection.cursor() as cursor:
                has = {
                    pk: [out, into, held] for pk, out, into, held in cursor.execute(LOCK, [pks], prepare=True)
                }
                with cursor.copy(
                    "COPY timebank_transfer (key, kind, unit, debit_account_id, credit_account_id, debit_slot, "
                    "credit_slot, amount, reason, memo, details, created_at, debit_balance, credit_balance, digest) "
                    "FROM STDIN"
                ) as copy:
                    for key, debit, credit in wanted:
                        payer, taker = has[debit], has[credit]
                        payer[0] += 1
                        taker[1] += 1
                        left = payer[1] - payer[0]
                        if left < payer[2]:
                            raise RuntimeError("not enough")
                        copy.write_row(
                            (
                                key, "posted", "coin_minutes", debit, credit, 0, 0, 1, "other", "", "{}", now,
                                left, taker[1] - taker[0], LINK,
                            )
                        )  # fmt: skip
                cursor.execute(
                    "UPDATE timebank_account SET posted_debits = v.a, posted_credits = v.b, head = %s FROM "
                    "unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS v(id, a, b) WHERE timebank_account.id = v.id",
                    [LINK, pks, [has[pk][0] for pk in pks], [has[pk][1] for pk in pks]],
                    prepare=True,
                )
            connection.commit()
            return size

        return as_often_as_possible(step, seconds)

    def commit(waits: bool) -> bool:
        connection.execute("SET synchronous_commit = on" if waits else "SET synchronous_commit = off")
        connection.commit()
        return waits

    serve({"single": single, "batch": batch, "commit": commit})


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
