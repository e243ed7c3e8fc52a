"""Where one more volunteer would help most: read off the prices of a plan and its shortages, without solving again.

Somebody new at a place takes the visits that save most beyond their way, as many as fit into the month. By weak duality
(see `certificate`) no plan with the newcomer can save more than the prices say:

    objective before - objective after  ≤  Σ the best visits' (price - cost) + the gap of the plan     (`bound_m`)

Where supply and demand just meet, prices are not unique: what one visit more would cost is then more than what one
visit less would save. So the estimate `gain_m` takes of each visit, if that is less than its price,

- what an unmatched visit is worth, and the elder it covers, once for each elder;
- for a visit that somebody makes, in a neighbourhood short of time (`cut`): what whoever is freed makes instead, as
  many times as visits are missing there;
- for any other: the way that is saved.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from matching import costs
from matching.cut import Shortages, saved_dm, shortages
from matching.needs import open_slots, persons_left
from matching.places import FARTHEST_M, distance_m, earth_centred
from matching.plan import Plan
from matching.problem import ALL_SLOTS, ANY_GENDER, Floats, Ints
from matching.reasons import pair_rules

_SLACK_M = 1.0
# Among how many of the best visits, as a multiple of what fits, the choice is made.
_LOOK = 8
_AT_ONCE = 200


@dataclass(frozen=True)
class Typical:
    """The newcomer: how far they go (metres, not negative), minutes a month, and what they are and can do.

    `gender` 0 = no visit that asks for a man or a woman counts; `skills` and `dialects` bits as in `Problem`.
    """

    reach_m: float
    cap_minutes: int
    slots: int = ALL_SLOTS
    gender: int = ANY_GENDER
    skills: int = 0
    dialects: int = 0
    adult: bool = True


@dataclass(frozen=True, eq=False)
class Missing:
    """For each place (arrays of one length): `gain_m` what one more volunteer there would save, to first order, and
    `bound_m` what that cannot exceed; how many more `visits` would be made and `elders` be visited at all; and, within
    the newcomer's reach, `uncovered` elders without any visit and `unmatched` visits, whatever they ask for."""

    gain_m: Floats
    bound_m: Floats
    visits: Ints
    elders: Ints
    uncovered: Ints
    unmatched: Ints

    def __len__(self) -> int:
        return len(self.gain_m)


def missing(
    plan: Plan, lat: Floats, lon: Floats, typical: Typical, *, short: Shortages | None = None
) -> Missing:
    """What one more typical volunteer at each of these places (WGS-84 degrees, NaN = unknown) would save.

    `short` are the plan's shortages, if they are known already. Raises ValueError for a plan without prices.
    """
    if plan.prices is None:
        raise ValueError("a plan without prices cannot say where volunteers are missing")
    size = len(lat)
    none = np.zeros(size, dtype=np.int64)
    result = Missing(np.zeros(size), np.zeros(size), *(none.copy() for _column in range(4)))
    known = np.flatnonzero(~np.isnan(lat) & ~np.isnan(lon))
    place = earth_centred(lat[known], lon[known])
    reach = min(typical.reach_m, FARTHEST_M)
    _count_gaps(plan, place, known, reach, result)
    market = _Market(plan, typical, shortages(plan) if short is None else short)
    if not len(market.place) or not len(known):
        return result
    tree = cKDTree(market.place)
    for low in range(0, len(known), _AT_ONCE):
        batch = slice(low, low + _AT_ONCE)
        near = tree.query_ball_point(place[batch], reach + _SLACK_M)
        for index, here, at in zip(known[batch].tolist(), place[batch], near, strict=True):
            if at:
                market.offer(result, index, here, np.sort(np.array(at, dtype=np.int64)), reach)
    return result


class _Market:
    """The open visits a newcomer could make, and what each is worth."""

    def __init__(self, plan: Plan, typical: Typical, short: Shortages) -> None:
        problem, prices = plan.problem, plan.prices
        assert prices is not None
        self._weights = plan.weights
        self._units = max(0, typical.cap_minutes) // prices.unit_minutes
        left = persons_left(problem)
        fine = (left > 0) & (prices.visit > 0) & ~np.isnan(problem.visit_lat + problem.visit_lon)
        asked = vars(problem) | {"visit_slots": open_slots(problem)}
        has = {
            "slots": np.uint32(typical.slots), "skills": np.uint64(typical.skills), "gender": typical.gender,
            "dialects": np.uint64(typical.dialects), "adult": typical.adult,
        }  # fmt: skip
        fine &= np.logical_and.reduce(list(pair_rules(asked, has).values()))
        fine &= problem.visit_minutes // prices.unit_minutes <= self._units
        visit = np.flatnonzero(fine)
        self.place = earth_centred(problem.visit_lat[visit], problem.visit_lon[visit])
        self._elder = problem.visit_elder[visit]
        self._need = problem.visit_minutes[visit] // prices.unit_minutes
        # Decimetres per visit, as costs are.
        self._price = prices.visit[visit] / prices.scale * self._need
        self._group = short.group_of[visit]
        self._lacking = short.visits - short.possible
        self._alone = short.uncovered
        self._uncovered_dm = costs.uncovered_dm(plan.weights)
        self._open = np.isin(visit, plan.unmatched.visit)
        worth = np.zeros(problem.visits)
        rows = plan.assignments
        np.maximum.at(worth, rows.visit, rows.cost_m * costs.DM_PER_M)
        worth = np.maximum(worth, short.chain_dm)
        worth[plan.unmatched.visit] = saved_dm(plan, plan.unmatched.visit)
        self._worth = np.minimum(self._price, worth[visit])
        self._fills = (self._open | (short.chain_dm[visit] > 0)) & (self._worth > 0)
        unfilled = costs.unfilled_dm(problem, plan.weights)
        # Whether what is made in the end is the only visit of an elder.
        most = np.where(self._open, unfilled[visit], unfilled.max(initial=0))
        self._covers = self._fills & (self._worth > most + self._uncovered_dm / 2)

    def offer(self, result: Missing, index: int, here: Floats, at: Ints, reach: float) -> None:
        """Write what a newcomer `here` would save by the best of the visits `at`."""
        metres = distance_m(np.broadcast_to(here, (len(at), 3)), self.place[at])
        cost = np.rint(metres * (self._weights.distance * costs.DM_PER_M))
        cost += costs.discontinuity_dm(self._weights)
        inside = metres <= reach
        at, cost = at[inside], cost[inside]
        result.bound_m[index] = _best(self._price[at] - cost, self._need[at], self._units) / costs.DM_PER_M
        worth = self._worth[at] - cost
        rank = np.lexsort((at, -worth / self._need[at]))
        rank = rank[worth[rank] > 0][: _LOOK * self._units]
        gain, visits, elders = self._choose(at[rank], worth[rank])
        result.gain_m[index] = min(gain / costs.DM_PER_M, result.bound_m[index])
        result.visits[index], result.elders[index] = visits, elders

    def _choose(self, at: Ints, worth: Floats) -> tuple[float, int, int]:
        """(decimetres saved, visits filled, elders covered): the best that fits, each gap filled once."""
        queue = [(-value / need, index, value) for index, (value, need) in
                 enumerate(zip(worth.tolist(), self._need[at].tolist(), strict=True))]  # fmt: skip
        heapq.heapify(queue)
        room, gain, visits, elders = self._units, 0.0, 0, 0
        filled: dict[int, int] = {}
        covered: dict[int, int] = {}
        seen: set[int] = set()
        while queue and room > 0:
            _rank, index, value = heapq.heappop(queue)
            here, need = int(at[index]), int(self._need[at[index]])
            group, elder = int(self._group[here]), int(self._elder[here])
            if need > room:
                continue
            covers = bool(self._covers[here])
            if covers and self._covered_already(here, group, elder, seen, covered):
                covers = False
            fills = bool(self._fills[here])
            if fills and group >= 0 and filled.get(group, 0) >= self._lacking[group]:
                fills = covers = False
            now = float(worth[index])
            if self._covers[here] and not covers:
                now -= self._uncovered_dm
            if self._fills[here] and not fills:
                now = 0.0
            if now <= 0:
                continue
            if now < value:
                heapq.heappush(queue, (-now / need, index, now))
                continue
            room, gain, visits, elders = room - need, gain + now, visits + fills, elders + covers
            if fills and group >= 0:
                filled[group] = filled.get(group, 0) + 1
            if covers:
                seen.add(elder)
                covered[group] = covered.get(group, 0) + 1
        return gain, visits, elders

    def _covered_already(
        self, here: int, group: int, elder: int, seen: set[int], covered: dict[int, int]
    ) -> bool:
        """Whether no elder is left whom this visit, or who is freed by it, would cover."""
        if self._open[here] and elder in seen:
            return True
        return group >= 0 and covered.get(group, 0) >= self._alone[group]


def _best(worth: Floats, need: Ints, units: int) -> float:
    """The most that `units` of time can be worth: by worth per unit, the last visit in part."""
    rate = worth / need
    order = np.lexsort((np.arange(len(worth)), -rate))
    order = order[rate[order] > 0]
    before = np.cumsum(need[order]) - need[order]
    return float(rate[order] @ np.clip(units - before, 0, need[order]))


def _count_gaps(plan: Plan, place: Floats, known: Ints, reach: float, result: Missing) -> None:
    """Elders without any visit and visits without anybody, within reach of each place."""
    problem = plan.problem
    short = plan.unmatched.visit
    short = short[~np.isnan(problem.visit_lat[short] + problem.visit_lon[short])]
    if not len(short) or not len(known):
        return
    filled = np.bincount(plan.assignments.visit, minlength=problem.visits) >= problem.visit_persons
    alone = short[np.isin(problem.visit_elder[short], costs.uncovered_elders(problem, filled))]
    one_each = alone[np.unique(problem.visit_elder[alone], return_index=True)[1]]
    for chosen, column in ((short, result.unmatched), (one_each, result.uncovered)):
        if len(chosen):
            tree = cKDTree(earth_centred(problem.visit_lat[chosen], problem.visit_lon[chosen]))
            column[known] = tree.query_ball_point(place, reach, return_length=True)
