"""Which pairs the flow is offered: the nearest eligible ones first, then those that the prices call for.

Both look at all members through a `Grid`, one need after another, and hold only what they return: the full list of
eligible pairs of a city has tens of millions of entries.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from matching.compiled import compiled
from matching.eligibility import Rules, pair_dm, straight_m
from matching.grid import Grid, cells_within, make_grid
from matching.network import Network
from matching.problem import WEEKLY_SLOTS, Ints, SlotMasks

_FIRST_LOOK_M = 400.0
_SLACK_M = 1.0
# A cost that stands for: no two can.
NOBODY = 2**61


class Candidates:
    """All eligible pairs of the rules' needs and pool (neither empty), looked up and never listed."""

    def __init__(self, rules: Rules) -> None:
        self._rules, pool = rules, rules.pool
        self._grid: Grid = make_grid(pool.lat, pool.lon, pool.place, pool.reach_m)

    def nearest(self, wanted: Ints) -> tuple[Ints, Ints]:
        """(need, member) of the `wanted[i]` nearest eligible members of each need i, sorted by need; fewer where there
        are fewer."""
        start = np.append(0, np.cumsum(wanted))
        member = np.full(int(start[-1]), -1, dtype=np.int32)
        _nearest(self._rules.facts, self._grid, start, member)
        there = np.flatnonzero(member >= 0)
        need = np.repeat(np.arange(len(wanted)), wanted)[there]
        return need, member[there].astype(np.int64)

    def undercutting(self, network: Network, most: Ints) -> tuple[Ints, Ints]:
        """(need, member) of up to `most[i]` eligible pairs of each need i that are cheapest below its price.

        A pair undercuts when scale·cost + member price < need price, where the member price includes what room in the
        cheapest slot in common costs. Pairs of the list that cannot help any more are passed over.
        """
        need_price, member_price = network.need_price(), network.member_price()
        settled, by = network.settled()
        crowded = np.unique(settled * len(self._rules.pool) + by)
        start = np.append(0, np.cumsum(most))
        member = np.full(int(start[-1]), -1, dtype=np.int32)
        lowest = np.minimum.reduceat(member_price, self._grid.start[:-1])
        _undercutting(
            self._rules.facts, self._grid, need_price, member_price, lowest, network.scale // self._rules.needs.units,
            start, member, crowded, float(self._rules.pool.reach_m.max()), network.opened, network.slot_prices()[1],
            network.columns,
        )  # fmt: skip
        there = np.flatnonzero(member >= 0)
        need = np.repeat(np.arange(len(most)), most)[there]
        return need, member[there].astype(np.int64)

    def couples(self, network: Network, needs: Ints, slots: SlotMasks) -> Ints:
        """(len(needs), 21): what the two cheapest cost who can come to a need in each weekly slot, their time and
        room in the half-day included, the visit as a whole (decimetres × scale); `NOBODY` where no two can.

        `slots` are those that may be looked at, whatever the needs are pinned to.
        """
        facts = self._rules.facts
        pinned = facts.n_slots[needs].copy()
        facts.n_slots[needs] = slots
        least = np.full((len(needs), WEEKLY_SLOTS), NOBODY, dtype=np.int64)
        _couples(facts, self._grid, needs, network.member_price(), network.scale // self._rules.needs.units,
                 network.opened, network.slot_prices()[1], network.columns, least)  # fmt: skip
        facts.n_slots[needs] = pinned
        return least


@compiled
def _couples(facts, grid, needs, member_price, scale, opened, extra, column, least):  # fmt: skip
    cells = len(grid.radius)
    found, away = np.empty(cells, dtype=np.int64), np.empty(cells)
    first = np.empty(WEEKLY_SLOTS, dtype=np.int64)
    farthest = grid.reach.max()
    for at in range(len(needs)):
        need = needs[at]
        units = facts.n_units[need]
        first[:] = NOBODY
        size = cells_within(grid, facts.n_lat[need], facts.n_lon[need], facts.n_x[need], facts.n_y[need],
                            facts.n_z[need], farthest, found, away)  # fmt: skip
        for which in range(size):
            cell = found[which]
            if away[which] > grid.reach[cell] + _SLACK_M:
                continue
            for who in range(grid.start[cell], grid.start[cell + 1]):
                chord = straight_m(facts, need, who)
                if chord < 0:
                    continue
                common = facts.n_slots[need] & facts.slots[who]
                value = pair_dm(facts, need, who, chord) * scale[need] * units + member_price[who] * units
                for slot in range(WEEKLY_SLOTS):
                    if common >> np.uint32(slot) & np.uint32(1):
                        here = value
                        if opened[who] >= 0:
                            here += extra[opened[who], slot, column[need]] * units
                        if here < first[slot]:
                            if first[slot] < NOBODY:
                                least[at, slot] = here + first[slot]
                            first[slot] = here
                        elif here + first[slot] < least[at, slot]:
                            least[at, slot] = here + first[slot]


@compiled
def _nearest(facts, grid, start, member):
    cells = len(grid.radius)
    found, away = np.empty(cells, dtype=np.int64), np.empty(cells)
    farthest = grid.reach.max()
    far = np.empty(len(member))
    for need in range(len(start) - 1):
        begin, room = start[need], start[need + 1] - start[need]
        radius = min(_FIRST_LOOK_M, farthest)
        while room:
            count = 0
            size = cells_within(grid, facts.n_lat[need], facts.n_lon[need], facts.n_x[need], facts.n_y[need],
                                facts.n_z[need], radius, found, away)  # fmt: skip
            for which in range(size):
                cell = found[which]
                if away[which] > grid.reach[cell] + _SLACK_M or (
                    count == room and away[which] > far[begin + count - 1]
                ):
                    continue
                for who in range(grid.start[cell], grid.start[cell + 1]):
                    chord = straight_m(facts, need, who)
                    if chord < 0 or (count == room and chord >= far[begin + count - 1]):
                        continue
                    at = begin + min(count, room - 1)
                    while at > begin and far[at - 1] > chord:
                        far[at], member[at] = far[at - 1], member[at - 1]
                        at -= 1
                    far[at], member[at] = chord, who
                    count = min(count + 1, room)
            if radius >= farthest or (count == room and far[begin + count - 1] <= radius):
                break
            radius = min(farthest, radius * 2)


@compiled
def _undercutting(facts, grid, need_price, member_price, lowest, scale, start, member, crowded, reach, opened, extra,
                  column):  # fmt: skip
    cells = len(grid.radius)
    found, away = np.empty(cells, dtype=np.int64), np.empty(cells)
    gain = np.empty(len(member), dtype=np.int64)
    cheapest = member_price.min()
    pool = len(member_price)
    for need in range(len(start) - 1):
        begin, room = start[need], start[need + 1] - start[need]
        if not room:
            continue
        # How far the price reaches: nobody farther away can undercut (a familiar pair is always in the list).
        money = (need_price[need] - cheapest) / scale[need] - (facts.discontinuity - 1)
        if money <= 0:
            continue
        radius = reach
        if facts.per_metre > 0:
            radius = min(radius, money / facts.per_metre + 2 * _SLACK_M)
        size = cells_within(grid, facts.n_lat[need], facts.n_lon[need], facts.n_x[need], facts.n_y[need],
                            facts.n_z[need], radius, found, away)  # fmt: skip
        count = 0
        for which in range(size):
            cell = found[which]
            least = facts.discontinuity - 1 + facts.per_metre * max(0.0, away[which] - _SLACK_M)
            bar = need_price[need]
            if count == room:
                bar += gain[begin + count - 1]
            if lowest[cell] + least * scale[need] >= bar or away[which] > grid.reach[cell] + _SLACK_M:
                continue
            for who in range(grid.start[cell], grid.start[cell + 1]):
                if member_price[who] + least * scale[need] >= bar:
                    continue
                chord = straight_m(facts, need, who)
                if chord < 0:
                    continue
                value = pair_dm(facts, need, who, chord) * scale[need] + member_price[who] - need_price[need]
                if opened[who] >= 0:
                    value += _slot_price(
                        facts.n_slots[need] & facts.slots[who], extra[opened[who], :, column[need]]
                    )
                if value >= 0 or (count == room and value >= gain[begin + count - 1]):
                    continue
                if len(crowded):
                    key = need * pool + who
                    at = np.searchsorted(crowded, key)
                    if at < len(crowded) and crowded[at] == key:
                        continue
                at = begin + min(count, room - 1)
                while at > begin and gain[at - 1] > value:
                    gain[at], member[at] = gain[at - 1], member[at - 1]
                    at -= 1
                gain[at], member[at] = value, who
                count = min(count + 1, room)
                if count == room:
                    bar = need_price[need] + gain[begin + count - 1]


@compiled
def _slot_price(common, price):
    """What the cheapest of the slots in common costs."""
    least = np.int64(2**62)
    for slot in range(WEEKLY_SLOTS):
        if common >> np.uint32(slot) & np.uint32(1):
            least = min(least, price[slot])
    return least


def within_reach(rules: Rules, need: Ints, members: Ints) -> tuple[Ints, Ints]:
    """All eligible pairs of the given needs and pool members, as (need, member) sorted by need."""
    pool, none = rules.pool, need[:0]
    if not len(need) or not len(members):
        return none, none
    tree, radius = cKDTree(pool.place[members]), float(pool.reach_m[members].max()) + _SLACK_M
    found = [(none, none)]
    for batch in np.array_split(need, 1 + len(need) // 500):
        hits = tree.query_ball_point(rules.needs.place[batch], radius, return_sorted=True)
        size = np.array([len(hit) for hit in hits], dtype=np.int64)
        at = np.concatenate([none, *(np.array(hit, dtype=np.int64) for hit in hits)])
        row, who = np.repeat(batch, size), members[at]
        fine = rules.eligible(row, who)
        found.append((row[fine], who[fine]))
    return np.concatenate([part[0] for part in found]), np.concatenate([part[1] for part in found])
