"""Whose unanswered offers may move when nobody who could come has time: a few, near the visit, cheapest first.

An accepted visit never moves, nor one that a worker gave to somebody. An offer that nobody has answered promised
nothing; still it costs `Weights.stability_m` to move it, and no more elders are touched than policy allows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

import numpy as np
from django.db.models import Q
from django.utils import timezone

from matching.reasons import Reason
from visit_planning.plan.services.situation import Situation, ints
from visit_planning.plan.services.standing import distances
from volunteers.tasks.enums import AssignmentState, Origin, TaskState
from volunteers.tasks.models.assignment import Assignment

# Reasons of which somebody else's offer may be the cause.
OF_TIME = (Reason.CAPACITY_EXHAUSTED, Reason.OUTWEIGHED, Reason.NEEDS_PAIR_ONE_FOUND)


def movable_offers(
    situation: Situation, tasks: Collection[int], *, month: date, now: datetime, most: int, spared: int | None
) -> list[tuple[int, int]]:
    """(assignment, task) of at most `most` elders' unanswered offers near the visits with these tasks.

    Those of volunteers who live within reach of one of the visits, the nearest to it first. One query.
    """
    rows = situation.visits.rows_of(ints(list(tasks))).tolist()
    if not rows or not most:
        return []
    within = _within_reach(situation, rows)
    if spared is not None:
        within.pop(spared, None)
    if not within:
        return []
    others = (
        Assignment.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            volunteer__in=list(within),
            state=AssignmentState.OFFERED,
            origin=Origin.MATCHED,
            task__state=TaskState.OPEN,
            task__ends_on__gte=timezone.localdate(now),
            task__visit__month=month,
            task__visit__ordinal__gt=0,
        )
        .exclude(task__in=situation.visits.task_id.tolist())
        .values_list("pk", "task_id", "volunteer_id", "task__visit__elder_id")
    )
    found: list[tuple[int, int]] = []
    elders: set[int] = set()
    for key, task, _volunteer, elder in sorted(others, key=lambda row: (within[row[2]], row[0])):
        if elder not in elders and len(elders) >= most:
            continue
        elders.add(elder)
        found.append((key, task))
    return found


def _within_reach(situation: Situation, rows: Sequence[int]) -> dict[int, float]:
    """Key of each volunteer within reach of one of the visits → metres to the nearest of them."""
    count = len(situation.volunteers)
    best = np.full(count, np.inf)
    for row in rows:
        metres = distances(situation, np.full(count, row, dtype=np.int64), np.arange(count, dtype=np.int64))
        best = np.fmin(best, metres)
    near = np.flatnonzero((best <= situation.volunteers.columns["reach_m"]) & situation.volunteers.usable)
    return {int(situation.volunteers.pk[row]): float(best[row]) for row in near.tolist()}
