"""Which pairs the flow is offered: the nearest eligible ones first, then those that the prices call for.

`nearest` makes the first list with a k-d tree. `Pricer` looks at *all* eligible pairs, without ever holding them in
memory, and returns those outside the list that would improve the plan at the current prices. When it finds none,
the plan over the list is optimal over all pairs.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from volunteers.matching import costs
from volunteers.matching.eligibility import Rules, ranges
from volunteers.matching.needs import Needs, Pool
from volunteers.matching.problem import Floats, Ints

# Metres of slack wherever a distance bound prunes: the bent chord and rounding never matter that much.
_SLACK_M = 1.0
_CELL_M = 700.0
_BATCH = 2_000_000


def nearest(rules: Rules, wanted: int) -> tuple[Ints, Ints]:
    """Up to `wanted` nearest eligible pool members per need (thrice as many for two persons), and all familiar ones.

    Returns (need, member), sorted, each pair once. Needs whose neighbours mostly do not qualify are looked at
    twice as widely, three times; what is still missing then is left to the `Pricer`.
    """
    needs, pool = rules.needs, rules.pool
    found = [rules.familiar_pairs()]
    found = [_kept(rules, *found[0])[:2]]
    tree = cKDTree(pool.place)
    target = np.where(needs.persons == 2, 3 * wanted, wanted)
    todo, look = np.arange(len(needs)), wanted + wanted // 2
    farthest = float(pool.reach_m.max(initial=0.0)) + _SLACK_M
    for _attempt in range(4):
        short: list[Ints] = []
        for low in range(0, len(todo), max(1, _BATCH // look)):
            batch = todo[low : low + max(1, _BATCH // look)]
            far, member = tree.query(needs.place[batch], k=np.arange(1, look + 1), distance_upper_bound=farthest)
            real = np.isfinite(far)
            need = np.repeat(batch, real.sum(axis=1))
            need, who, metres = _kept(rules, need, member[real])
            rank = _rank_within(need, metres)
            keep = rank < target[need]
            found.append((need[keep], who[keep]))
            enough = np.bincount(need, minlength=len(needs))[batch] >= target[batch]
            short.append(batch[~enough & real[:, -1]])
        todo, look = np.concatenate(short) if short else todo[:0], look * 3
        if not len(todo) or look > 40 * wanted:
            break
    keys = np.unique(np.concatenate([need * len(pool) + member for need, member in found]))
    return keys // len(pool), keys % len(pool)


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


class Pricer:
    """Prices every eligible pair that is not familiar (familiar ones are always in the list)."""

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

    def violators(
        self, need_price: Ints, member_price: Ints, scale: Ints, known: Ints, per_need: int
    ) -> tuple[Ints, Ints, Ints]:
        """Pairs outside the sorted keys `known` with scale·cost + member price < need price.

        Prices are per unit; `scale` turns the cost of a visit into a cost per unit (per need). Returns the best
        `per_need` of each need as (need, member), and for every need how far its best one undercuts (≤ 0).
        """
        here, there = self._here, self._there
        members = there.order[np.lexsort((member_price[there.order], there.cell))]
        cheapest = member_price[members][there.start[:-1]]
        top = np.maximum.reduceat(need_price[here.order], here.start[:-1])
        least = np.minimum.reduceat(scale[here.order], here.start[:-1])
        worth = (top[self._a] - cheapest[self._b]) > self._lower(self._gap) * least[self._a]
        pairs_a, pairs_b = self._a[worth], self._b[worth]
        # One rising sequence over all cells, so that one search finds how far down each cell the price still pays.
        step = int(member_price.max()) + 2
        ladder = there.cell * step + member_price[members]
        found: list[tuple[Ints, Ints, Ints]] = []
        for low, high in _batches(here.size[pairs_a]):
            which, at = ranges(here.start[pairs_a[low:high]], here.size[pairs_a[low:high]])
            found += self._scan(here.order[at], pairs_b[low:high][which], need_price, member_price, scale,
                                members, ladder, step)  # fmt: skip
        return self._best(found, known, per_need)

    def _lower(self, metres: Floats) -> Floats:
        """A cost that no unfamiliar pair at least this far apart can undercut, decimetres."""
        way = np.maximum(0.0, metres - _SLACK_M) * (self._rules.weights.distance * costs.DM_PER_M)
        return way + self._floor - 1

    def _scan(self, need: Ints, cell: Ints, need_price: Ints, member_price: Ints, scale: Ints,
              members: Ints, ladder: Ints, step: int) -> list[tuple[Ints, Ints, Ints]]:  # fmt: skip
        """Undercutting pairs among needs and the cells beside them."""
        there, needs = self._there, self._rules.needs
        off = needs.place[need] - there.centre[cell]
        away = np.sqrt(off[:, 0] * off[:, 0] + off[:, 1] * off[:, 1] + off[:, 2] * off[:, 2])
        room = need_price[need] - self._lower(np.maximum(0.0, away - there.radius[cell])) * scale[need]
        limit = np.clip(np.ceil(room).astype(np.int64), 0, step - 1)
        limit[away > self._reach[cell] + _SLACK_M] = 0
        start = there.start[cell]
        length = np.searchsorted(ladder, cell * step + limit) - start
        some = length > 0
        need, start, length = need[some], start[some], length[some]
        found = []
        for low, high in _batches(length):
            which, at = ranges(start[low:high], length[low:high])
            who, member = need[low:high][which], members[at]
            fine, metres = self._rules.eligible(who, member)
            who, member, metres = who[fine], member[fine], metres[fine]
            gain = self._rules.price(who, member, metres) * scale[who] + member_price[member] - need_price[who]
            under = gain < 0
            found.append((who[under], member[under], gain[under]))
        return found

    def _best(self, found: list[tuple[Ints, Ints, Ints]], known: Ints, per_need: int) -> tuple[Ints, Ints, Ints]:
        worst = np.zeros(len(self._rules.needs), dtype=np.int64)
        if not found:
            return worst[:0], worst[:0], worst
        need, member, gain = (np.concatenate([part[i] for part in found]) for i in range(3))
        fresh = ~costs.holds(known, need * len(self._rules.pool) + member)
        need, member, gain = need[fresh], member[fresh], gain[fresh]
        np.minimum.at(worst, need, gain)
        keep = _rank_within(need, gain) < per_need
        return need[keep], member[keep], worst


def _batches(sizes: Ints) -> list[tuple[int, int]]:
    """Cut items of given sizes into consecutive runs of about `_BATCH` in total."""
    if not len(sizes):
        return []
    mark = np.cumsum(sizes) // _BATCH
    cuts = np.flatnonzero(np.diff(mark)) + 1
    edges = [0, *cuts.tolist(), len(sizes)]
    return list(zip(edges[:-1], edges[1:], strict=True))
