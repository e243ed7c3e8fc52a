"""Many visits with time windows over many workers: the shortest routes that are on time, by PyVRP.

The rules are hard: windows, shifts, loads and who may visit whom. Who can be reached by nobody is left out and said;
when not all others fit, as many as can be found to fit are visited. PyVRP counts in whole numbers, so travel is
rounded up and windows inwards at a ten-thousandth: what it calls on time is on time.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyvrp
from pyvrp.constants import MAX_VALUE
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.stop import FirstFeasible, MaxIterations, MaxRuntime, MultipleCriteria

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_SCALE = 10_000
# Doubles hold sums of metres or minutes to far less than this; it keeps 38.471 × 10,000 from being rounded up.
_FUZZ = 1e-4
# Share of the time after which a search that has found no way to visit all goes on to visit as many as it can.
_ALL = 0.4
_ITERATIONS_FOR_ALL = 2_000
# Share of the time kept for the last iteration and for writing the plan down.
_END = 0.01


@dataclass(frozen=True, eq=False)
class WindowProblem:
    """Places 0…p-1 with `distance` and `minutes` between them (p, p), any unit but the same for all times.

    Visits (n,): `place`, window `early` … `late` in which the visit starts, `service` minutes, `load`. Workers (m,):
    `start` and `end` place, shift `begin` … `finish`, `capacity`. `able` (n, m): who may visit whom.
    """

    distance: Floats
    minutes: Floats
    place: Ints
    early: Floats
    late: Floats
    service: Floats
    load: Floats
    start: Ints
    end: Ints
    begin: Floats
    finish: Floats
    capacity: Floats
    able: Bools

    @classmethod
    def build(
        cls,
        distance: npt.ArrayLike,
        minutes: npt.ArrayLike,
        *,
        place: npt.ArrayLike,
        early: npt.ArrayLike,
        late: npt.ArrayLike,
        service: npt.ArrayLike = 0.0,
        load: npt.ArrayLike = 0.0,
        start: npt.ArrayLike,
        end: npt.ArrayLike,
        begin: npt.ArrayLike = 0.0,
        finish: npt.ArrayLike,
        capacity: npt.ArrayLike = 0.0,
        able: npt.ArrayLike = True,
    ) -> WindowProblem:
        """Arrays from anything like them; a single number stands for all. Raises ValueError when shapes differ, a
        number is not finite, a place does not exist, or travel, service or load is negative."""
        visits, workers = np.asarray(place).size, np.asarray(start).size
        table = [np.asarray(values, float) for values in (distance, minutes)]
        if any(far.ndim != 2 or far.shape != (len(table[0]),) * 2 for far in table):
            raise ValueError("distance and minutes are square and alike")
        per_visit = [_spread(values, visits) for values in (early, late, service, load)]
        per_worker = [_spread(values, workers) for values in (begin, finish, capacity)]
        places = [np.asarray(values, np.int64).reshape(-1) for values in (place, start, end)]
        if len(places[2]) != workers:
            raise ValueError("every worker has a start and an end")
        if any(((at < 0) | (at >= len(table[0]))).any() for at in places):
            raise ValueError("a place that does not exist")
        if any(not np.isfinite(values).all() for values in (*table, *per_visit, *per_worker)):
            raise ValueError("a number that is not finite")
        if any((values < 0).any() for values in (*table, *per_visit[2:], per_worker[2])):
            raise ValueError("travel, service, load and capacity are not negative")
        return cls(
            distance=table[0],
            minutes=table[1],
            place=places[0],
            early=per_visit[0],
            late=per_visit[1],
            service=per_visit[2],
            load=per_visit[3],
            start=places[1],
            end=places[2],
            begin=per_worker[0],
            finish=per_worker[1],
            capacity=per_worker[2],
            able=np.broadcast_to(np.asarray(able, bool), (visits, workers)),
        )


@dataclass(frozen=True, eq=False)
class WindowPlan:
    """`routes[w]`: the visits of worker w in order, `starts[w]` when each begins. `left_out`: visits of nobody.
    `distance` over all routes, in the problem's unit."""

    routes: tuple[tuple[int, ...], ...]
    starts: tuple[tuple[float, ...], ...]
    left_out: tuple[int, ...]
    distance: float
    iterations: int


def route(
    problem: WindowProblem, *, seconds: float = 10.0, iterations: int | None = None, seed: int = 1
) -> WindowPlan:
    """The best routes found within `seconds`, or after so many iterations: then the same for the same seed."""
    until = time.perf_counter() + seconds
    reached = _reachable(problem)
    visits, workers = np.flatnonzero(reached.any(axis=1)), len(problem.start)
    if not len(visits):
        return _plan(problem, [()] * workers, 0)
    crews = _crews(problem, reached)
    data = _data(problem, reached, visits, crews, required=True)
    steps = max(1, iterations) if iterations is not None else None
    first: Any = (
        MaxRuntime(_ALL * seconds) if steps is None else MaxIterations(max(_ITERATIONS_FOR_ALL, steps))
    )
    found = _solve(data, MultipleCriteria([FirstFeasible(), first]), seed)
    if not found.is_feasible():
        data = _data(problem, reached, visits, crews, required=False)
    rest: Any = (
        MaxRuntime(max(0.0, until - _END * seconds - time.perf_counter()))
        if steps is None
        else MaxIterations(steps)
    )
    last = _solve(data, rest, seed, found.best if found.is_feasible() else None)
    routes: list[tuple[int, ...]] = [()] * workers
    free = [list(crew) for crew in crews]
    for way in last.best.routes():
        # Should nothing feasible have been found at all, what is on time by itself is still a plan.
        if way.is_feasible():
            worker = free[way.vehicle_type()].pop(0)
            routes[worker] = tuple(int(visits[stop.idx]) for stop in way if stop.is_client())
    return _plan(problem, routes, found.num_iterations + last.num_iterations)


def _solve(
    data: pyvrp.ProblemData, stop: Any, seed: int, start: pyvrp.Solution | None = None
) -> pyvrp.Result:
    with warnings.catch_warnings():
        # That not all may fit is nothing to warn of: it is seen and dealt with.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        return pyvrp.solve(data, stop, seed=seed, collect_stats=False, display=False, initial_solution=start)


def _reachable(problem: WindowProblem) -> Bools:
    """(n, m): who could make this visit if it were the only one."""
    minutes, place = problem.minutes, problem.place
    arrive = np.maximum(problem.early[:, None], problem.begin + minutes[np.ix_(problem.start, place)].T)
    home = arrive + problem.service[:, None] + minutes[np.ix_(place, problem.end)]
    shift = problem.begin <= problem.finish
    fits = (arrive <= problem.late[:, None]) & (home <= problem.finish) & shift
    return problem.able & fits & (problem.load[:, None] <= problem.capacity)


def _crews(problem: WindowProblem, reached: Bools) -> list[list[int]]:
    """Workers in groups that are alike in everything."""
    alike: dict[tuple[Any, ...], list[int]] = {}
    for worker in np.flatnonzero(reached.any(axis=0)).tolist():
        known = (problem.start, problem.end, problem.begin, problem.finish, problem.capacity)
        key = (*(values[worker] for values in known), problem.able[:, worker].tobytes())
        alike.setdefault(key, []).append(worker)
    return list(alike.values())


def _data(
    problem: WindowProblem, reached: Bools, visits: Ints, crews: list[list[int]], *, required: bool
) -> pyvrp.ProblemData:
    """PyVRP's form: a location for each place, a profile of distances for each set of visits allowed."""
    distance, minutes = _up(problem.distance), _up(problem.minutes)
    # One more visit is worth more than all the way there could be.
    prize = 0 if required else min(MAX_VALUE, 4 * int(distance.max() + 1) * (len(visits) + 1))
    # Visits of the same place may be allowed to different people, so each visit has a location of its own.
    homes = np.unique(np.concatenate([problem.start, problem.end]))
    at = np.concatenate([problem.place[visits], homes])
    far, long = distance[np.ix_(at, at)], minutes[np.ix_(at, at)]
    clients = [
        pyvrp.Client(
            nth,
            delivery=[int(_up(problem.load[visit]))],
            service_duration=int(_up(problem.service[visit])),
            tw_early=int(_up(problem.early[visit])),
            tw_late=int(_down(problem.late[visit])),
            prize=prize,
            required=required,
        )
        for nth, visit in enumerate(visits)
    ]
    profiles: dict[bytes, int] = {}
    tables: list[Any] = []
    types = []
    for crew in crews:
        closed = np.flatnonzero(~problem.able[visits, crew[0]])
        profile = profiles.setdefault(closed.tobytes(), len(profiles))
        if profile == len(tables):
            table = far.copy()
            table[:, closed] = table[closed, :] = MAX_VALUE
            np.fill_diagonal(table, 0)
            tables.append(table)
        lead = crew[0]
        types.append(
            pyvrp.VehicleType(
                num_available=len(crew),
                capacity=[int(_down(problem.capacity[lead]))],
                start_depot=int(np.searchsorted(homes, problem.start[lead])),
                end_depot=int(np.searchsorted(homes, problem.end[lead])),
                tw_early=int(_up(problem.begin[lead])),
                tw_late=int(_down(problem.finish[lead])),
                profile=profile,
            )
        )
    depots = [pyvrp.Depot(len(visits) + nth) for nth in range(len(homes))]
    # Coordinates serve drawings only; the matrices are what counts.
    locations = [pyvrp.Location(0, 0) for _ in at]
    np.fill_diagonal(long, 0)
    return pyvrp.ProblemData(locations, clients, depots, types, tables, [long] * len(tables))


def _plan(problem: WindowProblem, routes: Sequence[tuple[int, ...]], iterations: int) -> WindowPlan:
    """Start times and the distance of routes, counted in the problem's own numbers."""
    starts, distance = [], 0.0
    for worker, visits in enumerate(routes):
        place, free, times = problem.start[worker], problem.begin[worker], []
        for visit in visits:
            to = problem.place[visit]
            times.append(float(max(problem.early[visit], free + problem.minutes[place, to])))
            distance += problem.distance[place, to]
            place, free = to, times[-1] + problem.service[visit]
        distance += problem.distance[place, problem.end[worker]] if visits else 0.0
        starts.append(tuple(times))
    taken = {visit for visits in routes for visit in visits}
    left = tuple(visit for visit in range(len(problem.place)) if visit not in taken)
    return WindowPlan(tuple(routes), tuple(starts), left, float(distance), iterations)


def _spread(values: npt.ArrayLike, size: int) -> Floats:
    return np.array(np.broadcast_to(np.asarray(values, float), (size,)))


def _up(values: Any) -> Any:
    return np.ceil(np.asarray(values) * _SCALE - _FUZZ).astype(np.int64)


def _down(values: Any) -> Any:
    return np.floor(np.asarray(values) * _SCALE + _FUZZ).astype(np.int64)
