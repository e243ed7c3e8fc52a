"""The peer: django-hordak's `transfer_to`, run by an environment of its own: `python peer.py NUMBER URL`.

`NUMBER` -1 sets its database up. Nothing of the platform is imported here but how to talk.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

PAIRS = 50
CLIENTS = 8


def main(number: int, url: str) -> None:
    import dj_database_url
    import django
    from django.conf import settings

    # This file's folder only, so that `talking` is found and no package of the platform is.
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from talking import as_often_as_possible, serve

    settings.configure(
        DATABASES={"default": dj_database_url.parse(url)},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "mptt",
            "djmoney",
            "hordak",
        ],
        SECRET_KEY="bench",  # noqa: S106 - protects nothing
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        DEFAULT_CURRENCY="CNY",
        CURRENCIES=["CNY"],
        HORDAK_CURRENCIES=["CNY"],
    )
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from djmoney.money import Money
    from hordak.models import Account

    if number < 0:
        call_command("migrate", verbosity=0)
        for n in range(2 * PAIRS * CLIENTS + 2):
            Account.objects.create(name=f"{n}", type="LI", code=f"{n}", currencies=["CNY"])
    people = list(Account.objects.order_by("pk"))
    pool, long = people[-2], people[-1]
    people = people[max(0, number) * 2 * PAIRS :][: 2 * PAIRS]
    one_coin = Money(1, "CNY")

    def single(seconds: float, hot: bool) -> Any:
        def step(turn: int) -> int:
            one, other = people[(2 * turn) % (2 * PAIRS)], people[(2 * turn + 1) % (2 * PAIRS)]
            if hot:
                other = pool
            one.transfer_to(other, one_coin)
            return 1

        return as_often_as_possible(step, seconds)

    def commit(waits: bool) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = %s", ["on" if waits else "off"])
        return waits

    def load(transfers: int, of_one: int) -> bool:
        """Give the books `transfers` transfers, `of_one` of them of one account; past the triggers, to save time."""
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(
                "WITH made AS (INSERT INTO hordak_transaction (uuid, timestamp, date, description) "
                "SELECT gen_random_uuid(), now(), now(), '' FROM generate_series(1, %s) RETURNING id), "
                "numbered AS (SELECT id, row_number() OVER () AS n FROM made) "
                "INSERT INTO hordak_leg (uuid, transaction_id, account_id, debit, credit, currency, description) "
                "SELECT gen_random_uuid(), id, CASE WHEN side = 1 THEN %s WHEN n <= %s THEN %s ELSE %s END, "
                "CASE WHEN side = 1 THEN 1 END, CASE WHEN side = 2 THEN 1 END, 'CNY', '' "
                "FROM numbered, generate_series(1, 2) AS side",
                [transfers, pool.pk, of_one, long.pk, people[0].pk],
            )
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("ANALYZE hordak_leg")
        return True

    def balance(times: int) -> float:
        """Milliseconds for the balance of the account with the long history."""
        began = time.perf_counter()
        for _ in range(times):
            long.get_balance()
        return 1000 * (time.perf_counter() - began) / times

    serve({"single": single, "commit": commit, "load": load, "balance": balance})


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
