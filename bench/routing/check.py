"""Checkers of solutions, apart from the solvers: they see the published instance and who goes where, nothing else.

Every rule of the instance is tested and the cost is counted anew. Times may be off by `SLACK`, which is far below the
three decimals of the published distances and far above what doubles lose in a day's sum.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from bench.routing.published import HomeCare, Patient, Solomon

SLACK = 1e-6


class Rule(StrEnum):
    """A rule that a solution broke."""

    UNKNOWN = "unknown"
    NOT_SERVED = "not_served"
    SERVED_TWICE = "served_twice"
    TOO_MANY_ROUTES = "too_many_routes"
    OVERLOADED = "overloaded"
    LATE = "late"
    TOO_SOON = "too_soon"
    UNABLE = "unable"
    SAME_CARER = "same_carer"
    LAG = "lag"


class Violation(NamedTuple):
    rule: Rule
    where: str


class Stop(NamedTuple):
    """A carer starts the patient's service number `nth` (0 or 1) at minute `start`."""

    patient: str
    nth: int
    start: float


class Checked(NamedTuple):
    """What a solution costs by the instance, and every rule it breaks. Home care: `cost` is a third of the sum of
    distance, total tardiness and the greatest tardiness; Solomon: the distance."""

    violations: tuple[Violation, ...]
    cost: float
    distance: float
    tardiness: float = 0.0
    most_tardy: float = 0.0


def check_solomon(instance: Solomon, routes: Sequence[Sequence[int]]) -> Checked:
    """`routes`: customer numbers in order, without the depot."""
    broken: list[Violation] = []
    far = instance.distances()
    depot, distance = instance.customers[0], 0.0
    used = [route for route in routes if len(route)]
    if len(used) > instance.vehicles:
        broken.append(Violation(Rule.TOO_MANY_ROUTES, f"{len(used)} > {instance.vehicles}"))
    for nth, route in enumerate(used):
        at, free, load = 0, depot.ready, 0.0
        for number in route:
            if not 0 < number < len(instance.customers):
                broken.append(Violation(Rule.UNKNOWN, str(number)))
                continue
            row = instance.customers[number]
            start = max(row.ready, free + far[at, number])
            if start > row.due + SLACK:
                broken.append(Violation(Rule.LATE, f"{number}: {start:.3f} > {row.due}"))
            distance += far[at, number]
            at, free, load = number, start + row.service, load + row.demand
        if free + far[at, 0] > depot.due + SLACK:
            broken.append(Violation(Rule.LATE, f"0: {free + far[at, 0]:.3f} > {depot.due}"))
        if load > instance.capacity + SLACK:
            broken.append(Violation(Rule.OVERLOADED, f"route {nth}: {load} > {instance.capacity}"))
        distance += far[at, 0]
    times = Counter(number for route in used for number in route)
    broken += _once({row.number: times[row.number] for row in instance.customers[1:]})
    return Checked(tuple(broken), float(distance), float(distance))


def check_home_care(instance: HomeCare, rounds: Mapping[str, Sequence[Stop]]) -> Checked:
    """`rounds`: each carer's stops in order."""
    broken: list[Violation] = []
    patients = {patient.id: patient for patient in instance.patients}
    carers = {carer.id: carer for carer in instance.carers}
    served: dict[tuple[str, int], list[tuple[str, float]]] = {}
    distance, late = 0.0, [0.0]
    for name, stops in rounds.items():
        if name not in carers:
            broken.append(Violation(Rule.UNKNOWN, name))
            continue
        place, free = 0, 0.0
        for stop in stops:
            patient = patients.get(stop.patient)
            if patient is None or not 0 <= stop.nth < len(patient.needs):
                broken.append(Violation(Rule.UNKNOWN, f"{stop.patient}/{stop.nth}"))
                continue
            need = patient.needs[stop.nth]
            travel = float(instance.distances[place, patient.place])
            earliest = max(free + travel, patient.early)
            # Written so that a start that is no number breaks the rule too.
            if not earliest - SLACK <= stop.start < math.inf:
                broken.append(
                    Violation(Rule.TOO_SOON, f"{name}, {stop.patient}: {stop.start} < {earliest:.3f}")
                )
            if need.service not in carers[name].abilities:
                broken.append(Violation(Rule.UNABLE, f"{name}, {stop.patient}: {need.service}"))
            served.setdefault((stop.patient, stop.nth), []).append((name, stop.start))
            late.append(max(0.0, stop.start - patient.late))
            distance += travel
            place, free = patient.place, stop.start + need.minutes
        distance += float(instance.distances[place, 0])
    broken += _once(
        {
            f"{patient.id}/{nth}": len(served.get((patient.id, nth), ()))
            for patient in instance.patients
            for nth in range(len(patient.needs))
        }
    )
    for patient in instance.patients:
        if patient.lag is not None:
            broken += _together(patient, patient.lag, served)
    cost = (distance + math.fsum(late) + max(late)) / 3
    return Checked(tuple(broken), cost, distance, math.fsum(late), max(late))


def _once(times: Mapping[object, int]) -> list[Violation]:
    """Everybody served once and only once."""
    return [
        Violation(Rule.SERVED_TWICE if count else Rule.NOT_SERVED, str(where))
        for where, count in times.items()
        if count != 1
    ]


def _together(
    patient: Patient, lag: tuple[float, float], served: Mapping[tuple[str, int], list[tuple[str, float]]]
) -> list[Violation]:
    """Two different carers, the second within the lag after the first."""
    pair = [served.get((patient.id, nth), []) for nth in (0, 1)]
    if not all(pair):
        return []  # said already: not served
    (first, begin), (second, follow) = pair[0][0], pair[1][0]
    found = [Violation(Rule.SAME_CARER, f"{patient.id}: {first}")] if first == second else []
    if not lag[0] - SLACK <= follow - begin <= lag[1] + SLACK:
        found.append(
            Violation(Rule.LAG, f"{patient.id}: {follow - begin:.3f} not within {lag[0]:g}–{lag[1]:g}")
        )
    return found
