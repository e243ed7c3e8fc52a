"""What somebody has to do on which day, in order, with the way from one to the next.

An agreed time is `Assignment.planned_for`, for a shift the hour of the shift. Drafts (models.PlannedStop) stand beside
them where a day is being planned. What is shown of the person served comes from the floor above (kinds.shown_of).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
from django.utils import timezone

from people.models import Person
from policies.selectors import PolicyBook, book
from regions.geo import distance_m
from volunteers import policy
from volunteers.enums import KEPT_STATES, AssignmentState, TaskState
from volunteers.kinds import Shown, shown_of
from volunteers.models import Assignment, PlannedStop, Task, Volunteer
from volunteers.routing.rounds import Pace

AHEAD = (AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN)


@dataclass
class Service:
    """One service at its time. `assignment` is None for a worker's own visit; `draft` is set until the time is agreed.

    `way_m` and `way_minutes` lead here from the service before on that day, None where a place is not known or may not
    be known yet. `missing` is how many minutes are wanting for way and rest, None when they suffice.
    """

    task: Task
    starts_at: datetime
    ends_at: datetime
    assignment: Assignment | None = None
    draft: PlannedStop | None = None
    shown: Shown = field(default_factory=Shown)
    companions: list[str] = field(default_factory=list)
    way_m: int | None = None
    way_minutes: int | None = None
    missing: int | None = None
    # For a reader whose area it is not: only the hour is told.
    hidden: bool = False
    # The form with which its time is changed, on the page on which days are planned.
    form: Any = None

    @property
    def day(self) -> date:
        return timezone.localtime(self.starts_at).date()


@dataclass
class Day:
    """The services of one day in order of time."""

    date: date
    services: list[Service]

    @property
    def drafts(self) -> int:
        return sum(service.draft is not None for service in self.services)


@dataclass(frozen=True)
class Rules:
    """What lies between two services in a region: rest in minutes, and how fast one gets there."""

    rest: int
    pace: Pace
    step: int
    most: int
    outing: int


def rules_for(region: str, rules: PolicyBook | None = None) -> Rules:
    rules = rules or book()
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
    since = datetime.combine(first, time.min, tzinfo=timezone.get_default_timezone())
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


def drafts_of(volunteer: Volunteer) -> list[PlannedStop]:
    """Drafts whose service still has no agreed time and can still take place. One query."""
    return list(
        PlannedStop.objects.filter(
            person=volunteer.person_id,
            assignment__state=AssignmentState.ACCEPTED,
            assignment__planned_for=None,
            task__starts_at=None,
            task__state=TaskState.OPEN,
            task__ends_on__gte=timezone.localdate(),
        ).select_related(
            "task__region", "task__project", "assignment__task__region", "assignment__volunteer__person"
        )
    )


def without_time(volunteer: Volunteer) -> list[Assignment]:
    """What the volunteer said yes to and has no hour for yet, the earliest end first. One query."""
    return list(
        Assignment.objects.filter(
            volunteer=volunteer,
            state=AssignmentState.ACCEPTED,
            planned_for=None,
            task__starts_at=None,
            task__state=TaskState.OPEN,
            task__ends_on__gte=timezone.localdate(),
        )
        .select_related("task__region", "task__project", "volunteer__person")
        .order_by("task__ends_on", "pk")
    )


def volunteer_pk(person: Person) -> int | None:
    return Volunteer.objects.filter(person=person).values_list("pk", flat=True).first()


def own_stops(person: Person, *, first: date) -> list[Service]:
    """A worker's own visits from `first` on, as long as the task is open and nobody else has said yes. One query."""
    since = datetime.combine(first, time.min, tzinfo=timezone.get_default_timezone())
    rows = (
        PlannedStop.objects.filter(
            person=person, assignment=None, starts_at__gte=since, task__state=TaskState.OPEN
        )
        .exclude(task__in=Assignment.objects.filter(state__in=KEPT_STATES).values("task"))
        .select_related("task__region", "task__project")
        .order_by("starts_at", "pk")
    )
    found = []
    for row in rows:
        assert row.starts_at is not None  # the filter asks for it
        found.append(Service(row.task, row.starts_at, ends_after(row.task, row.starts_at)))
    return found


def days_of(volunteer: Volunteer, *, drafts: bool = False) -> list[Day]:
    """The volunteer's days from today on, with what may be shown of each service. A fixed number of queries.

    With `drafts` the times that are only proposed stand among those agreed.
    """
    services = agreed_services([volunteer.pk], first=timezone.localdate()).get(volunteer.pk, [])
    if drafts:
        for row in drafts_of(volunteer):
            if row.starts_at is not None:
                ends = ends_after(row.task, row.starts_at)
                services.append(Service(row.task, row.starts_at, ends, row.assignment, row))
    add_details(services)
    return in_days(services, rules_for(volunteer.region_id))


def day_of(volunteer: Volunteer, day: date) -> Day:
    """One day's agreed services with what may be shown of them; empty where there are none."""
    rows = agreed_services([volunteer.pk], first=day).get(volunteer.pk, [])
    services = [service for service in rows if service.day == day]
    add_details(services)
    return next(iter(in_days(services, rules_for(volunteer.region_id))), Day(day, []))


def add_details(services: Sequence[Service]) -> None:
    """Put to each service what may be shown of the one served, and who comes along."""
    assignments = [service.assignment for service in services if service.assignment is not None]
    shown = shown_of(assignments)
    for_two = [service.task.pk for service in services if service.task.persons_needed > 1]
    together: dict[int, list[Assignment]] = defaultdict(list)
    if for_two:
        for row in Assignment.objects.filter(task__in=for_two, state__in=KEPT_STATES).select_related(
            "volunteer__person"
        ):
            together[row.task_id].append(row)
    for service in services:
        if service.assignment is None:
            continue
        service.shown = shown.get(service.assignment.pk, service.shown)
        service.companions = [
            row.volunteer.person.name
            for row in together[service.task.pk]
            if row.volunteer_id != service.assignment.volunteer_id
        ]


def in_days(services: Sequence[Service], rules: Rules) -> list[Day]:
    """Services by day and time, each with the way from the one before and what is wanting between them."""
    by_day: dict[date, list[Service]] = defaultdict(list)
    for service in sorted(services, key=lambda service: (service.starts_at, service.task.pk)):
        by_day[service.day].append(service)
    for rows in by_day.values():
        for before, after in pairwise(rows):
            after.way_m = metres_between(before.task, after.task)
            after.way_minutes = way_minutes(before.task, after.task, rules.pace)
            after.missing = wanting(before, after, rules)
            if not (_place_is_known(before) and _place_is_known(after)):
                after.way_m = after.way_minutes = None
    return [Day(day, rows) for day, rows in sorted(by_day.items())]


def _place_is_known(service: Service) -> bool:
    """Whether its reader may know where it is: a distance would tell it otherwise."""
    return service.assignment is None or bool(service.shown.address) or service.task.project_id is not None


def metres_between(one: Task, other: Task) -> int | None:
    """The straight line between two places that are gone to; None for a call, or where a place is unknown."""
    here, there = one.point, other.point
    if not (one.on_site and other.on_site) or here is None or there is None:
        return None
    return round(distance_m(*here, *there))


def way_minutes(one: Task, other: Task, pace: Pace) -> int | None:
    metres = metres_between(one, other)
    return None if metres is None else int(pace.minutes(np.array([metres]))[0])


def wanting(before: Service, after: Service, rules: Rules) -> int | None:
    """How many minutes are wanting between two services for the rest and the way in it; None when they suffice."""
    needed = max(rules.rest, way_minutes(before.task, after.task, rules.pace) or 0)
    between = (after.starts_at - before.ends_at).total_seconds() / 60
    return round(needed - between) if between < needed else None


def in_the_way(task: Task, starts_at: datetime, among: Iterable[Service], rules: Rules) -> Service | None:
    """The service among others that leaves no time for `task` at that hour, way and rest included; None for none."""
    wanted = Service(task, starts_at, ends_after(task, starts_at))
    for other in among:
        if other.task.pk == task.pk or other.day != wanted.day:
            continue
        first, second = sorted((wanted, other), key=lambda service: service.starts_at)
        if wanting(first, second, rules) is not None:
            return other
    return None
