"""The peer: both questions answered the plain way, by reading every volunteer, or every open task, and sorting."""

from __future__ import annotations

from typing import Any

from volunteers.now import tasks_for_volunteer, volunteers_for_task
from volunteers.now.facts import PERSON_COLUMNS, PersonRow
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.task import Task

_BATCH = 5_000


def best_volunteer_by_scan(task: Task) -> int | None:
    """The least cost of anybody nothing speaks against, in decimetres; None for nobody."""
    search = volunteers_for_task.Search(task, ())
    rows = [PersonRow(*row) for row in Volunteer.objects.approved().order_by().values_list(*PERSON_COLUMNS)]
    for start in range(0, len(rows), _BATCH):
        search.judge(rows[start : start + _BATCH])
    return _least(search.judged)


def best_task_by_scan(volunteer: Volunteer) -> int | None:
    """The same for the tasks of a volunteer."""
    search = tasks_for_volunteer.Search(volunteer)
    open_now = search.open_now().order_by().values_list(*tasks_for_volunteer.COLUMNS)
    rows = [tasks_for_volunteer.TaskRow(*row) for row in open_now]
    for start in range(0, len(rows), _BATCH):
        search.judge(rows[start : start + _BATCH])
    return _least(search.judged)


def _least(judged: dict[int, Any]) -> int | None:
    return min((one.price for one in judged.values() if not one.refusals), default=None)
