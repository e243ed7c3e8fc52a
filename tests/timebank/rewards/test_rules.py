"""Each rule about spending points: its edge, the night it changes, and a county's own rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.timebank.conftest import SHANGHAI, rule
from tests.timebank.rewards.helpers import order
from timebank.rewards import errors, policy
from timebank.rewards.services.offers import create_offer
from timebank.rewards.services.partners import accept_invitation, invite_staff
from timebank.rewards.services.vouchers import cancel_voucher

SECOND = timedelta(seconds=1)
LAST_SECOND = datetime(2026, 11, 20, 23, 59, 59, tzinfo=SHANGHAI)
MIDNIGHT = LAST_SECOND + SECOND
TOMORROW = date(2026, 11, 21)


@pytest.fixture
def invited(shop: Any, shopkeeper: Any, resident: Any) -> Callable[[], Any]:
    return lambda: invite_staff(partner=shop, actor=shopkeeper, name="店员", phone=resident.phone)


@pytest.mark.parametrize(("after", "stands"), [(-SECOND, True), (0 * SECOND, False), (SECOND, False)])
def test_an_invitation_stands_the_days_of_the_rule(invited, resident, after, stands):
    rule(policy.STAFF_INVITATION_DAYS, 2)
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=SHANGHAI), tick=False):
        staff = invited()
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=SHANGHAI) + after, tick=False):
        if stands:
            assert accept_invitation(staff=staff, user=resident).person == resident.person
        else:
            with pytest.raises(errors.PartnerRefused):
                accept_invitation(staff=staff, user=resident)


def days_of(invited: Callable[[], Any]) -> int:
    return int((invited().invited_until - timezone.now()).days)


def test_an_invitation_stands_by_the_rule_of_the_day_it_is_sent_and_of_the_shops_county(
    invited, county, county_next_door
):
    rule(policy.STAFF_INVITATION_DAYS, 3)
    rule(policy.STAFF_INVITATION_DAYS, 30, valid_from=TOMORROW)
    found = []
    for moment in (LAST_SECOND, MIDNIGHT):
        with time_machine.travel(moment, tick=False):
            found.append(days_of(invited))
    assert found == [3, 30]
    rule(policy.STAFF_INVITATION_DAYS, 9, region=county_next_door)
    rule(policy.STAFF_INVITATION_DAYS, 7, region=county)
    with time_machine.travel(MIDNIGHT, tick=False):
        assert days_of(invited) == 7


@pytest.mark.parametrize("days", [1, 2, 3660])
def test_a_voucher_is_good_for_the_days_of_the_rule(rich, offer, days):
    rule(policy.VOUCHER_DAYS, days)
    last = timezone.localtime(order(offer, rich).expires_at) - SECOND
    assert last.date() == date(2026, 11, 20) + timedelta(days=days)


@pytest.mark.parametrize("days", [0, 3661, -1, True, "3", None])
def test_a_voucher_is_good_for_a_day_to_ten_years(days):
    from policies.registry import DECLARATIONS

    for key in (policy.VOUCHER_DAYS, policy.STAFF_INVITATION_DAYS):
        with pytest.raises(ValidationError):
            DECLARATIONS[key].check(days)


@pytest.mark.parametrize(("limit", "allowed"), [(49, False), (50, True), (51, True), (0, True)])
def test_so_many_points_are_spent_in_a_month_as_the_rule_says(rich, offer, limit, allowed):
    rule(policy.POINTS_MONTH_LIMIT, limit)
    assert may_order(offer, rich) is allowed


def may_order(offer: Any, person: Any) -> bool:
    try:
        cancel_voucher(voucher=order(offer, person), actor=person.user)
    except errors.OfferRefused:
        return False
    return True


# Key, a value that lets somebody of 36 with 200 points order for 50, and one that refuses it.
ORDERING = pytest.mark.parametrize(
    ("key", "mild", "strict"), [(policy.POINTS_LEAST_AGE, 36, 37), (policy.POINTS_MONTH_LIMIT, 50, 49)]
)


@pytest.fixture
def grown(rich: Any) -> Any:
    """Of 36 and not yet 37."""
    rich.birth_date = date(1990, 1, 1)
    rich.save()
    return rich


@ORDERING
def test_what_may_be_ordered_changes_in_the_night(grown, offer, key, mild, strict):
    rule(key, mild)
    rule(key, strict, valid_from=TOMORROW)
    with time_machine.travel(LAST_SECOND, tick=False):
        assert may_order(offer, grown)
    with time_machine.travel(MIDNIGHT, tick=False):
        assert not may_order(offer, grown)


@ORDERING
def test_what_may_be_ordered_is_said_by_the_county_where_somebody_lives(
    grown, offer, county, county_next_door, key, mild, strict
):
    rule(key, strict, valid_from=date(2026, 11, 1))
    rule(key, mild, region=county_next_door)
    assert not may_order(offer, grown)
    rule(key, mild, region=county)
    assert may_order(offer, grown)


@pytest.mark.parametrize(("moment", "days"), [(LAST_SECOND, 3), (MIDNIGHT, 5)])
def test_how_long_a_voucher_is_good_for_changes_in_the_night(rich, offer, moment, days):
    rule(policy.VOUCHER_DAYS, 3)
    rule(policy.VOUCHER_DAYS, 5, valid_from=TOMORROW)
    with time_machine.travel(moment, tick=False):
        last = timezone.localtime(order(offer, rich).expires_at) - SECOND
    assert last.date() == timezone.localdate(moment) + timedelta(days=days)


def test_how_long_a_voucher_is_good_for_is_said_by_the_shops_county(rich, offer, county, county_next_door):
    rule(policy.VOUCHER_DAYS, 3, valid_from=date(2026, 11, 1))
    rule(policy.VOUCHER_DAYS, 9, region=county_next_door)
    rule(policy.VOUCHER_DAYS, 5, region=county)
    last = timezone.localtime(order(offer, rich).expires_at) - SECOND
    assert last.date() == date(2026, 11, 25)


def test_which_words_an_offer_may_use_changes_in_the_night_and_by_county(
    shop, shopkeeper, county, county_next_door
):
    def offered() -> bool:
        try:
            create_offer(partner=shop, actor=shopkeeper, title="白酒一瓶", kind="goods", price_points=50)
        except ValidationError:
            return False
        return True

    rule(policy.OFFER_REFUSED_WORDS, ["白酒"], valid_from=TOMORROW)
    with time_machine.travel(LAST_SECOND, tick=False):
        assert offered()
    with time_machine.travel(MIDNIGHT, tick=False):
        assert not offered()
        rule(policy.OFFER_REFUSED_WORDS, [], region=county_next_door)
        assert not offered()
        rule(policy.OFFER_REFUSED_WORDS, [], region=county)
        assert offered()
