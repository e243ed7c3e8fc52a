"""Two who come together: what the flow cannot say, and what is done about it.

The flow sends each of the two separately and knows no half visit as useless. So each visit for two is pinned to one
weekly slot, the one in which the two cheapest can come at the flow's prices, and the flow is solved again (warm) with
the slots; a visit of which only one half is filled is insisted on when its two cost less than nobody coming, and left
out when they cost more. Repeated with the new prices, the best plan met is kept. The bound that goes with it
(`bound`) is apart from all this.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from volunteers.matching import costs
from volunteers.matching.candidates import NOBODY
from volunteers.matching.exact import Market
from volunteers.matching.half_days import NO_SLOT
from volunteers.matching.picks import Picks, rows, whole
from volunteers.matching.problem import WEEKLY_SLOTS, Bools, Floats, Ints

_ATTEMPTS = 12


class Couples:
    """The visits for two of a settled market."""

    def __init__(self, market: Market) -> None:
        self._market, self._network = market, market.network
        needs = market.rules.needs
        self._twos = np.flatnonzero(needs.persons == 2)
        self._slots = needs.slots[self._twos]
        self._pinned = np.full(len(self._twos), NO_SLOT)
        self._left_out = np.zeros(len(self._twos), dtype=np.bool_)
        self._insisted = np.zeros(len(self._twos), dtype=np.bool_)

    def settle(self) -> Picks:
        """Whole visits only: both come, in one slot, or nobody."""
        best, least = self._picks()
        if not len(self._twos) or self._market.candidates is None:
            return best
        for attempt in range(_ATTEMPTS):
            if not self._move(attempt):
                break
            self._market.settle()
            picks, cost = self._picks()
            if cost < least:
                best, least = picks, cost
        self._market.rules.facts.n_slots[:] = self._market.rules.needs.slots
        return best

    def _picks(self) -> tuple[Picks, int]:
        market, network = self._market, self._network
        picks, _ = whole(market.rules, network.need, network.member, network.on)
        slot = np.full(len(market.rules.needs), NO_SLOT)
        slot[self._twos] = self._pinned
        picks = Picks(picks.need, picks.member, slot[picks.need])
        found = rows(market.problem, market.rules, market.room, picks)
        return picks, costs.objective_dm(market.problem, market.rules.weights, found.visit, found.volunteer)

    def _move(self, attempt: int) -> bool:
        """Pin, insist on or leave out what the prices say; whether anything changed."""
        network, twos = self._network, self._twos
        state = self._state()
        sums = self._market.candidates.couples(network, twos, self._slots)  # type: ignore[union-attr]  # seen to by settle
        nobody = network.nobody_cost(twos)
        index = np.arange(len(twos))
        within = np.where(state.common[:, None] >> np.arange(WEEKLY_SLOTS) & 1, sums, NOBODY)
        agreed = state.filled & (within.min(axis=1) < NOBODY)
        cheapest = sums.argmin(axis=1)
        pays = sums[index, cheapest] < nobody
        fresh = (self._pinned < 0) & ~self._left_out
        # Some of those whose mind could change do so in each attempt, others in the next: all at once would swing.
        turn = (index * 7 + attempt * 5) % 3 != 0 if attempt else np.ones(len(twos), dtype=np.bool_)
        pin = np.where(fresh & agreed, within.argmin(axis=1), self._pinned)
        again = pays & turn & (
            (fresh & ~agreed & (state.filled | state.half | (attempt > 0)))
            | (~fresh & ~state.filled)
            | (~fresh & state.filled & (state.cost > sums[index, cheapest] + nobody // 200))
        )
        pin = np.where(again, cheapest, pin)
        out = ~pays & (state.half | (fresh & state.filled & ~agreed) | (self._insisted & (state.cost > nobody)))
        pin = np.where(out, NO_SLOT, pin)
        insist = np.where(out, False, self._insisted | (again & ~state.filled))
        changed = np.flatnonzero((pin != self._pinned) | (out & ~self._left_out))
        self._left_out = (self._left_out | out) & ~again
        if len(changed):
            network.pin(twos[changed], pin[changed])
        for on in (True, False):
            turned = np.flatnonzero((insist != self._insisted) & (insist == on))
            network.insist(twos[turned], on)
        moved = bool(len(changed)) or bool((insist != self._insisted).any())
        self._pinned, self._insisted = pin, insist
        return moved

    def _state(self) -> _State:
        network, rules = self._network, self._market.rules
        number = np.full(len(rules.needs), -1, dtype=np.int64)
        number[self._twos] = np.arange(len(self._twos))
        on = network.on
        used = np.flatnonzero((on > 0) & (number[network.need] >= 0))
        two, member = number[network.need[used]], network.member[used]
        units = rules.needs.units[self._twos]
        total = np.bincount(two, on[used], len(self._twos))
        common = self._slots.copy()
        np.bitwise_and.at(common, two, rules.pool.slots[member])
        cost = network.charges(used, np.maximum(0, self._pinned)[two])
        return _State(
            filled=total == 2 * units,
            half=(total > 0) & (total < 2 * units),
            common=common.astype(np.int64),
            cost=np.bincount(two, cost, len(self._twos)),
        )


@dataclass(frozen=True, eq=False)
class _State:
    """How the flow serves each visit for two: wholly or by half, the slots that suit all, what it costs at the prices."""

    filled: Bools
    half: Bools
    common: Ints
    cost: Floats
