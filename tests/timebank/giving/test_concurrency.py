"""Gifts, grants, instructions and settlements at once: real threads, real commits."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q

from tests.timebank.care import only_register
from tests.timebank.departing import departed
from tests.timebank.ledger.test_concurrency import at_once
from timebank.care_registers import Entitled
from timebank.giving.models.pool_grants import PoolGrant
from timebank.giving.services.arrangements import apply_instruction, set_instruction
from timebank.giving.services.earmarks import assign_earmark
from timebank.giving.services.gifts import Gift, give
from timebank.giving.services.pool_grants import grant_entitlements
from timebank.giving.services.settlements import settle
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.services.accounts import personal, pool_of
from timebank.oversight.selectors.ledger_verification import verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def threads() -> int:
    return 20 if connection.vendor == "postgresql" else 8


def gift_job(person: Any, kinship: Any, key: Any, minutes: int = 60) -> Callable[[], Any]:
    gift = Gift(giver=person, minutes=minutes, to="relative", kinship=kinship)
    return lambda: give(gift=gift, form_key=key, actor=person.user)


def test_one_balance_given_away_by_many_at_once_is_given_once(person, mother, kinship, fund, threads):
    fund(personal(person), 5 * 60)
    outcome = at_once([gift_job(person, kinship, uuid.uuid4()) for _ in range(threads)])
    assert outcome == {"ok": 5, "InsufficientBalance": threads - 5}
    assert (balance(person).coin_minutes, balance(mother).coin_minutes) == (0, 300)
    assert verify().ok


def test_one_form_sent_by_many_clicks_at_once_gives_once(person, mother, kinship, fund, threads):
    fund(personal(person), 5 * 60)
    key = uuid.uuid4()
    assert at_once([gift_job(person, kinship, key)] * threads) == {"ok": threads}
    assert balance(mother).coin_minutes == 60
    assert verify().ok


def test_gifts_to_one_account_at_once_never_fill_it_above_the_cap(person, mother, kinship, fund, threads):
    fund(personal(person), 50 * 60)
    fund(personal(mother), 1500 * 60 - 150)
    outcome = at_once([gift_job(person, kinship, uuid.uuid4()) for _ in range(threads)])
    assert outcome == {"ok": 2, "GivingError": threads - 2}
    assert balance(mother).coin_minutes == 1500 * 60 - 30


def test_a_month_granted_by_several_at_once_is_granted_once(make_user, community, county, fund, monkeypatch):
    people = [make_user(f"老人{n}", region=community).person for n in range(5)]
    only_register(
        monkeypatch,
        entitled=lambda code, month, ages: (
            [Entitled(one.pk, community.pk, "x") for one in people] if code == county.pk else []
        ),
    )
    from datetime import date

    fund(pool_of(county), 10_000)
    outcome = at_once([lambda: grant_entitlements(month=date(2026, 11, 1))] * 4)
    assert outcome == {"ok": 4}
    assert [balance(one).coin_minutes for one in people] == [120] * 5
    assert (PoolGrant.objects.count(), pool(county).minutes) == (5, 10_000 - 600)
    assert verify().ok


def test_an_instruction_carried_out_by_several_at_once_gives_once(person, fund, county, threads):
    fund(personal(person), 300)
    instruction = set_instruction(person=person, threshold_minutes=60, actor=person.user)
    assert at_once([lambda: apply_instruction(instruction=instruction)] * threads) == {"ok": threads}
    assert (balance(person).coin_minutes, pool(county).minutes) == (60, 240)


def test_a_donation_passed_on_by_two_at_once_reaches_one(
    person, other_person, mother, fund, officer, township, monkeypatch
):
    only_register(monkeypatch, in_difficulty=lambda: Q(pk__in=[other_person.pk, mother.pk]))
    fund(personal(person), 300)
    gift = Gift(giver=person, minutes=60, to="difficulty", region=township.pk)
    earmark = give(gift=gift, form_key="1", actor=person.user).earmark
    jobs = [
        lambda one=one: assign_earmark(earmark=earmark, person=one, actor=officer)  # type: ignore[misc]
        for one in (other_person, mother)
    ]
    assert at_once(jobs) == {"ok": 1, "GivingError": 1}
    assert balance(other_person).coin_minutes + balance(mother).coin_minutes == 60


def test_a_settlement_and_gifts_at_once_leave_books_that_balance(
    person, mother, kinship, fund, worker, threads
):
    fund(personal(person), 300)
    jobs = [gift_job(person, kinship, uuid.uuid4(), 30) for _ in range(4)]
    departed(person)
    jobs += [lambda: settle(person=person, cause="departure", actor=worker)] * 2
    outcome = at_once(jobs)
    assert outcome["ok"] >= 2 and Settlement.objects.count() == 1
    account = Account.objects.get(pk=personal(person).pk)
    assert account.closed_at is not None and account.balance == 0
    assert sum(row.balance for row in Account.objects.all()) == 0
    assert Transfer.objects.filter(reason="gift").count() == outcome["ok"] - 2
    assert verify().ok
