"""The flow over all eligible pairs, without ever listing them all.

Solve over the candidate list; look at every eligible pair with the prices found; add those that undercut; repeat
until none does. Then the flow is optimal over all pairs, since no pair outside the list could lower its cost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from volunteers.matching import flow
from volunteers.matching.candidates import Pricer, nearest
from volunteers.matching.eligibility import Rules, shared_slots
from volunteers.matching.flow import Pairs
from volunteers.matching.problem import Ints

# Prices are given this much benefit of the doubt, so that a pair soon to be needed is added one round earlier.
_MARGIN_DM = 1_500
_FIRST_CANDIDATES = 16

Report = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The cheapest flow over the list `pairs`: `on` units on each, and prices per unit of needs, members, elders
    (scaled decimetres). `complete` = no eligible pair outside the list undercuts, so that it is cheapest over all."""

    pairs: Pairs
    on: Ints
    need_price: Ints
    member_price: Ints
    elder_price: Ints
    scale: int
    complete: bool
    rounds: int


def make_pairs(rules: Rules, need: Ints, member: Ints) -> Pairs:
    """Eligible pairs with their costs. One person's visits are limited by the need's supply alone (the limit has
    room to spare), two persons are different people, and within one window the shared slots limit."""
    metres = rules.eligible(need, member)[1]
    needs = rules.needs
    limit = np.where(needs.persons == 1, needs.count + 1, needs.count)[need]
    slots = shared_slots(needs, rules.pool, need, member)
    limit = np.where(needs.windowed[need], np.minimum(limit, slots), limit)
    return Pairs(need, member, rules.price(need, member, metres), limit)


def cheapest(rules: Rules, *, max_candidates: int, max_rounds: int, report: Report) -> Relaxed:
    """The cheapest flow for the rules' needs and pool; not complete only when a maximum was met."""
    needs, pool = rules.needs, rules.pool
    usable = len(needs) > 0 and len(pool) > 0
    none = np.empty(0, dtype=np.int64)
    need, member = nearest(rules, _FIRST_CANDIDATES) if usable else (none, none)
    pricer = Pricer(rules) if usable else None
    before: Ints | None = None
    rounds = 0
    while True:
        pairs = make_pairs(rules, need, member)
        network = flow.build(needs, pool, rules.weights, pairs)
        solved = flow.solve_flow(network, before)
        price = before = flow.prices(network, solved)
        rounds += 1
        need_price, member_price, elder_price = np.split(price[:-1], [len(needs), len(needs) + len(pool)])
        complete, enough = True, True
        if pricer is not None:
            known = need * len(pool) + member
            margin = _MARGIN_DM * network.scale
            found = pricer.look(need_price, member_price, network.scale // needs.units, known, margin)
            complete = not found.undercut.any()
            enough = complete or rounds >= max_rounds or len(known) + len(found.need) > max_candidates
            report(1.0 - 0.6**rounds, f"{int((found.undercut < 0).sum())} needs could still do better")
        if enough:
            return Relaxed(pairs, solved.on[: network.pairs], need_price, member_price, elder_price,
                           network.scale, complete, rounds)  # fmt: skip
        known = np.unique(np.concatenate((known, found.need * len(pool) + found.member)))
        need, member = known // len(pool), known % len(pool)
