"""The engine where one elder in ten is visited by two people who come together."""

from __future__ import annotations

from typing import Any

from bench.matching.gauges import at_most
from bench.matching.processes import Start

SHARE = 0.1
AIM_GAP = 0.01


def part(size: int, start: Start, found: dict[str, Any]) -> dict[str, Any]:
    """Ample supply, everybody names the weekly slots that suit; two who come together share one of them."""
    figures = start("engine", size=size, supply="ample", pairs=SHARE, slots=True)()
    figures["aims"] = {"gap": at_most(figures["gap"], AIM_GAP)}
    return figures
