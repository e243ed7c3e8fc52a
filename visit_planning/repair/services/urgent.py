"""Visits that must be made within days: one offer with much time would not do, so people are asked in turn."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from elderly_visits.visits.errors import VisitError
from policies.selectors import PolicyBook
from visit_planning.repair.models import Repair
from visit_planning.stand_ins.answer_time import end_of
from visit_planning.stand_ins.enums import SearchState
from visit_planning.stand_ins.policy import BY_ITSELF_HOURS
from visit_planning.stand_ins.services.searching import start_search
from volunteers.tasks.enums import TaskState


def ask_in_turn(repair: Repair, book: PolicyBook) -> dict[int, str]:
    """Start a search for each of the repair's visits that ends within policy's hours.

    Returns visit → why nobody is left, '' while people are asked. Those that somebody holds, and those that are over,
    are left to the repair.
    """
    now = timezone.now()
    hours = book.value(BY_ITSELF_HOURS, repair.region_id)
    rows = repair.visits.filter(
        visit__task__state=TaskState.OPEN,
        visit__task__ends_on__gte=timezone.localdate(now),
        visit__task__ends_on__lte=timezone.localdate(now) + timedelta(hours=hours),
    )
    searched: dict[int, str] = {}
    for row in rows.select_related("visit__task", "visit__elder").order_by("visit_id"):
        if row.visit_id in searched or end_of(row.visit.task.ends_on) - now > timedelta(hours=hours):
            continue
        try:
            search = start_search(visit=row.visit)
        except VisitError:
            continue
        searched[row.visit_id] = search.reason if search.state == SearchState.EXHAUSTED else ""
    return searched
