"""What a diligent office would do by hand: visit after visit, the nearest who may and has time."""

from __future__ import annotations

from typing import Any

from bench.matching.gauges import Stopwatch, peak_mb
from matching.baseline import greedy
from matching.problem import Weights
from matching.synthetic import city


def run(*, size: int, **kind: Any) -> dict[str, Any]:
    """Seconds, and the plan that comes of it."""
    greedy(city(200, **kind), Weights())
    problem = city(size, **kind)
    watch = Stopwatch()
    figures = greedy(problem, Weights()).figures
    return {
        "seconds": watch.seconds(),
        "peak_mb": peak_mb(),
        "unmatched": figures.unmatched,
        "uncovered": figures.uncovered_elders,
        "mean_m": figures.mean_m,
        "objective_m": figures.objective_m,
    }
