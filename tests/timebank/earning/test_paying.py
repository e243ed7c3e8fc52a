"""A service paid by the one who asked for it: coins change hands, none are issued, and the books say so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.models import PolicyRow
from tests.timebank.conftest import rule
from timebank.earning.errors import RecordError
from timebank.earning.selectors.explanation import explain
from timebank.earning.selectors.replay import replay
from timebank.earning.services.corrections import correct_record
from timebank.earning.services.paying import Payment
from timebank.home.selectors.statement import statement
from timebank.ledger.enums import AccountKind, Reason
from timebank.ledger.errors import AlreadyResolved, InsufficientBalance
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.services.accounts import open_accounts, personal, region_owner
from timebank.ledger.services.transfers import reserve, transfer, void
from timebank.oversight.selectors.ledger_verification import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def escrow(community: Any) -> Account:
    owner = region_owner(AccountKind.ESCROW, community)
    return open_accounts([owner])[owner]


@pytest.fixture
def elder(make_user, community):
    return make_user("赵奶奶", region=community).person


@pytest.fixture
def asked(elder, escrow, fund):
    """`asked(60)`: the elder has three hours and sets an hour aside."""

    def make(minutes: int = 60, has: int = 180) -> Transfer:
        fund(personal(elder), has)
        return reserve(
            key="request:1", debit=personal(elder), credit=escrow, amount=minutes, reason=Reason.SPENT
        )

    return make


def coins(person: Any) -> int:
    return balance(person).coin_minutes


def test_the_hour_of_the_elder_becomes_the_hour_of_the_volunteer(person, elder, escrow, asked, serve):
    reservation = asked(60)
    issued = Transfer.objects.filter(debit_account__kind="issuing").count()
    credit = serve(60, payment=Payment(reservation))
    assert (coins(elder), coins(person), credit.coin_minutes, credit.excess_minutes) == (120, 60, 60, 0)
    assert balance(elder).reserved_minutes == 0
    assert credit.record.minutes == 60
    assert balance(person).points == 60
    # Points alone come from the issuing account.
    assert Transfer.objects.filter(debit_account__kind="issuing").count() == issued + 1
    escrow.refresh_from_db()
    assert (escrow.balance, escrow.pending_credits) == (0, 0)
    assert verify().ok


def test_a_shorter_service_costs_what_was_served_and_the_rest_is_free_again(person, elder, asked, serve):
    serve(40, payment=Payment(asked(60)))
    assert (coins(elder), balance(elder).available_minutes, coins(person)) == (140, 140, 40)
    assert verify().ok


def test_a_longer_service_is_certified_whole_and_paid_as_agreed(person, elder, asked, serve):
    credit = serve(90, payment=Payment(asked(60)))
    assert (coins(elder), coins(person), credit.record.minutes) == (120, 60, 90)
    with override("en"):
        told = " ".join(explain(credit.record))
    assert "1 hour had been agreed" in told and "1 hour 30 minutes served are certified" in told
    assert verify().ok


def test_what_one_person_cannot_keep_goes_to_the_pool_and_is_said(person, elder, asked, serve, community):
    rule("timebank.cap.stored_minutes", 20)
    credit = serve(60, payment=Payment(asked(60)))
    assert (coins(person), pool(community).minutes, credit.excess_minutes) == (20, 40, 40)
    with override("en"):
        assert any("public pool" in line for line in explain(credit.record))
    assert verify().ok


def test_the_day_cap_does_not_touch_coins_that_were_earned_before(person, elder, asked, serve):
    serve(480, at="2026-03-05 08:00")
    serve(60, at="2026-03-05 18:00", payment=Payment(asked(60)))
    assert coins(person) == 540
    assert verify().ok


def test_recording_it_twice_pays_once(person, elder, asked, serve):
    payment = Payment(asked(60))
    first = serve(60, payment=payment, source_key="assignment:1")
    again = serve(60, payment=payment, source_key="assignment:1")
    assert (again.replayed, again.record) == (True, first.record)
    assert (coins(elder), coins(person)) == (120, 60)
    assert verify().ok


def test_nothing_is_recorded_when_the_reservation_was_let_go(person, elder, asked, serve):
    reservation = asked(60)
    void(pending=reservation, key="void")
    with pytest.raises(AlreadyResolved):
        serve(60, payment=Payment(reservation))
    assert not ServiceRecord.objects.filter(person=person).exists()
    assert verify().ok


def test_nobody_pays_themselves_and_only_set_aside_coins_pay(person, escrow, elder, fund, serve):
    fund(personal(person), 100)
    own = reserve(key="own", debit=personal(person), credit=escrow, amount=60, reason=Reason.SPENT)
    with pytest.raises(RecordError) as caught:
        serve(60, payment=Payment(own))
    assert caught.value.field == "payment"
    booked = transfer(key="gift", debit=personal(person), credit=personal(elder), amount=10)
    with pytest.raises(RecordError):
        serve(60, payment=Payment(booked))
    assert verify().ok


def test_the_elders_statement_says_the_price_and_nothing_of_the_volunteers_stars(person, elder, asked, serve):
    serve(60, payment=Payment(asked(60)))
    paid = statement(elder).lines[0]
    assert (paid.amount, paid.explanation) == (-60, [])
    assert statement(person).lines[0].explanation


class TestCorrections:
    def test_a_shorter_time_gives_the_difference_back(self, person, elder, asked, serve, worker):
        record = serve(60, payment=Payment(asked(60))).record
        credit = correct_record(record=record, reason="记错了", recorded_by=worker, minutes=45)
        assert (coins(elder), coins(person), credit.coin_minutes) == (135, 45, 45)
        assert verify().ok

    def test_a_longer_time_never_makes_it_dearer(self, person, elder, asked, serve, worker):
        record = serve(30, payment=Payment(asked(60))).record
        ended_at = record.started_at + timedelta(minutes=50)
        credit = correct_record(
            record=record, reason="记错了", recorded_by=worker, minutes=50, ended_at=ended_at
        )
        assert (coins(elder), coins(person), credit.record.minutes) == (150, 30, 50)
        assert verify().ok

    def test_a_service_that_did_not_take_place_is_given_back_whole(self, person, elder, asked, serve, worker):
        record = serve(60, payment=Payment(asked(60))).record
        credit = correct_record(record=record, reason="没有来", recorded_by=worker, minutes=0)
        assert (coins(elder), coins(person), balance(person).points) == (180, 0, 0)
        assert verify().ok
        with pytest.raises(RecordError) as caught:
            correct_record(record=credit.record, reason="来过", recorded_by=worker, minutes=60)
        assert caught.value.field == "minutes"
        assert verify().ok

    def test_the_elder_gets_back_even_what_the_elder_has_spent_since(
        self, person, elder, asked, serve, worker
    ):
        """What comes back pays the corrected price: nothing more has to be on the elder's account."""
        record = serve(60, payment=Payment(asked(60, has=60))).record
        correct_record(record=record, reason="记错了", recorded_by=worker, minutes=45)
        assert (coins(elder), coins(person)) == (15, 45)
        assert verify().ok

    def test_coins_that_the_volunteer_has_given_away_cannot_be_taken_back(
        self, person, other_person, elder, asked, serve, worker
    ):
        record = serve(60, payment=Payment(asked(60))).record
        transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=60)
        with pytest.raises(InsufficientBalance):
            correct_record(record=record, reason="没有来", recorded_by=worker, minutes=0)
        assert verify().ok

    def test_corrections_follow_one_another(self, person, elder, asked, serve, worker):
        record = serve(60, payment=Payment(asked(60))).record
        second = correct_record(record=record, reason="一", recorded_by=worker, minutes=50).record
        third = correct_record(record=second, reason="二", recorded_by=worker, minutes=40).record
        correct_record(record=third, reason="三", recorded_by=worker, category="meals")
        assert (coins(elder), coins(person)) == (140, 40)
        assert verify().ok


@given(reserved=st.integers(1, 300), served=st.integers(1, 300), kept=st.integers(0, 400))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_reserved_and_served_no_coin_appears_or_disappears(
    reserved, served, kept, make_user, community, fund, serve
):
    elder, volunteer = (make_user(name, region=community).person for name in ("老人", "志愿者"))
    owner = region_owner(AccountKind.ESCROW, community)
    escrow = open_accounts([owner])[owner]
    if not Transfer.objects.filter(reason=Reason.SPENT).exists():
        rule("timebank.cap.stored_minutes", 150)
    fund(personal(elder), 300)
    if kept:
        fund(personal(volunteer), kept)
    before = pool(community).minutes
    reservation = reserve(
        key=f"request:{elder.pk}", debit=personal(elder), credit=escrow, amount=reserved, reason=Reason.SPENT
    )
    serve(served, person=volunteer, payment=Payment(reservation))
    paid = min(reserved, served)
    assert balance(elder).available_minutes == 300 - paid
    assert coins(volunteer) + pool(community).minutes - before == kept + paid
    assert verify().ok


def test_a_payment_that_was_cooked_is_found(person, elder, escrow, asked, serve, community):
    """Coins out of the escrow that nobody paid in."""
    record = serve(60, payment=Payment(asked(60))).record
    transfer(key="in", debit=personal(elder), credit=escrow, amount=10)
    transfer(key="out", debit=escrow, credit=personal(person), amount=10, reason=Reason.PAID, record=record)
    assert not verify().ok


def test_a_rule_tried_on_the_past_issues_nothing_for_what_was_paid(person, elder, asked, serve):
    """Coins that were paid with are not issued once more, nor do they count towards the caps of earning."""
    serve(480, at="2026-07-06 08:00")
    serve(60, at="2026-07-06 18:00", payment=Payment(asked(60)))
    proposed = PolicyRow(key="timebank.cap.stored_minutes", value=500, valid_from=date.max)
    found = replay(proposed=proposed, first=date(2026, 7, 1), last=date(2026, 9, 30))
    assert (found.before.to_people, found.after.to_people, found.differ_from_books) == (480, 480, 0)
    assert (found.before.over, found.after.over) == ({}, {"over_stored_cap": 40})
    assert found.losses[0].coin_minutes == -40
