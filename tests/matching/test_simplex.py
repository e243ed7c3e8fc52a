"""The network simplex beside OR-Tools on random networks, asked once and asked again after additions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.simplex import Simplex


class Mirror:
    """The same network for both: a simplex that grows, and a list of arcs that OR-Tools solves from nothing."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.simplex = Simplex()
        self.supply = [0]
        self._arcs: list[tuple[int, int, int, int]] = []

    def grow(self, nodes: int, arcs: int, *, dearest: int = 100, widest: int = 6) -> None:
        """Nodes with a dear way of their own to the end, then arcs between any two."""
        supply = self.rng.integers(0, 5, nodes)
        dear = self.rng.integers(5 * dearest, 9 * dearest, nodes)
        new, _ = self.simplex.add_nodes(np.zeros(nodes, dtype=np.int64), dear, supply + 1_000, supply)
        self.supply += supply.tolist()
        self._note(new, np.zeros(nodes), supply + 1_000, dear)
        tail = self.rng.integers(1, len(self.supply), arcs)
        head = self.rng.integers(0, len(self.supply), arcs)
        tail, head = tail[tail != head], head[tail != head]
        capacity = self.rng.integers(0, widest, len(tail))
        cost = self.rng.integers(0, dearest, len(tail))
        self.simplex.add_arcs(tail, head, capacity, cost)
        self._note(tail, head, capacity, cost)

    def _note(self, *columns: Any) -> None:
        self._arcs += [tuple(int(value) for value in row) for row in zip(*columns, strict=True)]

    def least(self) -> int:
        """What OR-Tools finds."""
        solver = SimpleMinCostFlow()
        for arc in self._arcs:
            solver.add_arc_with_capacity_and_unit_cost(*arc)
        for node, amount in enumerate(self.supply):
            solver.set_node_supply(node, amount if node else -sum(self.supply))
        assert solver.solve() == solver.OPTIMAL
        return int(solver.optimal_cost())

    def check(self) -> None:
        """Balance, bounds and complementary slackness, on the arcs as they were given."""
        tail, head, capacity, cost = np.array(self._arcs).reshape(-1, 4).T
        flow, price = self.simplex.flow, self.simplex.price
        assert (flow >= 0).all() and (flow <= capacity).all()
        balance = np.bincount(tail, flow, len(self.supply)) - np.bincount(head, flow, len(self.supply))
        assert balance[1:].tolist() == self.supply[1:]
        reduced = cost + price[head] - price[tail]
        assert (flow[reduced > 0] == 0).all()
        assert (flow[reduced < 0] == capacity[reduced < 0]).all()
        assert price[0] == 0


@pytest.mark.parametrize("block", range(4))
def test_it_costs_what_ortools_finds(block: int) -> None:
    for seed in range(block * 25, block * 25 + 25):
        net = Mirror(seed)
        net.grow(1 + seed % 30, seed * 7 % 200)
        net.simplex.run()
        net.check()
        assert net.simplex.cost == net.least()


def test_asked_again_after_additions_it_works_off_the_difference() -> None:
    for seed in range(25):
        net = Mirror(1_000 + seed)
        for _more in range(5):
            net.grow(6, 30)
            net.simplex.run()
            net.check()
            assert net.simplex.cost == net.least()
        pivots = net.simplex.pivots
        net.simplex.run()
        assert net.simplex.pivots == pivots


@pytest.mark.parametrize("more", [40, 5_000])
def test_asked_about_what_is_near_it_finds_the_same_however_many_arcs_are_new(more: int) -> None:
    mirror = Mirror(more)
    mirror.grow(60, 400)
    mirror.simplex.run()
    mirror.simplex.run_near()
    mirror.grow(0, more)
    mirror.simplex.run_near()
    assert mirror.simplex.cost == mirror.least()
    mirror.check()


def test_many_ways_that_cost_the_same_do_not_turn_it_in_circles() -> None:
    for seed in range(25):
        net = Mirror(2_000 + seed)
        net.grow(40, 400, dearest=2, widest=2)
        net.simplex.run(most_pivots=100_000)
        assert net.simplex.pivots < 100_000
        net.check()
        assert net.simplex.cost == net.least()


def test_nothing_to_carry_costs_nothing() -> None:
    empty = Simplex()
    empty.run()
    assert (empty.cost, empty.arcs) == (0, 0)


def test_stopped_early_the_flow_still_balances() -> None:
    net = Mirror(5)
    net.grow(60, 600)
    net.simplex.run(most_pivots=3)
    assert net.simplex.pivots == 3
    assert net.simplex.cost > net.least()
    net.simplex.run()
    net.check()
    assert net.simplex.cost == net.least()
