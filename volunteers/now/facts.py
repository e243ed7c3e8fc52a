"""What is looked up of both sides, in bulk: what is asked for, dialects, the month's minutes, fixed hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from common.months import midnight, month_span
from people.persons.models import Dialect, Person
from volunteers.now.ranking import ranking_rules
from volunteers.tasks.eligibility.lookups import sets_of
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

# Columns of a volunteer that the rules ask for; position first.
PERSON_COLUMNS = (
    "lat", "lon", "pk", "person_id", "max_distance_m", "monthly_cap_minutes", "availability", "insured_until",
    "visits_elders", "person__sex", "person__birth_date",
)  # fmt: skip
SAID_YES = (AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN)


class PersonRow(NamedTuple):
    """A volunteer as read; names of `PERSON_COLUMNS`."""

    lat: float | None
    lon: float | None
    pk: int
    person_id: int
    reach_m: int
    cap: int
    availability: int
    insured_until: date | None
    visits_elders: bool
    sex: str
    birth_date: date | None


class Load(NamedTuple):
    """Minutes of a volunteer's month: all that is taken, and of these what the planner levels."""

    committed: int = 0
    planned: int = 0


def loads(volunteers: Collection[int], day: date, today: date) -> dict[int, Load]:
    """The month of `day` for each volunteer, offers included: served minutes as served. One query."""
    first, following = month_span(day)
    spent = Coalesce("minutes", "task__minutes")
    # What was served before the month is told by the index alone: years of service cost nothing here.
    served = Q(checked_out_at=None) | Q(checked_out_at__gte=midnight(first))
    rows = (
        Assignment.objects.active()
        .filter(
            served, volunteer_id__in=volunteers, task__starts_on__gte=first, task__starts_on__lt=following
        )
        .order_by()
        .values_list("volunteer_id")
        .annotate(committed=Sum(spent), planned=Sum(spent, filter=ranking_rules().planned(today)))
    )
    return {pk: Load(taken, planned or 0) for pk, taken, planned in rows}


def busy(volunteers: Collection[int], starts_at: datetime, ends_at: datetime) -> set[int]:
    """Those who said yes to a service at fixed hours that touches these. One query."""
    rows = Assignment.objects.filter(
        volunteer_id__in=volunteers,
        state__in=SAID_YES,
        task__starts_at__lt=ends_at,
        task__ends_at__gt=starts_at,
    )
    return set(rows.values_list("volunteer_id", flat=True))


def dialects_of(people: Collection[int]) -> dict[int, frozenset[int]]:
    """Dialects that people said they speak; who said nothing is missing. One query."""
    rows = Person.dialects.through.objects.filter(person_id__in=people)
    return sets_of(rows.values_list("person_id", "dialect_id"))


def assumed_dialects(names: Collection[str]) -> frozenset[int]:
    """Keys of the dialects that everybody is taken to speak. One query, none without names."""
    if not names:
        return frozenset()
    return frozenset(
        Dialect.objects.filter(Q(code__in=names) | Q(name__in=names)).values_list("pk", flat=True)
    )


def asked_skills(tasks: Collection[int]) -> dict[int, frozenset[int]]:
    """Skills that tasks ask for. One query."""
    rows = Task.required_skills.through.objects.filter(task_id__in=tasks)
    return sets_of(rows.values_list("task_id", "skill_id"))


def task_requirements(task: int) -> tuple[frozenset[int], dict[int, str]]:
    """Skills and dialects (with their names) that one task asks for. One query, where `asked_*` ask one each."""
    rows = Task.objects.filter(pk=task).order_by("dialects__code")
    skills: set[int] = set()
    dialects: dict[int, str] = {}
    for skill, dialect, name in rows.values_list("required_skills", "dialects", "dialects__name"):
        if skill is not None:
            skills.add(skill)
        if dialect is not None:
            dialects[dialect] = name
    return frozenset(skills), dialects


def asked_dialects(tasks: Collection[int]) -> dict[int, dict[int, str]]:
    """Dialects, with their names, that those served speak. One query."""
    rows = Task.dialects.through.objects.filter(task_id__in=tasks).order_by("dialect__code")
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for task, dialect, name in rows.values_list("task_id", "dialect_id", "dialect__name"):
        found[task][dialect] = name
    return found
