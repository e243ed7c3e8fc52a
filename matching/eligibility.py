"""Who may visit whom, and what it costs: every rule that concerns one need and one volunteer.

Stated once, for the compiled loops (`straight_m`, `pair_dm` on one pair) and, through them, for arrays of pairs
(`Rules`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matching import costs
from matching.compiled import compiled
from matching.needs import Needs, Pool, ranges
from matching.places import bent_m, chord_m
from matching.problem import Bools, Floats, Ints, Masks, Problem, SlotMasks, Weights


class Lists(NamedTuple):
    """For each need some pool members: those of need i are `of[start[i]:start[i + 1]]`."""

    start: Ints
    of: Ints


class Facts(NamedTuple):
    """Needs (`n_…`) and pool members as flat arrays, and who knows, may not see or holds an offer for whom.

    `asked`: needs whose elder is somebody's by an offer. `n_slots` narrows when a visit for two is pinned to a slot,
    `units` is 0 for who has dropped out; nothing else changes. Costs in decimetres.
    """

    n_x: Floats
    n_y: Floats
    n_z: Floats
    n_lat: Floats
    n_lon: Floats
    n_slots: SlotMasks
    n_gender: Ints
    n_skills: Masks
    n_dialects: Masks
    n_adult_only: Bools
    n_units: Ints
    n_elder: Ints
    x: Floats
    y: Floats
    z: Floats
    reach_m: Floats
    slots: SlotMasks
    gender: Ints
    skills: Masks
    dialects: Masks
    adult: Bools
    units: Ints
    volunteer: Ints
    friends: Lists
    barred: Lists
    offered: Lists
    asked: Bools
    per_metre: float
    discontinuity: int
    stability: int


@compiled(inline="always")
def listed(lists, need, member):
    """Whether a member is in a need's list (which is short)."""
    found = False
    for at in range(lists.start[need], lists.start[need + 1]):
        found |= lists.of[at] == member
    return found


@compiled
def straight_m(facts, need, member):
    """Straight-line metres between a need and a member who may come; -1 when a rule forbids it."""
    if facts.n_units[need] > facts.units[member] or not facts.n_slots[need] & facts.slots[member]:
        return -1.0
    gender = facts.n_gender[need]
    if gender and gender != facts.gender[member]:
        return -1.0
    skills, dialects = facts.n_skills[need], facts.n_dialects[need]
    if skills & facts.skills[member] != skills or (dialects and not dialects & facts.dialects[member]):
        return -1.0
    if facts.n_adult_only[need] and not facts.adult[member]:
        return -1.0
    chord = chord_m(
        facts.n_x[need], facts.n_y[need], facts.n_z[need], facts.x[member], facts.y[member], facts.z[member]
    )
    # A chord is never longer than the way along the surface, so the dearer arithmetic is for those within it.
    if not chord <= facts.reach_m[member] or not bent_m(chord) <= facts.reach_m[member]:
        return -1.0
    if listed(facts.barred, need, member):
        return -1.0
    return chord


@compiled
def pair_dm(facts, need, member, chord):
    """Cost of one visit, decimetres."""
    extra = 0 if listed(facts.friends, need, member) else facts.discontinuity
    if facts.asked[need] and not listed(facts.offered, need, member):
        extra += facts.stability
    return costs.one_pair_dm(
        bent_m(chord), facts.per_metre, extra, facts.n_elder[need], facts.volunteer[member]
    )


class Rules:
    """The rules and prices of one problem, ready to be asked about many (need, pool member) pairs at once."""

    def __init__(self, problem: Problem, weights: Weights, needs: Needs, pool: Pool) -> None:
        self.needs, self.pool, self.weights = needs, pool, weights
        elders = _OfElders(needs, pool)
        # A visit that was declined or half filled has a need of its own, so its first visit names it.
        mine = np.full(problem.visits, -1, dtype=np.int64)
        mine[needs.visit] = np.arange(len(needs))
        barred = np.concatenate((problem.forbidden, problem.locked))
        barred = barred[mine[barred[:, 0]] >= 0]
        offered = np.stack((problem.visit_elder[problem.offered[:, 0]], problem.offered[:, 1]), axis=1)
        n_x, n_y, n_z = np.ascontiguousarray(needs.place.T)
        x, y, z = np.ascontiguousarray(pool.place.T)
        self.facts = Facts(
            n_x, n_y, n_z, needs.lat, needs.lon, needs.slots.copy(), needs.gender, needs.skills,
            needs.dialects, needs.adult_only, needs.units, needs.elder_id,
            x, y, z, pool.reach_m, pool.slots, pool.gender, pool.skills, pool.dialects,
            pool.adult, pool.units.copy(), pool.volunteer,
            friends=elders.lists(problem.previous),
            barred=_lists(len(needs), mine[barred[:, 0]], pool.member[barred[:, 1]]),
            offered=elders.lists(offered),
            asked=np.isin(needs.elder_id, offered[:, 0]),
            per_metre=weights.distance * costs.DM_PER_M,
            discontinuity=costs.discontinuity_dm(weights),
            stability=costs.stability_dm(weights),
        )  # fmt: skip

    def eligible(self, need: Ints, member: Ints) -> Bools:
        """Which pairs keep every rule."""
        return np.asarray(_eligible(self.facts, need, member))

    def terms(self, need: Ints, member: Ints) -> tuple[Ints, Ints]:
        """(cost of a visit in decimetres, visits at most) of eligible pairs.

        One person's visits are limited by the need's supply alone (the limit has room to spare), two persons are
        different people, and within one window the shared slots limit.
        """
        needs, pool = self.needs, self.pool
        cost = np.asarray(_costs(self.facts, need, member))
        limit = np.where(needs.persons == 1, needs.count + 1, needs.count)[need]
        slots = np.bitwise_count(self.facts.n_slots[need] & pool.slots[member]).astype(np.int64)
        return cost, np.where(needs.windowed[need], np.minimum(limit, slots), limit)

    def familiar(self) -> tuple[Ints, Ints]:
        """All eligible (need, pool member) pairs who met last month or of whom one holds an offer for the other."""
        keys = [
            np.repeat(np.arange(len(self.needs)), np.diff(lists.start)) * len(self.pool) + lists.of
            for lists in (self.facts.friends, self.facts.offered)
        ]
        known = np.unique(np.concatenate(keys))
        need, member = known // max(1, len(self.pool)), known % max(1, len(self.pool))
        fine = self.eligible(need, member)
        return need[fine], member[fine]


class _OfElders:
    """Spreads (elder, volunteer) pairs over the needs of the elder."""

    def __init__(self, needs: Needs, pool: Pool) -> None:
        self._pool, self._size = pool, len(needs)
        self._order = np.argsort(needs.elder_id, kind="stable")
        self._ids = needs.elder_id[self._order]

    def lists(self, pairs: Ints) -> Lists:
        """The lists of pool members for the needs."""
        member = self._pool.member[pairs[:, 1]]
        elder, member = pairs[member >= 0, 0], member[member >= 0]
        low, high = np.searchsorted(self._ids, elder), np.searchsorted(self._ids, elder, side="right")
        pair, at = ranges(low, high - low)
        return _lists(self._size, self._order[at], member[pair])


def _lists(size: int, need: Ints, member: Ints) -> Lists:
    known = np.unique(np.stack((need, member), axis=1)[member >= 0].reshape(-1, 2), axis=0)
    return Lists(np.searchsorted(known[:, 0], np.arange(size + 1)), np.ascontiguousarray(known[:, 1]))


@compiled
def _eligible(facts, need, member):
    fine = np.empty(len(need), dtype=np.bool_)
    for row in range(len(need)):
        fine[row] = straight_m(facts, need[row], member[row]) >= 0
    return fine


@compiled
def _costs(facts, need, member):
    cost = np.empty(len(need), dtype=np.int64)
    for row in range(len(need)):
        i, j = need[row], member[row]
        chord = chord_m(facts.n_x[i], facts.n_y[i], facts.n_z[i], facts.x[j], facts.y[j], facts.z[j])
        cost[row] = pair_dm(facts, i, j, chord)
    return cost
