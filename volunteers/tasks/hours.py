"""Agreed hours: no two services at once, rest between them, and no more visits in a half-day than policy says.

An hour is known when the task has fixed ones or the volunteer agreed on one (`Assignment.planned_for`); a service that
has begun counts from check-in to check-out. Offers nobody answered take no hour, and a service without an hour none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies.selectors import value
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import TaskKind
from volunteers.tasks import policy
from volunteers.tasks.enums import KEPT_STATES
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

# A task lasts a day at most, so that what touches these hours began within the day before.
_LONGEST = timedelta(days=1)
# Where the parts of a day begin: as in `slots`, with the night at both ends.
_NOON, _EVENING = time(12), time(18)


class Hours(NamedTuple):
    """From when to when, aware."""

    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Obstacle:
    """Which service stands in the way and how: `code` is overlap, rest or half_day; `limit` the minutes or visits."""

    code: str
    other: Assignment
    hours: Hours
    limit: int = 0

    def __str__(self) -> str:
        words = {
            "title": self.other.task.title,
            "day": date_format(timezone.localtime(self.hours.begin), "MONTH_DAY_FORMAT"),
            "from": f"{timezone.localtime(self.hours.begin):%H:%M}",
            "until": f"{timezone.localtime(self.hours.end):%H:%M}",
            "limit": self.limit,
        }
        if self.code == "overlap":
            return _("At that time there is already “%(title)s” (%(day)s, %(from)s–%(until)s).") % words
        if self.code == "rest":
            return (
                ngettext(
                    "Please leave %(limit)d minute of rest before or after “%(title)s” (%(day)s, %(from)s–%(until)s).",
                    "Please leave %(limit)d minutes of rest before or after “%(title)s” (%(day)s, %(from)s–%(until)s).",
                    self.limit,
                )
                % words
            )
        return (
            ngettext(
                "The limit is %(limit)d visit per half-day, and you already have “%(title)s” "
                "(%(day)s, %(from)s–%(until)s).",
                "The limit is %(limit)d visits per half-day, and you already have “%(title)s” "
                "(%(day)s, %(from)s–%(until)s).",
                self.limit,
            )
            % words
        )


def hours_of(task: Task, at: datetime | None) -> Hours | None:
    """The hours of a task: its own where they are fixed, else from the hour agreed on; None while there is none."""
    if task.starts_at is not None and task.ends_at is not None:
        return Hours(task.starts_at, task.ends_at)
    return None if at is None else Hours(at, at + timedelta(minutes=task.minutes))


def _taken(assignment: Assignment) -> Hours:
    """The hours that an assignment of `_promised` takes."""
    planned = hours_of(assignment.task, assignment.planned_for)
    begin = assignment.checked_in_at or (planned.begin if planned else assignment.checked_out_at)
    assert begin is not None
    end = assignment.checked_out_at
    if end is None:
        length = planned.end - planned.begin if planned else timedelta(minutes=assignment.task.minutes)
        end = begin + length
    return Hours(begin, max(begin, end))


def _promised(task: Task, volunteer: Volunteer, hours: Hours) -> list[tuple[Assignment, Hours]]:
    """What the volunteer has said yes to around these hours, other than this task, in order."""
    first, last = hours.begin - 2 * _LONGEST, hours.end + _LONGEST
    rows = (
        Assignment.objects.filter(volunteer=volunteer, state__in=KEPT_STATES)
        .filter(
            Q(planned_for__range=(first, last))
            | Q(task__starts_at__range=(first, last))
            | Q(checked_in_at__range=(first, last))
        )
        .exclude(task=task)
        .select_related("task")
    )
    return sorted(((row, _taken(row)) for row in rows), key=lambda pair: (pair[1], pair[0].pk))


def _half_day(moment: datetime) -> tuple[object, int]:
    local = timezone.localtime(moment)
    return local.date(), (local.time() >= _NOON) + (local.time() >= _EVENING)


def obstacle(task: Task, volunteer: Volunteer, hours: Hours) -> Obstacle | None:
    """What in the volunteer's agreed hours speaks against these; the caller holds the volunteer's row when it counts.

    An overlap is named before too little rest, and that before a full half-day.
    """
    others = _promised(task, volunteer, hours)
    if not others:
        return None
    for other, taken in others:
        if taken.begin < hours.end and hours.begin < taken.end:
            return Obstacle("overlap", other, taken)
    minutes = value(policy.REST_MINUTES, region=task.region_id)
    rest = timedelta(minutes=minutes)
    for other, taken in others:
        if taken.begin < hours.end + rest and hours.begin < taken.end + rest:
            return Obstacle("rest", other, taken, minutes)
    if task.kind == TaskKind.SHIFT:
        return None
    most = value(policy.VISITS_PER_HALF_DAY, region=task.region_id)
    here = _half_day(hours.begin)
    same = [
        (other, taken)
        for other, taken in others
        if other.task.kind != TaskKind.SHIFT and _half_day(taken.begin) == here
    ]
    return Obstacle("half_day", *same[-1], most) if len(same) >= most else None
