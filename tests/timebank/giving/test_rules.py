"""Each rule about giving, using and losing coins: its edge, the night it changes, and a county's own rule."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from tests.timebank.care import only_register
from tests.timebank.conftest import SHANGHAI, rule
from timebank.care_registers import Entitled
from timebank.certificates.errors import TooManyCertificates
from timebank.certificates.policy import CERTIFICATE_ISSUER, CERTIFICATES_A_DAY
from timebank.certificates.services.lifecycle import issue_certificate
from timebank.earning.errors import ObjectionRefused
from timebank.earning.policy import CAP_STORED, OBJECTIONS_AN_HOUR, STAR_HOURS, STAR_NOTICE_FROM_LEVEL
from timebank.earning.services.objections import object_to_star
from timebank.giving.errors import GivingError
from timebank.giving.models.expiry_notices import ExpiryNotice
from timebank.giving.policy import (
    EARMARK_DAYS,
    EXPIRY_MONTHS,
    EXPIRY_NOTICE_DAYS,
    EXPIRY_TO,
    GIFT_EXCESS,
    GIFT_LEAST_AGE,
    GIFT_PROOFS,
    GIFT_RELATIONS,
    POOL_AGES,
    POOL_GRANT,
    POOL_MOST_STORED,
)
from timebank.giving.services.earmarks import release_overdue
from timebank.giving.services.expiry import sweep_expiry
from timebank.giving.services.gifts import Gift, give, plan
from timebank.giving.services.pool_grants import grant_entitlements
from timebank.ledger.enums import ServiceCategory
from timebank.ledger.policy import REDEEM_FOR, REDEEM_LEAST_AGE, TYPICAL_MINUTES
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.selectors.spending import affordable_services, may_use_coins, may_use_coins_for
from timebank.ledger.services.accounts import personal, pool_of

TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)
LAST_SECOND = datetime(2026, 11, 20, 23, 59, 59, tzinfo=SHANGHAI)
MIDNIGHT = LAST_SECOND + timedelta(seconds=1)

# --- Gifts: the mother is 78 and can keep half an hour more ----------------------------------------------------------

GIVING = pytest.mark.parametrize(
    ("key", "strict", "mild"),
    [
        (GIFT_RELATIONS, ["spouse"], ["parent"]),
        (GIFT_PROOFS, ["worker"], ["relative"]),
        (GIFT_LEAST_AGE, 79, 78),
        (GIFT_EXCESS, "refuse", "pool"),
        (CAP_STORED, 1500 * 60, 1500 * 60 + 30),
    ],
)


@pytest.fixture
def gift(person: Any, mother: Any, kinship: Any, fund: Any) -> Gift:
    """An hour for the mother."""
    fund(personal(person), 300)
    fund(personal(mother), 1500 * 60 - 30)
    return Gift(giver=person, minutes=60, to="relative", kinship=kinship)


def may_give(gift: Gift, key: str) -> bool:
    # Where the age is asked about, the amount fits.
    small = key in (GIFT_RELATIONS, GIFT_PROOFS, GIFT_LEAST_AGE)
    try:
        plan(Gift(giver=gift.giver, minutes=30 if small else 60, to="relative", kinship=gift.kinship))
    except GivingError:
        return False
    return True


@GIVING
def test_what_may_be_given_changes_in_the_night(gift, key, strict, mild):
    rule(key, mild)
    rule(key, strict, valid_from=TOMORROW)
    with time_machine.travel(LAST_SECOND, tick=False):
        assert may_give(gift, key)
    with time_machine.travel(MIDNIGHT, tick=False):
        assert not may_give(gift, key)


@GIVING
def test_what_may_be_given_is_said_by_the_givers_county(gift, county, county_next_door, key, strict, mild):
    rule(key, strict, valid_from=date(2026, 11, 19))
    rule(key, mild, region=county_next_door)
    assert not may_give(gift, key)
    rule(key, mild, region=county)
    assert may_give(gift, key)
    rule(key, strict, valid_from=date(2026, 1, 2), region=county)
    rule(key, mild, valid_from=TODAY)
    assert not may_give(gift, key)


@pytest.mark.parametrize(("days", "released"), [(2, 0), (3, 1), (4, 1)])
def test_a_donation_waits_the_days_of_the_rule(person, serve, township, days, released):
    serve(120)
    rule(EARMARK_DAYS, 3)
    give(gift=Gift(giver=person, minutes=60, to="difficulty", region=township.pk),
         form_key="6d7f3c1e-0000-4000-8000-000000000001", actor=person.user)  # fmt: skip
    assert release_overdue(day=TODAY + timedelta(days=days)) == released


def test_how_long_a_donation_waits_is_said_by_its_county(person, serve, township, county, county_next_door):
    serve(120)
    rule(EARMARK_DAYS, 1)
    rule(EARMARK_DAYS, 5, region=county)
    rule(EARMARK_DAYS, 2, region=county_next_door)
    give(gift=Gift(giver=person, minutes=60, to="difficulty", region=township.pk),
         form_key="6d7f3c1e-0000-4000-8000-000000000002", actor=person.user)  # fmt: skip
    assert [release_overdue(day=TODAY + timedelta(days=days)) for days in (4, 5)] == [0, 1]


# --- Using -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("born", "may"), [("1961-11-19", True), ("1961-11-20", True), ("1961-11-21", False)])
def test_the_age_of_the_rule_is_reached_on_the_birthday(person, born, may):
    rule(REDEEM_LEAST_AGE, 65)
    person.birth_date = date.fromisoformat(born)
    assert may_use_coins(person) is may


def test_from_which_age_coins_are_used_is_said_by_the_county(person, county, county_next_door):
    person.birth_date = date(1964, 1, 1)
    rule(REDEEM_LEAST_AGE, 65, valid_from=TODAY)
    rule(REDEEM_LEAST_AGE, 60, region=county_next_door)
    assert not may_use_coins(person)
    rule(REDEEM_LEAST_AGE, 62, region=county)
    assert may_use_coins(person)


def test_for_whom_coins_are_used_changes_in_the_night_and_by_county(person, mother, kinship, county):
    rule(REDEEM_FOR, ["parent"], valid_from=TOMORROW)
    assert not may_use_coins_for(person, mother, on=TODAY)
    assert may_use_coins_for(person, mother, on=TOMORROW)
    rule(REDEEM_FOR, [], region=county)
    assert not may_use_coins_for(person, mother, on=TOMORROW)


@pytest.mark.parametrize(("minutes", "times"), [(44, 0), (45, 1), (89, 1), (90, 2)])
def test_a_balance_is_told_in_services_of_the_length_of_the_rule(minutes, times, community):
    rule(TYPICAL_MINUTES, dict.fromkeys(ServiceCategory.values, 0) | {"meals": 45})
    assert sum(one.times for one in affordable_services(minutes, region=community)) == times


def test_how_long_a_service_usually_takes_changes_in_the_night(community):
    nothing = dict.fromkeys(ServiceCategory.values, 0)
    rule(TYPICAL_MINUTES, nothing | {"meals": 45})
    rule(TYPICAL_MINUTES, nothing | {"meals": 60}, valid_from=TOMORROW)
    found = []
    for moment in (LAST_SECOND, MIDNIGHT):
        with time_machine.travel(moment, tick=False):
            found.append([one.times for one in affordable_services(90, region=community)])
    assert found == [[2], [1]]


# --- Losing ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def saved(person: Any, serve: Any) -> Any:
    """An hour of 10 January 2026."""
    with time_machine.travel(datetime(2026, 1, 10, 12, tzinfo=SHANGHAI)):
        serve(60, at="2026-01-10 08:00")
    return personal(person)


def swept(on: str) -> tuple[int, int]:
    with time_machine.travel(datetime.fromisoformat(f"{on} 05:40").replace(tzinfo=SHANGHAI)):
        return sweep_expiry()


@pytest.mark.parametrize(("months", "day_before", "day"), [(12, "2027-01-09", "2027-01-10"),
                                                         (13, "2027-02-09", "2027-02-10")])  # fmt: skip
def test_coins_end_after_the_months_of_the_rule(saved, months, day_before, day):
    rule(EXPIRY_MONTHS, months)
    rule(EXPIRY_NOTICE_DAYS, 0)
    assert (swept(day_before), swept(day)) == ((0, 0), (1, 60))


@pytest.mark.parametrize(("on", "announced"), [("2026-12-30", 0), ("2026-12-31", 1), ("2027-01-01", 1)])
def test_the_end_is_announced_the_days_of_the_rule_before(saved, on, announced):
    rule(EXPIRY_MONTHS, 12)
    rule(EXPIRY_NOTICE_DAYS, 10)
    assert swept(on) == (announced, 0)


def test_when_and_where_coins_end_is_said_by_the_county(saved, county, county_next_door):
    rule(EXPIRY_MONTHS, 6)
    rule(EXPIRY_MONTHS, 12, region=county)
    rule(EXPIRY_NOTICE_DAYS, 90)
    rule(EXPIRY_NOTICE_DAYS, 10, region=county)
    rule(EXPIRY_TO, "pool")
    rule(EXPIRY_TO, "pool", region=county_next_door)
    rule(EXPIRY_TO, "retired", region=county)
    assert (swept("2026-12-30"), swept("2026-12-31")) == ((0, 0), (1, 0))
    assert ExpiryNotice.objects.get().expires_on == date(2027, 1, 10)
    assert swept("2027-01-10") == (0, 60)
    assert pool(county).minutes == 0


def test_where_coins_end_is_the_rule_of_the_day_they_end(saved, county):
    rule(EXPIRY_MONTHS, 12)
    rule(EXPIRY_NOTICE_DAYS, 10)
    rule(EXPIRY_TO, "retired", valid_from=date(2027, 1, 9))
    rule(EXPIRY_TO, "pool", valid_from=date(2027, 1, 10))
    assert (swept("2026-12-31"), swept("2027-01-10")) == ((1, 0), (0, 60))
    assert pool(county).minutes == 60


# --- The pool --------------------------------------------------------------------------------------------------------


@pytest.fixture
def helped(person: Any, community: Any, county: Any, fund: Any, monkeypatch: Any) -> list[Any]:
    """`person` is entitled from 80 on and the pool has enough; the ages that the register was asked for."""
    asked: list[Any] = []

    def register(code: str, month: date, ages: dict[str, Any]) -> list[Entitled]:
        asked.append((code[:6], month, ages))
        return [Entitled(person.pk, community.pk, "living_alone")] if code == county.pk else []

    only_register(monkeypatch, entitled=register, grounds={"living_alone": "独居"})
    fund(pool_of(county), 10_000)
    return asked


@pytest.mark.parametrize(
    ("stored", "after"), [(0, 120), (79, 199), (80, 200), (81, 200), (199, 200), (200, 200)]
)
def test_the_pool_fills_up_to_the_minutes_of_the_rule(helped, person, fund, stored, after):
    rule(POOL_MOST_STORED, 200)
    if stored:
        fund(personal(person), stored)
    grant_entitlements(month=date(2026, 11, 1))
    assert balance(person).coin_minutes == after


@pytest.mark.parametrize(("key", "few", "many"), [(POOL_GRANT, 30, 90), (POOL_MOST_STORED, 30, 90)])
def test_a_grant_is_that_of_the_first_of_its_month_and_of_the_county(
    helped, person, county, county_next_door, key, few, many
):
    rule(key, few)
    rule(key, many, valid_from=date(2026, 12, 1))
    rule(key, 10, region=county_next_door)
    for month, has in ((11, 30), (12, 120 if key == POOL_GRANT else 90)):
        grant_entitlements(month=date(2026, month, 1), region=county)
        assert balance(person).coin_minutes == has
    rule(key, has + 1, region=county)
    with time_machine.travel(datetime(2027, 1, 5, tzinfo=SHANGHAI)):
        grant_entitlements(month=date(2027, 1, 1), region=county)
    assert balance(person).coin_minutes == has + (has + 1 if key == POOL_GRANT else 1)


def test_the_ages_of_the_pool_are_those_of_the_first_of_the_month_and_of_each_county(
    helped, county, county_next_door
):
    ages = [{"living_alone": age, "hardship": 60} for age in (80, 75, 70)]
    rule(POOL_AGES, ages[1], valid_from=date(2026, 11, 2))
    rule(POOL_AGES, ages[2], region=county_next_door)
    for month in (11, 12):
        grant_entitlements(month=date(2026, month, 1))
    assert helped == [
        ("511702", date(2026, 11, 1), ages[0]),
        ("511703", date(2026, 11, 1), ages[2]),
        ("511702", date(2026, 12, 1), ages[1]),
        ("511703", date(2026, 12, 1), ages[2]),
    ]


# --- Papers and objections -------------------------------------------------------------------------------------------


@pytest.fixture
def certificates(serve: Any, person: Any) -> Any:
    """Ask for so many certificates, each of another service; how many there were."""
    for day in range(1, 5):
        serve(60, at=f"2026-03-0{day} 09:00")

    def make(first: int, last: int) -> int:
        made = 0
        for day in range(first, last + 1):
            try:
                issue_certificate(person=person, key=str(day), until=date(2026, 3, day))
            except TooManyCertificates:
                break
            made += 1
        return made

    return make


def test_so_many_certificates_are_issued_in_a_day_as_the_rule_of_the_day_and_the_county_says(
    certificates, county_next_door
):
    rule(CERTIFICATES_A_DAY, 1)
    rule(CERTIFICATES_A_DAY, 2, valid_from=TOMORROW)
    rule(CERTIFICATES_A_DAY, 9, region=county_next_door)
    with time_machine.travel(LAST_SECOND, tick=False):
        assert certificates(1, 2) == 1
    with time_machine.travel(MIDNIGHT, tick=False):
        assert certificates(2, 4) == 2


def test_who_issues_changes_in_the_night(serve, person, county):
    serve(60)
    rule(CERTIFICATE_ISSUER, "甲局", region=county)
    rule(CERTIFICATE_ISSUER, "乙局", valid_from=TOMORROW, region=county)
    rule(CERTIFICATE_ISSUER, "丙局", valid_from=TODAY)
    with time_machine.travel(LAST_SECOND, tick=False):
        assert issue_certificate(person=person, key="1").issuer == "甲局"
    serve(60, at="2026-03-06 09:00")
    with time_machine.travel(MIDNIGHT, tick=False):
        assert issue_certificate(person=person, key="2").issuer == "乙局"


@pytest.mark.parametrize(("most", "taken"), [(1, 1), (2, 2), (3, 3)])
def test_one_address_objects_as_often_in_an_hour_as_the_county_says(serve, county, most, taken):
    cache.clear()
    rule(STAR_HOURS, [1])
    rule(STAR_NOTICE_FROM_LEVEL, 1)
    rule(OBJECTIONS_AN_HOUR, 5, valid_from=TODAY)
    rule(OBJECTIONS_AN_HOUR, most, region=county)
    award = serve(60, at="2026-11-19 08:00").stars[-1]
    for number in range(taken):
        object_to_star(award=award, text=f"第{number}条", sender="192.0.2.7")
    with pytest.raises(ObjectionRefused):
        object_to_star(award=award, text="再一条", sender="192.0.2.7")
    object_to_star(award=award, text="别处的一条", sender="192.0.2.8")
