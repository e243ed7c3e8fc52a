"""Many at once, on the database the suite runs on: real threads, real commits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from timebank import errors
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance
from timebank.ledger.services.accounts import issuing, personal
from timebank.ledger.services.transfers import post, reserve, transfer, void
from timebank.oversight.selectors.ledger_verification import verify

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs: list[Callable[[], Any]]) -> Counter[str]:
    """Run the jobs in a thread each, started together; how many ended how ("ok" or the name of the error)."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> str:
        start.wait(timeout=30)
        try:
            job()
        except errors.TimebankError as error:
            return type(error).__name__
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(jobs)) as pool:
        return Counter(pool.map(run, jobs))


@pytest.fixture
def threads() -> int:
    """PostgreSQL lets many in and makes them wait row by row; SQLite takes one writer at a time."""
    return 50 if connection.vendor == "postgresql" else 16


def test_however_many_spend_one_balance_at_once_it_is_spent_once(person, other_person, fund, threads):
    mine, theirs = personal(person), personal(other_person)
    fund(mine, 60 * 5)
    outcome = at_once(
        [
            lambda n=n: transfer(key=f"gift:{n}", debit=mine, credit=theirs, amount=60)  # type: ignore[misc]
            for n in range(threads)
        ]
    )
    assert outcome == {"ok": 5, "InsufficientBalance": threads - 5}
    assert (balance(person).coin_minutes, balance(other_person).coin_minutes) == (0, 300)
    assert verify().ok


def test_one_key_used_at_once_books_one_transfer_and_everybody_gets_it(person, other_person, fund, threads):
    mine, theirs = personal(person), personal(other_person)
    fund(mine, 600)
    outcome = at_once([lambda: transfer(key="gift", debit=mine, credit=theirs, amount=60)] * threads)
    assert outcome == {"ok": threads}
    assert (Transfer.objects.filter(key="gift").count(), balance(person).coin_minutes) == (1, 540)


def test_one_key_between_different_accounts_at_once_is_booked_once(person, other_person, fund, make_user):
    others = [personal(make_user(f"某{n}").person) for n in range(8)]
    mine = personal(person)
    fund(mine, 600)
    for other in others:
        fund(other, 60)
    jobs = [
        lambda other=other: transfer(key="gift", debit=other, credit=mine, amount=60)  # type: ignore[misc]
        for other in others
    ]
    assert at_once(jobs) == {"ok": 1, "KeyConflict": 7}
    assert balance(person).coin_minutes == 660


def test_one_service_recorded_at_once_is_credited_once(person, serve, threads):
    outcome = at_once([lambda: serve(90, source_key="assignment:1")] * threads)
    assert outcome == {"ok": threads}
    assert (ServiceRecord.objects.count(), balance(person).coin_minutes, balance(person).points) == (
        1,
        90,
        90,
    )
    assert verify().ok


def test_the_cap_of_a_day_holds_when_many_services_of_it_are_recorded_at_once(person, serve):
    outcome = at_once([lambda n=n: serve(90, source_key=f"assignment:{n}") for n in range(8)])  # type: ignore[misc]
    assert outcome == {"ok": 8}
    assert balance(person).coin_minutes == 480
    assert verify().ok


def test_two_who_pay_each_other_at_once_do_not_block_each_other(person, other_person, fund, threads):
    mine, theirs = personal(person), personal(other_person)
    fund(mine, 1000)
    fund(theirs, 1000)
    jobs = []
    for n in range(threads):
        debit, credit = (mine, theirs) if n % 2 else (theirs, mine)
        jobs.append(
            lambda n=n, debit=debit, credit=credit: transfer(  # type: ignore[misc]
                key=f"gift:{n}", debit=debit, credit=credit, amount=10
            )
        )
    assert at_once(jobs) == {"ok": threads}
    assert verify().ok


def test_a_reservation_that_is_booked_and_voided_at_once_ends_one_way(person, other_person, fund):
    mine, theirs = personal(person), personal(other_person)
    fund(mine, 100)
    pending = reserve(key="request", debit=mine, credit=theirs, amount=100)
    outcome = at_once(
        [lambda: post(pending=pending, key="pay"), lambda: void(pending=pending, key="void")],
    )
    assert outcome == {"ok": 1, "AlreadyResolved": 1}
    mine.refresh_from_db()
    assert (mine.pending_debits, mine.balance) in {(0, 0), (0, 100)}
    assert verify().ok


def test_accounts_that_many_open_at_once_are_opened_once(community, threads):
    assert at_once([lambda: issuing(community)] * threads) == {"ok": threads}
    assert Account.objects.count() == 1


def test_the_proof_can_run_while_others_book(person, other_person, fund):
    mine, theirs = personal(person), personal(other_person)
    fund(mine, 1000)
    proofs = []
    jobs = [
        lambda n=n: transfer(key=f"gift:{n}", debit=mine, credit=theirs, amount=1)  # type: ignore[misc]
        for n in range(8)
    ]
    assert at_once([*jobs, lambda: proofs.append(verify())]) == {"ok": 9}
    assert proofs[0].ok
