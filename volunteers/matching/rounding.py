"""From the flow to visits, and what to do where the rules leave the flow.

The flow is the plan itself when all visits are equally long and nobody comes in twos. Otherwise it is a bound from
below, and the plan is made of it in steps, each of which keeps every rule:

- whole visits by one volunteer are taken over; a visit that the flow cut in two is not;
- visits of one length at a time, what is left of everybody's month is solved again as a flow of whole visits, while
  the other lengths stand still; repeated while that helps;
- two who come together share a slot: each such visit is pinned to the slot in which the two cheapest volunteers (at
  the flow's prices) can come, then the flow is solved with these slots; a visit that still finds only one tries
  another slot, and at last is given up, so that nobody is kept waiting for a companion;
- volunteers with time left take, visit by visit, what is still open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from volunteers.matching import costs
from volunteers.matching.candidates import within_reach
from volunteers.matching.eligibility import Rules
from volunteers.matching.exact import Market
from volunteers.matching.needs import locked_minutes, part_of
from volunteers.matching.network import Network
from volunteers.matching.problem import ANY_WINDOW, WEEKLY_SLOTS, Bools, Ints, Problem

_SWEEPS = 3
_SLOT_ATTEMPTS = 4
_NOBODY = np.int64(2**62)


class Picks(NamedTuple):
    """Chosen (need, pool member) pairs, one row for each person and visit."""

    need: Ints
    member: Ints


def settle(problem: Problem, rules: Rules, market: Market) -> tuple[Ints, Ints]:
    """(visit, volunteer) of a whole plan, locked assignments first."""
    picks, entire = _whole(rules, market.network)
    visit, volunteer = _rows(problem, rules, picks)
    if entire and not _surplus(problem, visit, volunteer).any():
        return visit, volunteer
    return _Workbench(problem, rules, market).settle(picks)


def _whole(rules: Rules, network: Network) -> tuple[Picks, bool]:
    """The whole visits in the flow, and whether that is all of it."""
    needs, need, member, on = rules.needs, network.need, network.member, network.on
    used = np.flatnonzero(on)
    need, member, on = need[used], member[used], on[used]
    times = on // needs.units[need]
    alone = needs.persons[need] == 1
    together = np.flatnonzero(~alone & (times > 0))
    shared = needs.slots.copy()
    np.bitwise_and.at(shared, need[together], rules.pool.slots[member[together]])
    couple = np.bincount(need[together], minlength=len(needs)) == 2
    fine = alone | ((couple & (shared != 0))[need] & (times > 0))
    times = np.where(fine, times, 0)
    entire = bool((times * needs.units[need] == on).all())
    return Picks(np.repeat(need, times), np.repeat(member, times)), entire


def _rows(problem: Problem, rules: Rules, picks: Picks) -> tuple[Ints, Ints]:
    """Locked assignments and picks as (visit, volunteer). Whoever comes most often to an elder comes first."""
    needs = rules.needs
    key = picks.need * len(rules.pool) + picks.member
    _, which, times = np.unique(key, return_inverse=True, return_counts=True)
    order = np.lexsort((picks.member, -times[which] if len(key) else key, picks.need))
    need, member = picks.need[order], picks.member[order]
    rank = np.arange(len(need)) - np.searchsorted(need, need)
    visit = needs.visits[needs.start[need] + np.where(needs.persons[need] == 1, rank, 0)]
    return (
        np.concatenate((problem.locked[:, 0], visit)),
        np.concatenate((problem.locked[:, 1], rules.pool.volunteer[member])),
    )


def _surplus(problem: Problem, visit: Ints, volunteer: Ints) -> Bools:
    """Rows in which a volunteer would visit an elder more often within a window than they share slots.

    Later rows are the surplus; locked rows come first in the order given and are never it.
    """
    window = problem.visit_window[visit]
    key = np.stack((problem.visit_elder[visit], window, volunteer), axis=1)
    _, group = np.unique(key, axis=0, return_inverse=True)
    group = group.reshape(-1)
    together = np.zeros(len(visit), dtype=np.uint32)
    np.bitwise_or.at(together, group, problem.visit_slots[visit] & problem.slots[volunteer])
    order = np.argsort(group, kind="stable")
    rank = np.empty(len(visit), dtype=np.int64)
    rank[order] = np.arange(len(visit)) - np.searchsorted(group[order], group[order])
    surplus = (window != ANY_WINDOW) & (rank >= np.bitwise_count(together)[group])
    surplus[: len(problem.locked)] = False
    return np.asarray(surplus)


class _Workbench:
    """The steps of the module's docstring on one problem."""

    def __init__(self, problem: Problem, rules: Rules, market: Market) -> None:
        self._problem, self._rules = problem, rules
        network = market.network
        self._need, self._member, self._scale = network.need, network.member, network.scale
        self._member_price = network.member_price()
        self._barred = np.empty(0, dtype=np.int64)
        pool = rules.pool
        self._room = np.maximum(0, problem.cap_minutes - locked_minutes(problem))[pool.volunteer]

    def settle(self, picks: Picks) -> tuple[Ints, Ints]:
        """Improve on the whole visits of the flow until nothing helps."""
        lengths = np.unique(self._rules.needs.units)[::-1].tolist()
        best = self._without_surplus(picks)
        cost = self._cost(best)
        for _sweep in range(_SWEEPS if len(lengths) > 1 else 1):
            before = cost
            for units in lengths:
                best, cost = self._better(best, cost, self._again(best, units))
            if cost == before:
                break
        best, _ = self._better(best, cost, self._fill(best))
        return _rows(self._problem, self._rules, best)

    def _better(self, best: Picks, cost: int, other: Picks) -> tuple[Picks, int]:
        other = self._without_surplus(other)
        other_cost = self._cost(other)
        return (other, other_cost) if other_cost < cost else (best, cost)

    def _cost(self, picks: Picks) -> int:
        rows = _rows(self._problem, self._rules, picks)
        return costs.objective_dm(self._problem, self._rules.weights, *rows)

    def _without_surplus(self, picks: Picks) -> Picks:
        """Picks without those that crowd a window (and without the companion of such a one)."""
        needs, pool = self._rules.needs, self._rules.pool
        visit, volunteer = _rows(self._problem, self._rules, picks)
        surplus = _surplus(self._problem, visit, volunteer)
        if not surplus.any():
            return picks
        need_of = np.full(self._problem.visits, -1, dtype=np.int64)
        need_of[needs.visits] = np.repeat(np.arange(len(needs)), np.diff(needs.start))
        need, member = need_of[visit], pool.member[volunteer]
        self._barred = np.union1d(self._barred, need[surplus] * len(pool) + member[surplus])
        lost = np.isin(need, need[surplus & (needs.persons[need] == 2)])
        keep = ~(surplus | lost)
        keep[: len(self._problem.locked)] = False
        return Picks(need[keep], member[keep])

    def _minutes(self, picks: Picks) -> Ints:
        """Minutes of each pool member that the picks take."""
        needs = self._rules.needs
        taken = np.bincount(picks.member, needs.units[picks.need], len(self._rules.pool)).astype(np.int64)
        return taken * needs.unit_minutes

    def _again(self, picks: Picks, units: int) -> Picks:
        """Solve visits of one length anew as a flow of whole visits, the other picks standing still."""
        needs, pool = self._rules.needs, self._rules.pool
        stay = needs.units[picks.need] != units
        still = Picks(picks.need[stay], picks.member[stay])
        taken = self._minutes(still)
        part_pool = replace(
            pool,
            units=np.maximum(0, self._room - taken) // (units * needs.unit_minutes),
            base_minutes=pool.base_minutes + taken,
        )
        keep = np.flatnonzero(needs.units == units)
        covered = needs.last_units == 0
        covered[needs.elder[still.need]] = True
        part = part_of(needs, keep, covered)
        number = np.full(len(needs), -1, dtype=np.int64)
        number[keep] = np.arange(len(keep))
        key = self._need * len(pool) + self._member
        mine = (number[self._need] >= 0) & (part_pool.units[self._member] > 0)
        mine &= ~costs.holds(self._barred, key)
        again = _OneLength(
            Rules(self._problem, self._rules.weights, part, part_pool),
            number[self._need[mine]],
            self._member[mine],
        ).solve(self._member_price // self._scale * units)
        return Picks(
            np.concatenate((still.need, keep[again.need])), np.concatenate((still.member, again.member))
        )

    def _fill(self, picks: Picks) -> Picks:
        """Give open visits, dearest first, to the cheapest eligible volunteers who still have time."""
        needs, pool = self._rules.needs, self._rules.pool
        room = self._room - self._minutes(picks)
        made = np.bincount(picks.need, minlength=len(needs)) // needs.persons
        gap = np.flatnonzero(made < needs.count)
        gap = gap[np.lexsort((gap, -needs.unfilled[gap]))]
        free = np.flatnonzero(room >= needs.unit_minutes * needs.units.min(initial=1))
        need_of, member_of = within_reach(self._rules, gap, free)
        cost, _limit = self._rules.terms(need_of, member_of)
        allowed = ~costs.holds(self._barred, need_of * len(pool) + member_of)
        order = np.lexsort((member_of, cost, need_of))
        order = order[allowed[order] & (cost < needs.unfilled[need_of])[order]]
        start = np.searchsorted(need_of[order], np.arange(len(needs) + 1))
        member_of = member_of[order]
        added: list[tuple[int, int]] = []
        for need in gap.tolist():
            options = member_of[start[need] : start[need + 1]]
            minutes = int(needs.units[need]) * needs.unit_minutes
            for _visit in range(int(needs.count[need] - made[need])):
                options = options[room[options] >= minutes]
                chosen = self._choose(need, options.tolist())
                if not chosen:
                    break
                room[chosen] -= minutes
                added += [(need, member) for member in chosen]
        extra = np.array(added, dtype=np.int64).reshape(-1, 2)
        return Picks(np.concatenate((picks.need, extra[:, 0])), np.concatenate((picks.member, extra[:, 1])))

    def _choose(self, need: int, members: list[int]) -> list[int]:
        """The cheapest member, or the first two in order of cost who share a slot; empty when there is none."""
        needs, pool = self._rules.needs, self._rules.pool
        if needs.persons[need] == 1:
            return members[:1]
        for later, second in enumerate(members):
            for first in members[:later]:
                if pool.slots[first] & pool.slots[second] & needs.slots[need]:
                    return [first, second]
        return []


class _OneLength:
    """Visits of one length, with visits for two pinned to slots."""

    def __init__(self, rules: Rules, need: Ints, member: Ints) -> None:
        self._rules, self._need, self._member = rules, need, member
        self._cost = rules.terms(need, member)[0]
        self._two = rules.needs.persons == 2
        self._tried = np.zeros((len(rules.needs), WEEKLY_SLOTS), dtype=np.bool_)

    def solve(self, member_price: Ints) -> Picks:
        """Whole visits only; a visit for two gets both or nobody."""
        size = len(self._rules.needs)
        slot = self._pin(member_price, self._two, np.full(size, -1, dtype=np.int64))
        for attempt in range(_SLOT_ATTEMPTS + 1):
            keep = self._in_slot(slot)
            need = self._need[keep]
            network = Network(self._rules)
            network.add(need, self._member[keep])
            network.run()
            on = network.on
            half = self._two & (np.bincount(need, on, size) == 1)
            if not half.any():
                break
            if attempt < _SLOT_ATTEMPTS - 1:
                slot = self._pin(network.member_price() // network.scale, half, slot)
            else:
                slot[half] = -1
        on = np.where(half[need], 0, on)
        return Picks(np.repeat(need, on), np.repeat(network.member, on))

    def _in_slot(self, slot: Ints) -> Bools:
        """The pairs that stand while visits for two are pinned to slots (-1 = given up)."""
        mask = np.where(slot >= 0, np.uint32(1) << np.maximum(slot, 0).astype(np.uint32), np.uint32(0))
        fits = (mask[self._need] & self._rules.pool.slots[self._member]) != 0
        return np.asarray(fits | ~self._two[self._need])

    def _pin(self, member_price: Ints, which: Bools, slot: Ints) -> Ints:
        """For the needs of `which`: the slot, not tried yet, in which two can come cheapest; -1 = none."""
        needs, pool = self._rules.needs, self._rules.pool
        mine = np.flatnonzero(which[self._need])
        need, member = self._need[mine], self._member[mine]
        price = self._cost[mine] + np.minimum(member_price[member], _NOBODY // 8)
        order = np.lexsort((member, price, need))
        need, member, price = need[order], member[order], price[order]
        total = np.full((len(needs), WEEKLY_SLOTS), _NOBODY)
        for bit in range(WEEKLY_SLOTS):
            shared = pool.slots[member] & needs.slots[need] & np.uint32(1 << bit)
            at = np.flatnonzero(shared)
            first = np.flatnonzero(np.diff(need[at], prepend=-1))
            couple = first[np.append(np.diff(first), len(at) - first[-1:]) > 1] if len(first) else first
            total[need[at][couple], bit] = price[at][couple] + price[at][couple + 1]
        total[self._tried] = _NOBODY
        best = np.argmin(total, axis=1)
        possible = total[np.arange(len(best)), best] < _NOBODY
        slot = np.where(which, np.where(possible, best, -1), slot)
        pinned = np.flatnonzero(which & possible)
        self._tried[pinned, best[pinned]] = True
        return slot
