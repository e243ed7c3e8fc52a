"""The minimum-cost flow: network, solver and prices.

    need --[cost of the pair per unit]--> volunteer --[fairness]--> end
    need --[unfilled]--> elder --[0, then uncovered for the last visit]--> end

Every need sends `demand` units. The way over its elder always has room, so the flow always exists; since the last
visit of an elder is the dearest to lose, costs rise along it and the flow is exact. OR-Tools solves it by cost
scaling, but keeps its prices to itself, so they are found anew: the shortest way of each node to the end in the
residual network (what one more unit would cost there), by label correction from the end backwards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from volunteers.matching import costs
from volunteers.matching.needs import Needs, Pool, ranges
from volunteers.matching.problem import Ints, Weights

_FAR = np.int64(2**60)


class Arcs(NamedTuple):
    """Arcs of a network: tail and head node, capacity in units, cost per unit."""

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints


@dataclass(frozen=True, eq=False)
class Network:
    """Supplies and arcs. Nodes: needs, then pool members, then elders, then the end. The first `pairs` arcs are the
    (need, member) pairs in the order given; costs are decimetres × `scale` per unit."""

    needs: int
    members: int
    elders: int
    pairs: int
    scale: int
    supply: Ints
    arcs: Arcs

    @property
    def end(self) -> int:
        """The node where everything arrives."""
        return self.needs + self.members + self.elders


@dataclass(frozen=True, eq=False)
class Flow:
    """`on` units on every arc, `cost` in the network's scaled decimetres."""

    on: Ints
    cost: int


def unit_scale(needs: Needs) -> int:
    """A factor that makes the cost per person and unit a whole number for every need (1 in the plain case).

    When visits have so many different lengths that it would pass 5,040, costs per unit are rounded down instead, to
    a 64th or better, and the flow is a bound from below.
    """
    factor = 1
    for share in np.unique(needs.units * needs.persons).tolist():
        factor = math.lcm(factor, share)
        if factor > 5_040:
            return max(5_040, 64 * int((needs.units * needs.persons).max()))
    return factor


class Pairs(NamedTuple):
    """Candidate pairs and the cost of a visit by each, decimetres; `limit` visits at most for each."""

    need: Ints
    member: Ints
    cost: Ints
    limit: Ints


def build(needs: Needs, pool: Pool, weights: Weights, pairs: Pairs) -> Network:
    """The network of the docstring above."""
    g, p, e = len(needs), len(pool), len(needs.supply)
    scale = unit_scale(needs)
    members, elders, end = g, g + p, g + p + e
    whole = needs.units * needs.persons
    parts = [
        Arcs(pairs.need, members + pairs.member, pairs.limit * needs.units[pairs.need],
             pairs.cost * (scale // needs.units)[pairs.need]),
        _fairness_arcs(pool, weights, needs.unit_minutes, scale, members, end),
        Arcs(np.arange(g), elders + needs.elder, needs.demand + 1, needs.unfilled * scale // whole),
    ]  # fmt: skip
    last = needs.last_units
    # Room for one unit more than can come, so that the price of a further unit is always defined.
    free = np.where(last == 0, needs.supply + 1, needs.supply - last)
    nodes, zero = np.arange(elders, end), np.zeros(e, dtype=np.int64)
    parts.append(Arcs(nodes, zero + end, free, zero))
    dear = np.flatnonzero(last > 0)
    dearest = costs.uncovered_dm(weights) * scale // last[dear]
    parts.append(Arcs(nodes[dear], zero[dear] + end, last[dear] + 1, dearest))
    arcs = Arcs(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    supply = np.zeros(end + 1, dtype=np.int64)
    supply[:g] = needs.demand
    supply[end] = -needs.demand.sum()
    return Network(g, p, e, len(pairs.need), scale, supply, arcs)


def _fairness_arcs(pool: Pool, weights: Weights, unit: int, scale: int, members: int, end: int) -> Arcs:
    """Volunteer → end in up to five stretches of equal marginal cost (a unit may straddle a step)."""
    marks = [np.zeros(len(pool), dtype=np.int64), pool.units]
    for step in (pool.cap_minutes // 3, 2 * pool.cap_minutes // 3):
        below = np.clip((step - pool.base_minutes) // unit, 0, pool.units)
        marks += [below, np.minimum(below + 1, pool.units)]
    mark = np.sort(np.stack(marks), axis=0)
    minutes = pool.base_minutes + mark * unit
    paid = costs.fairness_dm(weights, minutes, np.broadcast_to(pool.cap_minutes, minutes.shape))
    room, rise = np.diff(mark, axis=0), np.diff(paid, axis=0)
    which, member = np.nonzero(room)
    room, rise = room[which, member], rise[which, member]
    ends = np.full(len(member), end)
    return Arcs(members + member, ends, room, rise * scale // room)


def solve_flow(network: Network, before: Ints | None = None) -> Flow:
    """The cheapest flow. `before` are prices of a similar network: they change nothing but the time it takes.

    Raises RuntimeError when the solver refuses, which a well-made network never causes.
    """
    arcs, solver = network.arcs, SimpleMinCostFlow()
    # Prices shift the cost of every flow alike; with good ones the solver starts close to the end.
    cost = arcs.cost if before is None else arcs.cost + before[arcs.head] - before[arcs.tail]
    solver.add_arcs_with_capacity_and_unit_cost(
        arcs.tail.astype(np.int32), arcs.head.astype(np.int32), arcs.capacity, cost
    )
    nodes = np.flatnonzero(network.supply).astype(np.int32)
    solver.set_nodes_supplies(nodes, network.supply[nodes])
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow solver stopped with status {status}")
    on = np.asarray(solver.flows(np.arange(len(arcs.tail), dtype=np.int32)), dtype=np.int64)
    return Flow(on, int(on @ arcs.cost))


def prices(network: Network, flow: Flow) -> Ints:
    """What one more unit would cost at each node (scaled decimetres); `_FAR` where no unit could leave."""
    arcs = network.arcs
    forth, back = flow.on < arcs.capacity, flow.on > 0
    tail = np.concatenate((arcs.tail[forth], arcs.head[back]))
    head = np.concatenate((arcs.head[forth], arcs.tail[back]))
    cost = np.concatenate((arcs.cost[forth], -arcs.cost[back]))
    order = np.argsort(head, kind="stable")
    tail, head, cost = tail[order], head[order], cost[order]
    start = np.searchsorted(head, np.arange(len(network.supply) + 1))
    label = np.full(len(network.supply), _FAR)
    label[network.end] = 0
    frontier = np.array([network.end])
    while len(frontier):
        which, arc = ranges(start[frontier], start[frontier + 1] - start[frontier])
        offer = cost[arc] + label[frontier][which]
        better = offer < label[tail[arc]]
        reached, offer = tail[arc[better]], offer[better]
        before = label[reached]
        np.minimum.at(label, reached, offer)
        frontier = np.unique(reached[label[reached] < before])
    return label
