"""Ten cities planned by two processes: a province, or what many cities ask of one machine."""

from __future__ import annotations

from typing import Any

from bench.matching.engine import warm_up
from bench.matching.gauges import Stopwatch, at_most, peak_mb
from bench.matching.processes import Start
from matching.problem import Weights
from matching.solve import solve
from matching.synthetic import city

CITIES, PROCESSES = 10, 2
AIM_SECONDS = 60.0


def part(size: int, start: Start, found: dict[str, Any]) -> dict[str, Any]:
    """Ten cities of `size` visits each; seconds are the longest of any process, inventing the cities apart."""
    turns = [list(range(first, CITIES, PROCESSES)) for first in range(PROCESSES)]
    answers = [start("cities", size=size, seeds=seeds) for seeds in turns]
    processes = [answer() for answer in answers]
    figures = {
        "cities": CITIES,
        "visits": size * CITIES,
        "certified": sum(process["certified"] for process in processes),
        "matched": sum(process["matched"] for process in processes),
        "seconds": {
            clock: max(process["seconds"][clock] for process in processes) for clock in ("wall", "cpu")
        },
        "peak_mb": [process["peak_mb"] for process in processes],
    }
    figures["aims"] = {
        "seconds.wall": at_most(figures["seconds"]["wall"], AIM_SECONDS, visits=size),
        "uncertified": at_most(CITIES - figures["certified"], 0),
    }
    return figures


def run(*, size: int, seeds: list[int]) -> dict[str, Any]:
    """Plan one city after the other, with ample supply."""
    warm_up(supply="ample")
    matched = certified = 0
    wall = cpu = 0.0
    for seed in seeds:
        problem = city(size, seed, supply="ample")
        watch = Stopwatch()
        figures = solve(problem, Weights()).figures
        seconds = watch.seconds()
        wall, cpu = wall + seconds["wall"], cpu + seconds["cpu"]
        matched += figures.matched
        certified += figures.optimal
    return {
        "seconds": {"wall": round(wall, 3), "cpu": round(cpu, 3)},
        "peak_mb": peak_mb(),
        "matched": matched,
        "certified": certified,
    }
