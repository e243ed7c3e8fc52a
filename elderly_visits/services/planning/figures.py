"""What a plan comes to: the figures that `plan_visits` prints (formats.md)."""

from __future__ import annotations

import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from elderly_visits.models import Visit
from elderly_visits.reasons import NOT_TRIED, WINDOW_PASSED
from elderly_visits.windows import add_months
from regions.codes import in_subtree
from regions.models import Region
from volunteers.enums import ACTIVE_STATES, KEPT_STATES, TaskState
from volunteers.models import Assignment

CHUNK = 5000
PHASES = ("load", "candidates", "solve", "store")
# What the command prints, in this order.
PRINTED = (
    "month", "elders", "visits", "pairs", "matched", "unmatched", "reasons", "travel_km", "mean_m", "continuity",
    "optimal", "gap", "seconds", "peak_mb",
)  # fmt: skip


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


def peak_mb() -> float:
    """The most memory this process has held so far, in MiB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def figures_of(*, region: Region, month: date) -> dict[str, Any]:
    """The month as it stands in the database: visits planned in a region, who makes them, how far they walk.

    A visit is matched when as many volunteers hold it as it needs, or when it has been made. Distances are one way.
    `continuity` is the share of assignments that fall to somebody who visited the same elder the month before.
    """
    held = _held(region.pk, month)
    known = _met_before(region.pk, month)
    elders: set[int] = set()
    reasons: Counter[str] = Counter()
    visits = matched = assigned = familiar = 0
    metres: list[int] = []
    for task, elder, state, persons, reason in _visits(region.pk, month):
        visits += 1
        elders.add(elder)
        here = held.get(task, ())
        assigned += len(here)
        familiar += sum((elder, volunteer) in known for volunteer, _distance in here)
        metres += [distance for _volunteer, distance in here if distance is not None]
        if state == TaskState.DONE or len(here) >= persons:
            matched += 1
        else:
            reasons[WINDOW_PASSED if state == TaskState.LAPSED else reason or NOT_TRIED] += 1
    return {
        "month": f"{month:%Y-%m}",
        "elders": len(elders),
        "visits": visits,
        "matched": matched,
        "unmatched": visits - matched,
        "reasons": dict(sorted(reasons.items())),
        "travel_km": round(sum(metres) / 1000, 1),
        "mean_m": round(sum(metres) / len(metres), 1) if metres else 0.0,
        "continuity": round(familiar / assigned, 4) if assigned else 0.0,
    }


def _visits(code: str, month: date) -> Iterator[tuple[int, int, str, int, str]]:
    rows = (
        Visit.objects.filter(in_subtree("elder__region", code), month=month, ordinal__gt=0)
        .exclude(task__state=TaskState.CANCELLED)
        .order_by()
        .values_list("task_id", "elder_id", "task__state", "task__persons_needed", "task__unmatched_reason")
    )
    return iter(rows.iterator(chunk_size=CHUNK))


def _held(code: str, month: date) -> dict[int, list[tuple[int, int | None]]]:
    found: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    rows = (
        Assignment.objects.filter(in_subtree("task__visit__elder__region", code))
        .filter(task__visit__month=month, state__in=ACTIVE_STATES)
        .order_by()
        .values_list("task_id", "volunteer_id", "distance_m")
    )
    for task, volunteer, distance in rows.iterator(chunk_size=CHUNK):
        found[task].append((volunteer, distance))
    return found


def _met_before(code: str, month: date) -> set[tuple[int, int]]:
    rows = (
        Assignment.objects.filter(in_subtree("task__visit__elder__region", code))
        .filter(task__visit__month=add_months(month, -1), state__in=KEPT_STATES)
        .order_by()
        .values_list("task__visit__elder_id", "volunteer_id")
    )
    return set(rows.iterator(chunk_size=CHUNK))
