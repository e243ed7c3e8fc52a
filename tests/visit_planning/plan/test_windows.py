"""The days in which visits are due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.months import add_months, last_day
from elderly_visits.visits import policy
from policies.selectors import book
from tests.visit_planning.planning import set_policy
from visit_planning.windows import EXTRA, Calendar, weeks_of
from volunteers.slots import ALL_SLOTS, parse_slots, slots_between

months = st.dates(date(2020, 1, 1), date(2045, 12, 1)).map(lambda day: day.replace(day=1))


@given(months)
def test_weeks_cover_the_month_without_gap_or_overlap(month: date) -> None:
    weeks = weeks_of(month)
    days = [first + timedelta(days=at) for first, last in weeks for at in range((last - first).days + 1)]
    assert days == [month + timedelta(days=at) for at in range(last_day(month).day)]
    assert len(weeks) in (4, 5)
    assert all(4 <= len(range((last - first).days + 1)) <= 10 for first, last in weeks)


@given(st.integers(2020, 2045))
def test_a_year_has_a_visit_for_each_of_its_weeks(year: int) -> None:
    weeks = sum(len(weeks_of(date(year, month, 1))) for month in range(1, 13))
    assert weeks == date(year, 12, 28).isocalendar().week


def test_a_month_that_begins_on_a_weekend_adds_it_to_its_first_week() -> None:
    weeks = [(first.day, last.day) for first, last in weeks_of(date(2026, 11, 1))]
    assert weeks == [(1, 8), (9, 15), (16, 22), (23, 30)]


@given(months, st.integers(-30, 30))
def test_adding_months_can_be_undone(month: date, count: int) -> None:
    assert add_months(add_months(month, count), -count) == month


def test_what_is_left_of_a_week_on_friday_is_its_last_days() -> None:
    first, last = date(2026, 11, 16), date(2026, 11, 22)
    assert slots_between(first, last, date(2026, 11, 1)) == ALL_SLOTS
    assert slots_between(first, last, date(2026, 11, 20)) == parse_slots(
        "fri-am;fri-pm;fri-eve;sat-am;sat-pm;sat-eve;sun-am;sun-pm;sun-eve"
    )
    assert slots_between(first, last, date(2026, 11, 23)) == 0


@pytest.mark.django_db
def test_a_city_decides_how_often_and_when_there_are_festivals() -> None:
    set_policy(
        policy.CADENCE,
        {
            "high": {"times": 2, "every": "week"},
            "key": {"times": 2, "every": "month"},
            "general": {"times": 1, "every": "month"},
        },
    )
    set_policy(
        policy.EXTRA_VISITS,
        [
            {"name": "春节", "first": "2027-02-04", "last": "2027-02-10", "tiers": ["high", "key"]},
            {"name": "重阳节", "first": "2026-10-18", "last": "2026-10-20", "tiers": ["general"]},
        ],
    )
    calendar = Calendar(date(2027, 2, 1), book())
    region = "511702001001"
    assert [window.ordinal for window in calendar.due(region, "high")] == [1, 2, 3, 4, 5, 6, 7, 8, EXTRA]
    halves = [(window.first.day, window.last.day) for window in calendar.due(region, "key")]
    assert halves == [(1, 14), (15, 28), (4, 10)]
    assert [(window.first.day, window.last.day) for window in calendar.due(region, "general")] == [(1, 28)]
