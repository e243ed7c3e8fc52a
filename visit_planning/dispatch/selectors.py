"""The dispatch board: a month's visits by how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from elderly_visits.visits.models.visit import TIER_ORDER, Visit
from people.actors import AnyUser
from regions.codes import in_subtree
from visit_planning.stand_ins.models import StandIn, StandInSearch
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from workbench.roles import STAFF_ROLES
from workbench.scopes import in_scope


class Tab(models.TextChoices):
    """Where a visit stands, in the order in which somebody has to see to it."""

    OPEN = "open", _("Without a volunteer")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DONE = "done", _("Done")


@dataclass(frozen=True)
class Filters:
    """What the board shows: a month, a region's code ('' for all of the worker's), a tab, a tier and a reason."""

    month: date
    region: str = ""
    tab: Tab = Tab.OPEN
    tier: str = ""
    reason: str = ""


def _placed(user: AnyUser, filters: Filters) -> QuerySet[Visit]:
    """The month's visits in the user's regions, with `placed` (how many volunteers) and `asked` (any unanswered)."""
    active = (
        Assignment.objects.filter(task=OuterRef("task"), state__in=ACTIVE_STATES).order_by().values("task")
    )
    visits = (
        Visit.objects.filter(in_scope(user, "elder__region_id", STAFF_ROLES), month=filters.month)
        .exclude(task__state=TaskState.CANCELLED)
        .annotate(
            placed=Coalesce(Subquery(active.annotate(count=Count("pk")).values("count")), 0),
            asked=Exists(Assignment.objects.filter(task=OuterRef("task"), state=AssignmentState.OFFERED)),
        )
    )
    if filters.region:
        visits = visits.filter(in_subtree("elder__region", filters.region))
    return visits.filter(tier=filters.tier) if filters.tier else visits


_ENOUGH = Q(placed__gte=F("task__persons_needed"))
_PENDING = Q(task__state__in=(TaskState.OPEN, TaskState.LAPSED))
_TABS = {
    Tab.OPEN: _PENDING & ~_ENOUGH,
    Tab.OFFERED: _PENDING & _ENOUGH & Q(asked=True),
    Tab.ACCEPTED: _PENDING & _ENOUGH & Q(asked=False),
    Tab.DONE: Q(task__state=TaskState.DONE),
}


def board(user: AnyUser, filters: Filters) -> QuerySet[Visit]:
    """The visits of one tab: the most urgent first. `visit.task.board` lists the active assignments."""
    on_task = Assignment.objects.active().select_related("volunteer__person").order_by("pk")
    visits = _placed(user, filters).filter(_TABS[filters.tab])
    if filters.reason and filters.tab == Tab.OPEN:
        visits = visits.filter(task__unmatched_reason=filters.reason)
    return (
        visits.select_related("elder__person", "elder__region__parent__parent", "task")
        .defer("elder__address", "elder__door", "elder__door_code", "elder__person__id_number")
        .prefetch_related(Prefetch("task__assignments", on_task, to_attr="board"))
        .order_by("task__ends_on", TIER_ORDER, "elder__region_id", "pk")
    )


def without_volunteer(user: AnyUser, filters: Filters) -> QuerySet[Visit]:
    """The visits of the first tab, in no order."""
    return _placed(user, filters).filter(_TABS[Tab.OPEN]).order_by()


def tab_counts(user: AnyUser, filters: Filters) -> dict[str, int]:
    """How many visits each tab holds, in one query."""
    counts = {tab.value: Count("pk", filter=condition) for tab, condition in _TABS.items()}
    return _placed(user, filters).aggregate(**counts)


def reason_counts(user: AnyUser, filters: Filters) -> list[tuple[str, int]]:
    """The reasons why visits have nobody, with how many each; the most frequent first."""
    rows = (
        _placed(user, filters)
        .filter(_TABS[Tab.OPEN])
        .exclude(task__unmatched_reason="")
        .order_by()
        .values_list("task__unmatched_reason")
        .annotate(count=Count("pk"))
    )
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def searches_of(visit: Visit) -> list[StandInSearch]:
    """The searches for somebody who stands in, the latest first, each with its list."""
    row = StandIn.objects.select_related("volunteer__person", "assignment").order_by("rank")
    return list(visit.searches.prefetch_related(Prefetch("stand_ins", row)).order_by("-started_at", "-pk"))
