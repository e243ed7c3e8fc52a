"""The form on which day and hour are agreed offers what is still ahead, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine

from volunteers.slots import slot_bit
from volunteers.tasks.forms import PlannedForForm
from volunteers.tasks.models.task import Task

# Monday to Wednesday, the last days of a month.
DAYS = {"starts_on": date(2026, 9, 28), "ends_on": date(2026, 9, 30)}
MORNING = 0


def offered(task: Task) -> list[str]:
    return [day for day, _label in PlannedForForm(task=task).fields["day"].choices]


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-09-20T10:00+08:00", ["2026-09-28", "2026-09-29", "2026-09-30"]),
        ("2026-09-29T20:59+08:00", ["2026-09-29", "2026-09-30"]),
        ("2026-09-29T21:01+08:00", ["2026-09-30"]),
        ("2026-09-30T21:49+08:00", []),
        ("2026-10-01T09:00+08:00", []),
    ],
)
def test_a_day_is_offered_as_long_as_one_of_its_hours_is_ahead(
    now: str, days: list[str], make_task: Callable[..., Task]
) -> None:
    task = make_task(**DAYS)
    with time_machine.travel(now, tick=False):
        assert offered(task) == days


def test_today_is_not_offered_once_the_elders_own_hours_are_over(make_task: Callable[..., Any]) -> None:
    mornings = sum(slot_bit(weekday, MORNING) for weekday in range(7))
    task = make_task(**DAYS, slots=mornings)
    with time_machine.travel("2026-09-29T08:00+08:00", tick=False):
        assert offered(task) == ["2026-09-29", "2026-09-30"]
    with time_machine.travel("2026-09-29T15:00+08:00", tick=False):
        assert offered(task) == ["2026-09-30"]
