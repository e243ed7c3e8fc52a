"""The prices of a solved network, handed out as the proof of a plan."""

from __future__ import annotations

import numpy as np

from matching.eligibility import Rules
from matching.network import Network
from matching.plan import Prices, SlotPrices
from matching.problem import Problem


def prices_of(problem: Problem, rules: Rules, network: Network) -> Prices:
    """Prices of needs and pool spread over visits and volunteers; who is not in the flow has price 0."""
    needs, pool = rules.needs, rules.pool
    visit, elder, volunteer = (np.zeros(size, dtype=np.int64) for size in
                               (problem.visits, problem.visits, problem.volunteers))  # fmt: skip
    size = np.diff(needs.start)
    visit[needs.visits] = np.repeat(network.need_price(), size)
    elder[needs.visits] = np.repeat(network.elder_price()[needs.elder], size)
    volunteer[pool.volunteer] = network.member_price()
    members, extra = network.slot_prices()
    slots = SlotPrices(
        pool.volunteer[members], extra[:, :, 0], network.windows, extra[:, :, 1:] - extra[:, :, :1]
    )
    return Prices(needs.unit_minutes, network.scale, visit, elder, volunteer, slots)
