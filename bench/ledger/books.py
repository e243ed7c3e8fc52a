"""Invented people and long books for the bench: `python -m bench.ledger.books people NUMBER`, or `read`."""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import django

BATCH = 1_000
PLENTY = 10**9
COUNTY = "511702000000"


def main(what: str, number: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    django.setup()
    if what == "people":
        make_people(number)
    else:
        from bench.ledger.talking import serve

        serve({"load": load, "read": read})


def make_people(number: int) -> None:
    """A county with its pool, and people whose accounts hold plenty, behind one service record."""
    from django.utils import timezone

    from people.persons.models import Person
    from regions.models import Region
    from timebank.earning.services.crediting import record_service
    from timebank.earning.services.records import Service
    from timebank.ledger.services.accounts import issuing, open_accounts, personal_owner, pool_of
    from timebank.ledger.services.transfers import transfer

    city = Region.objects.create(code="511700000000", name="演示市", level="city", source="bench")
    county = Region.objects.create(code=COUNTY, name="演示区", level="county", parent=city, source="bench")
    people = Person.objects.bulk_create([Person(name=f"演示{n}", region=county) for n in range(number)])
    now = timezone.now()
    record = record_service(
        service=Service(
            person=people[0],
            minutes=60,
            source_key="bench",
            category="other",
            activity="bench",
            started_at=now - timedelta(hours=1),
            ended_at=now,
            place="",
            content="",
            region=county,
            organiser="bench",
            in_charge="",
            evidence_grade="A",
        ),
    ).record
    opened = open_accounts([personal_owner(person.pk) for person in people])
    for n, account in enumerate([pool_of(county), *opened.values()]):
        transfer(
            key=f"plenty:{n}",
            debit=issuing(county),
            credit=account,
            amount=PLENTY,
            reason="other",
            record=record,
        )


def load(transfers: int) -> dict[str, Any]:
    """Book until there are `transfers`, every tenth of them of one and the same account."""
    from bench.ledger.numbers import transfer_batch
    from timebank.ledger.models.accounts import Account
    from timebank.ledger.models.transfers import Transfer
    from timebank.ledger.services.posting import Draft

    people = list(Account.objects.filter(kind="personal", unit="coin_minutes").order_by("pk"))
    long, others = people[-1], people[:-1]
    missing, run = transfers - Transfer.objects.count(), uuid4().hex
    began = time.perf_counter()
    for start in range(0, missing, BATCH):
        drafts = []
        for n in range(start, min(missing, start + BATCH)):
            debit, credit = others[(7919 * n) % len(others)], others[(7919 * n + 1) % len(others)]
            if n % 10 == 0:
                debit, credit = (long, debit) if n % 20 else (debit, long)
            drafts.append(Draft(key=f"{run}:{n}", debit=debit, credit=credit, amount=1))
        transfer_batch(drafts=drafts)
    seconds = time.perf_counter() - began
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE timebank_transfer")
    return {
        "transfers": Transfer.objects.count(),
        "loaded_a_second": round(missing / seconds) if missing > 0 else None,
    }


def read(times: int = 20) -> dict[str, float]:
    """Milliseconds for the balance, the first page and a page from the middle of the long account's statement."""
    from timebank.home.selectors.statement import statement
    from timebank.ledger.models.accounts import Account
    from timebank.ledger.models.transfers import Transfer
    from timebank.ledger.selectors.balances import balance

    account = Account.objects.filter(kind="personal", unit="coin_minutes").order_by("pk").last()
    assert account is not None and account.person is not None
    person = account.person
    newest = Transfer.objects.latest("sequence").pk

    def mean(step: Any) -> float:
        step()
        began = time.perf_counter()
        for _ in range(times):
            step()
        return round(1000 * (time.perf_counter() - began) / times, 3)

    return {
        "balance": mean(lambda: balance(person)),
        "first_page": mean(lambda: statement(person)),
        "page_in_the_middle": mean(lambda: statement(person, before=newest // 2)),
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
