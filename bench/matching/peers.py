"""Others on the same cities: OR-Tools and HiGHS on the 20 nearest who may come, and greedy-nearest on all."""

from __future__ import annotations

from typing import Any

from bench.matching.engine import AIM_SECONDS
from bench.matching.gauges import ratio
from bench.matching.processes import Start

PEERS = {"ortools": "flow", "highs": "lp", "greedy": "hand"}


def part(size: int, start: Start, found: dict[str, Any]) -> dict[str, Any]:
    """Each peer at each supply; where the engine ran before, `times_ours` are its figures as multiples of ours."""
    figures: dict[str, Any] = {}
    for supply in AIM_SECONDS:
        ours = found.get("engine", {}).get(supply)
        figures[supply] = {}
        for peer, run in PEERS.items():
            theirs = start(run, size=size, supply=supply)()
            figures[supply][peer] = theirs if ours is None else {**theirs, "times_ours": beside(theirs, ours)}
    return figures


def beside(theirs: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    """Seconds of processor, memory, cost, and visits and elders left out, as multiples of ours."""
    return {
        "seconds": ratio(theirs["seconds"]["cpu"], ours["seconds"]["cpu"]),
        **{
            name: ratio(theirs.get(name), ours[name])
            for name in ("peak_mb", "objective_m", "unmatched", "uncovered")
        },
    }
