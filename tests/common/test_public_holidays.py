"""Public holidays and the days worked in exchange."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from common.public_holidays import (
    add_working_days,
    holiday_name,
    hours_kept_as,
    is_later_than,
    is_public_holiday,
    is_working_day,
)


def test_a_holiday_break_counts_as_the_state_council_counts_it() -> None:
    # 2026: 1 to 7 October, the Sunday in between included; 10 October is worked for it.
    october = {day for day in range(1, 12) if is_public_holiday(date(2026, 10, day))}
    assert october == {1, 2, 3, 4, 5, 6, 7}
    assert not is_public_holiday(date(2026, 10, 10))
    assert hours_kept_as(date(2026, 10, 10)) == date(2026, 10, 9)
    # 15 to 23 February 2026; 14 and 28 February are worked.
    february = {day for day in range(1, 29) if is_public_holiday(date(2026, 2, day))}
    assert february == set(range(15, 24))


def test_a_holiday_has_its_name_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        assert holiday_name(date(2026, 10, 4)) == "National Day"
    with translation.override("zh-hans"):
        assert holiday_name(date(2026, 10, 4)) == "国庆节"
        assert holiday_name(date(2026, 2, 20)) == "春节"
    assert holiday_name(date(2026, 10, 12)) == ""


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_nobody_works_on_a_public_holiday_and_everybody_on_a_weekday_that_is_none(day: date) -> None:
    if is_public_holiday(day):
        assert not is_working_day(day)
    elif day.weekday() < 5:
        assert is_working_day(day)


def test_a_weekend_counts_as_a_public_holiday_only_inside_a_break() -> None:
    # Saturday, 21 February 2026, is the seventh day of the Spring Festival's break; the Saturday after it is worked.
    assert is_public_holiday(date(2026, 2, 21)) and not is_working_day(date(2026, 2, 21))
    assert is_working_day(date(2026, 2, 28)) and not is_public_holiday(date(2026, 2, 28))
    assert not is_public_holiday(date(2026, 3, 7)) and not is_working_day(date(2026, 3, 7))


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 30))
def test_working_days_are_counted_from_the_day_after(day: date, count: int) -> None:
    last = add_working_days(day, count)
    between = [day + timedelta(days=step) for step in range(1, (last - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert not is_later_than(last, day, count) and is_later_than(last + timedelta(days=1), day, count)
