"""Which pairs the flow is offered: the nearest eligible ones first, then those that the prices call for.

`nearest` makes the first list with a k-d tree. `Pricer` looks at *all* eligible pairs, without ever holding them in
memory, and returns those outside the list that would improve the plan at the current prices. When it finds none,
the plan over the list is optimal over all pairs.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from volunteers.matching import costs
from volunteers.matching.eligibility import Rules
from volunteers.matching.needs import ranges
from volunteers.matching.problem import Floats, Ints

# Metres of slack wherever a distance bound prunes: the bent chord and rounding never matter that much.
_SLACK_M = 1.0
_CELL_M = 700.0
_BATCH = 2_000_000
# How many pairs a look adds for a need: whoever is 5 km out of line has nobody free nearby and needs a wide choice.
FEW, MANY, _FAR_OUT_DM = 30, 150, 50_000


def nearest(rules: Rules, wanted: int) -> tuple[Ints, Ints]:
    """Up to `wanted` nearest eligible pool members per need (thrice as many for two persons), and all familiar ones.

    Returns (need, member), sorted, each pair once. Where few of the neighbours qualify the look widens threefold,
    three times; what is still missing then is left to the `Pricer`.
    """
    needs, pool = rules.needs, rules.pool
    need, member, _ = _kept(rules, *rules.familiar_pairs())
    keys = [need * len(pool) + member]
    tree = cKDTree(pool.place)
    target = np.where(needs.persons == 2, 3 * wanted, wanted)
    todo, look = np.arange(len(needs)), wanted + wanted // 2
    for _attempt in range(4):
        short = [todo[:0]]
        for batch in np.array_split(todo, 1 + len(todo) * look // _BATCH):
            far, at = tree.query(needs.place[batch], k=np.arange(1, look + 1))
            real = np.isfinite(far)
            need, member, metres = _kept(rules, np.repeat(batch, real.sum(axis=1)), at[real])
            keep = _rank_within(need, metres) < target[need]
            keys.append(need[keep] * len(pool) + member[keep])
            enough = np.bincount(need, minlength=len(needs))[batch] >= target[batch]
            short.append(batch[~enough & real[:, -1] & (far[:, -1] <= pool.reach_m.max() + _SLACK_M)])
        todo, look = np.concatenate(short), look * 3
    unique = np.unique(np.concatenate(keys))
    return unique // len(pool), unique % len(pool)


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
        at = np.fromiter(itertools.chain.from_iterable(hits), dtype=np.int64, count=int(size.sum()))
        found.append(_kept(rules, np.repeat(batch, size), members[at])[:2])
    return np.concatenate([part[0] for part in found]), np.concatenate([part[1] for part in found])


def _kept(rules: Rules, need: Ints, member: Ints) -> tuple[Ints, Ints, Floats]:
    fine, metres = rules.eligible(need, member)
    return need[fine], member[fine], metres[fine]


def _rank_within(group: Ints, value: Floats | Ints) -> Ints:
    """Rank (from 0) of each value among those of its group, ties in the order given."""
    order = np.lexsort((value, group))
    ordered = group[order]
    first = np.searchsorted(ordered, ordered)
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - first
    return rank


class _Cells:
    """Points gathered into cubes: `order[start[i]:start[i + 1]]` are those of cell i, within `radius` of `centre`."""

    def __init__(self, place: Floats) -> None:
        cube = np.floor(place / _CELL_M).astype(np.int64)
        self.order = np.lexsort((np.arange(len(place)), cube[:, 2], cube[:, 1], cube[:, 0]))
        cube = cube[self.order]
        fresh = np.ones(len(cube), dtype=np.bool_)
        fresh[1:] = np.any(cube[1:] != cube[:-1], axis=1)
        first = np.flatnonzero(fresh)
        self.start = np.append(first, len(cube))
        self.size = np.diff(self.start)
        self.cell = np.repeat(np.arange(len(first)), self.size)
        ordered = place[self.order]
        self.centre = np.add.reduceat(ordered, first, axis=0) / self.size[:, None]
        off = np.sqrt(((ordered - self.centre[self.cell]) ** 2).sum(axis=1))
        self.radius = np.maximum.reduceat(off, first) + _SLACK_M

    def __len__(self) -> int:
        return len(self.size)


class Found(NamedTuple):
    """What a look at all pairs brought: pairs to add, and for every need how far its best pair outside the list
    undercuts the prices (≤ 0, scaled decimetres per unit; 0 everywhere = the list suffices)."""

    need: Ints
    member: Ints
    undercut: Ints


class Pricer:
    """Prices every eligible pair that is not familiar (familiar ones are always in the list).

    Needs and members lie in cells. A pair of cells is passed over when even its dearest need and its cheapest member
    at the shortest distance could not undercut; within a cell, members are sorted by price, so that only those that
    can undercut are touched at all.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        needs, pool = rules.needs, rules.pool
        self._here, self._there = _Cells(needs.place), _Cells(pool.place)
        reach = np.maximum.reduceat(pool.reach_m[self._there.order], self._there.start[:-1])
        self._reach = reach + self._there.radius
        self._floor = costs.discontinuity_dm(rules.weights)
        near = cKDTree(self._here.centre).sparse_distance_matrix(
            cKDTree(self._there.centre),
            float(self._reach.max() + self._here.radius.max()),
            output_type="ndarray",
        )
        a, b = near["i"].astype(np.int64), near["j"].astype(np.int64)
        gap = near["v"] - self._here.radius[a]
        keep = gap <= self._reach[b]
        order = np.lexsort((b[keep], a[keep]))
        self._a, self._b = a[keep][order], b[keep][order]
        self._gap = np.maximum(0.0, gap[keep][order] - self._there.radius[self._b])

    def look(self, need_price: Ints, member_price: Ints, scale: Ints, known: Ints, margin: int) -> Found:
        """Pairs outside the sorted keys `known` (need · pool + member) that undercut, or come within `margin` of it.

        A pair undercuts when scale·cost + member price < need price. Prices are per unit; `scale` (per need) turns
        the cost of a visit into a cost per unit. Up to `MANY` pairs are returned for a need far out of line, `FEW`
        for the others.
        """
        need_price = need_price + margin
        here, there = self._here, self._there
        members = there.order[np.lexsort((member_price[there.order], there.cell))]
        cheapest = member_price[members][there.start[:-1]]
        top = np.maximum.reduceat(need_price[here.order], here.start[:-1])
        least = np.minimum.reduceat(scale[here.order], here.start[:-1])
        worth = (top[self._a] - cheapest[self._b]) > self._lower(self._gap) * least[self._a]
        pairs_a, pairs_b = self._a[worth], self._b[worth]
        # One rising sequence over all cells, so that one search finds how far down each cell the price still pays.
        step = int(member_price.max()) + 2
        ladder = _Ladder(members, there.cell * step + member_price[members], step)
        found = []
        for low, high in _batches(here.size[pairs_a]):
            which, at = ranges(here.start[pairs_a[low:high]], here.size[pairs_a[low:high]])
            need, cell = here.order[at], pairs_b[low:high][which]
            pairs = self._scan(need, cell, need_price, scale, ladder)
            found.append(self._best(pairs, need_price, member_price, scale, known, margin))
        undercut = np.zeros(len(need_price), dtype=np.int64)
        for part in found:
            np.minimum(undercut, part.undercut, out=undercut)
        none = np.empty(0, dtype=np.int64)
        return Found(
            np.concatenate([none, *(part.need for part in found)]),
            np.concatenate([none, *(part.member for part in found)]),
            undercut,
        )

    def _lower(self, metres: Floats) -> Floats:
        """A cost that no unfamiliar pair at least this far apart can undercut, decimetres."""
        way = np.maximum(0.0, metres - _SLACK_M) * (self._rules.weights.distance * costs.DM_PER_M)
        return way + self._floor - 1

    def _scan(
        self, need: Ints, cell: Ints, need_price: Ints, scale: Ints, ladder: _Ladder
    ) -> tuple[Ints, Ints]:
        """Pairs of needs and members of the cells beside them that might undercut."""
        there, place = self._there, self._rules.needs.place
        off = place[need] - there.centre[cell]
        away = np.sqrt(off[:, 0] * off[:, 0] + off[:, 1] * off[:, 1] + off[:, 2] * off[:, 2])
        room = need_price[need] - self._lower(away - there.radius[cell]) * scale[need]
        limit = np.clip(np.ceil(room).astype(np.int64), 0, ladder.step - 1)
        limit[away > self._reach[cell] + _SLACK_M] = 0
        start = there.start[cell]
        length = np.searchsorted(ladder.price, cell * ladder.step + limit) - start
        some = length > 0
        need, start, length = need[some], start[some], length[some]
        found = [(need[:0], need[:0])]
        for low, high in _batches(length):
            which, at = ranges(start[low:high], length[low:high])
            who, member = need[low:high][which], ladder.member[at]
            fine, _ = self._rules.eligible(who, member)
            found.append((who[fine], member[fine]))
        return np.concatenate([part[0] for part in found]), np.concatenate([part[1] for part in found])

    def _best(self, pairs: tuple[Ints, Ints], need_price: Ints, member_price: Ints, scale: Ints, known: Ints,
              margin: int) -> Found:  # fmt: skip
        need, member = pairs
        metres = self._rules.eligible(need, member)[1]
        gain = self._rules.price(need, member, metres) * scale[need] + member_price[member] - need_price[need]
        fresh = np.flatnonzero(gain < 0)
        fresh = fresh[~costs.holds(known, need[fresh] * len(self._rules.pool) + member[fresh])]
        need, member, gain = need[fresh], member[fresh], gain[fresh]
        undercut = np.zeros(len(need_price), dtype=np.int64)
        np.minimum.at(undercut, need, gain + margin)
        many = undercut < -_FAR_OUT_DM * scale
        keep = _rank_within(need, gain) < np.where(many, MANY, FEW)[need]
        return Found(need[keep], member[keep], np.minimum(undercut, 0))


class _Ladder(NamedTuple):
    """Members by cell and price; `price` rises throughout, by `step` from cell to cell."""

    member: Ints
    price: Ints
    step: int


def _batches(sizes: Ints) -> list[tuple[int, int]]:
    """Cut items of given sizes into consecutive runs of about `_BATCH` in total."""
    if not len(sizes):
        return []
    mark = np.cumsum(sizes) // _BATCH
    cuts = np.flatnonzero(np.diff(mark)) + 1
    edges = [0, *cuts.tolist(), len(sizes)]
    return list(itertools.pairwise(edges))
