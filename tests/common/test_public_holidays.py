"""Public holidays and the days worked in exchange."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from common.public_holidays import holiday_name, hours_kept_as, is_in_holiday_break


def test_a_holiday_break_counts_as_the_state_council_counts_it() -> None:
    # 2026: 1 to 7 October, the Sunday in between included; 10 October is worked for it.
    october = {day for day in range(1, 12) if is_in_holiday_break(date(2026, 10, day))}
    assert october == {1, 2, 3, 4, 5, 6, 7}
    assert not is_in_holiday_break(date(2026, 10, 10))
    assert hours_kept_as(date(2026, 10, 10)) == date(2026, 10, 9)
    # 15 to 23 February 2026; 14 and 28 February are worked.
    february = {day for day in range(1, 29) if is_in_holiday_break(date(2026, 2, day))}
    assert february == set(range(15, 24))


def test_a_holiday_has_its_name_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        assert holiday_name(date(2026, 10, 4)) == "National Day"
    with translation.override("zh-hans"):
        assert holiday_name(date(2026, 10, 4)) == "国庆节"
        assert holiday_name(date(2026, 2, 20)) == "春节"
    assert holiday_name(date(2026, 10, 12)) == ""
