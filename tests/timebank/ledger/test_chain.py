"""The hash chain: whoever touches a booked transfer, whichever part of it, is found out at that very row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.timebank.oversight.test_ledger_verification import unguarded
from timebank.ledger.chain import GENESIS, Link, digest, microseconds, plain, seal
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import post, reserve, transfer
from timebank.oversight.selectors.ledger_verification import verify

LINK = Link(
    "key",
    "posted",
    "coin_minutes",
    1,
    2,
    0,
    0,
    60,
    None,
    None,
    None,
    "gift",
    "",
    {},
    None,
    "511702",
    None,
    5,
    7,
)
texts = st.text(max_size=20)
numbers = st.none() | st.integers(min_value=0, max_value=2**62)


@pytest.fixture
def booked(person: Any, other_person: Any, fund: Any) -> list[Transfer]:
    """Two people who give each other some, one of it reserved first."""
    mine, theirs = personal(person), personal(other_person)
    fund(mine, 600)
    rows = [transfer(key="a", debit=mine, credit=theirs, amount=60, memo="谢谢", details={"rate": 1.0})]
    pending = reserve(key="b", debit=mine, credit=theirs, amount=100)
    rows += [pending, post(key="c", pending=pending, amount=40)]
    rows.append(transfer(key="d", debit=theirs, credit=mine, amount=5))
    assert verify().ok
    return rows


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("amount", 61),
        ("key", "another"),
        ("reason", "gift"),
        ("memo", "谢"),
        ("details", {"rate": 2}),
        ("created_at", datetime(2026, 11, 1, tzinfo=UTC)),
        ("debit_slot", 3),
        ("batch", "6f1f5d0e-9f0c-4c55-9b7e-0d5a0d3f0c11"),
        ("digest", "0" * 64),
        ("debit_balance", 0),
    ],
)
def test_a_change_of_any_part_of_a_transfer_is_found_at_that_transfer(booked, column, value):
    with unguarded("timebank_transfer"):
        Transfer.objects.filter(key="a").update(**{column: value})
    found = verify()
    assert (found.ok, found.first_broken) == (False, booked[0].pk)


def test_a_removed_transfer_is_found_at_the_next_one_of_its_accounts(booked):
    with unguarded("timebank_transfer"):
        Transfer.objects.filter(key="a")._raw_delete(using="default")
    found = verify()
    assert (found.ok, found.first_broken) == (False, booked[1].pk)


def test_a_transfer_removed_from_the_end_is_missed_by_its_accounts(booked, person, other_person):
    last = booked[-1]
    with unguarded("timebank_transfer"):
        Transfer.objects.filter(pk=last.pk)._raw_delete(using="default")
    # Whoever also mends the balances still leaves the accounts pointing at what is gone.
    for account, paid, received in ((last.debit_account, 5, 0), (last.credit_account, 0, 5)):
        row = Account.objects.get(pk=account.pk)
        Account.objects.filter(pk=account.pk).update(
            posted_debits=row.posted_debits - paid, posted_credits=row.posted_credits - received
        )
    found = verify()
    assert (found.ok, found.unbalanced, found.broken) == (False, 0, 2)
    assert "missing at its end" in found.findings[0].what


def test_a_transfer_that_went_past_the_services_is_found(booked, person, other_person):
    row = Transfer.objects.create(
        key="forged",
        kind="posted",
        unit="coin_minutes",
        debit_account=personal(person),
        credit_account=personal(other_person),
        amount=1,
        reason="other",
    )
    assert verify().first_broken == row.pk


def test_a_seal_published_once_proves_the_same_books_later(booked, person, other_person):
    then = verify()
    transfer(key="later", debit=personal(person), credit=personal(other_person), amount=1)
    assert verify(through=then.through, seal=then.seal).ok
    assert verify().seal != then.seal
    call_command("verify_ledger", "--json", through=then.through, seal=then.seal)
    with pytest.raises(SystemExit):
        call_command("verify_ledger", "--json", through=then.through, seal="0" * 64)


def test_a_seal_covers_every_transfer_up_to_its_own_in_their_order(booked):
    expected, seals = "", []
    for row in Transfer.objects.order_by("sequence"):
        expected = sha256(f"{expected}{row.digest}".encode()).hexdigest()
        seals.append((row.pk, expected))
    assert seals[-1] == (booked[-1].pk, verify().seal)
    for through, published in seals:
        assert verify(through=through, seal=published).ok


@given(before=texts, other=texts, hashed=texts)
def test_a_seal_is_another_where_what_came_before_is_another(before, other, hashed):
    assert (seal(before, hashed) == seal(other, hashed)) == (before == other)


def test_a_seal_without_the_transfer_it_was_made_at_says_nothing(db):
    with pytest.raises(CommandError, match="--through"):
        call_command("verify_ledger", seal="0" * 64)


@given(
    name=st.sampled_from([field for field in Link._fields if field != "details"]),
    value=texts | numbers | st.none(),
)
def test_no_two_transfers_that_say_different_things_have_the_same_digest(name, value):
    other = LINK._replace(**{name: value})
    assert (digest(GENESIS, GENESIS, other) == digest(GENESIS, GENESIS, LINK)) == (other == LINK)


@given(before=texts, after=texts)
def test_what_came_before_on_either_account_counts(before, after):
    assert (digest(before, after, LINK) == digest(after, before, LINK)) == (before == after)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_times_are_counted_in_whole_microseconds(moment):
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds(moment)) == moment


def test_numbers_that_a_database_does_not_tell_apart_are_the_same_figures():
    assert plain({"rate": 1.0, "parts": (2.0, 2.5)}) == {"rate": 1, "parts": [2, 2.5]}
    assert repr(plain(1.0)) == "1"
