"""Weekly slots as minutes of a day."""

from __future__ import annotations

from datetime import datetime

import pytest

from volunteers.slots import ALL_SLOTS, slot_bit, slot_of, windows_on

MONDAY, TUESDAY = 0, 1


def test_parts_that_follow_each_other_are_one_window() -> None:
    assert windows_on(ALL_SLOTS, MONDAY) == ((480, 1260),)
    assert windows_on(slot_bit(MONDAY, 0) | slot_bit(MONDAY, 1), MONDAY) == ((480, 1080),)


def test_parts_with_a_gap_are_two_and_another_day_has_none() -> None:
    mask = slot_bit(MONDAY, 0) | slot_bit(MONDAY, 2)
    assert windows_on(mask, MONDAY) == ((480, 720), (1080, 1260))
    assert windows_on(mask, TUESDAY) == ()


@pytest.mark.parametrize(
    ("hour", "slot"),
    [
        ("07:59", 0),
        ("08:00", slot_bit(MONDAY, 0)),
        ("11:59", slot_bit(MONDAY, 0)),
        ("12:00", slot_bit(MONDAY, 1)),
        ("17:59", slot_bit(MONDAY, 1)),
        ("18:00", slot_bit(MONDAY, 2)),
        ("20:59", slot_bit(MONDAY, 2)),
        ("21:00", 0),
    ],
)
def test_an_hour_lies_in_the_part_that_has_begun_and_not_ended(hour: str, slot: int) -> None:
    assert slot_of(datetime.fromisoformat(f"2026-11-09T{hour}:00+08:00")) == slot
