"""A peer: OR-Tools' minimum-cost flow on the 20 nearest who may come."""

from __future__ import annotations

from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from bench.matching.gauges import Stopwatch, peak_mb
from bench.matching.nearby import K, nearest, network
from matching.problem import Weights
from matching.synthetic import city


def run(*, size: int, k: int = K, **kind: Any) -> dict[str, Any]:
    """Seconds (choosing pairs, solving), and the best that these pairs allow."""
    problem = city(size, **kind)
    watch = Stopwatch()
    net = network(problem, Weights(), *nearest(problem, k))
    chosen = watch.seconds()
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        net.tail.astype(np.int32), net.head.astype(np.int32), net.capacity, net.cost
    )
    solver.set_nodes_supplies(np.arange(len(net.supply), dtype=np.int32), net.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"OR-Tools stopped with status {status}")
    on = solver.flows(arcs)
    return {
        "k": k,
        "pairs": net.pairs,
        "seconds": watch.seconds(),
        "of_it_pairs": chosen,
        "peak_mb": peak_mb(),
        "unmatched": int(on[net.missed].sum()),
        "uncovered": int(on[net.alone].sum()),
        "objective_m": int(on @ net.cost) / 10,
    }
