"""Months by their first day, and how they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.months import (
    add_months,
    first_day,
    last_day,
    midnight,
    month_span,
    month_span_moments,
    parse_month,
    recent_months,
    this_month,
)

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_a_month_reaches_from_its_first_day_to_the_day_before_the_next_begins(day):
    first, following = month_span(day)
    assert first == first_day(day) <= day <= last_day(day) == following - timedelta(days=1)
    assert (first.day, following.day) == (1, 1)


@given(DAYS, st.integers(-600, 600), st.integers(-600, 600))
def test_months_add_up(day, some, more):
    assert add_months(add_months(day, some), more) == add_months(day, some + more)
    assert add_months(day, 0) == first_day(day)


@given(DAYS)
def test_a_month_that_was_written_is_read_again(day):
    assert parse_month(f"{day:%Y-%m}") == first_day(day)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-13", "2026-00", "2026-1", "1999-12", "2100-01", "0000-01"),
        *("2026-11-01", " 2026-11", "2026-11\n", "２０２６-11"),
    ],
)
def test_what_is_not_written_like_a_month_of_this_century_is_none(text):
    assert parse_month(text) is None


@given(st.integers(1, 40), DAYS)
def test_recent_months_go_back_one_by_one_from_the_latest(count, latest):
    months = recent_months(count, latest)
    assert months[0] == first_day(latest)
    assert [add_months(month, 1) for month in months[1:]] == months[:-1]
    assert len(months) == count


def test_the_latest_of_recent_months_is_this_month():
    assert recent_months(3)[0] == this_month() == timezone.localdate().replace(day=1)


@given(DAYS)
def test_a_day_begins_at_midnight_in_the_city_whose_clocks_are_eight_hours_ahead(day):
    begins = midnight(day)
    assert timezone.localtime(begins).date() == day
    assert timezone.localdate(begins - timedelta(microseconds=1)) == day - timedelta(days=1)
    assert begins.utcoffset() == timedelta(hours=8)


@given(DAYS)
def test_the_moments_of_a_month_are_the_midnights_it_begins_and_ends_at(day):
    assert month_span_moments(day) == tuple(midnight(other) for other in month_span(day))
