"""The sub-problem: a few visits, everybody who lives within reach of them, and what is left of their month.

The same shapes as for a whole month (planning.situation, planning.standing), read for given tasks with a number of
queries that does not depend on how many there are. What the volunteers hold elsewhere has been taken from their time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.months import add_months, last_day
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from policies.selectors import PolicyBook
from visit_planning.neighbourhood.asked import Asked
from visit_planning.neighbourhood.columns import (
    VISIT_FIELDS,
    Days,
    Ints,
    insurance_of,
    ints,
    pairs_of,
    visits_of,
    volunteers_of,
)
from visit_planning.plan.services import standing as standings
from visit_planning.plan.services.situation import Situation, Volunteers
from volunteers.tasks.enums import ACTIVE_STATES, KEPT_STATES, AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment


@dataclass(frozen=True)
class Gathered:
    """A situation of its own, with each visit's days and region and each volunteer's region (by row)."""

    situation: Situation
    held: standings.Held
    days: list[Days]
    visit_region: list[str]
    volunteer_region: list[str]


def gather(
    *, tasks: Collection[int], month: date, now: datetime, book: PolicyBook, without: Collection[int] = ()
) -> Gathered:
    """Read the situation of the visits with these tasks, as far as they can still be made.

    Assignments whose keys are in `without` count as given up.
    """
    today = timezone.localdate(now)
    rows = list(
        Visit.objects.filter(task__in=tasks, ordinal__gt=0, month=month)
        .filter(task__state=TaskState.OPEN, task__ends_on__gte=today)
        .order_by("task_id")
        .values_list(*VISIT_FIELDS)
    )
    keys = [row[0] for row in rows]
    asked = Asked.of(keys)
    insurance = insurance_of(rows)
    visits, days, regions = visits_of(rows, month, today, asked, insurance)
    held = standings.held_of(
        Assignment.objects.filter(task__in=keys)
        .exclude(state=AssignmentState.CANCELLED)
        .exclude(pk__in=without)
        .order_by("task_id", "pk"),
        now=now,
        book=book,
    )
    there = set(held.volunteer_id.tolist())
    volunteers, caps, places = volunteers_of(visits, month, book, asked, there, insurance)
    elders = sorted(set(visits.elder_id.tolist()))
    situation = Situation(
        visits,
        volunteers,
        caps - _minutes_elsewhere(keys, month, volunteers, without),
        _previous(elders, month, volunteers),
        _covered(elders, keys, month),
        insurance.mask,
    )
    return Gathered(situation, held, days, regions, places)


def _minutes_elsewhere(
    tasks: Collection[int], month: date, volunteers: Volunteers, without: Collection[int]
) -> Ints:
    """Minutes of each volunteer's month that tasks outside the sub-problem take: served ones as served."""
    taken = ints([0] * len(volunteers))
    rows = (
        Assignment.objects.active()
        .filter(
            volunteer__in=volunteers.pk.tolist(),
            task__starts_on__gte=month,
            task__starts_on__lte=last_day(month),
        )
        .exclude(task__in=tasks)
        .exclude(pk__in=without)
        .order_by()
        .values_list("volunteer_id")
        .annotate(total=Sum(Coalesce("minutes", "task__minutes")))
    )
    found = list(rows)
    taken[volunteers.rows_of(ints([key for key, _minutes in found]))] = [minutes for _key, minutes in found]
    return taken


def _previous(elders: Collection[int], month: date, volunteers: Volunteers) -> Ints:
    """(elder, row of the volunteer) for who visited, or said yes to visiting, in the month before."""
    rows = (
        Assignment.objects.filter(task__visit__elder__in=elders, task__visit__month=add_months(month, -1))
        .filter(state__in=KEPT_STATES)
        .order_by()
        .values_list("task__visit__elder_id", "volunteer_id")
        .distinct()
    )
    met = list(rows)
    row_of = volunteers.rows_of(ints([key for _elder, key in met])).tolist()
    return pairs_of((elder, row) for (elder, _key), row in zip(met, row_of, strict=True) if row >= 0)


def _covered(elders: Collection[int], tasks: Collection[int], month: date) -> Ints:
    """Elders who have been met this month, or will be: somebody holds another visit to them."""
    counting = VisitReport.objects.counting().filter(visit=OuterRef("pk"))
    held = Assignment.objects.filter(task=OuterRef("task"), state__in=ACTIVE_STATES)
    rows = (
        Visit.objects.filter(elder__in=elders, month=month)
        .filter(Q(Exists(counting)) | (Q(task__state=TaskState.OPEN) & Q(Exists(held))))
        .exclude(task__in=tasks)
        .order_by("elder_id")
        .values_list("elder_id", flat=True)
        .distinct()
    )
    return ints(list(rows))
