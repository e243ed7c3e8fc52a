"""The month as a flow network.

    need --[cost of the pair per unit]--> volunteer --[fairness]--> end
    need --[unfilled]--> elder --[0, then uncovered for the last visit]--> end

Every need sends `demand` units. The way over its elder always has room, so the flow always exists; since the last
visit of an elder is the dearest to lose, costs rise along it and the flow is exact. An elder with a single need is
left out: the need goes straight to the end, first by the cheap arc, then by the dear one.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from volunteers.matching import costs
from volunteers.matching.eligibility import Rules
from volunteers.matching.needs import Needs, Pool
from volunteers.matching.problem import Ints, Weights
from volunteers.matching.simplex import Simplex


def unit_scale(needs: Needs) -> int:
    """A factor that makes the cost per person and unit a whole number for every need (1 in the plain case).

    When visits have so many different lengths that it would pass 5,040, costs per unit are rounded down instead, to
    a 64th or better, and the flow is a bound from below.
    """
    factor = 1
    for share in np.unique(needs.units * needs.persons).tolist():
        factor = math.lcm(factor, share)
        if factor > 5_040:
            return max(5_040, 64 * int((needs.units * needs.persons).max()))
    return factor


class Stretches(NamedTuple):
    """Volunteer → end in stretches of equal marginal cost: `member`, `room` units, `cost` per unit (decimetres)."""

    member: Ints
    room: Ints
    cost: Ints


def stretches(pool: Pool, weights: Weights, unit: int, scale: int) -> Stretches:
    """Up to five stretches for each member, cheap ones first (a unit may straddle a step)."""
    marks = [np.zeros(len(pool), dtype=np.int64), pool.units]
    for step in (pool.cap_minutes // 3, 2 * pool.cap_minutes // 3):
        below = np.clip((step - pool.base_minutes) // unit, 0, pool.units)
        marks += [below, np.minimum(below + 1, pool.units)]
    mark = np.sort(np.stack(marks), axis=0)
    minutes = pool.base_minutes + mark * unit
    paid = costs.fairness_dm(weights, minutes, np.broadcast_to(pool.cap_minutes, minutes.shape))
    room, rise = np.diff(mark, axis=0), np.diff(paid, axis=0)
    member, which = np.nonzero(room.T)
    room, rise = room[which, member], rise[which, member]
    return Stretches(member, room, rise * scale // room)


class Network:
    """The flow over a growing list of pairs. `need`, `member` name the pairs in the order they were added."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.scale = rules, unit_scale(rules.needs)
        self._simplex = Simplex()
        self._per_visit = self.scale // rules.needs.units
        self._make_members()
        self._make_needs()
        none = np.empty(0, dtype=np.int64)
        self.need, self.member, self._arc, self._limit = none, none, none, none

    def _make_members(self) -> None:
        pool, simplex = self.rules.pool, self._simplex
        stretch = stretches(pool, self.rules.weights, self.rules.needs.unit_minutes, self.scale)
        # Who has no time left in this part of the month has no stretch, and a way of no capacity.
        at = np.searchsorted(stretch.member, np.arange(len(pool)))
        has = np.bincount(stretch.member, minlength=len(pool)) > 0
        room, cost = np.zeros((2, len(pool)), dtype=np.int64)
        room[has], cost[has] = stretch.room[at[has]], stretch.cost[at[has]]
        nothing = np.zeros(len(pool), dtype=np.int64)
        self._members, _ = simplex.add_nodes(nothing, cost, room, nothing)
        first = np.zeros(len(stretch.member), dtype=np.bool_)
        first[at[has]] = True
        more = np.flatnonzero(~first)
        nodes = self._members[stretch.member[more]]
        simplex.add_arcs(nodes, nodes * 0, stretch.room[more], stretch.cost[more])

    def _make_needs(self) -> None:
        needs, simplex, scale = self.rules.needs, self._simplex, self.scale
        last = needs.last_units
        # Room for one unit more than can come, so that the price of a further unit is always defined.
        dear_cost = np.where(
            last > 0, costs.uncovered_dm(self.rules.weights) * scale // np.maximum(1, last), 0
        )
        free = needs.supply - last
        several = np.bincount(needs.elder, minlength=len(last)) > 1
        elders = np.flatnonzero(several)
        self._elder_node = np.zeros(len(last), dtype=np.int64)
        carried = np.where(last > 0, last, needs.supply)
        nodes, _ = simplex.add_nodes(elders * 0, dear_cost[elders], carried[elders] + 1, carried[elders])
        self._elder_node[elders] = nodes
        also = elders[(last > 0)[elders] & (free > 0)[elders]]
        simplex.add_arcs(self._elder_node[also], also * 0, free[also], also * 0, full=True)
        unfilled = needs.unfilled * scale // (needs.units * needs.persons)
        elder = needs.elder
        lone = ~several[elder]
        carried = np.where(lone, carried[elder], needs.demand)
        self._needs, _ = simplex.add_nodes(
            self._elder_node[elder], unfilled + np.where(lone, dear_cost[elder], 0), carried + 1, carried
        )
        rest = np.flatnonzero(lone & (last[elder] > 0) & (free[elder] > 0))
        simplex.add_arcs(self._needs[rest], rest * 0, free[elder[rest]], unfilled[rest], full=True)
        self._unfilled, self._lone_dear = unfilled, np.where(lone, dear_cost[elder], 0)

    def add(self, need: Ints, member: Ints) -> None:
        """Add eligible pairs that are not in the list yet."""
        cost, limit = self.rules.terms(need, member)
        arcs = self._simplex.add_arcs(
            self._needs[need], self._members[member], limit * self.rules.needs.units[need],
            cost * self._per_visit[need],
        )  # fmt: skip
        self.need, self.member = np.concatenate((self.need, need)), np.concatenate((self.member, member))
        self._arc, self._limit = np.concatenate((self._arc, arcs)), np.concatenate((self._limit, limit))

    def run(self) -> None:
        """Make the flow a cheapest one over the pairs there are."""
        self._simplex.run()

    @property
    def pivots(self) -> int:
        """How many steps the solver has taken."""
        return self._simplex.pivots

    @property
    def on(self) -> Ints:
        """Units on each pair."""
        return self._simplex.flow[self._arc]

    def full(self) -> tuple[Ints, Ints]:
        """(need, member) of the pairs that carry all they may: only they can look cheap at the prices and be no help."""
        crowded = np.flatnonzero(self.on >= self._limit * self.rules.needs.units[self.need])
        return self.need[crowded], self.member[crowded]

    def need_price(self) -> Ints:
        """What one unit more of each need would cost (decimetres × scale)."""
        return self._simplex.price[self._needs].copy()

    def member_price(self) -> Ints:
        """What one unit more of each member's time would save."""
        return self._simplex.price[self._members].copy()

    def elder_price(self) -> Ints:
        """The part of a need's price that stands for leaving its elder alone (per elder of the needs)."""
        price = self._simplex.price[self._elder_node]
        lone = np.flatnonzero(self._elder_node[self.rules.needs.elder] == 0)
        over = np.clip(self.need_price() - self._unfilled, 0, self._lone_dear)
        price[self.rules.needs.elder[lone]] = over[lone]
        return price

    def cost(self) -> int:
        """What the flow costs, decimetres × scale."""
        return self._simplex.cost()
