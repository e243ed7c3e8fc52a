"""Home care with two carers at once: who does which service, in which order and when.

Some patients need one service, some two by different carers: at once, or the second within a lag after the first.
Nobody starts before a patient's window opens; after it closes they may, and are tardy. The cost is a third each of
the distance, the total tardiness and the greatest tardiness (Mankowska, Meisel, Bierwirth 2014, Health Care
Management Science 17). For given orders the earliest starts are the best, so a plan is the carers' orders; they are
found by ruin and recreate under simulated annealing (`anneal.py`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from routing.anneal import search
from routing.day import Case, Day, blank, clone, tools
from routing.day_times import append_all, copy_day, earliest

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# Temperatures in the unit of distance, tuned on invented instances of 50 to 300 patients on a map of 100 × 100
# minutes: there 35 is a usual way between two patients, and `_unit` carries that over to other maps.
_HOT, _COLD, _USUAL = 100.0, 1.0, 35.0
# A small day is solved in a fraction of a second or is stuck, so the time is shared by several searches.
_SERVICES_TIMES_ROUNDS, _MOST_ROUNDS = 400, 10
# Services are near for the ruin when the way, and this share of the minutes between their windows, is short.
_MINUTES_APART, _NEAREST = 0.2, 120
_CHUNK, _CHUNK_SECONDS = 50, 0.02


@dataclass(frozen=True, eq=False)
class CareProblem:
    """`travel` (p, p): minutes and distance between places. Services (n,): `place`, window `early` … `late` of the
    start, `minutes`. `partner` (n,): the other service of the same patient, -1 when there is none; of a pair the one
    with the lower index is first, and the second starts `lag_min` … `lag_max` minutes after it (both 0: at once).
    Carers (m,): `home` place. `able` (n, m): who can do what."""

    travel: Floats
    place: Ints
    early: Floats
    late: Floats
    minutes: Floats
    partner: Ints
    lag_min: Floats
    lag_max: Floats
    home: Ints
    able: Bools

    @classmethod
    def build(
        cls,
        travel: npt.ArrayLike,
        *,
        place: npt.ArrayLike,
        early: npt.ArrayLike,
        late: npt.ArrayLike,
        minutes: npt.ArrayLike,
        partner: npt.ArrayLike = -1,
        lag_min: npt.ArrayLike = 0.0,
        lag_max: npt.ArrayLike = 0.0,
        home: npt.ArrayLike,
        able: npt.ArrayLike = True,
    ) -> CareProblem:
        """Arrays from anything like them; a single number stands for all. Raises ValueError when shapes differ, a
        number is not finite, a place does not exist, partners do not name each other, a window or lag ends before
        it begins, or travel or minutes are negative."""
        far = np.asarray(travel, float)
        at, homes = (np.asarray(values, np.int64).reshape(-1) for values in (place, home))
        n, m = len(at), len(homes)
        rows = [
            np.array(np.broadcast_to(np.asarray(row, float), (n,)))
            for row in (early, late, minutes, lag_min, lag_max)
        ]
        mate = np.array(np.broadcast_to(np.asarray(partner, np.int64), (n,)))
        if far.ndim != 2 or far.shape[0] != far.shape[1]:
            raise ValueError("travel is square")
        if any(((places < 0) | (places >= len(far))).any() for places in (at, homes)):
            raise ValueError("a place that does not exist")
        if any(not np.isfinite(values).all() for values in (far, *rows)):
            raise ValueError("a number that is not finite")
        if (far < 0).any() or (rows[2] < 0).any() or (rows[3] < 0).any():
            raise ValueError("travel, minutes and lags are not negative")
        if (rows[1] < rows[0]).any() or (rows[4] < rows[3]).any():
            raise ValueError("a window or a lag ends before it begins")
        paired = np.flatnonzero(mate != -1)
        ok = (mate[paired] >= 0) & (mate[paired] < n) & (mate[paired] != paired)
        if not ok.all() or (mate[mate[paired]] != paired).any():
            raise ValueError("partners name each other")
        if (rows[3][paired] != rows[3][mate[paired]]).any() or (
            rows[4][paired] != rows[4][mate[paired]]
        ).any():
            raise ValueError("partners have the same lag")
        early_, late_, minutes_, low, high = rows
        can = np.array(np.broadcast_to(np.asarray(able, bool), (n, m)))
        return cls(far, at, early_, late_, minutes_, mate, low, high, homes, can)


@dataclass(frozen=True, eq=False)
class CarePlan:
    """`routes[c]`: services of carer c in order. `start` (n,): when each begins, NaN when nobody does it.
    `left_out`: services that nobody can do, the partners with them. Figures are counted over what is done."""

    routes: tuple[tuple[int, ...], ...]
    start: Floats = field(repr=False)
    left_out: tuple[int, ...]
    distance: float
    tardiness: float
    most_tardy: float
    iterations: int

    @property
    def cost(self) -> float:
        """A third each of distance, total tardiness and the greatest tardiness."""
        return (self.distance + self.tardiness + self.most_tardy) / 3


def visit_together(
    problem: CareProblem, *, seconds: float = 10.0, iterations: int | None = None, seed: int = 1
) -> CarePlan:
    """The best plan found within `seconds`, or after so many iterations: then the same for the same seed.

    There always is one: whoever can be served at all is served, late if need be.
    """
    until = time.perf_counter() + seconds
    done = _servable(problem)
    if not len(done):
        return _plan(problem, done, None, 0)
    case = _case(problem, done)
    unit = _unit(case)
    tool = tools(case, seed)
    day = blank(case)
    append_all(case, day)
    first, kept, best = (clone(day) for _ in range(3))
    rounds = max(1, min(_MOST_ROUNDS, round(_SERVICES_TIMES_ROUNDS / len(done))))
    clock = _Clock(until, iterations)
    for nth in range(rounds):
        copy_day(first, day)
        while (share := clock.share(nth, rounds)) < 1:
            heat = unit * _HOT * (_COLD / _HOT) ** share
            search(case, day, kept, best, tool, clock.chunk, heat)
            clock.tick()
    earliest(case, best, tool)
    return _plan(problem, done, best, clock.done)


class _Clock:
    """Tells how far a search is, by time or by iterations, and how many iterations to do before asking again."""

    def __init__(self, until: float, iterations: int | None) -> None:
        self.iterations, self.done, self.chunk = iterations, 0, _CHUNK
        self.began = self.asked = time.perf_counter()
        self.until, self.longest = until, 0.0

    def share(self, nth: int, rounds: int) -> float:
        """How much of round `nth` is over."""
        if self.iterations is not None:
            self.chunk = max(1, min(_CHUNK, self.iterations - self.done))
            over = self.done / self.iterations if self.iterations > 0 else 1.0
        else:
            self.asked = time.perf_counter()
            # The last chunk must end in time too.
            over = (self.asked + self.longest - self.began) / max(self.until - self.began, 1e-9)
        return over * rounds - nth

    def tick(self) -> None:
        """A chunk is done: longer or shorter ones next, so that a day of any size looks at the clock often."""
        self.done += self.chunk
        if self.iterations is None:
            took = time.perf_counter() - self.asked
            self.longest = min(max(took, self.longest), 5 * _CHUNK_SECONDS)
            if took < _CHUNK_SECONDS / 2:
                self.chunk *= 2
            elif took > 2 * _CHUNK_SECONDS:
                self.chunk = max(1, self.chunk // 2)


def _servable(problem: CareProblem) -> Ints:
    """Services that somebody can do, and for pairs two different carers."""
    can = problem.able.sum(axis=1)
    mate = problem.partner
    paired = mate >= 0
    either = (problem.able | problem.able[mate]).sum(axis=1)
    return np.flatnonzero((can > 0) & (~paired | ((can[mate] > 0) & (either > 1))))


def _case(problem: CareProblem, done: Ints) -> Case:
    """The services done, renumbered, with one more node for each carer's home behind them."""
    n, m = len(done), len(problem.home)
    number = np.full(len(problem.place) + 1, -1)
    number[done] = np.arange(n)
    mate = number[problem.partner[done]]
    at = np.concatenate([problem.place[done], problem.home])
    travel = np.ascontiguousarray(problem.travel[np.ix_(at, at)])
    early = problem.early[done]
    apart = travel[:n, :n] + _MINUTES_APART * np.abs(early[:, None] - early[None, :])
    np.fill_diagonal(apart, np.inf)
    near = np.argsort(apart, axis=1, kind="stable")[:, : min(n - 1, _NEAREST)]
    return Case(
        travel=travel,
        early=early,
        late=problem.late[done],
        minutes=np.concatenate([problem.minutes[done], np.zeros(m)]),
        mate=mate.astype(np.int32),
        first=mate > np.arange(n),
        lag_min=problem.lag_min[done],
        lag_max=problem.lag_max[done],
        able=np.ascontiguousarray(problem.able[done]),
        near=np.ascontiguousarray(near.astype(np.int32)),
    )


def _unit(case: Case) -> float:
    """How wide this map is beside the one that temperatures are stated for."""
    n = len(case.early)
    middle = float(np.mean(np.sort(case.travel[:n, :n], axis=1)[:, : max(1, n // 2)])) if n > 1 else 0.0
    return max(middle, 1e-3) / _USUAL


def _plan(problem: CareProblem, done: Ints, day: Day | None, iterations: int) -> CarePlan:
    start = np.full(len(problem.place), np.nan)
    routes: list[tuple[int, ...]] = [()] * len(problem.home)
    sums = np.zeros(3)
    if day is not None:
        n, sums = len(done), day.sums
        start[done] = day.start[:n]
        for carer in range(len(routes)):
            row, at = [], int(day.after[n + carer])
            while at < n:
                row.append(int(done[at]))
                at = int(day.after[at])
            routes[carer] = tuple(row)
    left = np.setdiff1d(np.arange(len(start)), done)
    distance, tardiness, most = sums.tolist()
    return CarePlan(tuple(routes), start, tuple(left.tolist()), distance, tardiness, most, iterations)
