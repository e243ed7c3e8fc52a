"""From the flow to visits, and what to do where the rules leave the flow.

The flow is the plan itself when all visits are equally long and nobody comes in twos. Otherwise it is a bound from
below, and the plan is made of it in steps, each of which keeps every rule:

- two who come together get one slot, as `couples` describes; nobody is kept waiting for a companion;
- of visits of several lengths, those that one volunteer makes wholly are taken over, a visit that the flow cut in two
  is not; then visits of one length at a time are solved again as a flow of whole visits, over all eligible pairs, while
  the other lengths stand still as if accepted; repeated while that helps;
- who would come to an elder more often within a window than the two share slots is barred from the surplus visit, and
  the flow is solved again;
- volunteers with time left take, visit by visit, what is still open.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching import costs
from matching.candidates import within_reach
from matching.couples import Couples
from matching.eligibility import Rules
from matching.exact import Market
from matching.half_days import NO_SLOT, Room
from matching.needs import locked_minutes, make_needs, make_pool, part_of
from matching.picks import Picks, Rows, rows, surplus, whole
from matching.problem import Ints, Problem

_SWEEPS = 3


def settle(problem: Problem, rules: Rules, market: Market) -> Rows:
    """A whole plan, accepted assignments first."""
    network, needs = market.network, rules.needs
    if len(needs) and needs.units.min() == needs.units.max():
        picks = Couples(market).settle()
    else:
        picks = whole(rules, network.need, network.member, network.on)[0]
    return _Workbench(problem, rules, market).settle(picks)


class _Workbench:
    """The steps of the module's docstring on one problem."""

    def __init__(self, problem: Problem, rules: Rules, market: Market) -> None:
        self._problem, self._rules, self._market, self._half_days = problem, rules, market, market.room
        self._room = np.maximum(0, problem.cap_minutes - locked_minutes(problem))[rules.pool.volunteer]
        self._barred = np.empty((0, 2), dtype=np.int64)

    def settle(self, picks: Picks) -> Rows:
        """Improve on the whole visits of the flow until nothing helps."""
        lengths = np.unique(self._rules.needs.units)[::-1].tolist()
        best = self._without_surplus(picks)
        if len(lengths) > 1 or len(self._barred):
            cost = self._cost(best)
            for _sweep in range(_SWEEPS):
                before = cost
                for units in lengths:
                    best, cost = self._better(best, cost, self._again(best, units))
                if cost == before:
                    break
        if len(lengths) > 1 or len(self._barred) or (self._rules.needs.persons == 2).any():
            best, _ = self._better(best, self._cost(best), self._fill(best))
        return self._rows(best)

    def _better(self, best: Picks, cost: int, other: Picks) -> tuple[Picks, int]:
        other = self._without_surplus(other)
        other_cost = self._cost(other)
        return (other, other_cost) if other_cost < cost else (best, cost)

    def _cost(self, picks: Picks) -> int:
        found = self._rows(picks)
        return costs.objective_dm(self._problem, self._rules.weights, found.visit, found.volunteer)

    def _rows(self, picks: Picks) -> Rows:
        return rows(self._problem, self._rules, self._half_days, picks)

    def _without_surplus(self, picks: Picks) -> Picks:
        """Picks without those that do not fit (and without the companion of such a one)."""
        needs = self._rules.needs
        found = self._rows(picks)
        over = surplus(self._problem, self._rules, found, self._half_days)
        if not over.any():
            return picks
        need = self._need_of[found.visit]
        member = self._rules.pool.member[found.volunteer]
        bars = np.stack((found.visit[over], found.volunteer[over]), axis=1)
        self._barred = np.unique(np.concatenate((self._barred, bars)), axis=0)
        lost = np.isin(need, need[over & (needs.persons[need] == 2)])
        keep = ~(over | lost)
        keep[: len(self._problem.locked)] = False
        return Picks(need[keep], member[keep], np.where(needs.persons[need] == 2, found.slot, NO_SLOT)[keep])

    @property
    def _need_of(self) -> Ints:
        """The need of each visit, -1 = of none."""
        need = np.full(self._problem.visits, -1, dtype=np.int64)
        need[self._rules.needs.visits] = np.repeat(
            np.arange(len(self._rules.needs)), np.diff(self._rules.needs.start)
        )
        return need

    def _minutes(self, picks: Picks) -> Ints:
        """Minutes of each pool member that the picks take."""
        needs = self._rules.needs
        taken = np.bincount(picks.member, needs.units[picks.need], len(self._rules.pool)).astype(np.int64)
        return taken * needs.unit_minutes

    def _again(self, picks: Picks, units: int) -> Picks:
        """Solve visits of one length anew as a flow of whole visits, the other picks standing still as if accepted."""
        problem = self._problem
        stay = self._rules.needs.units[picks.need] != units
        found = self._rows(Picks(*(column[stay] for column in picks)))
        locked = np.stack((found.visit, found.volunteer), axis=1)
        forbidden = np.concatenate((problem.forbidden, self._barred))
        key = forbidden[:, 0] * problem.volunteers + forbidden[:, 1]
        forbidden = forbidden[~np.isin(key, locked[:, 0] * problem.volunteers + locked[:, 1])]
        part_problem = replace(problem, locked=locked, forbidden=forbidden)
        needs, pool = make_needs(part_problem, self._rules.weights), make_pool(part_problem)
        keep = np.flatnonzero(needs.units == units)
        if not len(keep):
            return picks
        part = part_of(needs, keep, needs.last_units == 0)
        pool = replace(pool, units=pool.units * needs.unit_minutes // part.unit_minutes)
        rules = Rules(part_problem, self._rules.weights, part, pool)
        market = Market(part_problem, rules, Room(part_problem, found.slot), self._market.quietly())
        market.settle()
        again = Couples(market).settle()
        made = rows(part_problem, rules, market.room, again)
        visit, volunteer, slot = (column[len(problem.locked) :] for column in made)
        need, member = self._need_of[visit], self._rules.pool.member[volunteer]
        return Picks(need, member, np.where(self._rules.needs.persons[need] == 2, slot, NO_SLOT))

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
        bars = self._need_of[self._barred[:, 0]] * len(pool) + pool.member[self._barred[:, 1]]
        allowed = ~costs.holds(np.unique(bars), need_of * len(pool) + member_of)
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
        extra = Picks.of(*np.array(added, dtype=np.int64).reshape(-1, 2).T)
        return Picks(*(np.concatenate(both) for both in zip(picks, extra, strict=True)))

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
