"""The month as a flow network.

    need --[cost of the pair per unit]--> volunteer --[fairness]--> end
    need --[unfilled]--> elder --[0, then uncovered for the last visit]--> end

and, for a volunteer whose visits would not fit into the half-days there are,

    need --[cost]--> half-day of a week --[slot_visits]--> weekly slot --[slot_total]--> volunteer

Every need sends `demand` units. The way over its elder always has room, so the flow always exists; since the last
visit of an elder is the dearest to lose, costs rise along it and the flow is exact. An elder with a single need is
left out: the need goes straight to the end, first by the cheap arc, then by the dear one.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import NamedTuple

import numpy as np

from matching import costs
from matching.columns import Columns
from matching.eligibility import Rules
from matching.half_days import Room
from matching.needs import Needs, Pool, ranges
from matching.problem import WEEKLY_SLOTS, Ints, Problem, Weights
from matching.simplex import Simplex


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


# So many arcs may be new before lists of them are sorted anew.
_MOST_LATE = 20_000


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

    def __init__(self, problem: Problem, rules: Rules) -> None:
        self._problem, self.rules, self.scale = problem, rules, unit_scale(rules.needs)
        self._simplex = Simplex()
        self._per_visit = self.scale // rules.needs.units
        self._make_members()
        self._make_needs()
        self._pairs = Columns(need=np.int64, member=np.int64)
        # Arcs of pairs: the direct one (slot -1), and one for each slot once the member's half-days are told apart.
        self._links = Columns(arc=np.int64, pair=np.int64, slot=np.int64)
        self._sorted: dict[str, tuple[Ints, Ints]] = {}
        self.opened = np.full(len(rules.pool), -1, dtype=np.int64)
        limits = rules.needs.window
        if len(problem.locked) and (rules.pool.slot_visits < rules.pool.slot_total).any():
            limits = np.concatenate((limits, problem.visit_window[problem.locked[:, 0]]))
        self._windows = np.unique(limits[limits >= 0])
        self._half_nodes = np.empty((0, WEEKLY_SLOTS, 1 + len(self._windows)), dtype=np.int64)
        # More than any way over "nobody comes" costs: what has this price is left as soon as the flow is cheapest.
        self._never = 2 * (int(self._unfilled.max(initial=0)) + int(self._dear_cost.max(initial=0))) + 1

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
        self._dear_cost = dear_cost
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
        self._needs, self._nobody = simplex.add_nodes(
            self._elder_node[elder], unfilled + np.where(lone, dear_cost[elder], 0), carried + 1, carried
        )
        rest = np.flatnonzero(lone & (last[elder] > 0) & (free[elder] > 0))
        simplex.add_arcs(self._needs[rest], rest * 0, free[elder[rest]], unfilled[rest], full=True)
        self._unfilled, self._lone_dear = unfilled, np.where(lone, dear_cost[elder], 0)

    def add(self, need: Ints, member: Ints) -> None:
        """Add eligible pairs that are not in the list yet."""
        first = len(self.need)
        self._pairs.extend(need=need, member=member)
        self._connect(np.arange(first, len(self.need)))

    def _connect(self, pair: Ints) -> None:
        """Arcs for pairs, all of them members whose half-days are told apart or not."""
        opened = self.opened[self.member[pair]]
        plain, slotted = pair[opened < 0], pair[opened >= 0]
        cost, limit = self.rules.terms(self.need[plain], self.member[plain])
        self._arcs(plain, self._members[self.member[plain]], limit, cost, np.full(len(plain), -1))
        if len(slotted):
            needs, pool = self.rules.needs, self.rules.pool
            common = self.rules.facts.n_slots[self.need[slotted]] & pool.slots[self.member[slotted]]
            row, slot = np.nonzero(common[:, None] >> np.arange(WEEKLY_SLOTS, dtype=np.uint32) & np.uint32(1))
            slotted = slotted[row]
            cost, limit = self.rules.terms(self.need[slotted], self.member[slotted])
            # Visits to one elder in one window sit in different slots.
            limit = np.where(needs.windowed[self.need[slotted]], 1, limit)
            nodes = self._half_nodes[
                self.opened[self.member[slotted]], slot, self.columns[self.need[slotted]]
            ]
            self._arcs(slotted, nodes, limit, cost, slot)

    def _arcs(self, pair: Ints, head: Ints, limit: Ints, cost: Ints, slot: Ints) -> None:
        if not len(pair):
            return
        need = self.need[pair]
        arcs = self._simplex.add_arcs(
            self._needs[need], head, limit * self.rules.needs.units[need], cost * self._per_visit[need]
        )
        self._links.extend(arc=arcs, pair=pair, slot=slot)

    @property
    def need(self) -> Ints:
        """The need of every listed pair; a view that `add` changes."""
        return self._pairs["need"]

    @property
    def member(self) -> Ints:
        """The member of every listed pair."""
        return self._pairs["member"]

    @property
    def _arc(self) -> Ints:
        return self._links["arc"]

    @property
    def _pair(self) -> Ints:
        return self._links["pair"]

    @cached_property
    def columns(self) -> Ints:
        """For each need the column of its window in what concerns half-days (0 = no window)."""
        window = self.rules.needs.window
        return np.where(window < 0, 0, np.searchsorted(self._windows, window) + 1)

    def open_half_days(self, members: Ints, room: Room) -> None:
        """Tell the half-days of members apart from now on; `room` knows the accepted visits in them."""
        members = members[self.opened[members] < 0]
        first = len(self._half_nodes)
        self.opened[members] = np.arange(first, first + len(members))
        row, slot = np.nonzero(
            self.rules.pool.slots[members][:, None] >> np.arange(WEEKLY_SLOTS, dtype=np.uint32) & np.uint32(1)
        )
        member, pool = members[row], self.rules.pool
        largest = int(self.rules.needs.units.max(initial=1))
        zero = np.zeros(len(member), dtype=np.int64)
        left = pool.slot_total[member]
        slots, _ = self._simplex.add_nodes(self._members[member], zero, left * largest, zero)
        nodes = np.full((len(members), WEEKLY_SLOTS, 1 + len(self._windows)), -1, dtype=np.int64)
        nodes[row, slot] = slots[:, None]
        half = pool.slot_visits[member]
        own = np.flatnonzero(half < left)
        for column in range(1, 1 + len(self._windows)):
            nodes[row[own], slot[own], column], _ = self._simplex.add_nodes(
                slots[own], zero[own], half[own] * largest, zero[own]
            )
        self._place_accepted(members, nodes, room)
        self._half_nodes = np.concatenate((self._half_nodes, nodes))
        self._retire(np.flatnonzero(np.isin(self.member[self._pair], members)))
        self._connect(np.flatnonzero(np.isin(self.member, members)))

    def _place_accepted(self, members: Ints, nodes: Ints, room: Room) -> None:
        """Accepted visits of these members travel too, over a slot each, and cost nothing on the rest of their way."""
        problem, simplex, needs = self._problem, self._simplex, self.rules.needs
        rows, at, mask = room.movable(self.rules.pool.volunteer[members])
        visit = problem.locked[rows, 0]
        units = np.clip(
            problem.visit_minutes[visit] // needs.unit_minutes, 1, int(needs.units.max(initial=1))
        )
        taken = np.bincount(at, units, len(members)).astype(np.int64)
        hosts = np.flatnonzero(taken)
        simplex.add_arcs(self._members[members[hosts]], hosts * 0, taken[hosts], hosts * 0)
        accepted, _ = simplex.add_nodes(rows * 0, np.full(len(rows), self._never), units + 1, units)
        row, slot = np.nonzero(mask[:, None] >> np.arange(WEEKLY_SLOTS, dtype=np.uint32) & np.uint32(1))
        window = problem.visit_window[visit[row]]
        column = np.where(np.isin(window, self._windows), np.searchsorted(self._windows, window) + 1, 0)
        simplex.add_arcs(accepted[row], nodes[at[row], slot, column], units[row], row * 0)

    def _retire(self, rows: Ints) -> None:
        """Make arcs of pairs (by their place among the arcs) so dear that nothing will travel on them."""
        if len(rows):
            self._simplex.set_cost(self._arc[rows], np.full(len(rows), self._never))

    def pin(self, needs: Ints, slots: Ints) -> None:
        """From now on these needs (all for two persons) can be met in these slots only (-1 = not at all)."""
        mask = np.where(slots >= 0, np.left_shift(1, np.maximum(slots, 0)), 0).astype(np.uint32)
        self.rules.facts.n_slots[needs] = mask
        rows = self._rows_of(needs)
        opened = self.opened[self.member[self._pair[rows]]] >= 0
        self._retire(rows[opened])
        # A slot arc that is missing because the need was pinned elsewhere comes with the pair anew.
        self._connect(np.unique(self._pair[rows[opened]]))
        rows = rows[~opened]
        need, member = self.need[self._pair[rows]], self.member[self._pair[rows]]
        fits = (self.rules.facts.n_slots[need] & self.rules.pool.slots[member]) != 0
        cost = self.rules.terms(need, member)[0] * self._per_visit[need]
        self._simplex.set_cost(self._arc[rows], np.where(fits, cost, self._never))

    def _rows_of(self, needs: Ints) -> Ints:
        """The places among the arcs of all pairs of some needs."""
        return self._rows("need", self.need, needs)

    def _rows(self, name: str, column: Ints, wanted: Ints) -> Ints:
        known = self._sorted.get(name)
        if known is None or len(known[0]) + _MOST_LATE < len(self._arc):
            by = column[self._pair]
            order = np.argsort(by, kind="stable")
            known = self._sorted[name] = order, by[order]
        order, by = known
        low, high = np.searchsorted(by, wanted), np.searchsorted(by, wanted, side="right")
        listed = order[ranges(low, high - low)[1]]
        # Arcs that came since the list was sorted are few.
        late = np.arange(len(order), len(self._arc))
        return np.concatenate((listed, late[np.isin(column[self._pair[late]], wanted)]))

    def insist(self, needs: Ints, on: bool) -> None:
        """Let nobody's missing cost more than anything (or what it costs again) for some needs for two persons."""
        if len(needs):
            usual = self._unfilled[needs] + self._lone_dear[needs]
            self._simplex.set_cost(self._nobody[needs], np.full(len(needs), self._never) if on else usual)

    def nobody_cost(self, needs: Ints) -> Ints:
        """What a visit costs that nobody makes, for needs of one visit (decimetres × scale)."""
        return (self._unfilled + self._lone_dear)[needs] * self.rules.needs.demand[needs]

    def charges(self, pairs: Ints, slot: Ints) -> Ints:
        """What a whole visit by each listed pair costs at the prices, room in the given slots included."""
        need, member = self.need[pairs], self.member[pairs]
        charge = self.rules.terms(need, member)[0] * self._per_visit[need] + self.member_price()[member]
        opened = np.flatnonzero(self.opened[member] >= 0)
        extra = self.slot_prices()[1]
        charge[opened] += extra[self.opened[member[opened]], slot[opened], self.columns[need[opened]]]
        return np.asarray(charge * self.rules.needs.units[need])

    def slot_prices(self) -> tuple[Ints, Ints]:
        """(opened members, what room in their half-days costs on top of their time (e, 21, 1 + windows)), ≥ 0."""
        if not len(self._half_nodes):
            return self._arc[:0], self._half_nodes
        members = np.flatnonzero(self.opened >= 0)
        members = members[np.argsort(self.opened[members])]
        time = self.member_price()[members]
        price = np.where(self._half_nodes >= 0, self._simplex.price[self._half_nodes], 0)
        # A slot in which nothing sits may look cheaper than the time it takes: then it costs nothing extra.
        price = np.maximum(0, price - time[:, None, None])
        price[:, :, 1:] = np.maximum(price[:, :, 1:], price[:, :, :1])
        return members, np.where(self._half_nodes >= 0, price, 0)

    @property
    def windows(self) -> Ints:
        """The windows that columns of half-days stand for, from column 1."""
        return self._windows

    def run(self) -> None:
        """Make the flow a cheapest one over the pairs there are."""
        self._simplex.run()

    def run_near(self) -> None:
        """The same when little has changed since, by looking only at what it concerns."""
        self._simplex.run_near()

    @property
    def on(self) -> Ints:
        """Units on each pair."""
        flow = self._simplex.flow[self._arc]
        used = np.flatnonzero(flow)
        return np.bincount(self._pair[used], flow[used], len(self.need)).astype(np.int64)

    def settled(self) -> tuple[Ints, Ints]:
        """(need, member) of listed pairs that may look cheap at the prices and be no help: those that carry all they
        may, and those of members whose half-days are told apart."""
        needs = self.rules.needs
        opened = np.flatnonzero(self.opened[self.member] >= 0) if len(self._half_nodes) else self.need[:0]
        # Alone, and in a window of one's own, nobody is kept from coming again.
        bounded = (needs.persons == 2) | needs.windowed
        if not bounded.any():
            return self.need[opened], self.member[opened]
        on = self.on
        used = np.flatnonzero((on > 0) & bounded[self.need])
        need, limit = self.need[used], self.rules.terms(self.need[used], self.member[used])[1]
        crowded = np.union1d(used[on[used] >= limit * needs.units[need]], opened)
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
        return self._simplex.cost
