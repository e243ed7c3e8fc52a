"""The dispatch board: a month's visits by how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from common.months import first_day
from elderly_visits.visits.models.visit import TIER_ORDER, Visit
from elderly_visits.visits.selectors.kept import communities_with, current_progress
from elderly_visits.visits.selectors.progress import (
    PROGRESS,
    Progress,
    month_visits,
    of_communities,
    of_elders,
    progress_counts,
)
from people.actors import AnyUser
from visit_planning.stand_ins.models import StandIn, StandInSearch
from volunteers.tasks.enums import ACTIVE_STATES
from volunteers.tasks.models.assignment import Assignment
from workbench.roles import STAFF_ROLES
from workbench.scopes import in_scope, one_by_one, own_parts

Tab = Progress


@dataclass(frozen=True)
class Filters:
    """What the board shows: a month, a region's code ('' for all of the worker's), a tab, a tier and a reason."""

    month: date
    region: str = ""
    tab: Tab = Tab.OPEN
    tier: str = ""
    reason: str = ""


def _placed(user: AnyUser, filters: Filters) -> QuerySet[Visit]:
    """The month's visits in the user's regions, with `placed` and `asked` (elderly_visits' `month_visits`)."""
    visits = month_visits(filters.month, filters.region)
    return _seen(user, filters, visits.filter(of_elders(*own_parts(user, filters.region))))


def _seen(user: AnyUser, filters: Filters, visits: QuerySet[Visit]) -> QuerySet[Visit]:
    visits = visits.filter(in_scope(user, "elder__region_id", STAFF_ROLES))
    return visits.filter(tier=filters.tier) if filters.tier else visits


def _in_tab(user: AnyUser, filters: Filters, tab: Tab) -> QuerySet[Visit]:
    """Those of `_placed` that stand there, looked for only where there are any."""
    visits = _placed(user, filters).filter(PROGRESS[tab])
    communities: set[str] = set()
    for code in own_parts(user, filters.region):
        known = communities_with(tab, filters.month, code)
        if known is None:
            return visits
        communities |= known
    if not communities:
        return visits.none()
    # Looked up beforehand: PostgreSQL would count the volunteers of a whole month's visits first.
    there = Visit.objects.filter(of_communities(communities), month=first_day(filters.month))
    # The communities say where; named once more as a range, SQLite would begin with everybody in it.
    visits = month_visits(filters.month).filter(pk__among=list(there.values_list("pk", flat=True)))
    return _seen(user, filters, visits).filter(PROGRESS[tab])


def board(user: AnyUser, filters: Filters) -> QuerySet[Visit]:
    """The visits of one tab: the most urgent first. `visit.task.board` lists the active assignments."""
    visits = _in_tab(user, filters, filters.tab)
    if filters.reason and filters.tab == Tab.OPEN:
        visits = visits.filter(task__unmatched_reason=filters.reason)
    return board_rows(visits)


def board_rows(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """With what a line of the board shows."""
    # Found by their tasks, not by their state, which nearly all of them share.
    active = one_by_one(Q(state__in=ACTIVE_STATES))
    on_task = Assignment.objects.filter(active).select_related("volunteer__person").order_by("pk")
    return (
        visits.select_related("elder__person", "elder__region__parent__parent", "task")
        .defer("elder__address", "elder__door", "elder__door_code", "elder__person__id_number")
        .prefetch_related(Prefetch("task__assignments", on_task, to_attr="board"))
        .order_by("task__ends_on", TIER_ORDER, "elder__region_id", "pk")
    )


def without_volunteer(user: AnyUser, filters: Filters) -> QuerySet[Visit]:
    """The visits of the first tab, in no order."""
    return _in_tab(user, filters, Tab.OPEN).order_by()


def tab_counts(user: AnyUser, filters: Filters) -> dict[str, int]:
    """How many visits each tab holds."""
    if filters.tier:
        return progress_counts(_placed(user, filters))
    found = dict.fromkeys(Tab.values, 0)
    for code in own_parts(user, filters.region):
        for counts in current_progress(filters.month, code, 4).values():
            found = {tab: number + counts[tab] for tab, number in found.items()}
    return found


def reason_counts(user: AnyUser, filters: Filters) -> list[tuple[str, int]]:
    """The reasons why visits have nobody, with how many each; the most frequent first."""
    rows = (
        without_volunteer(user, filters)
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
