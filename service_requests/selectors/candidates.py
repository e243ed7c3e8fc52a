"""Who could serve: the volunteers nearby, put before the same engine that plans the visits."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.models import Mandate
from regions.models import nearest
from service_requests.models import ServiceRequest
from volunteers.eligibility import Refusal, month_of, refusals
from volunteers.enums import ALL_SLOTS, AssignmentState
from volunteers.matching import Problem, Weights, solve
from volunteers.models import Assignment, Task, Volunteer
from volunteers.slots import slot_bit

# How far it looks, whatever volunteers said about their reach, and how many it puts before the engine.
SEARCH_M = 15_000.0
LOOKED_AT = 60
_SERVED = (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED)
# Who was asked for this task once is not asked again by itself.
_ASKED = (
    AssignmentState.DECLINED,
    AssignmentState.WITHDRAWN,
    AssignmentState.NO_SHOW,
    AssignmentState.REPLACED,
)
_SEXES = {"M": 1, "F": 2}


@dataclass(frozen=True)
class Best:
    """The volunteer to ask; None with the engine's `reason` (volunteers.matching.Reason) when there is none."""

    volunteer: Volunteer | None = None
    distance_m: float | None = None
    again: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Candidate:
    """A volunteer as a worker sees them before asking. `obstacles`: why the rules speak against it, in words."""

    volunteer: Volunteer
    distance_m: float | None
    times_before: int
    obstacles: list[str]


def best(task: Task, *, without: Collection[int] = ()) -> Best:
    """The best eligible volunteer for an open request: near, free, of the sex asked for, a familiar face before others.

    `without` are keys of volunteers who turned out not to be eligible. A handful of queries, however many live nearby.
    """
    request = ServiceRequest.objects.select_related("beneficiary", "reservation__debit_account").get(
        task=task
    )
    if task.point is None:
        return Best(reason="no_location")
    found = nearest(
        _pool(task, request), *task.point, LOOKED_AT, start_radius_m=SEARCH_M / 5, max_radius_m=SEARCH_M
    )
    found = [volunteer for volunteer in found if volunteer.pk not in without]
    familiar = _times_before(request, found)
    plan = solve(_problem(task, found, familiar), Weights())
    if not len(plan.assignments):
        return Best(reason=str(plan.unmatched.reason[0]))
    chosen = found[int(plan.assignments.volunteer[0])]
    return Best(chosen, chosen.distance_m, again=chosen.pk in familiar)


def _pool(task: Task, request: ServiceRequest) -> Any:
    """Approved volunteers who visit elders and may serve this one, with `minutes_taken` of the month."""
    asked = Assignment.objects.filter(task=task, state__in=_ASKED).values("volunteer")
    agents = Mandate.objects.in_force().filter(principal=request.beneficiary_id).values("agent")
    first, following = month_of(task.starts_on)
    taken = (
        Assignment.objects.active()
        .filter(volunteer=OuterRef("pk"), task__starts_on__gte=first, task__starts_on__lt=following)
        .order_by()
        .values("volunteer")
        .annotate(total=Sum(Coalesce("minutes", "task__minutes")))
        .values("total")
    )
    return (
        Volunteer.objects.approved()
        .filter(visits_elders=True)
        .exclude(pk__in=asked)
        .exclude(person__in=agents)
        .exclude(person__in=[request.beneficiary_id, request.reservation.debit_account.person_id])
        # A login that is nobody's is no reason to leave out those without one.
        .exclude(Q(person__user__isnull=False) & Q(person__user=request.asked_by_id))
        .select_related("person", "region")
        .defer("person__id_number")
        .annotate(minutes_taken=Coalesce(Subquery(taken), 0))
    )


def _times_before(request: ServiceRequest, found: Collection[Volunteer]) -> dict[int, int]:
    """How often each has served this person."""
    rows = (
        Assignment.objects.filter(
            volunteer__in=[volunteer.pk for volunteer in found],
            task__service_request__beneficiary=request.beneficiary_id,
            state__in=_SERVED,
        )
        .order_by()
        .values_list("volunteer_id")
        .annotate(Count("pk"))
    )
    return dict(rows)


def _problem(task: Task, found: list[Volunteer], familiar: Collection[int]) -> Problem:
    """One visit and the volunteers around it, as the engine takes them."""
    day = max(task.starts_on, timezone.localdate())
    return Problem.build(
        visit_lat=np.array([math.nan if task.lat is None else task.lat]),
        visit_lon=np.array([math.nan if task.lon is None else task.lon]),
        visit_minutes=np.array([task.minutes]),
        visit_slots=np.array([task.slots & _slots_ahead(task)]),
        visit_gender=np.array([_SEXES.get(task.prefers_sex, 0)]),
        visit_adult_only=np.array([task.adult_only]),
        lat=np.array([one.lat for one in found], dtype=float),
        lon=np.array([one.lon for one in found], dtype=float),
        reach_m=np.array([one.max_distance_m for one in found], dtype=float),
        cap_minutes=np.array(
            [one.monthly_cap_minutes - one.minutes_taken for one in found],  # type: ignore[attr-defined]  # annotated
            dtype=np.int64,
        ),
        slots=np.array([one.availability for one in found], dtype=np.uint32),
        gender=np.array([_SEXES.get(one.person.sex, 0) for one in found], dtype=np.int64),
        adult=np.array([one.is_adult_on(day) for one in found], dtype=bool),
        previous=np.array(
            [(0, row) for row, one in enumerate(found) if one.pk in familiar], dtype=np.int64
        ).reshape(-1, 2),
    )


def _slots_ahead(task: Task) -> int:
    """The weekly slots that still come in the task's days."""
    first = max(task.starts_on, timezone.localdate())
    days = (task.ends_on - first).days + 1
    if days >= 7:
        return ALL_SLOTS
    mask = 0
    for offset in range(max(0, days)):
        for part in range(3):
            mask |= slot_bit((first + timedelta(days=offset)).weekday(), part)
    return mask


def candidates(request: ServiceRequest, *, limit: int = 8) -> list[Candidate]:
    """Whom a worker may ask, nearest first: those the rules allow before the others. Rules are checked one by one."""
    task = request.task
    if task is None or task.point is None:
        return []
    found = nearest(
        _pool(task, request), *task.point, limit, start_radius_m=SEARCH_M / 5, max_radius_m=SEARCH_M
    )
    before = _times_before(request, found)
    # Whoever holds the place now would be replaced.
    ignored = (Refusal.FULL, Refusal.ALREADY, Refusal.CAP)
    rows = [
        Candidate(
            volunteer,
            volunteer.distance_m,
            before.get(volunteer.pk, 0),
            [str(reason.label) for reason in refusals(task, volunteer) if reason not in ignored],
        )
        for volunteer in found
    ]
    return sorted(rows, key=lambda row: (bool(row.obstacles), row.distance_m or SEARCH_M, row.volunteer.pk))
