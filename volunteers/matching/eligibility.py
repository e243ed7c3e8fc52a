"""Who may visit whom: every hard rule that concerns one need and one volunteer, on index arrays."""

from __future__ import annotations

import numpy as np

from volunteers.matching import costs
from volunteers.matching.needs import Needs, Pool, ranges
from volunteers.matching.places import distance_m
from volunteers.matching.problem import ANY_GENDER, Bools, Floats, Ints, Problem, Weights


class Rules:
    """The rules and prices of one problem, ready to be asked about many (need, pool member) pairs at once."""

    def __init__(self, problem: Problem, weights: Weights, needs: Needs, pool: Pool) -> None:
        self.needs, self.pool, self.weights = needs, pool, weights
        self._stride = max(1, problem.volunteers)
        self._offered, self._asked = costs.offers(problem)
        self._previous = costs.pair_keys(problem, problem.previous)
        # A visit that was declined or half filled has a need of its own, so its first visit names it.
        self._barred = costs.pair_keys(problem, np.concatenate((problem.forbidden, problem.locked)))

    def eligible(self, need: Ints, member: Ints) -> tuple[Bools, Floats]:
        """Which pairs keep every rule, and their distances in metres (both of the length of the arguments)."""
        needs, pool = self.needs, self.pool
        metres = distance_m(needs.place[need], pool.place[member])
        fine = metres <= pool.reach_m[member]
        fine &= (needs.slots[need] & pool.slots[member]) != 0
        fine &= needs.units[need] <= pool.units[member]
        gender = needs.gender[need]
        fine &= (gender == ANY_GENDER) | (gender == pool.gender[member])
        skills = needs.skills[need]
        fine &= (skills & pool.skills[member]) == skills
        dialects = needs.dialects[need]
        fine &= (dialects == 0) | ((dialects & pool.dialects[member]) != 0)
        fine &= pool.adult[member] | ~needs.adult_only[need]
        if len(self._barred):
            key = needs.visit[need] * self._stride + pool.volunteer[member]
            fine &= ~costs.holds(self._barred, key)
        return fine, metres

    def price(self, need: Ints, member: Ints, metres: Floats) -> Ints:
        """Cost of one visit for each pair, decimetres."""
        elder, volunteer = self.needs.elder_id[need], self.pool.volunteer[member]
        known = costs.holds(self._previous, elder * self._stride + volunteer)
        moved = costs.holds(self._asked, elder) & ~costs.holds(self._offered, elder * self._stride + volunteer)
        return costs.pair_dm(self.weights, metres, known, moved, elder, volunteer)

    def familiar_pairs(self) -> tuple[Ints, Ints]:
        """All (need, pool member) pairs who met last month, eligible or not."""
        elder, volunteer = self._previous // self._stride, self._previous % self._stride
        order = np.argsort(self.needs.elder_id, kind="stable")
        ids = self.needs.elder_id[order]
        low, high = np.searchsorted(ids, elder), np.searchsorted(ids, elder, side="right")
        pair, need = ranges(low, high - low)
        member = self.pool.member[volunteer[pair]]
        there = member >= 0
        return order[need[there]], member[there]


def shared_slots(needs: Needs, pool: Pool, need: Ints, member: Ints) -> Ints:
    """How many weekly slots each pair has in common."""
    return np.asarray(np.bitwise_count(needs.slots[need] & pool.slots[member]), dtype=np.int64)
