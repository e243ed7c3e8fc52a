"""The flow over all eligible pairs, without ever listing them all.

Solve over the candidate list; look at every eligible pair with the prices found; add those that undercut; repeat
until none does. Then the flow is optimal over all pairs, since no pair outside the list could lower its cost. The
simplex goes on from its last tree each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from matching.candidates import Candidates
from matching.eligibility import Rules
from matching.half_days import Room
from matching.network import Network
from matching.picks import rows, whole
from matching.problem import Ints, Problem

# Few to begin with, since prices find the others better than distance does; measured on cities of 10,000 to 100,000.
_FIRST_CANDIDATES = 6
MORE_CANDIDATES = 8

Report = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class Limits:
    """`max_candidates` pairs and `max_rounds` solves at most; past either the flow is cheapest over its list only."""

    max_candidates: int
    max_rounds: int
    report: Report


class Market:
    """A network with its candidates: the flow that is cheapest over all eligible pairs.

    `complete` = no eligible pair outside the list undercuts; `rounds` how often the flow was solved.
    """

    network_class: type[Network] = Network
    candidates_class: type[Candidates] = Candidates

    def __init__(self, problem: Problem, rules: Rules, room: Room, limits: Limits) -> None:
        self.problem, self.rules, self.room = problem, rules, room
        self.network, self._limits = self.network_class(problem, rules), limits
        self.complete, self.rounds = True, 0
        needs, pool = rules.needs, rules.pool
        self.candidates = self.candidates_class(rules) if len(needs) and len(pool) else None
        if self.candidates is not None:
            wanted = np.where(needs.persons == 2, 3 * _FIRST_CANDIDATES, _FIRST_CANDIDATES)
            need, member = self.candidates.nearest(wanted)
            known, friend = rules.familiar()
            key = np.union1d(need * len(pool) + member, known * len(pool) + friend)
            self.network.add(key // len(pool), key % len(pool))

    def quietly(self) -> Limits:
        """The limits of this market for a part of it whose progress nobody is told."""
        return replace(self._limits, report=lambda share, what: None)

    def settle(self) -> None:
        """Make the flow a cheapest one over all eligible pairs (as far as the limits allow), in which everybody's
        visits fit into half-days."""
        while True:
            self._price_out()
            members = self._overfull()
            if not len(members) or self.rounds >= self._limits.max_rounds:
                return
            self.network.open_half_days(members, self.room)

    def _price_out(self) -> None:
        network = self.network
        most = np.full(len(self.rules.needs), MORE_CANDIDATES)
        while True:
            network.run()
            self.rounds += 1
            if self.candidates is None:
                return
            need, member = self.candidates.undercutting(network, most)
            self.complete = not len(need)
            lacking = int((np.diff(need) > 0).sum()) + 1 if len(need) else 0
            self._limits.report(1.0 - 0.7**self.rounds, f"{lacking} needs could still do better")
            if self.complete or self.rounds >= self._limits.max_rounds:
                return
            if len(network.need) + len(need) > self._limits.max_candidates:
                return
            network.add(need, member)

    def _overfull(self) -> Ints:
        """Members whose visits do not all fit into their half-days, and whose half-days are not told apart yet."""
        if not self.room.limited.any():
            return np.empty(0, dtype=np.int64)
        network = self.network
        picked, _ = whole(self.rules, network.need, network.member, network.on)
        found = rows(self.problem, self.rules, self.room, picked)
        short = self.room.limited[found.volunteer] & (found.slot < 0)
        short[: len(self.problem.locked)] = False
        members = np.unique(self.rules.pool.member[found.volunteer[short]])
        return members[network.opened[members] < 0]
