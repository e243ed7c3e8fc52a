"""Death and departure while a service is asked for: nobody is sent, the coins are free, the account settles."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from notifications.models import Message
from people.deaths.services import record_death, take_back_death
from service_requests.enums import RequestState
from service_requests.models import RequestEvent, ServiceRequest
from service_requests.services.ending import cancel
from service_requests.services.settling import confirm
from tests.people.dying import confirmed_death
from tests.service_requests.conftest import coins, escrow
from tests.timebank.departing import departed
from timebank.giving.errors import SettlementError
from timebank.giving.services.settlements import settle
from timebank.ledger.selectors.balances import balance, pool

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 19)


def test_a_death_calls_off_what_was_asked_for_and_frees_the_coins(agreed, elder, worker, daughter, volunteer):
    request = agreed.task.service_request
    record_death(person=elder, on=DAY, actor=worker)
    request.refresh_from_db()
    agreed.refresh_from_db()
    states = (request.state, agreed.state, agreed.task.state)
    assert states == (RequestState.CANCELLED, "cancelled", "cancelled")
    assert coins(elder) == (180, 0) and escrow() == (0, 0)
    # The volunteer hears of it; the dead are not written to.
    assert Message.objects.filter(person=volunteer.person, subject__isnull=False).exists()
    assert not Message.objects.filter(person=elder, kind="request.cancelled").exists()


def test_a_death_calls_off_a_request_that_nobody_has_looked_at(asked, elder, worker):
    record_death(person=elder, on=DAY, actor=worker)
    record_death(person=elder, on=DAY, actor=worker)
    asked.refresh_from_db()
    assert asked.state == RequestState.CANCELLED and balance(elder).reserved_minutes == 0
    assert RequestEvent.objects.filter(request=asked, step="cancelled").count() == 1


def test_an_account_with_open_requests_is_settled(asked, elder, worker, county):
    settle(person=departed(elder), cause="departure", actor=worker)
    asked.refresh_from_db()
    assert asked.state == RequestState.CANCELLED
    assert coins(elder) == (0, 0) and pool(county).minutes == 180


def test_what_was_served_is_paid_before_the_account_is_settled(served, elder, worker, volunteer, county):
    confirmed_death(elder, on=DAY)
    served.refresh_from_db()
    assert served.state == RequestState.SERVED
    with pytest.raises(SettlementError):
        settle(person=elder, cause="death", actor=worker)
    confirm(request=served, actor=elder.user)
    settle(person=elder, cause="death", actor=worker)
    assert coins(volunteer.person) == (60, 0) and pool(county).minutes == 120


def test_calling_off_afterwards_changes_nothing(asked, elder, worker):
    settle(person=departed(elder), cause="departure", actor=worker)
    cancel(request=asked, actor=elder.user)
    assert RequestEvent.objects.filter(request=asked, step="cancelled").count() == 1


def test_requests_called_off_by_a_mistaken_death_are_asked_again(asked, agreed, elder, worker, officer):
    notice = record_death(person=elder, on=DAY, actor=worker)
    assert coins(elder) == (180, 0)
    before = ServiceRequest.objects.count()
    taken = take_back_death(notice=notice, actor=officer, reason="同名误报")
    again = ServiceRequest.objects.filter(state=RequestState.REVIEW)
    assert again.count() == before and taken.lost == []
    assert coins(elder)[1] == sum(row.minutes for row in again)
    # Twice is once.
    take_back_death(notice=notice, actor=officer, reason="同名误报")
    assert ServiceRequest.objects.count() == 2 * before


def test_a_request_whose_days_have_passed_is_named_and_not_asked_again(asked, elder, worker, officer, clock):
    notice = record_death(person=elder, on=DAY, actor=worker)
    clock.shift(timedelta(days=60))
    taken = take_back_death(notice=notice, actor=officer, reason="同名误报")
    assert len(taken.lost) == 1 and asked.get_category_display() in taken.lost[0]
    assert not ServiceRequest.objects.filter(state=RequestState.REVIEW).exists()
