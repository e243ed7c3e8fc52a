"""How the engine grows from city to city."""

from __future__ import annotations

import itertools
import math
from typing import Any

from bench.matching.processes import Start

SIZES = (10_000, 30_000, 100_000, 300_000)


def part(size: int, start: Start, found: dict[str, Any]) -> dict[str, Any]:
    """Cities of growing size with ample supply, up to three times `size`, and the exponent from one to the next."""
    cities = [start("engine", size=visits, supply="ample")() for visits in sizes(size)]
    kept = ("visits", "seconds", "peak_mb", "gap", "optimal", "pairs", "rounds")
    return {
        "cities": [{name: figures[name] for name in kept} for figures in cities],
        "exponents": [
            exponent(small["visits"], small["seconds"]["cpu"], large["visits"], large["seconds"]["cpu"])
            for small, large in itertools.pairwise(cities)
        ],
    }


def sizes(size: int) -> list[int]:
    """Those of `SIZES` up to three times the size; where that is not two, the size and a quarter of it as well."""
    chosen = {visits for visits in SIZES if visits <= 3 * size}
    if len(chosen) < 2:
        chosen |= {max(1, size // 4), size}
    return sorted(chosen)


def exponent(small: int, seconds: float, large: int, more_seconds: float) -> float | None:
    """p where time grew like sizeᵖ; None where there was too little time to tell."""
    if min(seconds, more_seconds) <= 0 or small == large:
        return None
    return round(math.log(more_seconds / seconds) / math.log(large / small), 2)
