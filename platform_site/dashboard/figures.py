"""What the dashboard shows, read once per page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from elderly_visits.concerns.selectors.concerns import counts
from elderly_visits.visits.selectors.rate import (
    Rate,
    RegionRate,
    monthly_visit_rate,
    rate_by_month,
    rates_below,
)
from people.logins.models import User
from regions.codes import in_subtree
from regions.models import Region
from visit_planning.plan.models.plan import VisitPlan
from volunteers.registration.selectors import teams_to_review, volunteers_to_review
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.selectors.queue import to_verify
from workbench.regions import regions_above


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody today."""

    emergencies: int
    overdue: int
    due_today: int
    open_concerns: int
    to_verify: int
    to_review: int


@dataclass(frozen=True)
class Board:
    """The dashboard of one region and month."""

    region: Region
    month: date
    rate: Rate
    below: list[RegionRate]
    trend: list[tuple[date, Rate]]
    waiting: Waiting
    visits: dict[str, int]
    plan: VisitPlan | None
    path: list[Region] = field(default_factory=list)


def waiting(user: User) -> Waiting:
    """Counts of the user's own regions: concerns in one query, the queues in three."""
    reviews = volunteers_to_review(user).count() + teams_to_review(user).count()
    return Waiting(**counts(user)._asdict(), to_verify=to_verify(user).count(), to_review=reviews)


def visits_of(month: date, code: str) -> dict[str, int]:
    """The month's planned visits by how far they have come."""
    busy = Assignment.objects.filter(task__visit__month=month, task__kind=TaskKind.VISIT).filter(
        in_subtree("task__region_id", code)
    )
    states = dict(busy.order_by().values_list("state").annotate(count=Count("task", distinct=True)))
    tasks = Task.objects.filter(visit__month=month).filter(in_subtree("region_id", code))
    active = Q(assignments__state__in=("offered", "accepted", "checked_in", "checked_out", "verified"))
    totals = tasks.aggregate(
        planned=Count("pk", filter=~Q(state=TaskState.CANCELLED), distinct=True),
        matched=Count("pk", filter=Q(state=TaskState.OPEN) & active, distinct=True),
        open=Count("pk", filter=Q(state=TaskState.OPEN), distinct=True),
    )
    return {
        "planned": totals["planned"],
        "without": totals["open"] - totals["matched"],
        "offered": states.get(AssignmentState.OFFERED, 0),
        "accepted": states.get(AssignmentState.ACCEPTED, 0) + states.get(AssignmentState.CHECKED_IN, 0),
        "to_verify": states.get(AssignmentState.CHECKED_OUT, 0),
        "verified": states.get(AssignmentState.VERIFIED, 0),
    }


def board(user: User, region: Region, month: date) -> Board:
    """Everything the page shows."""
    around = regions_above(user, region)
    return Board(
        region=region,
        month=month,
        rate=monthly_visit_rate(month, region.code),
        below=rates_below(month, region.code),
        trend=rate_by_month(month, region.code),
        waiting=waiting(user),
        visits=visits_of(month, region.code),
        plan=VisitPlan.objects.visible_to(user)
        .filter(month=month, region__in=[*around, region])
        .published()
        .first(),
        path=around,
    )
