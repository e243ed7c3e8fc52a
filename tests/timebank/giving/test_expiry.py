"""Coins that end, where a city sets a time: announced, the oldest first, never what is reserved."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine

from notifications.models import Message
from tests.timebank.conftest import SHANGHAI, rule
from timebank.giving import policy
from timebank.giving.models.expiry_notices import ExpiryNotice
from timebank.giving.services.expiry import sweep_expiry
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import reserve, transfer, undo
from timebank.oversight.selectors.ledger_verification import verify

START = datetime(2026, 1, 10, 9, tzinfo=SHANGHAI)


def at(day: date):
    return time_machine.travel(datetime(day.year, day.month, day.day, 5, 40, tzinfo=SHANGHAI))


@pytest.fixture
def saved(person, serve):
    """An hour of 10 January and two of 10 March 2026."""
    for when, minutes in ((START, 60), (datetime(2026, 3, 10, 9, tzinfo=SHANGHAI), 120)):
        with time_machine.travel(when + timedelta(hours=3)):
            serve(minutes, at=f"{when:%Y-%m-%d} 08:00")
    return personal(person)


def test_by_default_coins_never_end(saved):
    with at(date(2040, 1, 1)):
        assert sweep_expiry() == (0, 0)


def test_the_oldest_end_after_the_notice_and_go_to_the_pool(person, saved, county):
    rule(policy.EXPIRY_MONTHS, 12)
    rule(policy.EXPIRY_NOTICE_DAYS, 30)
    ends = date(2027, 1, 10)
    with at(ends - timedelta(days=31)):
        assert sweep_expiry() == (0, 0)
    with at(ends - timedelta(days=30)):
        assert sweep_expiry() == (1, 0)
        assert sweep_expiry() == (0, 0)
    notice = ExpiryNotice.objects.get()
    assert (notice.expires_on, notice.minutes) == (ends, 60)
    assert Message.objects.filter(person=person, kind="timebank.expiry").count() == 1
    with at(ends - timedelta(days=1)):
        assert sweep_expiry() == (0, 0)
    with at(ends):
        assert sweep_expiry() == (0, 60)
        assert sweep_expiry() == (0, 0)
    assert (balance(person).coin_minutes, pool(county).minutes) == (120, 60)
    assert verify().ok


def test_what_was_used_meanwhile_does_not_end(person, other_person, saved, county):
    rule(policy.EXPIRY_MONTHS, 12)
    rule(policy.EXPIRY_NOTICE_DAYS, 30)
    with at(date(2026, 12, 11)):
        sweep_expiry()
        transfer(key="spent", debit=personal(person), credit=personal(other_person), amount=45)
    with at(date(2027, 1, 10)):
        assert sweep_expiry() == (0, 15)
    assert (balance(person).coin_minutes, pool(county).minutes) == (120, 15)


def test_what_is_reserved_does_not_end(person, other_person, saved):
    rule(policy.EXPIRY_MONTHS, 12)
    rule(policy.EXPIRY_NOTICE_DAYS, 30)
    with at(date(2026, 12, 11)):
        sweep_expiry()
        reserve(key="request", debit=personal(person), credit=personal(other_person), amount=50)
    with at(date(2027, 1, 10)):
        assert sweep_expiry() == (0, 10)
    assert balance(person).coin_minutes == 170


def test_a_new_rule_ends_nothing_before_its_notice(person, saved):
    # All three hours are old when the rule begins.
    rule(policy.EXPIRY_MONTHS, 12, valid_from=date(2028, 1, 1))
    with at(date(2028, 1, 1)):
        assert sweep_expiry() == (1, 0)
        assert ExpiryNotice.objects.get().expires_on == date(2028, 3, 1)
    with at(date(2028, 2, 29)):
        assert sweep_expiry() == (0, 0)
    with at(date(2028, 3, 1)):
        assert sweep_expiry() == (0, 180)


def test_a_rule_taken_back_ends_nothing_and_announces_anew_later(person, saved):
    rule(policy.EXPIRY_MONTHS, 12)
    rule(policy.EXPIRY_NOTICE_DAYS, 30)
    with at(date(2026, 12, 11)):
        sweep_expiry()
    rule(policy.EXPIRY_MONTHS, 0, valid_from=date(2027, 1, 1))
    with at(date(2027, 1, 10)):
        assert sweep_expiry() == (0, 0)
    rule(policy.EXPIRY_MONTHS, 12, valid_from=date(2027, 2, 1))
    with at(date(2027, 2, 1)):
        # The first hour, late, and nothing of March yet: its notice is a few days off.
        assert sweep_expiry() == (1, 0)
    with at(date(2027, 3, 3)):
        assert sweep_expiry() == (1, 60)
    assert balance(person).coin_minutes == 120


def test_a_sweep_that_did_not_run_for_a_while_still_gives_the_whole_notice(person, saved):
    rule(policy.EXPIRY_MONTHS, 12)
    rule(policy.EXPIRY_NOTICE_DAYS, 30)
    with at(date(2027, 1, 5)):
        assert sweep_expiry() == (1, 0)
    assert ExpiryNotice.objects.get().expires_on == date(2027, 2, 4)


def test_retired_coins_leave_circulation(person, saved, county):
    rule(policy.EXPIRY_MONTHS, 12)
    rule(policy.EXPIRY_NOTICE_DAYS, 0)
    rule(policy.EXPIRY_TO, "retired")
    with at(date(2027, 1, 10)):
        assert sweep_expiry() == (1, 60)
    assert (pool(county).minutes, Transfer.objects.latest("sequence").credit_account.kind) == (0, "issuing")
    assert verify().ok


def test_an_undone_gift_does_not_make_coins_young_again(person, other_person, saved):
    rule(policy.EXPIRY_MONTHS, 12)
    rule(policy.EXPIRY_NOTICE_DAYS, 0)
    with at(date(2027, 1, 5)):
        gift = transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=180)
        undo(transfer=gift, key="back")
    with at(date(2027, 1, 10)):
        assert sweep_expiry() == (1, 60)


def test_a_county_may_decide_for_itself(person, saved, county_next_door):
    rule(policy.EXPIRY_MONTHS, 1, region=county_next_door)
    with at(date(2030, 1, 1)):
        assert sweep_expiry() == (0, 0)
