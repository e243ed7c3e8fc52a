"""How far the visits of a month have come: one definition for dashboard, dispatch board, gaps and whoever else counts.

A visit belongs to the region in which its elder lives today, is called off or counted, and stands in one place only: a
visit for two that has one volunteer is still without one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr
from django.utils.translation import gettext_lazy as _

from common.months import first_day
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from regions.codes import in_subtree, level_of
from regions.enums import Level
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment


class Progress(models.TextChoices):
    """Where a visit stands, in the order in which somebody has to see to it."""

    OPEN = "open", _("Without a volunteer")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DONE = "done", _("Done")


_ENOUGH = Q(placed__gte=F("task__persons_needed"))
_PENDING = Q(task__state__in=(TaskState.OPEN, TaskState.LAPSED))
PROGRESS = {
    Progress.OPEN: _PENDING & ~_ENOUGH,
    Progress.OFFERED: _PENDING & _ENOUGH & Q(asked=True),
    Progress.ACCEPTED: _PENDING & _ENOUGH & Q(asked=False),
    Progress.DONE: Q(task__state=TaskState.DONE),
}


def month_visits(month: date, region_code: str = "") -> QuerySet[Any]:
    """The visits of a month that were not called off, planned or not, with `placed` (how many volunteers hold it) and
    `asked` (whether one of them has not answered)."""
    active = (
        Assignment.objects.filter(task=OuterRef("task"), state__in=ACTIVE_STATES).order_by().values("task")
    )
    visits = (
        Visit.objects.filter(month=first_day(month))
        .exclude(task__state=TaskState.CANCELLED)
        .annotate(
            placed=Coalesce(Subquery(active.annotate(count=Count("pk")).values("count")), 0),
            asked=Exists(Assignment.objects.filter(task=OuterRef("task"), state=AssignmentState.OFFERED)),
        )
    )
    if not region_code:
        return visits
    return visits.filter(in_subtree("elder__region", region_code), of_elders(region_code))


def of_elders(*codes: str) -> Q:
    """The visits of elders who live in one of these regions: found by the elders, except where they are everybody."""
    if not codes or any(level_of(code) == Level.CITY for code in codes):
        return Q()
    inside = Q()
    for code in codes:
        inside |= in_subtree("region", code)
    return Q(elder__in=Elder.objects.filter(inside).order_by().values("pk"))


def of_communities(codes: Collection[str]) -> Q:
    """The visits of elders who live in one of these communities, found by the elders."""
    return Q(elder__in=Elder.objects.filter(region__in=sorted(codes)).order_by().values("pk"))


def progress_counts(visits: QuerySet[Any]) -> dict[str, int]:
    """How many of the visits of `month_visits` stand where: one query. Together they are all of them."""
    return visits.order_by().aggregate(
        **{where.value: Count("pk", filter=condition) for where, condition in PROGRESS.items()}
    )


def progress_by_part(visits: QuerySet[Any], digits: int) -> dict[str, dict[str, int]]:
    """`progress_counts` by so many digits of the elder's region: one query."""
    rows = visits.order_by().annotate(part=Substr("elder__region_id", 1, digits)).values("part")
    counts = {where.value: Count("pk", filter=condition) for where, condition in PROGRESS.items()}
    return {row.pop("part"): row for row in rows.annotate(**counts)}
