"""Services at their agreed times, and what lies between two of them: rest and the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from common.months import midnight
from policies.selectors import book
from regions.geo import distance_m
from routing.rounds import Pace
from volunteers.task_types import Disclosure
from volunteers.tasks import policy
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.models.task import Task

AHEAD = (AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN)


@dataclass
class Service:
    """One service at its time. `assignment` is None for a worker's own visit; `draft` is set until the time is agreed.

    `travel_m` and `travel_minutes` lead here from the service before on that day, None where a place is not known or
    may not be known yet. `missing` is how many minutes are wanting for way and rest, None when they suffice.
    """

    task: Task
    starts_at: datetime
    ends_at: datetime
    assignment: Assignment | None = None
    draft: PlannedStop | None = None
    disclosure: Disclosure = field(default_factory=Disclosure)
    companions: list[str] = field(default_factory=list)
    travel_m: int | None = None
    travel_minutes: int | None = None
    missing: int | None = None
    # For a reader whose area it is not: only the hour is told.
    hidden: bool = False
    # The form with which its time is changed, on the page on which days are planned.
    form: Any = None

    @property
    def day(self) -> date:
        return timezone.localtime(self.starts_at).date()


@dataclass(frozen=True)
class Rules:
    """What lies between two services in a region: rest in minutes, and how fast one gets there."""

    rest: int
    pace: Pace
    step: int
    most: int
    outing: int


def rules_for(region: str) -> Rules:
    rules = book()
    return Rules(
        rest=rules.value(policy.REST_MINUTES, region),
        pace=Pace(**rules.value(policy.PACE, region)),
        step=rules.value(policy.ROUND_STEP, region),
        most=rules.value(policy.VISITS_PER_HALF_DAY, region),
        outing=rules.value(policy.ROUND_OUTING, region),
    )


def begins_at(assignment: Assignment) -> datetime | None:
    """When an assignment begins: as agreed, else as its task says; None while that is open."""
    return assignment.planned_for or assignment.task.starts_at


def ends_after(task: Task, starts_at: datetime) -> datetime:
    """When a service that begins then is over: at the task's own end, or after its expected length."""
    if task.starts_at == starts_at and task.ends_at is not None:
        return task.ends_at
    return starts_at + timedelta(minutes=task.minutes)


def agreed_services(volunteers: Iterable[int], *, first: date) -> dict[int, list[Service]]:
    """The services of each volunteer that have a time, from `first` on and in order. One query."""
    since = midnight(first)
    rows = (
        Assignment.objects.filter(volunteer__in=list(volunteers), state__in=AHEAD)
        .select_related("task__region", "task__project", "volunteer__person")
        .order_by("pk")
    )
    found: dict[int, list[Service]] = defaultdict(list)
    for row in rows:
        begins = begins_at(row)
        if begins is not None and begins >= since:
            found[row.volunteer_id].append(Service(row.task, begins, ends_after(row.task, begins), row))
    for services in found.values():
        services.sort(key=lambda service: (service.starts_at, service.task.pk))
    return found


def metres_between(one: Task, other: Task) -> int | None:
    """The straight line between two places that are gone to; None for a call, or where a place is unknown."""
    here, there = one.point, other.point
    if not (one.on_site and other.on_site) or here is None or there is None:
        return None
    return round(distance_m(*here, *there))


def travel_minutes(one: Task, other: Task, pace: Pace) -> int | None:
    metres = metres_between(one, other)
    return None if metres is None else int(pace.minutes(np.array([metres]))[0])


def shortfall_minutes(before: Service, after: Service, rules: Rules) -> int | None:
    """How many minutes are wanting between two services for the rest and the way in it; None when they suffice."""
    needed = max(rules.rest, travel_minutes(before.task, after.task, rules.pace) or 0)
    between = (after.starts_at - before.ends_at).total_seconds() / 60
    return round(needed - between) if between < needed else None


def conflicting_service(
    task: Task, starts_at: datetime, among: Iterable[Service], rules: Rules
) -> Service | None:
    """The service among others that leaves no time for `task` at that hour, way and rest included; None for none."""
    wanted = Service(task, starts_at, ends_after(task, starts_at))
    for other in among:
        if other.task.pk == task.pk or other.day != wanted.day:
            continue
        first, second = sorted((wanted, other), key=lambda service: service.starts_at)
        if shortfall_minutes(first, second, rules) is not None:
            return other
    return None
