"""The engine on one invented city: what it costs, what it finds, and whether that is proven."""

from __future__ import annotations

from typing import Any

from bench.matching.gauges import Stopwatch, at_most, peak_mb
from bench.matching.processes import Start
from matching.plan import Plan
from matching.problem import Weights
from matching.solve import solve
from matching.synthetic import city

AIM_SECONDS = {"ample": 10.0, "tight": 60.0}
AIM_MB = 700.0


def part(size: int, start: Start, found: dict[str, Any]) -> dict[str, Any]:
    """Ample and tight supply, each with its aims."""
    figures = {}
    for supply, aim in AIM_SECONDS.items():
        figures[supply] = start("engine", size=size, supply=supply)()
        figures[supply]["aims"] = {
            "seconds.wall": at_most(figures[supply]["seconds"]["wall"], aim, visits=size),
            "peak_mb": at_most(figures[supply]["peak_mb"], AIM_MB, visits=size),
            "gap": at_most(figures[supply]["gap"], 0.0),
        }
    return figures


def run(*, size: int, **kind: Any) -> dict[str, Any]:
    """Figures of one plan of a city of `size` visits; `kind` as in `synthetic.city`."""
    warm_up(**kind)
    problem = city(size, **kind)
    watch = Stopwatch()
    plan = solve(problem, Weights())
    seconds = watch.seconds()
    return {"visits": size, "volunteers": problem.volunteers, "seconds": seconds, "peak_mb": peak_mb(),
            **of_plan(plan)}  # fmt: skip


def warm_up(**kind: Any) -> None:
    """Load what is compiled, on a city of the same kind that is too small to matter."""
    solve(city(200, **kind), Weights())


def of_plan(plan: Plan) -> dict[str, Any]:
    """What a plan says of itself, in the benchmark's words."""
    figures = plan.figures
    return {
        "phases": figures.seconds,
        "matched": figures.matched,
        "unmatched": figures.unmatched,
        "uncovered": figures.uncovered_elders,
        "mean_m": figures.mean_m,
        "continuity": figures.continuity,
        "objective_m": figures.objective_m,
        "bound_m": figures.bound_m,
        "gap": figures.gap,
        "optimal": figures.optimal,
        "pairs": figures.candidate_pairs,
        "rounds": figures.rounds,
    }
