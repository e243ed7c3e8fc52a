"""What every run measures with: a clock of wall and processor, memory, and aims beside figures."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Any

# The size for which the aims in seconds and megabytes are stated.
AT_VISITS = 100_000


class Stopwatch:
    """Wall and processor seconds since it was made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def seconds(self) -> dict[str, float]:
        """`wall` and `cpu`, so far."""
        return {
            "wall": round(time.perf_counter() - self._wall, 3),
            "cpu": round(time.process_time() - self._cpu, 3),
        }


def peak_mb() -> float:
    """Highest resident memory of this process so far, MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        # `ru_maxrss` also holds what was there before this program was started, its parent's memory.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return round(int(line.split()[1]) / 1024, 1)
    # Kilobytes on Linux, bytes on macOS.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def at_most(value: float | None, aim: float, *, visits: int | None = None) -> dict[str, Any]:
    """`aim` beside whether `value` keeps it.

    An aim that depends on the size (`visits` given) says nothing about a larger city: `met` is None there.
    """
    said = {"at_most": aim} if visits is None else {"at_most": aim, "at_visits": AT_VISITS}
    unknown = value is None or (visits is not None and visits > AT_VISITS)
    return {**said, "met": None if unknown or value is None else value <= aim}


def ratio(theirs: float | None, ours: float | None) -> float | None:
    """`theirs` as a multiple of `ours`; None where that says nothing."""
    return round(theirs / ours, 4) if theirs is not None and ours else None
