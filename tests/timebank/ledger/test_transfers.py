"""Transfers: two sides, once, wholly, never below zero, never rewritten."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from timebank import errors
from timebank.ledger.enums import Reason, TransferKind, Unit
from timebank.ledger.errors import (
    AccountClosed,
    AccountNotEmpty,
    AlreadyResolved,
    AlreadyUndone,
    AmountAboveReservation,
    AmountNotPositive,
    AmountTooLarge,
    CannotUndo,
    InsufficientBalance,
    IssueWithoutService,
    KeyConflict,
    KeyInvalid,
    NotReserved,
    ReservationExpired,
    SameAccount,
    UnitMismatch,
)
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance
from timebank.ledger.services.accounts import close_account, issuing, personal, pool_of
from timebank.ledger.services.posting import Draft
from timebank.ledger.services.transfers import (
    expire_reservations,
    post,
    reserve,
    transfer,
    transfer_linked,
    undo,
    void,
)
from timebank.oversight.selectors.ledger_verification import verify


@pytest.fixture
def mine(person, fund):
    """An account with 300 minutes on it."""
    account = personal(person)
    fund(account, 300)
    return account


@pytest.fixture
def theirs(other_person):
    return personal(other_person)


def sides(account):
    account.refresh_from_db()
    return account.balance, account.pending_debits, account.available


def test_a_transfer_takes_from_one_account_what_it_gives_the_other(mine, theirs):
    transfer(key="gift:1", debit=mine, credit=theirs, amount=120, reason=Reason.GIFT)
    assert (sides(mine), sides(theirs)) == ((180, 0, 180), (120, 0, 120))
    assert verify().ok


def test_the_whole_balance_can_be_spent_and_not_a_minute_more(mine, theirs):
    with pytest.raises(InsufficientBalance) as refusal:
        transfer(key="gift:1", debit=mine, credit=theirs, amount=301)
    assert (refusal.value.available, refusal.value.needed) == (300, 301)
    transfer(key="gift:1", debit=mine, credit=theirs, amount=300)
    assert sides(mine) == (0, 0, 0)


def test_a_replay_returns_the_first_transfer(mine, theirs):
    first = transfer(key="gift:1", debit=mine, credit=theirs, amount=120)
    assert transfer(key="gift:1", debit=mine, credit=theirs, amount=120) == first
    assert sides(mine) == (180, 0, 180)


def test_a_key_has_two_hundred_characters_at_most(mine, theirs):
    assert transfer(key="k" * 200, debit=mine, credit=theirs, amount=1).pk
    with pytest.raises(errors.TimebankError):
        transfer(key="k" * 201, debit=mine, credit=theirs, amount=1)
    assert sides(mine)[0] == 299


def test_a_replay_succeeds_even_when_the_account_is_empty_or_closed_by_now(mine, theirs):
    first = transfer(key="gift:1", debit=mine, credit=theirs, amount=300)
    close_account(account=mine)
    assert transfer(key="gift:1", debit=mine, credit=theirs, amount=300) == first


@pytest.mark.parametrize(
    "other",
    [{"amount": 121}, {"reason": Reason.DONATION}, {"swap": True}],
    ids=["amount", "reason", "direction"],
)
def test_the_same_key_with_other_content_is_a_conflict_and_changes_nothing(mine, theirs, fund, other):
    fund(theirs, 500)
    transfer(key="gift:1", debit=mine, credit=theirs, amount=120, reason=Reason.GIFT)
    debit, credit = (theirs, mine) if "swap" in other else (mine, theirs)
    changed = {name: value for name, value in other.items() if name != "swap"}
    with pytest.raises(KeyConflict):
        transfer(
            **(
                {"key": "gift:1", "debit": debit, "credit": credit, "amount": 120, "reason": Reason.GIFT}
                | changed
            )
        )
    assert sides(mine) == (180, 0, 180)


@pytest.mark.parametrize("amount", [0, -1, 1.5, "60", None, True, float("nan")])
def test_an_amount_that_is_not_a_whole_number_above_zero_is_refused(mine, theirs, amount):
    with pytest.raises(AmountNotPositive):
        transfer(key="gift:1", debit=mine, credit=theirs, amount=amount)


def test_an_absurd_amount_is_refused_before_the_database_sees_it(mine, theirs):
    with pytest.raises(AmountTooLarge):
        transfer(key="gift:1", debit=mine, credit=theirs, amount=10**30)


@pytest.mark.parametrize("key", ["", "x" * 201, "a\0b", None])
def test_a_key_that_cannot_be_stored_is_refused(mine, theirs, key):
    with pytest.raises(KeyInvalid):
        transfer(key=key, debit=mine, credit=theirs, amount=1)


def test_an_account_cannot_pay_itself(mine):
    with pytest.raises(SameAccount):
        transfer(key="gift:1", debit=mine, credit=mine, amount=1)


def test_coins_and_points_are_never_exchanged(mine, other_person):
    with pytest.raises(UnitMismatch):
        transfer(key="gift:1", debit=mine, credit=personal(other_person, Unit.POINTS), amount=1)


def test_no_coin_is_issued_without_a_service_record(mine, community):
    with pytest.raises(IssueWithoutService):
        transfer(key="present", debit=issuing(community), credit=mine, amount=60)


def test_a_reservation_holds_the_amount_back_without_moving_it(mine, theirs):
    reserve(key="request:1", debit=mine, credit=theirs, amount=200)
    assert (sides(mine), sides(theirs)) == ((300, 200, 100), (0, 0, 0))
    with pytest.raises(InsufficientBalance):
        reserve(key="request:2", debit=mine, credit=theirs, amount=101)
    with pytest.raises(InsufficientBalance):
        transfer(key="gift:1", debit=mine, credit=theirs, amount=101)


def test_what_is_only_reserved_for_somebody_cannot_be_spent_by_them(mine, theirs, community):
    reserve(key="request:1", debit=mine, credit=theirs, amount=200)
    with pytest.raises(InsufficientBalance):
        transfer(key="gift:1", debit=theirs, credit=pool_of(community), amount=1)


def test_a_reservation_is_booked_in_part_and_the_rest_let_go(mine, theirs):
    pending = reserve(key="request:1", debit=mine, credit=theirs, amount=200)
    post(pending=pending, key="request:1:paid", amount=150)
    assert (sides(mine), sides(theirs)) == ((150, 0, 150), (150, 0, 150))
    theirs.refresh_from_db()
    assert theirs.pending_credits == 0
    assert verify().ok


def test_no_more_can_be_booked_than_was_reserved(mine, theirs):
    pending = reserve(key="request:1", debit=mine, credit=theirs, amount=200)
    with pytest.raises(AmountAboveReservation):
        post(pending=pending, key="request:1:paid", amount=201)


def test_a_voided_reservation_leaves_everything_as_it_was(mine, theirs):
    pending = reserve(key="request:1", debit=mine, credit=theirs, amount=200)
    released = void(pending=pending, key="request:1:void")
    assert (released.kind, sides(mine), sides(theirs)) == (
        TransferKind.VOID_PENDING,
        (300, 0, 300),
        (0, 0, 0),
    )


@pytest.mark.parametrize("then", [post, void])
@pytest.mark.parametrize("first", [post, void])
def test_a_reservation_is_settled_once(mine, theirs, first, then):
    pending = reserve(key="request:1", debit=mine, credit=theirs, amount=200)
    settled = first(pending=pending, key="first")
    with pytest.raises(AlreadyResolved):
        then(pending=pending, key="second")
    assert first(pending=pending, key="first") == settled


def test_only_a_reservation_can_be_booked_or_voided(mine, theirs):
    booked = transfer(key="gift:1", debit=mine, credit=theirs, amount=20)
    with pytest.raises(NotReserved):
        post(pending=booked, key="x")
    with pytest.raises(NotReserved):
        void(pending=booked, key="x")


def test_a_reservation_past_its_time_can_no_longer_be_booked_and_is_let_go_by_the_sweep(mine, theirs):
    ends = timezone.now() + timedelta(days=3)
    pending = reserve(key="request:1", debit=mine, credit=theirs, amount=200, expires_at=ends)
    assert expire_reservations() == 0
    with time_machine.travel(ends, tick=False):
        with pytest.raises(ReservationExpired):
            post(pending=pending, key="late")
        assert (expire_reservations(), expire_reservations()) == (1, 0)
    assert sides(mine) == (300, 0, 300)
    assert Transfer.objects.get(pending=pending).reason == Reason.EXPIRED


def test_undoing_books_the_opposite_and_names_what_it_undoes(mine, theirs):
    gift = transfer(key="gift:1", debit=mine, credit=theirs, amount=120)
    contra = undo(transfer=gift, key="gift:1:undo")
    assert (contra.undoes, contra.debit_account, contra.credit_account, contra.amount) == (
        gift,
        theirs,
        mine,
        120,
    )
    assert sides(mine) == (300, 0, 300)
    assert undo(transfer=gift, key="gift:1:undo") == contra
    with pytest.raises(AlreadyUndone):
        undo(transfer=gift, key="again")
    with pytest.raises(CannotUndo):
        undo(transfer=contra, key="undo the undoing")


def test_what_was_spent_since_cannot_be_taken_back(mine, theirs, community):
    gift = transfer(key="gift:1", debit=mine, credit=theirs, amount=120)
    transfer(key="gift:2", debit=theirs, credit=pool_of(community), amount=1)
    with pytest.raises(InsufficientBalance):
        undo(transfer=gift, key="gift:1:undo")
    assert sides(theirs) == (119, 0, 119)


def test_a_reservation_is_not_undone_but_voided(mine, theirs):
    pending = reserve(key="request:1", debit=mine, credit=theirs, amount=200)
    with pytest.raises(CannotUndo):
        undo(transfer=pending, key="x")


def test_linked_transfers_happen_together_and_each_sees_what_those_before_it_did(mine, theirs, community):
    pool = pool_of(community)
    drafts = [
        Draft(key="a", debit=mine, credit=theirs, amount=300),
        Draft(key="b", debit=theirs, credit=pool, amount=250),
        Draft(key="c", debit=pool, credit=mine, amount=10),
    ]
    first = transfer_linked(drafts=drafts)
    assert [sides(account)[0] for account in (mine, theirs, pool)] == [10, 50, 240]
    assert transfer_linked(drafts=drafts) == first
    assert verify().ok


def test_of_linked_transfers_none_happens_when_one_is_refused(mine, theirs, community):
    drafts = [
        Draft(key="a", debit=mine, credit=theirs, amount=300),
        Draft(key="b", debit=theirs, credit=pool_of(community), amount=301),
    ]
    with pytest.raises(InsufficientBalance):
        transfer_linked(drafts=drafts)
    assert (sides(mine)[0], sides(theirs)[0]) == (300, 0)
    assert not Transfer.objects.filter(key__in=["a", "b"]).exists()


def test_linked_transfers_of_which_some_were_booked_before_are_a_conflict(mine, theirs):
    transfer(key="a", debit=mine, credit=theirs, amount=1)
    with pytest.raises(KeyConflict):
        transfer_linked(
            drafts=[
                Draft(key="a", debit=mine, credit=theirs, amount=1),
                Draft(key="b", debit=mine, credit=theirs, amount=1),
            ]
        )
    with pytest.raises(KeyConflict):
        transfer_linked(drafts=[Draft(key="c", debit=mine, credit=theirs, amount=1)] * 2)


def test_a_reservation_cannot_be_settled_twice_in_one_batch(mine, theirs):
    pending = reserve(key="request:1", debit=mine, credit=theirs, amount=200)
    drafts = [
        Draft(key=key, debit=mine, credit=theirs, amount=200, kind=TransferKind.POST_PENDING, pending=pending)
        for key in ("a", "b")
    ]
    with pytest.raises(AlreadyResolved):
        transfer_linked(drafts=drafts)


def test_a_hundred_transfers_take_hardly_more_queries_than_ten(mine, theirs):
    counts = {}
    for count in (10, 100):
        drafts = [Draft(key=f"{count}:{n}", debit=mine, credit=theirs, amount=1) for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            transfer_linked(drafts=drafts)
        counts[count] = len(queries)
    # Lock, keys, insert, balances, and the savepoint around them; SQLite takes about fifty rows an insert.
    assert (counts[10], counts[100] - counts[10]) <= (6, 1)


def test_an_account_closes_when_it_is_empty_and_takes_nothing_afterwards(mine, theirs):
    with pytest.raises(AccountNotEmpty):
        close_account(account=mine)
    pending = reserve(key="request:1", debit=mine, credit=theirs, amount=300)
    post(pending=pending, key="request:1:paid")
    closed = close_account(account=mine)
    assert close_account(account=mine).closed_at == closed.closed_at
    with pytest.raises(AccountClosed):
        transfer(key="gift:1", debit=theirs, credit=mine, amount=1)
    assert verify().ok


def test_an_account_that_expects_something_stays_open(mine, theirs):
    reserve(key="request:1", debit=mine, credit=theirs, amount=10)
    with pytest.raises(AccountNotEmpty):
        close_account(account=theirs)


def test_each_owner_has_one_account_of_a_kind_and_unit(person, community, county):
    assert personal(person) == personal(person)
    assert personal(person) != personal(person, Unit.POINTS)
    assert pool_of(community) == pool_of(county)


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "personal", "unit": "points"},
        {"kind": "pool", "unit": "points"},
        {"kind": "issuing", "unit": "points", "may_not_go_below_zero": True},
        {"kind": "issuing", "unit": "yuan", "may_not_go_below_zero": False},
    ],
    ids=["personal without person", "pool without region", "issuing with a limit", "unknown unit"],
)
def test_the_database_refuses_an_account_that_makes_no_sense(db, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(**row)


def test_the_database_itself_keeps_an_account_from_going_below_zero(mine):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=mine.pk).update(posted_debits=301)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=mine.pk).update(pending_debits=301)


def test_a_second_account_of_the_same_owner_is_refused_by_the_database(mine, person):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(kind="personal", unit=Unit.COIN_MINUTES, person=person)


@pytest.mark.parametrize("model", [Transfer, ServiceRecord])
def test_the_database_refuses_to_change_or_delete_what_was_written(serve, model):
    serve(60)
    row = model.objects.first()
    field = {"amount": 999} if model is Transfer else {"minutes": 999}
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**field)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete(using="default")


def test_a_refusal_is_said_in_the_language_of_the_reader(mine, theirs):
    from django.utils import translation

    with pytest.raises(InsufficientBalance) as refusal, translation.override("en"):
        transfer(key="gift:1", debit=mine, credit=theirs, amount=330)
    with translation.override("en"):
        assert str(refusal.value) == (
            "The balance of this account is not sufficient: 5 hours available, 5 hours 30 minutes needed."
        )


def test_the_balance_of_a_person_says_what_is_reserved(mine, theirs, person):
    reserve(key="request:1", debit=mine, credit=theirs, amount=200)
    held = balance(person)
    assert (held.coin_minutes, held.reserved_minutes, held.available_minutes) == (300, 200, 100)
