"""Accounts that many use at once: their slots share the load, and nobody can tell from the balance."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.timebank.ledger.test_concurrency import at_once
from timebank.ledger import errors
from timebank.ledger.enums import AccountKind
from timebank.ledger.models.accounts import Account, AccountSlot
from timebank.ledger.selectors import balances
from timebank.ledger.services.accounts import BUSY_KINDS, SLOTS, close_account, issuing, personal, pool_of
from timebank.ledger.services.posting import Draft
from timebank.ledger.services.transfers import post, reserve, transfer, transfer_linked, undo, void
from timebank.oversight.selectors.ledger_verification import verify

HAS = 600


@pytest.fixture(autouse=True)
def four_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """On every database, where SQLite would have none."""
    monkeypatch.setattr(
        "timebank.ledger.services.accounts.slots_for", lambda owner: 4 * (owner.kind in BUSY_KINDS)
    )


@pytest.fixture
def mine(person: Any, fund: Any) -> Account:
    account = personal(person)
    fund(account, HAS)
    return account


@pytest.fixture
def pool(community: Any, mine: Account) -> Account:
    """A pool with 60 on each of its four slots, which is what a few gifts and one large payment leave."""
    account = pool_of(community)
    transfer(key="first gift", debit=mine, credit=account, amount=240)
    transfer(key="first grant", debit=account, credit=mine, amount=240)
    transfer(key="second gift", debit=mine, credit=account, amount=240)
    return Account.objects.get(pk=account.pk)


def parts(account: Account) -> list[int]:
    return [part.posted_credits - part.posted_debits for part in account.parts.order_by("number")]


@pytest.mark.django_db
def test_a_balance_is_the_sum_of_the_parts_and_a_payment_larger_than_any_part_is_paid(pool, mine, community):
    transfer(key="grant", debit=pool, credit=mine, amount=239)
    assert (pool.balance, pool.available, sum(parts(pool))) == (1, 1, 1)
    assert balances.pool(community).minutes == 1
    assert verify().ok


@pytest.mark.django_db
def test_the_parts_together_are_never_overdrawn_and_the_refusal_names_the_whole_balance(pool, mine):
    with pytest.raises(errors.InsufficientBalance) as refusal:
        transfer(key="grant", debit=pool, credit=mine, amount=241)
    assert (refusal.value.available, refusal.value.needed) == (240, 241)
    assert (pool.balance, verify().ok) == (240, True)


@pytest.mark.django_db
def test_what_is_free_is_spread_so_that_small_payments_find_some_in_every_part(community, mine):
    pool = pool_of(community)
    for n in range(8):
        transfer(key=f"gift:{n}", debit=mine, credit=pool, amount=60)
    transfer(key="grant", debit=pool, credit=mine, amount=480 - 40)
    assert sorted(parts(pool)) == [10, 10, 10, 10]


@pytest.mark.django_db
def test_a_reservation_is_settled_in_the_part_that_holds_it(pool, mine):
    kept = [reserve(key=f"hold:{n}", debit=pool, credit=mine, amount=50) for n in range(4)]
    assert (pool.reserved, pool.available) == (200, 40)
    void(pending=kept[0], key="void")
    post(pending=kept[1], key="post", amount=20)
    transfer(key="grant", debit=pool, credit=mine, amount=100)
    for pending in kept[2:]:
        post(pending=pending, key=f"post:{pending.pk}")
    assert (pool.reserved, pool.balance, verify().ok) == (0, 240 - 20 - 100 - 100, True)


@pytest.mark.django_db
def test_a_batch_that_settles_and_books_in_the_same_account_goes_through_whole(pool, mine):
    pending = reserve(key="hold", debit=pool, credit=mine, amount=60)
    drafts = [
        Draft(
            key="post",
            kind="post_pending",
            debit=pool,
            credit=mine,
            amount=60,
            pending=pending,
            reason="other",
        ),
        Draft(key="back", debit=mine, credit=pool, amount=10),
        Draft(key="out", debit=pool, credit=mine, amount=180),
    ]
    transfer_linked(drafts=drafts)
    assert (pool.balance, pool.reserved, verify().ok) == (10, 0, True)


@pytest.mark.django_db
def test_a_transfer_in_one_part_is_undone_in_any(pool, mine):
    gift = transfer(key="gift", debit=mine, credit=pool, amount=200)
    transfer(key="grant", debit=pool, credit=mine, amount=240)
    undo(transfer=gift, key="undo")
    assert (pool.balance, verify().ok) == (0, True)


@pytest.mark.django_db
def test_totals_of_many_accounts_count_their_parts(pool, mine):
    reserve(key="hold", debit=pool, credit=mine, amount=50)
    rows = {row.pk: row for row in Account.objects.with_totals()}
    assert (rows[pool.pk].total_balance, rows[pool.pk].total_reserved) == (240, 50)
    assert (rows[mine.pk].total_balance, rows[mine.pk].total_reserved) == (HAS - 240, 0)


@pytest.mark.django_db
def test_the_database_itself_keeps_a_part_from_going_below_zero(pool):
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountSlot.objects.filter(account=pool).update(posted_debits=10_000)


@pytest.mark.django_db
def test_a_countys_account_does_not_close(pool):
    with pytest.raises(errors.AccountNotEmpty):
        close_account(account=pool)


@pytest.mark.django_db
def test_a_part_whose_sides_were_changed_by_hand_is_found(pool):
    part = AccountSlot.objects.filter(account=pool).first()
    AccountSlot.objects.filter(pk=part.pk).update(posted_credits=part.posted_credits + 5)
    found = verify()
    assert (found.unbalanced, found.ok) == (1, False)


@pytest.mark.django_db
def test_only_where_there_are_many_writers_do_countys_accounts_have_slots(community, monkeypatch):
    monkeypatch.undo()
    expected = SLOTS if connection.vendor == "postgresql" else 0
    assert (issuing(community).slots, pool_of(community).slots) == (expected, expected)
    assert {Account.objects.get(kind=AccountKind.POOL).parts.count()} == {expected}


@pytest.mark.django_db(transaction=True)
def test_however_many_give_to_a_pool_and_take_from_it_at_once_nothing_is_lost(pool, person, fund, make_user):
    people = [make_user(f"某{n}").person for n in range(8)]
    accounts = [personal(someone) for someone in people]
    for account in accounts:
        fund(account, 100)
    jobs = []
    for n, account in enumerate(accounts):
        jobs.append(
            lambda n=n, account=account: transfer(key=f"in:{n}", debit=account, credit=pool, amount=100)
        )
        jobs.append(
            lambda n=n, account=account: transfer(key=f"out:{n}", debit=pool, credit=account, amount=35)
        )
    outcome = at_once(jobs)
    paid = outcome["ok"] - 8
    assert outcome["ok"] + outcome["InsufficientBalance"] == 16 and paid >= 240 // 35
    assert pool.balance == 240 + 800 - 35 * paid
    assert verify().ok


@pytest.mark.django_db
def test_what_comes_in_within_a_batch_can_go_out_in_it_wherever_the_rest_lies(pool, mine):
    drafts = [
        Draft(key="in", debit=mine, credit=pool, amount=30),
        Draft(key="out", debit=pool, credit=mine, amount=270),
    ]
    transfer_linked(drafts=drafts)
    assert (pool.balance, verify().ok) == (0, True)


@pytest.mark.django_db
def test_a_replay_that_finds_no_part_large_enough_loses_nothing(pool, mine):
    for n in range(2):
        transfer(key=f"more:{n}", debit=mine, credit=pool, amount=60)
    first = transfer(key="grant", debit=pool, credit=mine, amount=200)
    assert transfer(key="grant", debit=pool, credit=mine, amount=200) == first
    assert (pool.balance, verify().ok) == (160, True)
