"""The flow over all eligible pairs, without ever listing them all.

Solve over the candidate list; look at every eligible pair with the prices found; add those that undercut; repeat
until none does. Then the flow is optimal over all pairs, since no pair outside the list could lower its cost. The
simplex goes on from its last tree each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from volunteers.matching.candidates import Candidates
from volunteers.matching.eligibility import Rules
from volunteers.matching.network import Network

# Few to begin with, since prices find the others better than distance does; measured on cities of 10,000 to 100,000.
_FIRST_CANDIDATES = 12
_MORE_CANDIDATES = 8

Report = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class Limits:
    """`max_candidates` pairs and `max_rounds` solves at most; past either the flow is cheapest over its list only."""

    max_candidates: int
    max_rounds: int
    report: Report


class Market:
    """A network with its candidates: the flow that is cheapest over all eligible pairs, and stays so after changes.

    `complete` = no eligible pair outside the list undercuts; `rounds` how often the flow was solved.
    """

    def __init__(self, rules: Rules, limits: Limits) -> None:
        self.rules, self.network, self._limits = rules, Network(rules), limits
        self.complete, self.rounds = True, 0
        needs, pool = rules.needs, rules.pool
        self._candidates = Candidates(rules) if len(needs) and len(pool) else None
        if self._candidates is not None:
            wanted = np.where(needs.persons == 2, 3 * _FIRST_CANDIDATES, _FIRST_CANDIDATES)
            need, member = self._candidates.nearest(wanted)
            known, friend = rules.familiar()
            key = np.union1d(need * len(pool) + member, known * len(pool) + friend)
            self.network.add(key // len(pool), key % len(pool))

    def settle(self) -> None:
        """Make the flow a cheapest one over all eligible pairs (as far as the limits allow)."""
        network, needs = self.network, self.rules.needs
        most = np.full(len(needs), _MORE_CANDIDATES)
        while True:
            network.run()
            self.rounds += 1
            if self._candidates is None:
                return
            need, member = self._candidates.undercutting(
                network.need_price(),
                network.member_price(),
                network.scale // needs.units,
                most,
                network.full(),
            )
            self.complete = not len(need)
            lacking = int((np.diff(need) > 0).sum()) + 1 if len(need) else 0
            self._limits.report(1.0 - 0.7**self.rounds, f"{lacking} needs could still do better")
            if self.complete or self.rounds >= self._limits.max_rounds:
                return
            if len(network.need) + len(need) > self._limits.max_candidates:
                return
            network.add(need, member)
