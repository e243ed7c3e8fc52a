"""The arrays that the compiled search of `anneal.py` and `day_times.py` works on.

A day is one linked list for each carer over nodes: services 0…n-1, then a node for each carer's home, which is both
ends of the list.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

# How many of a service's positions are tried exactly, best bounds first.
TRIED = 8

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int32]


class Case(NamedTuple):
    """What is to be done; `travel` and `minutes` over all nodes, `near` the nearest services of each, nearest first.
    `mate`: the partner or -1, `first` whether it goes before its partner."""

    travel: Floats
    early: Floats
    late: Floats
    minutes: Floats
    mate: Numbers
    first: npt.NDArray[np.bool_]
    lag_min: Floats
    lag_max: Floats
    able: npt.NDArray[np.bool_]
    near: Numbers


class Day(NamedTuple):
    """Who does what when: `carer` -1 for a service not put in. `sums`: distance, total and greatest tardiness."""

    after: Numbers
    before: Numbers
    carer: Numbers
    start: Floats
    sums: Floats


class Tools(NamedTuple):
    """Room to work in: a queue, a log of changed starts, services ruined, the best positions with their bounds."""

    queue: Numbers
    queued: npt.NDArray[np.uint8]
    changed: Numbers
    was: Floats
    ruined: Numbers
    marked: npt.NDArray[np.uint8]
    spot: Numbers
    bound: Floats
    random: npt.NDArray[np.uint64]


def tools(case: Case, seed: int) -> Tools:
    """Room for a case; `random` is the whole state of chance."""
    n, nodes = len(case.early), len(case.travel)
    state = (0x9E3779B97F4A7C15 * (seed + 1) + 0x2545F4914F6CDD1D) % 2**64 or 1
    return Tools(
        queue=np.zeros(nodes, np.int32),
        queued=np.zeros(nodes, np.uint8),
        changed=np.zeros(12 * nodes + 200, np.int32),
        was=np.zeros(12 * nodes + 200),
        ruined=np.zeros(2 * n + 2, np.int32),
        marked=np.zeros(nodes - n, np.uint8),
        spot=np.zeros((2, TRIED), np.int32),
        bound=np.zeros((2, TRIED)),
        random=np.array([state], np.uint64),
    )


def blank(case: Case) -> Day:
    """A day on which nobody does anything."""
    n, nodes = len(case.early), len(case.travel)
    ring = np.arange(nodes, dtype=np.int32)
    carer = np.maximum(ring - n, -1).astype(np.int32)
    return Day(ring.copy(), ring.copy(), carer, np.zeros(nodes), np.zeros(3))


def clone(day: Day) -> Day:
    return Day(day.after.copy(), day.before.copy(), day.carer.copy(), day.start.copy(), day.sums.copy())
