"""What a plan comes to: the figures that `plan_visits` prints (formats.md)."""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import numpy as np
from django.db.models import QuerySet

from common.bulk import columns
from common.months import add_months
from elderly_visits.visits.models.visit import Visit
from regions.codes import in_subtree
from regions.models import Region
from visit_planning.plan.services.situation import Floats, Ints
from visit_planning.reasons import NOT_TRIED, WINDOW_PASSED
from volunteers.tasks.enums import KEPT_STATES, TaskState
from volunteers.tasks.models.assignment import Assignment

PHASES = ("load", "candidates", "solve", "store")
# What the command prints, in this order.
PRINTED = (
    "month", "elders", "visits", "pairs", "matched", "unmatched", "reasons", "travel_km", "mean_m", "continuity",
    "optimal", "gap", "seconds", "peak_mb", "objective", "bound", "uncovered", "offers", "kept", "moved", "engine",
)  # fmt: skip
# What a solution says about itself and did, and what stands for it where nothing had to be solved.
OF_THE_SOLUTION: dict[str, Any] = {
    "pairs": 0, "optimal": True, "gap": 0.0, "objective": None, "bound": None, "uncovered": 0, "rounds": 0,
    "engine": {}, "offers": 0, "kept": 0, "moved": 0, "spread": None,
}  # fmt: skip


class Stopwatch:
    """Seconds spent in each phase of a run."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._spent: dict[str, float] = dict.fromkeys(PHASES, 0.0)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._spent[name] += time.perf_counter() - began

    def move(self, source: str, target: str, seconds: float) -> None:
        """Book seconds of one phase under another."""
        self._spent[source] -= seconds
        self._spent[target] += seconds

    def seconds(self) -> dict[str, float]:
        """Seconds by phase and in total, to the hundredth."""
        total = time.perf_counter() - self._started
        return {name: round(max(0.0, spent), 2) for name, spent in self._spent.items()} | {
            "total": round(total, 2)
        }

    def spent(self) -> dict[str, Any]:
        """What the run took, as figures."""
        return {"seconds": self.seconds(), "peak_mb": peak_mb()}


def peak_mb() -> float:
    """The most memory this process has held so far, in MiB."""
    # Kilobytes on Linux, bytes on macOS.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def figures_of(*, region: Region, month: date) -> dict[str, Any]:
    """The month as it stands in the database: visits planned in a region, who makes them, how far they walk.

    A visit is matched when as many volunteers hold it as it needs, or when it has been made. Distances are one way.
    `continuity` is the share of assignments that fall to somebody who visited the same elder the month before.
    """
    rows = (
        Visit.objects.filter(in_subtree("elder__region", region.pk), month=month, ordinal__gt=0)
        .exclude(task__state=TaskState.CANCELLED)
        .order_by()
    )
    tasks, elders, states, persons, why = columns(
        rows, "task_id", "elder_id", "task__state", "task__persons_needed", "task__unmatched_reason"
    )
    task, elder = np.array(tasks, dtype=np.int64), np.array(elders, dtype=np.int64)
    held, volunteer, metres = _held(rows)
    order = np.argsort(task)
    visit = order[np.searchsorted(task, held, sorter=order)]
    done = np.array([state == TaskState.DONE for state in states], dtype=np.bool_)
    holders = np.bincount(visit, minlength=len(task))
    matched = done | (holders >= np.array(persons, dtype=np.int64))
    reasons = Counter(
        WINDOW_PASSED if states[at] == TaskState.LAPSED else why[at] or NOT_TRIED
        for at in np.flatnonzero(~matched).tolist()
    )
    ways = metres[~np.isnan(metres)]
    familiar = np.isin(_pair(elder[visit], volunteer), _met_before(region.pk, month))
    return {
        "month": f"{month:%Y-%m}",
        "elders": len(set(elders)),
        "visits": len(tasks),
        "matched": int(matched.sum()),
        "unmatched": int((~matched).sum()),
        "reasons": dict(sorted(reasons.items())),
        "travel_km": round(float(ways.sum()) / 1000, 1),
        "mean_m": round(float(ways.mean()), 1) if len(ways) else 0.0,
        "continuity": round(float(familiar.mean()), 4) if len(familiar) else 0.0,
    }


def _held(visits: QuerySet[Visit]) -> tuple[Ints, Ints, Floats]:
    """Task, volunteer and metres (NaN where nobody knows) of the active assignments on visits."""
    rows = Assignment.objects.active().filter(task__in=visits.values("task"))
    task, volunteer, metres = columns(rows.order_by(), "task_id", "volunteer_id", "distance_m")
    return (
        np.array(task, dtype=np.int64),
        np.array(volunteer, dtype=np.int64),
        np.array(metres, dtype=np.float64),
    )


def _met_before(code: str, month: date) -> Ints:
    """Each elder with each volunteer who visited, or said yes to visiting, in the month before."""
    rows = Visit.objects.filter(in_subtree("elder__region", code), month=add_months(month, -1)).filter(
        task__assignments__state__in=KEPT_STATES
    )
    elder, volunteer = columns(rows.order_by(), "elder_id", "task__assignments__volunteer_id")
    return _pair(np.array(elder, dtype=np.int64), np.array(volunteer, dtype=np.int64))


def _pair(elder: Ints, volunteer: Ints) -> Ints:
    """One number for an elder and a volunteer: primary keys stay far below 2³¹."""
    return np.asarray((elder << 32) | volunteer)
