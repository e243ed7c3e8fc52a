"""A peer: HiGHS on the same network as a linear programme, whose corners are whole plans."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from bench.matching.gauges import Stopwatch, peak_mb
from bench.matching.nearby import K, nearest, network
from matching.problem import Weights
from matching.synthetic import city

SECONDS = 120.0


def run(*, size: int, k: int = K, limit: float = SECONDS, **kind: Any) -> dict[str, Any]:
    """As for OR-Tools; when HiGHS is not done within `limit` seconds it is `finished` False and without figures."""
    problem = city(size, **kind)
    watch = Stopwatch()
    net = network(problem, Weights(), *nearest(problem, k))
    chosen = watch.seconds()
    columns, rows = len(net.tail), len(net.supply)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows
    model.col_cost_, model.col_lower_ = net.cost.astype(float), np.zeros(columns)
    model.col_upper_ = net.capacity.astype(float)
    model.row_lower_ = model.row_upper_ = net.supply.astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 2 * columns + 1, 2)
    model.a_matrix_.index_ = np.stack((net.tail, net.head), axis=1).ravel().astype(np.int32)
    model.a_matrix_.value_ = np.tile((1.0, -1.0), columns)
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("time_limit", limit)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("solver", "simplex")
    solver.passModel(model)
    solver.run()
    finished = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    figures = {
        "k": k,
        "pairs": net.pairs,
        "seconds": watch.seconds(),
        "of_it_pairs": chosen,
        "limit_seconds": limit,
        "peak_mb": peak_mb(),
        "finished": finished,
    }
    if finished:
        on = np.rint(np.array(solver.getSolution().col_value)).astype(np.int64)
        figures["unmatched"], figures["uncovered"] = int(on[net.missed].sum()), int(on[net.alone].sum())
        figures["objective_m"] = int(on @ net.cost) / 10
    return figures
