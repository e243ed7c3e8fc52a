"""What a city decides about services that are asked for: each edge, the night a rule changes, a county's own rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from service_requests import policy
from service_requests.errors import RequestError
from service_requests.models import ServiceRequest
from service_requests.selectors.disclosure import disclosed
from service_requests.services.sweeping import sweep
from tests.service_requests.conftest import (
    NOW,
    SHANGHAI,
    TOMORROW_AT_TEN,
    coins,
    offer_of,
    serve,
)
from tests.timebank.conftest import rule
from volunteers.tasks.disclosure import Stage

pytestmark = pytest.mark.django_db

TODAY, TOMORROW = NOW.date(), NOW.date() + timedelta(days=1)
SECOND = timedelta(seconds=1)


def refused(ask: Callable[..., Any], **fields: Any) -> set[str]:
    """The fields that are refused; none when it can be asked for."""
    try:
        ask(**fields)
    except RequestError as error:
        return set(error.message_dict)
    return set()


# --- Each edge ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("category", "wrong"), [("meals", set()), ("companionship", {"category"})])
def test_only_the_kinds_of_the_rule_can_be_asked_for(ask, category, wrong):
    rule(policy.CATEGORIES, ["meals", "repair"])
    assert refused(ask, category=category) == wrong


@pytest.mark.parametrize(("minutes", "wrong"), [(44, {"minutes"}), (45, set()), (46, set())])
def test_a_service_takes_at_least_the_minutes_of_the_rule(ask, minutes, wrong):
    rule(policy.SHORTEST_MINUTES, 45)
    assert refused(ask, minutes=minutes) == wrong


@pytest.mark.parametrize(("minutes", "wrong"), [(89, set()), (90, set()), (91, {"minutes"})])
def test_a_service_takes_at_most_the_minutes_of_the_rule(ask, elder, minutes, wrong):
    rule(policy.LONGEST_MINUTES, 90)
    assert refused(ask, minutes=minutes) == wrong
    assert coins(elder) == (180, 0 if wrong else minutes)


@pytest.mark.parametrize(("days", "wrong"), [(4, set()), (5, set()), (6, {"last_day"})])
def test_it_is_asked_for_as_many_days_ahead_as_the_rule_says(ask, days, wrong):
    rule(policy.OPEN_DAYS, 5)
    assert refused(ask, last_day=TODAY + timedelta(days=days)) == wrong


@pytest.mark.parametrize(
    ("wait", "times"), [(timedelta(hours=3) - SECOND, 0), (timedelta(hours=3), 1), (timedelta(hours=4), 1)]
)
def test_one_volunteer_is_waited_for_as_many_hours_as_the_rule_says(
    approved, make_volunteer, clock, wait, times
):
    rule(policy.ANSWER_HOURS, 3)
    make_volunteer("第二个", lat=31.220)
    clock.move_to(NOW + wait)
    assert sweep()["asked"] == times


@pytest.mark.parametrize(
    ("wait", "paid"), [(timedelta(hours=5) - SECOND, 0), (timedelta(hours=5), 1), (timedelta(hours=6), 1)]
)
def test_silence_pays_after_the_hours_of_the_rule(agreed, clock, elder, wait, paid):
    rule(policy.SILENCE_HOURS, 5)
    serve(agreed, clock)
    clock.move_to(timezone.now() + wait)
    assert sweep()["paid"] == paid
    assert coins(elder) == ((120, 0) if paid else (180, 60))


def door_at(assignment: Any, moment: datetime) -> bool:
    shown = disclosed(ServiceRequest.objects.get(task=assignment.task), assignment, at=moment)
    assert (shown.door != "") == (shown.phone != "") == (shown.stage == Stage.DOOR)
    return shown.shows_door


@pytest.mark.parametrize(("earlier", "shown"), [(SECOND, False), (0 * SECOND, True), (-SECOND, True)])
def test_door_and_phone_appear_the_hours_of_the_rule_before(agreed, earlier, shown):
    rule(policy.DISCLOSE_BEFORE_HOURS, 3)
    assert door_at(agreed, TOMORROW_AT_TEN - timedelta(hours=3) - earlier) is shown


@pytest.mark.parametrize(("later", "shown"), [(-SECOND, True), (0 * SECOND, True), (SECOND, False)])
def test_door_and_phone_vanish_the_hours_of_the_rule_after(agreed, clock, later, shown):
    rule(policy.DISCLOSE_AFTER_HOURS, 1)
    # An hour was agreed: until noon, whether or not anybody came ...
    assert door_at(agreed, TOMORROW_AT_TEN + timedelta(hours=2) + later) is shown
    serve(agreed, clock, minutes=45)
    agreed.refresh_from_db()
    # ... and an hour after whoever came has left.
    assert door_at(agreed, TOMORROW_AT_TEN + timedelta(minutes=105) + later) is shown


def test_hours_of_zero_show_the_door_from_the_agreed_time_to_the_end(agreed):
    rule(policy.DISCLOSE_BEFORE_HOURS, 0)
    rule(policy.DISCLOSE_AFTER_HOURS, 0)
    end = TOMORROW_AT_TEN + timedelta(hours=1)
    moments = (TOMORROW_AT_TEN - SECOND, TOMORROW_AT_TEN, end, end + SECOND)
    assert [door_at(agreed, moment) for moment in moments] == [False, True, True, False]


# --- The night between two rules, and a county's own -----------------------------------------------------------------

# Key, a value that refuses what is asked for here, one that lets it.
ASKING = pytest.mark.parametrize(
    ("key", "strict", "mild"),
    [
        (policy.CATEGORIES, ["meals"], ["companionship"]),
        (policy.SHORTEST_MINUTES, 61, 60),
        (policy.LONGEST_MINUTES, 59, 60),
        (policy.OPEN_DAYS, 6, 8),
    ],
)


@ASKING
def test_a_rule_holds_from_the_first_minute_of_its_first_day(ask, clock, key, strict, mild):
    rule(key, mild)
    rule(key, strict, valid_from=TOMORROW)
    clock.move_to(datetime(2026, 11, 20, 23, 59, 59, tzinfo=SHANGHAI))
    assert refused(ask) == set()
    # In UTC it is still the day before.
    clock.move_to(datetime(2026, 11, 21, tzinfo=SHANGHAI))
    assert len(refused(ask)) == 1


@ASKING
def test_a_countys_own_rule_goes_before_the_citys(ask, county, county_next_door, key, strict, mild):
    rule(key, strict, valid_from=date(2026, 11, 19))
    rule(key, mild, region=county_next_door)
    assert len(refused(ask)) == 1
    rule(key, mild, region=county)
    assert refused(ask) == set()
    rule(key, mild, valid_from=TODAY)
    rule(key, strict, valid_from=date(2026, 1, 2), region=county)
    assert len(refused(ask)) == 1


def test_how_long_silence_is_waited_for_is_the_rule_of_the_day_it_was_served(agreed, clock):
    rule(policy.SILENCE_HOURS, 5)
    rule(policy.SILENCE_HOURS, 100, valid_from=TOMORROW + timedelta(days=1))
    served = serve(agreed, clock)
    assert served.confirm_by == timezone.now() + timedelta(hours=5)
    clock.move_to(datetime(2026, 11, 22, tzinfo=SHANGHAI))
    assert sweep()["paid"] == 1


def test_silence_of_the_first_day_of_a_rule_and_of_the_county(agreed, clock, county, county_next_door):
    rule(policy.SILENCE_HOURS, 5, valid_from=TOMORROW)
    rule(policy.SILENCE_HOURS, 7, valid_from=TOMORROW, region=county)
    rule(policy.SILENCE_HOURS, 9, valid_from=TOMORROW, region=county_next_door)
    assert serve(agreed, clock).confirm_by == timezone.now() + timedelta(hours=7)


def test_how_long_an_answer_is_waited_for_changes_in_the_night(approved, make_volunteer, clock):
    second = make_volunteer("第二个", lat=31.220)
    rule(policy.ANSWER_HOURS, 48)
    rule(policy.ANSWER_HOURS, 12, valid_from=TOMORROW)
    clock.move_to(datetime(2026, 11, 20, 23, 59, 59, tzinfo=SHANGHAI))
    assert sweep()["asked"] == 0
    clock.move_to(datetime(2026, 11, 21, tzinfo=SHANGHAI))
    assert sweep()["asked"] == 1
    assert offer_of(approved).volunteer == second


def test_how_long_an_answer_is_waited_for_is_the_countys_own(approved, make_volunteer, clock, county):
    make_volunteer("第二个", lat=31.220)
    rule(policy.ANSWER_HOURS, 1)
    rule(policy.ANSWER_HOURS, 4, region=county)
    clock.move_to(NOW + timedelta(hours=4) - SECOND)
    assert sweep()["asked"] == 0
    clock.move_to(NOW + timedelta(hours=4))
    assert sweep()["asked"] == 1


@pytest.mark.parametrize(
    ("key", "moment"),
    [
        (policy.DISCLOSE_BEFORE_HOURS, TOMORROW_AT_TEN - timedelta(hours=6)),
        (policy.DISCLOSE_AFTER_HOURS, TOMORROW_AT_TEN + timedelta(hours=7)),
    ],
)
def test_the_door_is_shown_by_the_rule_of_the_day_and_of_the_county(
    agreed, clock, county, county_next_door, key, moment
):
    rule(key, 3)
    rule(key, 6, valid_from=TOMORROW)
    clock.move_to(datetime(2026, 11, 20, 23, 59, 59, tzinfo=SHANGHAI))
    assert not door_at(agreed, moment)
    clock.move_to(datetime(2026, 11, 21, tzinfo=SHANGHAI))
    assert door_at(agreed, moment)
    rule(key, 3, region=county_next_door)
    assert door_at(agreed, moment)
    rule(key, 3, region=county)
    assert not door_at(agreed, moment)
