"""Whom a visit serves, for the search of the best volunteer or task (volunteers.now): keys and numbers only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from common.months import add_months
from elderly_visits.register.enums import RiskTier
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from matching.problem import GENERAL, HIGH, KEY
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import Beneficiary, Familiarity
from volunteers.tasks.enums import ACTIVE_STATES, KEPT_STATES, AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

_TIERS = {RiskTier.HIGH: HIGH, RiskTier.KEY: KEY, RiskTier.GENERAL: GENERAL}
_MADE = (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED)


def familiarity(task: Task) -> Familiarity:
    """One query. `known`: who came, or said yes to coming, in the month before; `times`: visits ever made."""
    held = "elder__visits__task__assignments"
    rows = Visit.objects.filter(task=task).order_by()
    known: set[int] = set()
    times: Counter[int] = Counter()
    key, barred = task.pk, set()
    for elder, person, month, when, volunteer, state in rows.values_list(
        "elder_id",
        "elder__person_id",
        "month",
        "elder__visits__month",
        f"{held}__volunteer_id",
        f"{held}__state",
    ):
        key, barred = elder, {person}
        if state in KEPT_STATES and when == add_months(month, -1):
            known.add(volunteer)
        times[volunteer] += state in _MADE
    made = {pk: count for pk, count in times.items() if count}
    return Familiarity(key=key, known=known, times=made, barred=barred)


def beneficiaries(volunteer: Volunteer, task_ids: Collection[int]) -> Mapping[int, Beneficiary]:
    """Four queries, however many tasks."""
    visits = list(
        Visit.objects.filter(task_id__in=task_ids).values_list(
            "task_id", "elder_id", "elder__person_id", "tier", "month"
        )
    )
    elders = {elder for _task, elder, *_rest in visits}
    months = {month for *_rest, month in visits}
    cared_for = _cared_for(elders, months)
    before: Counter[int] = Counter()
    known: set[tuple[int, date]] = set()
    rows = Assignment.objects.filter(
        volunteer=volunteer, task__visit__elder__in=elders, state__in=KEPT_STATES
    )
    for elder, state, month in rows.values_list("task__visit__elder_id", "state", "task__visit__month"):
        known.add((elder, month))
        before[elder] += state in _MADE
    return {
        task: Beneficiary(
            key=elder,
            tier=_TIERS[RiskTier(tier)],
            waiting=(elder, month) not in cared_for,
            known=(elder, add_months(month, -1)) in known,
            times=before[elder],
            barred=person == volunteer.person_id,
        )
        for task, elder, person, tier, month in visits
    }


def _cared_for(elders: Collection[int], months: Collection[date]) -> set[tuple[int, date]]:
    """(elder, month) in which the elder has been met, or somebody has been asked or is going to come."""
    met = VisitReport.objects.counting().filter(visit__elder__in=elders, visit__month__in=months)
    coming = Visit.objects.filter(elder__in=elders, month__in=months, task__state=TaskState.OPEN).filter(
        task__assignments__state__in=ACTIVE_STATES
    )
    return {
        *met.values_list("visit__elder_id", "visit__month"),
        *coming.values_list("elder_id", "month"),
    }
