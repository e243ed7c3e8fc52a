"""Somebody drops out of a published plan, and it is mended: how long that takes and how many others it disturbs."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from bench.matching.gauges import at_most, peak_mb, ratio
from bench.matching.live_plan import LivePlan
from bench.matching.processes import Start
from matching.problem import Problem, Weights
from matching.solve import solve
from matching.synthetic import city

DROP_OUTS = 200
# A certificate on the part that changed takes longer than the change, so only some are checked.
CERTIFIED = 25
AIM_MS, AIM_DISTURBED = 20.0, 20


def part(size: int, start: Start, found: dict[str, Any]) -> dict[str, Any]:
    """Ample and tight supply; a repair beside the time of planning anew."""
    figures = {}
    for supply in ("ample", "tight"):
        figures[supply] = start("repairs", size=size, supply=supply)()
        figures[supply]["aims"] = {
            "milliseconds.p95": at_most(figures[supply]["milliseconds"]["p95"], AIM_MS, visits=size),
            "disturbed.p95": at_most(figures[supply]["disturbed"]["p95"], AIM_DISTURBED),
            "uncertified": at_most(figures[supply]["checked"] - figures[supply]["certified"], 0),
        }
    return figures


def run(*, size: int, drop_outs: int = DROP_OUTS, **kind: Any) -> dict[str, Any]:
    """Volunteers with visits drop out one at a time and come back, so that each finds the plan that was published."""
    live, _ = _publish(city(200, **kind))
    _drop_out(live, int(live.volunteer.max()))
    live, anew = _publish(city(size, **kind))
    busy = np.unique(live.volunteer[live.volunteer >= 0])
    chosen = np.random.default_rng(0).permutation(busy)[:drop_outs].tolist()
    milliseconds, processor, disturbed, moved, lost = [], [], [], [], []
    certified = checked = 0
    for turn, volunteer in enumerate(chosen):
        began, busy_since = time.perf_counter(), time.process_time()
        change = live.drop_out(np.array([volunteer]))
        milliseconds.append((time.perf_counter() - began) * 1_000)
        processor.append((time.process_time() - busy_since) * 1_000)
        disturbed.append(change.disturbed)
        moved.append(len(change))
        lost.append(int((change.after < 0).sum()) - int((change.before < 0).sum()))
        if turn < CERTIFIED:
            certified += live.certify(change).optimal
            checked += 1
        live.come_back(np.array([volunteer]))
    return {
        "drop_outs": len(chosen),
        "milliseconds": quantiles(milliseconds),
        "cpu_milliseconds": quantiles(processor),
        "planning_anew_milliseconds": round(anew * 1_000, 1),
        "anew_times_repair": ratio(anew * 1_000, quantiles(milliseconds)["p50"]),
        "disturbed": quantiles(disturbed),
        "changed_visits": quantiles(moved),
        "visits_lost": sum(lost),
        "checked": checked,
        "certified": certified,
        "peak_mb": peak_mb(),
    }


def quantiles(values: list[float] | list[int]) -> dict[str, float]:
    """Median, 95th percentile and largest; zeros when there are none."""
    if not values:
        return {"p50": 0.0, "p95": 0.0, "max": 0.0}
    middle, high = np.quantile(values, [0.5, 0.95], method="higher")
    return {"p50": round(float(middle), 3), "p95": round(float(high), 3), "max": round(float(max(values)), 3)}


def _publish(problem: Problem) -> tuple[LivePlan, float]:
    """A plan kept alive, and the seconds it took to make."""
    began = time.perf_counter()
    plan = solve(problem, Weights())
    return LivePlan(plan), time.perf_counter() - began


def _drop_out(live: LivePlan, volunteer: int) -> None:
    """Once through everything, to load what is compiled."""
    live.certify(live.drop_out(np.array([volunteer])))
    live.come_back(np.array([volunteer]))
