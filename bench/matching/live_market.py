"""A market that takes small changes: members leave and come back, and only what that concerns is looked at again.

Nobody for two and no half-days told apart: `live_plan` refuses such plans.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matching.candidates import Candidates
from matching.compiled import compiled
from matching.eligibility import Rules, pair_dm, straight_m
from matching.exact import MORE_CANDIDATES, Market
from matching.grid import cell_order, cells_within, make_grid
from matching.network import Network
from matching.problem import Ints

_SLACK_M = 1.0


class LiveNetwork(Network):
    """A flow whose members can be closed, and that tells what a change has moved."""

    def close_members(self, members: Ints) -> None:
        """These members take nothing any more, not even what they have."""
        self.rules.facts.units[members] = 0
        self._retire(self._rows_by(members))

    def reopen_members(self, members: Ints) -> None:
        """Members who were closed can be asked again."""
        self.rules.facts.units[members] = self.rules.pool.units[members]
        rows = self._rows_by(members)
        need, member = self.need[self._pair[rows]], self.member[self._pair[rows]]
        cost = self.rules.terms(need, member)[0] * self._per_visit[need]
        self._simplex.set_cost(self._arc[rows], cost)

    def _rows_by(self, members: Ints) -> Ints:
        """The places among the arcs of all pairs of some members."""
        return self._rows("member", self.member, members)

    def flows(self) -> Ints:
        """Units on every arc, to be handed to `changed`."""
        return self._simplex.flow.copy()

    def changed(self, before: Ints) -> Ints:
        """Pairs (by their place in the list) that carry something else than before."""
        now = self._simplex.flow
        arcs = np.append(np.flatnonzero(now[: len(before)] != before), np.arange(len(before), len(now)))
        at = np.searchsorted(self._arc, arcs)
        at = np.minimum(at, max(0, len(self._arc) - 1))
        return np.unique(self._pair[at[self._arc[at] == arcs]]) if len(self._arc) else arcs[:0]

    def pairs_of(self, needs: Ints) -> Ints:
        """The listed pairs of some needs (by their place in the list)."""
        return np.unique(self._pair[self._rows_of(needs)])

    def units_on(self, pairs: Ints) -> Ints:
        """Units on some listed pairs."""
        return self._simplex.flow[self._arc[pairs]]


class LiveCandidates(Candidates):
    """Candidates that are also looked up from the member's side."""

    def __init__(self, rules: Rules) -> None:
        super().__init__(rules)
        needs = rules.needs
        self._order = cell_order(needs.lat, needs.lon)
        self._homes = make_grid(
            needs.lat[self._order], needs.lon[self._order], needs.place[self._order], np.zeros(len(needs))
        )

    def now_within(self, network: Network, members: Ints) -> tuple[Ints, Ints]:
        """(need, member) of all eligible pairs of some members, whose time has become cheaper, that undercut."""
        pool = self._rules.pool
        counts = np.zeros(len(members) + 1, dtype=np.int64)
        found = np.empty(0, dtype=np.int64)
        for _pass in range(2):
            _undercutting_of(
                self._rules.facts, self._homes, self._order, members, pool.lat, pool.lon, network.need_price(),
                network.member_price(), network.scale // self._rules.needs.units, counts, found,
            )  # fmt: skip
            found = np.empty(int(counts.sum()), dtype=np.int64) if not len(found) else found
        return found, np.repeat(members, counts[1:])


class LiveMarket(Market):
    """A market that stays settled after changes."""

    network: LiveNetwork
    candidates: LiveCandidates | None
    network_class, candidates_class = LiveNetwork, LiveCandidates

    def settle_near(self, change: Callable[[], None]) -> None:
        """Make a small change and settle: looks at all pairs of needs whose price has risen, and of members whose time
        has become cheaper; no other pair can have begun to undercut."""
        network = self.network
        dear, time = network.need_price(), network.member_price()
        change()
        while True:
            network.run_near()
            if self.candidates is None:
                return
            rose, fell = network.need_price() > dear, np.flatnonzero(network.member_price() < time)
            need, member = self.candidates.undercutting(network, np.where(rose, MORE_CANDIDATES, 0))
            also, by = self.candidates.now_within(network, fell)
            key = np.union1d(need * len(self.rules.pool) + member, also * len(self.rules.pool) + by)
            if not len(key):
                return
            network.add(key // len(self.rules.pool), key % len(self.rules.pool))


@compiled
def _undercutting_of(facts, homes, order, members, lats, lons, need_price, member_price, scale, counts,
                     found):  # fmt: skip
    cells = len(homes.radius)
    near, away = np.empty(cells, dtype=np.int64), np.empty(cells)
    total = 0
    for at in range(len(members)):
        who = members[at]
        size = cells_within(homes, lats[who], lons[who], facts.x[who], facts.y[who], facts.z[who], facts.reach_m[who],
                            near, away)  # fmt: skip
        mine = 0
        for which in range(size):
            for place in range(homes.start[near[which]], homes.start[near[which] + 1]):
                need = order[place]
                least = facts.discontinuity - 1 + facts.per_metre * max(0.0, away[which] - _SLACK_M)
                if member_price[who] + least * scale[need] >= need_price[need]:
                    continue
                chord = straight_m(facts, need, who)
                if chord < 0:
                    continue
                if pair_dm(facts, need, who, chord) * scale[need] + member_price[who] < need_price[need]:
                    if len(found):
                        found[total] = need
                    total += 1
                    mine += 1
        counts[at + 1] = mine
