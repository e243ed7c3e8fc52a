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

from matching import costs
from matching.candidates import NOBODY
from matching.exact import Market
from matching.half_days import NO_SLOT
from matching.picks import Picks, rows, whole
from matching.problem import WEEKLY_SLOTS, Bools, Floats, Ints

# Rounds in which everybody is pinned at once, and rounds in which one after another is decided.
_ROUNDS = 2
_SWEEPS = 3
# How many of those whom prices promise a better slot are tried in a sweep.
_MOST_TRIALS = 400


class Couples:
    """The visits for two of a settled market."""

    def __init__(self, market: Market) -> None:
        self._market, self._network = market, market.network
        needs = market.rules.needs
        self._twos = np.flatnonzero(needs.persons == 2)
        self._slots = needs.slots[self._twos]
        self._pinned = np.full(len(self._twos), NO_SLOT)
        self._insisted = np.zeros(len(self._twos), dtype=np.bool_)

    def settle(self) -> Picks:
        """Whole visits only: both come, in one slot, or nobody."""
        best, least = self._picks()
        if not len(self._twos) or self._market.candidates is None:
            return best
        for step in (*[self._pin_all] * _ROUNDS, *[self._sweep] * _SWEEPS, self._whole, self._whole):
            if not step():
                continue
            self._market.settle()
            picks, cost = self._picks()
            # Once everything is decided, what a further sweep finds is not worth its time.
            enough = step == self._sweep and least - cost < least // 2_000
            if cost < least:
                best, least = picks, cost
            if enough:
                break
        self._market.rules.facts.n_slots[:] = self._market.rules.needs.slots
        return best

    def _pin_all(self) -> bool:
        """Pin at once: to a slot that two have found by themselves, otherwise to the cheapest one at the prices."""
        state, sums = self._state(), self._sums()
        moved = self._agree(state, sums)
        astray = np.flatnonzero(
            (state.half | (state.filled & (self._pinned < 0))) & (sums.min(axis=1) < NOBODY)
        )
        return self._pin(astray, sums[astray].argmin(axis=1)) or moved

    def _agree(self, state: _State, sums: Ints) -> bool:
        """Pin those whom the flow has given two who share a slot, to the cheapest such slot."""
        within = np.where(state.common[:, None] >> np.arange(WEEKLY_SLOTS) & 1, sums, NOBODY)
        agreed = np.flatnonzero(state.filled & (within.min(axis=1) < NOBODY) & (self._pinned < 0))
        return self._pin(agreed, within[agreed].argmin(axis=1))

    def _pin(self, which: Ints, slots: Ints) -> bool:
        changed = slots != self._pinned[which]
        which, slots = which[changed], slots[changed]
        if len(which):
            self._network.pin(self._twos[which], slots)
            self._pinned[which] = slots
        return bool(len(which))

    def _sweep(self) -> bool:
        """Decide one after another: those who are there by half, then those whom prices promise better."""
        moved = self._whole()
        state, sums = self._state(), self._sums()
        nobody = self._network.nobody_cost(self._twos)
        cheapest = sums.min(axis=1)
        promise = np.where(state.filled, state.cost, nobody) - cheapest
        promise = np.where(state.half | (promise <= nobody // 1_000), 0, promise)
        for one in np.argsort(-promise, kind="stable")[:_MOST_TRIALS].tolist():
            if promise[one] > 0:
                moved |= self._try(one, int(sums[one].argmin()), True)
        return moved

    def _whole(self) -> bool:
        """Both or nobody, whatever costs less, where one is there or two who share no slot; deciding one may halve
        another."""
        moved = False
        for _again in range(_SWEEPS):
            state = self._state()
            if (state.filled & (self._pinned < 0)).any():
                moved |= self._agree(state, self._sums())
            half = np.flatnonzero(state.half | (state.filled & (self._pinned < 0)))
            if not len(half):
                break
            moved = True
            for one, sums in zip(half.tolist(), self._sums(half), strict=True):
                slot = int(sums.argmin())
                self._set(one, slot, True)
                both = self._network.cost()
                self._set(one, NO_SLOT, False)
                if both < self._network.cost():
                    self._set(one, slot, True)
        return moved

    def _try(self, one: int, slot: int, insist: bool) -> bool:
        before, pinned, insisted = self._network.cost(), int(self._pinned[one]), bool(self._insisted[one])
        if slot == pinned and insist == insisted:
            return False
        self._set(one, slot, insist)
        if self._network.cost() < before:
            return True
        self._set(one, pinned, insisted)
        return False

    def _set(self, one: int, slot: int, insist: bool) -> None:
        need = self._twos[one : one + 1]
        if slot != self._pinned[one]:
            self._network.pin(need, np.array([slot]))
        if insist != self._insisted[one]:
            self._network.insist(need, insist)
        self._pinned[one], self._insisted[one] = slot, insist
        self._network.run_near()

    def _sums(self, some: Ints | None = None) -> Ints:
        """(visits for two, or some of them; 21): see `Candidates.couples`."""
        candidates = self._market.candidates
        assert candidates is not None
        which = np.arange(len(self._twos)) if some is None else some
        return candidates.couples(self._network, self._twos[which], self._slots[which])

    def _picks(self) -> tuple[Picks, int]:
        market, network = self._market, self._network
        picks, _ = whole(market.rules, network.need, network.member, network.on)
        slot = np.full(len(market.rules.needs), NO_SLOT)
        slot[self._twos] = self._pinned
        picks = Picks(picks.need, picks.member, slot[picks.need])
        found = rows(market.problem, market.rules, market.room, picks)
        return picks, costs.objective_dm(market.problem, market.rules.weights, found.visit, found.volunteer)

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
            cost=np.bincount(two, cost, len(self._twos)).astype(np.float64),
        )


@dataclass(frozen=True, eq=False)
class _State:
    """How the flow serves each visit for two: wholly or by half, the slots that suit all, its cost at the prices."""

    filled: Bools
    half: Bools
    common: Ints
    cost: Floats
