"""The referee: checks a plan without a line of the code that made it.

Feasibility: every rule of `Problem`, assignment by assignment. Bound: weak duality of the flow in `flow`'s docstring.
Whatever the prices, no plan costs less than

    Σ persons·units·price(visit)
  - Σ what the way over "nobody comes" would gain at these prices
  - Σ what a volunteer's time would gain
  - Σ what any eligible pair would gain

so good prices prove a plan optimal, and wrong ones only prove less. The last sum runs over *all* eligible pairs. Only
the definition of costs (`costs`) and positions (`places`) is shared with the solver.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from volunteers.matching import costs
from volunteers.matching.places import FARTHEST_M, distance_m, earth_centred
from volunteers.matching.plan import Plan, Prices
from volunteers.matching.problem import ALL_SLOTS, Bools, Floats, Ints, Problem, Weights

_MOST_FAULTS = 20
_PART = 64
_OUT_OF_REACH = "out of reach"


class CertificateError(RuntimeError):
    """A plan breaks a rule. `faults` lists what is wrong; such a plan is never handed out."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("the plan breaks its rules: " + "; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Certificate:
    """`faults` (empty = feasible; at most 20 are listed), objective and bound in metres, `optimal` = no plan at all
    is better. `bound_m` is None for a plan without prices."""

    faults: tuple[str, ...]
    objective_m: float
    bound_m: float | None
    optimal: bool


def certify(problem: Problem, plan: Plan) -> Certificate:
    """Check a plan for this problem: feasible, and how far from optimal at most."""
    rows = plan.assignments
    objective = costs.objective_dm(problem, plan.weights, rows.visit, rows.volunteer)
    bound = None if plan.prices is None else bound_dm(problem, plan.weights, plan.prices)
    faults = check(problem, rows.visit, rows.volunteer)
    if bound is not None and bound > objective:
        faults = (*faults, f"the bound {bound} dm lies above the objective {objective} dm")
    missing = np.setdiff1d(_short(problem, rows.visit), plan.unmatched.visit)
    if len(missing):
        faults = (*faults, f"visit {missing[0]} has nobody and no reason is given")
    return Certificate(
        faults=faults,
        objective_m=objective / costs.DM_PER_M,
        bound_m=None if bound is None else bound / costs.DM_PER_M,
        optimal=not faults and bound == objective,
    )


def _short(problem: Problem, visit: Ints) -> Ints:
    return np.flatnonzero(np.bincount(visit, minlength=problem.visits) < problem.visit_persons)


def check(problem: Problem, visit: Ints, volunteer: Ints) -> tuple[str, ...]:
    """Everything that (visit, volunteer) pairs break, in words for a developer; empty when nothing."""
    stride = max(1, problem.volunteers)
    key = visit * stride + volunteer
    locked = np.isin(key, problem.locked[:, 0] * stride + problem.locked[:, 1])
    faults: list[str] = []

    def expect(fine: Bools, text: str) -> None:
        for at in np.flatnonzero(~fine)[: _MOST_FAULTS - len(faults)].tolist():
            faults.append(f"visit {visit[at]}, volunteer {volunteer[at]}: {text}")

    expect(
        np.unique(key, return_counts=True)[1][np.unique(key, return_inverse=True)[1]] == 1,
        "twice on one visit",
    )
    expect(~np.isin(key, problem.forbidden[:, 0] * stride + problem.forbidden[:, 1]), "has declined")
    for text, fine in _pair_rules(problem, visit, volunteer):
        expect(fine | locked, text)
    expect(
        _within_window(problem, visit, volunteer) | locked, "more visits in one window than slots in common"
    )
    expect(_together(problem, visit, volunteer) | locked, "no slot in which all can")
    filled = np.bincount(visit, minlength=problem.visits)
    expect((filled <= problem.visit_persons)[visit], "too many people")
    expect((filled == problem.visit_persons)[visit] | locked, "comes without the second person")
    loads = np.bincount(volunteer, problem.visit_minutes[visit], problem.volunteers)
    settled = np.bincount(volunteer[locked], problem.visit_minutes[visit[locked]], problem.volunteers)
    over = (loads > problem.cap_minutes) & (loads > settled)
    expect(~over[volunteer], "above the volunteer's minutes")
    kept = np.isin(problem.locked[:, 0] * stride + problem.locked[:, 1], key)
    faults += [f"locked pair {pair} is missing" for pair in problem.locked[~kept].tolist()]
    return tuple(faults[:_MOST_FAULTS])


def _pair_rules(problem: Problem, visit: Ints, volunteer: Ints) -> list[tuple[str, Bools]]:
    gender, skills = problem.visit_gender[visit], problem.visit_skills[visit]
    spoken = problem.visit_dialects[visit]
    with np.errstate(invalid="ignore"):
        near = costs.metres(problem, visit, volunteer) <= problem.reach_m[volunteer]
    return [
        (_OUT_OF_REACH, near),
        ("no slot in common", (problem.visit_slots[visit] & problem.slots[volunteer]) > 0),
        ("not of the gender asked for", (gender == 0) | (gender == problem.gender[volunteer])),
        ("lacks a skill", (skills & ~problem.skills[volunteer]) == 0),
        ("no dialect in common", (spoken == 0) | ((spoken & problem.dialects[volunteer]) > 0)),
        ("is a minor", ~(problem.visit_adult_only[visit] & ~problem.adult[volunteer])),
    ]


def _within_window(problem: Problem, visit: Ints, volunteer: Ints) -> Bools:
    fine = np.ones(len(visit), dtype=np.bool_)
    seen: dict[tuple[int, int, int], list[int]] = {}
    elder, window = problem.visit_elder, problem.visit_window
    dated = np.flatnonzero(window[visit] >= 0)
    # Only visits that share elder and window with another can crowd it.
    key = elder[visit[dated]] * (int(window.max(initial=0)) + 1) + window[visit[dated]]
    _, which, times = np.unique(key, return_inverse=True, return_counts=True)
    for at in dated[times[which] > 1].tolist():
        one = (int(elder[visit[at]]), int(window[visit[at]]), int(volunteer[at]))
        seen.setdefault(one, []).append(at)
    for (_elder, _window, who), rows in seen.items():
        slots = int(np.bitwise_or.reduce(problem.visit_slots[visit[rows]])) & int(problem.slots[who])
        fine[rows] = len(rows) <= slots.bit_count()
    return fine


def _together(problem: Problem, visit: Ints, volunteer: Ints) -> Bools:
    """Whether all who come to a visit share a slot with it (asked only where two come)."""
    common = problem.visit_slots & np.uint32(ALL_SLOTS)
    np.bitwise_and.at(common, visit, problem.slots[volunteer])
    return np.asarray((common != 0)[visit] | (problem.visit_persons[visit] == 1))


def bound_dm(problem: Problem, weights: Weights, prices: Prices) -> int:
    """A cost that no plan can undercut, decimetres, from prices of any quality."""
    unit, scale = prices.unit_minutes, prices.scale
    taken = np.bincount(problem.locked[:, 0], minlength=problem.visits)
    left = problem.visit_persons - taken
    located = ~np.isnan(problem.visit_lat) & ~np.isnan(problem.visit_lon)
    wanted = np.flatnonzero((left > 0) & located)
    units = problem.visit_minutes[wanted] // unit
    supply = left[wanted] * units
    price, elder_price = prices.visit[wanted], prices.elder[wanted]
    unfilled = np.rint(np.array(weights.unfilled_m) * costs.DM_PER_M).astype(np.int64)[
        problem.visit_tier[wanted]
    ]
    elders, elder = np.unique(problem.visit_elder[wanted], return_inverse=True)
    # One elder, one price, even if somebody hands in several.
    worth = np.zeros(len(elders), dtype=np.int64)
    worth[elder] = elder_price
    total = int(supply @ price)
    total -= int(supply @ np.maximum(0, price - unfilled * scale // supply - worth[elder]))
    whole = taken >= problem.visit_persons
    alone = ~np.isin(elders, np.concatenate((problem.visit_elder[whole], problem.covered)))
    total -= _elder_gain(weights, scale, elder, supply, worth, alone)
    total -= _time_gain(problem, weights, prices)
    total -= _pair_gain(problem, weights, prices, wanted, left[wanted])
    fixed = costs.objective_dm(problem, weights, problem.locked[:, 0], problem.locked[:, 1])
    fixed -= int(unfilled.sum()) + int(alone.sum()) * costs.uncovered_dm(weights)
    return fixed - (-total // scale)


def _elder_gain(weights: Weights, scale: int, elder: Ints, supply: Ints, worth: Ints, alone: Bools) -> int:
    """What sending everybody's visits over "nobody comes" would gain; `worth` is the price of each elder."""
    every = np.bincount(elder, supply, len(alone)).astype(np.int64)
    last = np.full(len(alone), np.iinfo(np.int64).max)
    np.minimum.at(last, elder, supply)
    last = np.where(alone, last, 0)
    uncovered = costs.uncovered_dm(weights) * scale // np.maximum(1, last)
    gain = (every - last) * np.maximum(0, worth) + last * np.maximum(0, worth - uncovered)
    return int(gain.sum())


def _free_units(problem: Problem, unit: int) -> tuple[Ints, Ints]:
    """(units of room, minutes locked) of every volunteer."""
    visit, volunteer = problem.locked[:, 0], problem.locked[:, 1]
    base = np.bincount(volunteer, problem.visit_minutes[visit], problem.volunteers).astype(np.int64)
    return np.maximum(0, problem.cap_minutes - base) // unit, base


def _time_gain(problem: Problem, weights: Weights, prices: Prices) -> int:
    """What selling volunteers' time at its price would gain beyond the cost of fairness."""
    room, base = _free_units(problem, prices.unit_minutes)
    cap = np.maximum(0, problem.cap_minutes)
    at_base = costs.fairness_dm(weights, base, cap)
    best = np.zeros(problem.volunteers, dtype=np.int64)
    # Cost rises in straight stretches: the best load is at an end of one.
    ends = [room]
    for step in (cap // 3, 2 * cap // 3):
        below = (step - base) // prices.unit_minutes
        ends += [np.clip(below, 0, room), np.clip(below + 1, 0, room)]
    for load in ends:
        paid = costs.fairness_dm(weights, base + load * prices.unit_minutes, cap) - at_base
        best = np.maximum(best, prices.volunteer * load - paid * prices.scale)
    return int(best.sum())


def _pair_gain(problem: Problem, weights: Weights, prices: Prices, wanted: Ints, left: Ints) -> int:
    """What all eligible pairs would gain at the prices: for one person the best pair of each visit, as nobody can
    come more than once; for two the sum over pairs."""
    room, _ = _free_units(problem, prices.unit_minutes)
    people = np.flatnonzero((room > 0) & ~np.isnan(problem.lat + problem.lon) & (problem.reach_m >= 0))
    if not len(people) or not len(wanted):
        return 0
    scan = _Scan(problem, weights, prices, wanted, people)
    units = problem.visit_minutes[wanted] // prices.unit_minutes
    gain = np.zeros(len(wanted), dtype=np.int64)
    parts = (scan.strangers(part) for part in _neighbourhoods(scan.here, prices.visit[wanted]))
    for at, who, value in itertools.chain([scan.familiar()], parts):
        fine = units[at] <= room[people[who]]
        at, value = at[fine], value[fine]
        single = left[at] == 1
        np.maximum.at(gain, at[single], value[single])
        np.add.at(gain, at[~single], value[~single])
    return int((gain * units).sum())


class _Scan:
    """All eligible pairs of visits (`wanted`) and `people` that gain at the prices, part by part."""

    def __init__(
        self, problem: Problem, weights: Weights, prices: Prices, wanted: Ints, people: Ints
    ) -> None:
        self._problem, self._weights, self._wanted, self._people = problem, weights, wanted, people
        self.here = earth_centred(problem.visit_lat[wanted], problem.visit_lon[wanted])
        self._there = earth_centred(problem.lat[people], problem.lon[people])
        self._tree = cKDTree(self._there)
        self._reach = np.minimum(problem.reach_m[people], FARTHEST_M)
        self._farthest = float(self._reach.max()) + 1.0
        self._price, self._time_price = prices.visit[wanted], prices.volunteer[people]
        self._per_unit = prices.scale // (problem.visit_minutes[wanted] // prices.unit_minutes)
        self._stride = max(1, problem.volunteers)
        self._known = costs.pair_keys(problem, problem.previous)
        self._barred = costs.pair_keys(problem, np.concatenate((problem.forbidden, problem.locked)))
        self._slots = problem.visit_slots.copy()
        np.bitwise_and.at(self._slots, problem.locked[:, 0], problem.slots[problem.locked[:, 1]])

    def familiar(self) -> tuple[Ints, Ints, Ints]:
        """(index into wanted, index into people, gain per unit) of those who met last month and would gain."""
        order = np.argsort(self._problem.visit_elder[self._wanted], kind="stable")
        elders = self._problem.visit_elder[self._wanted][order]
        elder, volunteer = self._problem.previous[:, 0], self._problem.previous[:, 1]
        start, stop = np.searchsorted(elders, elder), np.searchsorted(elders, elder, side="right")
        index = np.full(self._problem.volunteers, -1, dtype=np.int64)
        index[self._people] = np.arange(len(self._people))
        pairs = [
            (at, who)
            for low, high, who in zip(start.tolist(), stop.tolist(), index[volunteer].tolist(), strict=True)
            if who >= 0
            for at in order[low:high].tolist()
        ]
        at, who = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2).T
        return self._gaining(at, who)

    def strangers(self, part: Ints) -> tuple[Ints, Ints, Ints]:
        """The same for these visits and everybody who did not come last month."""
        near = self._near(part)
        surplus = self._price[part][:, None] - self._time_price[near][None, :]
        far2 = sum(
            (self.here[part, axis][:, None] - self._there[near, axis][None, :]) ** 2 for axis in range(3)
        )
        row, column = np.nonzero(surplus > self._least(np.sqrt(far2)) * self._per_unit[part][:, None])
        at, who = part[row], near[column]
        elder = self._problem.visit_elder[self._wanted[at]]
        strange = ~costs.holds(self._known, elder * self._stride + self._people[who])
        return self._gaining(at[strange], who[strange])

    def _gaining(self, at: Ints, who: Ints) -> tuple[Ints, Ints, Ints]:
        visit, volunteer = self._wanted[at], self._people[who]
        metres = distance_m(self.here[at], self._there[who])
        elder = self._problem.visit_elder[visit]
        known = costs.holds(self._known, elder * self._stride + volunteer)
        moved = costs.moved(self._problem, visit, volunteer)
        cost = costs.pair_dm(self._weights, metres, known, moved, elder, volunteer)
        value = self._price[at] - self._time_price[who] - cost * self._per_unit[at]
        good = (value > 0) & (metres <= self._reach[who])
        good[good] = self._may(visit[good], volunteer[good])
        return at[good], who[good], value[good]

    def _near(self, part: Ints) -> Ints:
        """Strangers who could gain with any of these visits, by reach and by price."""
        centre = self.here[part].mean(axis=0)
        radius = float(np.sqrt(((self.here[part] - centre) ** 2).sum(axis=1)).max())
        hits = self._tree.query_ball_point(centre, radius + self._farthest, return_sorted=True)
        near = np.array(hits, dtype=np.int64)
        away = np.sqrt(((self._there[near] - centre) ** 2).sum(axis=1)) - radius
        surplus = self._price[part].max() - self._time_price[near]
        return np.asarray(near[surplus > self._least(away) * self._per_unit[part].min()])

    def _least(self, metres: Floats) -> Floats:
        """A cost that no strangers so far apart undercut: generous by a metre and a decimetre."""
        way = np.maximum(0.0, metres - 1.0) * (self._weights.distance * costs.DM_PER_M)
        return np.asarray(way + costs.discontinuity_dm(self._weights) - 1)

    def _may(self, visit: Ints, volunteer: Ints) -> Bools:
        """Whether each pair keeps the rules other than reach."""
        fine = (self._slots[visit] & self._problem.slots[volunteer]) != 0
        for text, holds in _pair_rules(self._problem, visit, volunteer):
            if text != _OUT_OF_REACH:
                fine &= holds
        return np.asarray(fine & ~costs.holds(self._barred, visit * self._stride + volunteer))


def _neighbourhoods(place: Floats, price: Ints) -> list[Ints]:
    """Visits in parts of at most `_PART`, near each other (cubes of 2 km) and of like price."""
    cube = np.floor(place / 2_000.0).astype(np.int64)
    _, which = np.unique(cube, axis=0, return_inverse=True)
    which = which.reshape(-1)
    order = np.lexsort((price, which))
    groups = np.split(order, np.flatnonzero(np.diff(which[order])) + 1)
    return [part for group in groups for part in np.array_split(group, 1 + (len(group) - 1) // _PART)]
