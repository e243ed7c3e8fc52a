"""Carrying a repair out: one at a time for each month, once however often it is tried, and never lost."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from elderly_visits.visits.models.visit import Visit
from policies.selectors import book
from visit_planning.errors import PlanInProgress
from visit_planning.neighbourhood.matching import Decision, Matcher
from visit_planning.plan.services import lock
from visit_planning.repair.enums import RepairCause, RepairState
from visit_planning.repair.models import Repair, RepairedVisit
from visit_planning.repair.services.due import create_due_visits
from visit_planning.repair.services.messages import notify_worker_in_charge
from visit_planning.repair.services.requests import request_repair
from visit_planning.repair.services.urgent import ask_in_turn
from visit_planning.repair.services.writing import Stale, write
from volunteers.tasks.enums import AssignmentState, Origin, TaskState
from volunteers.tasks.models.assignment import Assignment

logger = logging.getLogger("shouwang.visits")

MAX_ATTEMPTS = 6
# How often a decision is made again when somebody answered meanwhile.
_TRIES = 4
# While a month is planned, a repair looks again so much later.
_QUEUE = timedelta(seconds=30)


def run_repair(*, pk: int, patience_s: float = 5.0) -> Repair | None:
    """Carry out a waiting repair; None when there was nothing to do, because it is done or not due yet.

    Waits `patience_s` seconds while the month is being planned or another repair is at work; after that it stays in
    the queue and the sweep takes it up. Killed at any moment, the next call goes on: all that it writes is one
    transaction. What fails several times is given up, with the error on record, and the nightly plan sees to it.
    """
    repair = _claim(pk)
    if repair is None:
        return None
    try:
        with _turn(repair.month, patience_s):
            _carry_out(repair)
    except PlanInProgress:
        Repair.objects.filter(pk=pk).update(attempts=repair.attempts - 1, not_before=timezone.now() + _QUEUE)
    except Exception as error:
        logger.exception("Repair %s failed", pk)
        given_up = repair.attempts >= MAX_ATTEMPTS
        Repair.objects.filter(pk=pk).update(
            error=f"{type(error).__name__}: {error}"[:300],
            state=RepairState.FAILED if given_up else RepairState.WAITING,
        )
    repair.refresh_from_db()
    return repair


@transaction.atomic
def _claim(pk: int) -> Repair | None:
    """Count the attempt before it begins, so that a killed one is tried again later, and another call leaves it be."""
    repair = (
        Repair.objects.select_for_update(of=("self",))
        .select_related("elder", "requested_by")
        .due()
        .filter(pk=pk)
        .first()
    )
    if repair is not None:
        repair.attempts += 1
        repair.not_before = timezone.now() + timedelta(minutes=2 ** min(repair.attempts, 8))
        repair.save(update_fields=["attempts", "not_before"])
    return repair


@contextmanager
def _turn(month: date, patience_s: float) -> Iterator[None]:
    """The month's lock, waited for. Raises PlanInProgress when it is not free in time."""
    deadline = time.monotonic() + patience_s
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(lock.planning(month))
                break
            except PlanInProgress:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(0.05)
        yield


def _carry_out(repair: Repair) -> None:
    rules = book()
    create_due_visits(repair, rules)
    searched = ask_in_turn(repair, rules)
    for tries_left in reversed(range(_TRIES)):
        began = timezone.now()
        rows = repair.visits.order_by("pk").exclude(visit__in=searched)
        tasks = list(rows.values_list("visit__task_id", flat=True))
        matcher = Matcher(repair.month, timezone.localdate(), began, rules, spared=repair.volunteer_id)
        decision: Decision = matcher.decide(tasks, repair.region_id)
        try:
            with transaction.atomic():
                write(repair, decision, began=began, book=rules, searched=searched)
                notify_worker_in_charge(repair)
        except Stale:
            if not tries_left:
                raise
        else:
            return


def sweep_repairs(*, limit: int = 100) -> int:
    """What lost nudges, killed runs and planned months left behind, and offers past their time; returns how many ran.

    Runs every minute, and as often at once as it likes.
    """
    ask_again_for_unanswered(limit=limit)
    keys = list(Repair.objects.due().order_by("not_before", "pk").values_list("pk", flat=True)[:limit])
    return sum(run_repair(pk=key, patience_s=0.5) is not None for key in keys)


def ask_again_for_unanswered(*, limit: int) -> int:
    """Ask for visits whose time-limited offer nobody answered to be matched again, once for each offer."""
    now = timezone.now()
    looked_at = RepairedVisit.objects.filter(repair__cause=RepairCause.NO_ANSWER).values("visit", "before")
    late = (
        Assignment.objects.filter(state=AssignmentState.OFFERED, origin=Origin.MATCHED, expires_at__lt=now)
        .filter(
            task__state=TaskState.OPEN, task__ends_on__gte=timezone.localdate(), task__visit__ordinal__gt=0
        )
        .order_by("pk")
        .values_list("task__visit", "volunteer_id")[:limit]
    )
    known = {(row["visit"], row["before"]) for row in looked_at.filter(visit__in=[key for key, _who in late])}
    wanted = [pair for pair in late if pair not in known]
    visits = Visit.objects.select_related("elder").in_bulk([key for key, _who in wanted])
    for key, volunteer in wanted:
        request_repair(cause=RepairCause.NO_ANSWER, visits=[(visits[key], volunteer)])
    return len(wanted)
