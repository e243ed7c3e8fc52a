"""What an assignment would cost the planner, in whole decimetres of way: the engine's own functions on a few pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching import Weights
from matching.costs import DM_PER_M, discontinuity_dm, fairness_dm, pair_dm, uncovered_dm
from matching.places import Floats
from matching.problem import Ints
from volunteers.now.nearby import whole


def travel_dm(
    weights: Weights, metres: Floats, known: Sequence[bool], keys: Sequence[int], volunteers: Sequence[int]
) -> Ints:
    """Cost of each pair but for the load. `known`: no change of face.

    `keys` number those served, `volunteers` are primary keys (the planner's tie-break takes its own numbering: up to
    9 decimetres apart).
    """
    return pair_dm(
        weights,
        metres,
        np.array(known, dtype=np.bool_),
        np.zeros(len(keys), dtype=np.bool_),
        whole(keys),
        whole(volunteers),
    )


def load_dm(weights: Weights, minutes: Sequence[int], planned: Sequence[int], cap: Sequence[int]) -> Ints:
    """What `minutes` more cost a volunteer of whom the planner levels `planned` already, out of `cap` in all."""
    load, most = whole(planned), whole(cap)
    return np.asarray(fairness_dm(weights, load + whole(minutes), most) - fairness_dm(weights, load, most))


def lowest_beyond_dm(weights: Weights, radius_m: float) -> float:
    """What a new face from beyond `radius_m` costs at least."""
    return weights.distance * radius_m * DM_PER_M + discontinuity_dm(weights)


def saved_dm(weights: Weights, tiers: Sequence[int], waiting: Sequence[bool]) -> Ints:
    """What the plan no longer costs once each task has somebody: the gap, and the elder nobody had visited."""
    gaps = np.rint(np.array(weights.unfilled_m) * DM_PER_M).astype(np.int64)[whole(tiers)]
    return np.asarray(gaps + np.where(np.array(waiting, dtype=np.bool_), uncovered_dm(weights), 0))
