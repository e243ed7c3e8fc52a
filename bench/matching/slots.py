"""The engine on a city in which everybody names the weekly slots that suit, and no half-day takes two visits."""

from __future__ import annotations

from typing import Any

from bench.matching.engine import AIM_MB
from bench.matching.gauges import at_most
from bench.matching.processes import Start

AIM_SECONDS = 15.0
WEEKS = 4


def part(size: int, start: Start, found: dict[str, Any]) -> dict[str, Any]:
    """Ample supply; a volunteer's weekly slot takes one visit a week."""
    figures = start("engine", size=size, supply="ample", slots=True, weeks=WEEKS)()
    figures["aims"] = {
        "seconds.wall": at_most(figures["seconds"]["wall"], AIM_SECONDS, visits=size),
        "peak_mb": at_most(figures["peak_mb"], AIM_MB, visits=size),
        "gap": at_most(figures["gap"], 0.0),
    }
    return figures
