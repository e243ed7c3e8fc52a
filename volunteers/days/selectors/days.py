"""What somebody has to do on which day, in order, with the way from one to the next.

An agreed time is `Assignment.planned_for`, for a shift the hour of the shift. Drafts (models.PlannedStop) stand beside
them where a day is being planned. What is shown of the person served comes from the floor above (TaskType.disclosures).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q
from django.utils import timezone

from common.months import midnight
from people.persons.models import Person
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import disclosures_of
from volunteers.tasks.enums import KEPT_STATES, AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.selectors.agreed_times import (
    Rules,
    Service,
    agreed_services,
    ends_after,
    metres_between,
    rules_for,
    shortfall_minutes,
    travel_minutes,
)


@dataclass
class Day:
    """The services of one day in order of time."""

    date: date
    services: list[Service]

    @property
    def drafts(self) -> int:
        return sum(service.draft is not None for service in self.services)


def lacks_time(path: str = "") -> Q:
    """A condition on assignments, or on what has them at `path`: said yes to, still possible, and no hour agreed."""
    wanted = {
        "state": AssignmentState.ACCEPTED,
        "planned_for": None,
        "task__starts_at": None,
        "task__state": TaskState.OPEN,
        "task__ends_on__gte": timezone.localdate(),
    }
    return Q(**{f"{path}{name}": value for name, value in wanted.items()})


def drafts_of(volunteer: Volunteer) -> list[PlannedStop]:
    """Drafts whose service still has no agreed time and can still take place. One query."""
    rows = PlannedStop.objects.filter(lacks_time("assignment__"), person=volunteer.person_id)
    return list(
        rows.select_related(
            "task__region", "task__project", "assignment__task__region", "assignment__volunteer__person"
        )
    )


def assignments_without_time(volunteer: Volunteer) -> list[Assignment]:
    """What the volunteer said yes to and has no hour for yet, the earliest end first. One query."""
    return list(
        Assignment.objects.filter(lacks_time(), volunteer=volunteer)
        .select_related("task__region", "task__project", "volunteer__person")
        .order_by("task__ends_on", "pk")
    )


def volunteer_pk(person: Person) -> int | None:
    return Volunteer.objects.filter(person=person).values_list("pk", flat=True).first()


def own_stops(person: Person, *, first: date) -> list[Service]:
    """A worker's own visits from `first` on, as long as the task is open and nobody else has said yes. One query."""
    since = midnight(first)
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
    disclosures = disclosures_of(assignments)
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
        service.disclosure = disclosures.get(service.assignment.pk, service.disclosure)
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
            after.travel_m = metres_between(before.task, after.task)
            after.travel_minutes = travel_minutes(before.task, after.task, rules.pace)
            after.missing = shortfall_minutes(before, after, rules)
            if not (_place_is_known(before) and _place_is_known(after)):
                after.travel_m = after.travel_minutes = None
    return [Day(day, rows) for day, rows in sorted(by_day.items())]


def _place_is_known(service: Service) -> bool:
    """Whether its reader may know where it is: a distance would tell it otherwise."""
    return (
        service.assignment is None or bool(service.disclosure.address) or service.task.project_id is not None
    )
