"""Small instances written out by hand in both published formats, invented ones of any size, and answers by trying
everything, for the tests of the day routers."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np

from bench.routing.published import HomeCare, read_home_care
from bench.routing.windows import WindowProblem
from routing.care import CareProblem

# Customer 1 and 2 lie east of the depot, 3 north of it; 3 opens late, and no vehicle carries more than two.
SQUARE = """SQUARE

VEHICLE
NUMBER     CAPACITY
  2         20

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0        100          0
    1      3          0         10          0         50          5
    2      6          0         10          0         50          5
    3      0          4         10         60         80          5
"""
SQUARE_COST = 12 + 8


def village() -> dict[str, Any]:
    """Three patients on a street 10 minutes apart, two carers. Wang needs both at once; Li a nurse, and 20 to 30
    minutes later a helper; Zhao only the helper, early in the day."""

    def need(service: str) -> dict[str, Any]:
        return {"service": service, "duration": 5}

    return {
        "patients": [
            {
                "id": "wang",
                "location": [10, 0],
                "time_window": [30, 60],
                "required_caregivers": [need("nurse"), need("help")],
                "synchronization": {"type": "simultaneous"},
            },
            {
                "id": "li",
                "location": [20, 0],
                "time_window": [60, 90],
                "required_caregivers": [need("nurse"), need("help")],
                "synchronization": {"type": "sequential", "distance": [20, 30]},
            },
            {
                "id": "zhao",
                "location": [30, 0],
                "time_window": [0, 10],
                "required_caregivers": [need("help")],
            },
        ],
        "services": [{"id": "nurse", "default_duration": 5}, {"id": "help", "default_duration": 5}],
        "caregivers": [{"id": "chen", "abilities": ["nurse"]}, {"id": "liu", "abilities": ["help"]}],
        "central_offices": [{"id": "office", "location": [0, 0]}],
        "distances": [[0, 10, 20, 30], [10, 0, 10, 20], [20, 10, 0, 10], [30, 20, 10, 0]],
    }


def home_care(folder: Path, value: Any, name: str = "village") -> HomeCare:
    """What the reader makes of it."""
    path = folder / f"{name}.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return read_home_care(path)


def invented_home_care(seed: int, patients: int, carers: int, double: float = 0.3) -> dict[str, Any]:
    """A day shaped after the published ones: 100 × 100 minutes, six services in two families, windows of two hours,
    of the patients with two services half at once and half one after the other. Everything can be served."""
    chance = np.random.default_rng(seed)
    place = chance.integers(0, 100, (patients + 1, 2))
    apart = place[:, None] - place[None]
    families = [["s1", "s2", "s3"], ["s4", "s5", "s6"]]
    minutes = int(chance.integers(10, 21))
    rows = []
    for at in range(patients):
        opens = int(chance.integers(0, 480))
        row: dict[str, Any] = {
            "id": f"p{at + 1}",
            "location": place[at + 1].tolist(),
            "time_window": [opens, opens + 120],
        }
        kinds = families if chance.random() < double else families[int(chance.integers(2)) :][:1]
        row["required_caregivers"] = [
            {"service": str(chance.choice(family)), "duration": minutes} for family in kinds
        ]
        if len(kinds) == 2:
            lag = int(chance.integers(1, 61))
            row["synchronization"] = (
                {"type": "simultaneous"}
                if chance.random() < 0.5
                else {"type": "sequential", "distance": [lag, 2 * lag]}
            )
        rows.append(row)
    staff = [
        {
            "id": f"c{at + 1}",
            # The first of each family can do all of it.
            "abilities": families[at % 2]
            if at < 2
            else sorted(chance.choice(families[at % 2], int(chance.integers(1, 4)), replace=False).tolist()),
        }
        for at in range(carers)
    ]
    return {
        "patients": rows,
        "services": [{"id": f"s{n}", "default_duration": minutes} for n in range(1, 7)],
        "caregivers": staff,
        "central_offices": [{"id": "d", "location": place[0].tolist()}],
        "distances": np.round(np.hypot(apart[..., 0], apart[..., 1]), 3).tolist(),
    }


def best_care_cost(problem: CareProblem) -> float:
    """The least cost over all orders of all carers, three times: distance, total and greatest tardiness."""
    n, m = problem.able.shape
    best = np.inf
    doers = [np.flatnonzero(problem.able[service]).tolist() for service in range(n)]
    for who in itertools.product(*doers):
        if any(mate >= 0 and who[v] == who[mate] for v, mate in enumerate(problem.partner.tolist())):
            continue
        sets = [[v for v in range(n) if who[v] == carer] for carer in range(m)]
        for orders in itertools.product(*(itertools.permutations(own) for own in sets)):
            best = min(best, _care_cost(problem, orders, best))
    return float(best)


def _care_cost(problem: CareProblem, orders: tuple[tuple[int, ...], ...], best: float) -> float:
    """Earliest starts as longest ways (Bellman and Ford): infinite when they never come to rest."""
    far, place = problem.travel, problem.place
    distance, edges = 0.0, []
    start = problem.early.tolist()
    for carer, order in enumerate(orders):
        at = problem.home[carer]
        for nth, v in enumerate(order):
            distance += far[at, place[v]]
            if nth:
                u = order[nth - 1]
                edges.append((u, v, problem.minutes[u] + far[at, place[v]]))
            else:
                start[v] = max(start[v], far[at, place[v]])
            at = place[v]
        distance += far[at, problem.home[carer]]
    if distance >= best:
        return np.inf
    for v, mate in enumerate(problem.partner.tolist()):
        if mate > v:
            edges += [(v, mate, problem.lag_min[v]), (mate, v, -problem.lag_max[v])]
    for _ in range(len(start) + 1):
        moved = False
        for u, v, gap in edges:
            if start[u] + gap > start[v] + 1e-9:
                start[v], moved = start[u] + gap, True
        if not moved:
            late = np.maximum(0, np.array(start) - problem.late)
            return distance + late.sum() + late.max(initial=0)
    return np.inf


def best_windows(problem: WindowProblem) -> tuple[int, float]:
    """The most visits that fit at all, and the least distance for that many, over all shares and orders."""
    n, m = problem.able.shape
    ways: list[dict[int, float]] = []
    for worker in range(m):
        found: dict[int, float] = {0: 0.0}
        for size in range(1, n + 1):
            for order in itertools.permutations(range(n), size):
                distance = _one_route(problem, worker, order)
                mask = sum(1 << v for v in order)
                if distance < found.get(mask, np.inf):
                    found[mask] = distance
        ways.append(found)
    together: dict[int, float] = {0: 0.0}
    for found in ways:
        joined = dict(together)
        for (taken, so_far), (mask, more) in itertools.product(together.items(), found.items()):
            if not taken & mask and so_far + more < joined.get(taken | mask, np.inf):
                joined[taken | mask] = so_far + more
        together = joined
    most = max(mask.bit_count() for mask in together)
    return most, min(distance for mask, distance in together.items() if mask.bit_count() == most)


def _one_route(problem: WindowProblem, worker: int, order: tuple[int, ...]) -> float:
    if (
        problem.load[list(order)].sum() > problem.capacity[worker]
        or not problem.able[list(order), worker].all()
    ):
        return np.inf
    at, free, distance = problem.start[worker], problem.begin[worker], 0.0
    for v in order:
        to = problem.place[v]
        begin = max(problem.early[v], free + problem.minutes[at, to])
        if begin > problem.late[v]:
            return np.inf
        distance += problem.distance[at, to]
        at, free = to, begin + problem.service[v]
    if free + problem.minutes[at, problem.end[worker]] > problem.finish[worker]:
        return np.inf
    return float(distance + problem.distance[at, problem.end[worker]])
