"""Open now, what is next, and China's holidays."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from facilities.hours.evaluating import coming_days, is_open, status
from tests.facilities.conftest import at

OFFICE = "Mo-Fr 08:30-11:30,14:00-17:30; PH closed"


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        (at(2026, 1, 5, 7), "Today 8:30–11:30, 14:00–17:30. Closed now, opens 8:30"),
        (at(2026, 1, 5, 8, 30), "Today 8:30–11:30, 14:00–17:30. Open now, until 11:30"),
        (at(2026, 1, 5, 11, 30), "Today 8:30–11:30, 14:00–17:30. Closed now, opens 14:00"),
        (at(2026, 1, 5, 20), "Today 8:30–11:30, 14:00–17:30. Closed now, opens tomorrow 8:30"),
        (at(2026, 1, 9, 20), "Today 8:30–11:30, 14:00–17:30. Closed now, opens Monday 8:30"),
        (at(2026, 1, 10, 10), "Today closed. Opens Monday 8:30"),
        (at(2026, 9, 30, 20), "Today 8:30–11:30, 14:00–17:30. Closed now, opens October 8 8:30"),
    ],
)
def test_a_resident_reads_whether_it_is_open_and_what_is_next(moment: object, line: str) -> None:
    assert status(OFFICE, moment).line == line


def test_the_moment_is_that_of_the_city_wherever_the_clock_stands() -> None:
    from datetime import UTC, datetime

    assert is_open("08:30-17:30", datetime(2026, 1, 5, 1, 0, tzinfo=UTC)) is True
    assert is_open("08:30-17:30", datetime(2026, 1, 5, 10, 0, tzinfo=UTC)) is False


def test_a_night_is_open_on_both_sides_of_midnight() -> None:
    assert is_open("20:00-06:00", at(2026, 1, 5, 23)) is True
    assert is_open("20:00-06:00", at(2026, 1, 6, 5)) is True
    assert status("20:00-06:00", at(2026, 1, 5, 23)).now == "Open now, until tomorrow 6:00"
    assert is_open("20:00-06:00", at(2026, 1, 6, 7)) is False


def test_day_and_night_is_open_without_an_end() -> None:
    assert status("24/7", at(2026, 2, 17, 3)).line == "Today all day. Open now"
    assert status("24/7", at(2026, 2, 17, 3)).note == ""


@pytest.mark.parametrize("text", ["nonsense", "周一至周五8:30-17:30", "25:00-26:00", "PH -1 day", '"'])
def test_stored_nonsense_is_shown_as_it_is(text: str) -> None:
    found = status(text, at(2026, 1, 5, 10))
    assert (found.readable, found.is_open, found.line) == (False, None, text)
    assert coming_days(text, now=at(2026, 1, 5, 10)) == []


def test_days_without_hours_ask_people_to_ring() -> None:
    found = status("Mo-Fr unknown", at(2026, 1, 5, 10))
    assert found.is_open is None
    assert found.line == "Today opening hours unknown. Ring to ask whether it is open."
    assert is_open("Mo-Fr unknown", at(2026, 1, 10, 10)) is False


def test_an_office_that_keeps_holidays_is_closed_on_them_and_open_on_the_weekend_worked_for_them() -> None:
    assert is_open(OFFICE, at(2026, 10, 5, 10)) is False
    assert is_open(OFFICE, at(2026, 10, 10, 10)) is True
    assert is_open(OFFICE, at(2026, 10, 11, 10)) is False


def test_hours_of_their_own_on_holidays_hold() -> None:
    assert is_open("Mo-Su 08:00-18:00; PH 10:00-12:00", at(2026, 10, 1, 11)) is True
    assert is_open("Mo-Su 08:00-18:00; PH 10:00-12:00", at(2026, 10, 1, 9)) is False
    assert is_open("Mo-Fr,PH 08:00-18:00", at(2026, 10, 3, 9)) is True


def test_who_says_nothing_about_holidays_is_shown_with_a_warning() -> None:
    found = status("Mo-Su 08:00-18:00", at(2026, 10, 1, 9))
    assert found.is_open is True
    assert found.note == "Today is a public holiday (National Day): ring before you go."
    assert status("Mo-Su 08:00-18:00", at(2026, 10, 9, 9)).note == ""


def test_a_word_in_a_remark_is_not_a_public_holiday() -> None:
    assert is_open('Mo-Su 08:00-18:00 "PH ring"', at(2026, 10, 1, 9)) is True


def test_the_coming_days_tell_each_day_with_its_holiday() -> None:
    days = coming_days(OFFICE, 3, at(2026, 9, 30, 20))
    assert [(day.day.day, day.hours, day.holiday, day.is_today) for day in days] == [
        (30, "8:30–11:30, 14:00–17:30", "", True),
        (1, "closed", "National Day", False),
        (2, "closed", "National Day", False),
    ]


@given(st.text(max_size=30), st.integers(0, 60 * 24 * 400))
def test_no_stored_text_and_no_moment_breaks_a_page(text: str, minutes: int) -> None:
    from datetime import timedelta

    moment = at(2026, 1, 1) + timedelta(minutes=minutes)
    found = status(text, moment)
    assert found.line == text or found.readable
    assert is_open(text, moment) == found.is_open
