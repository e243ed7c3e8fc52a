"""How evenly a plan asks the willing: who could be asked, who is, and how much of their time it takes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from matching.places import FARTHEST_M, earth_centred
from matching.plan import Plan
from matching.problem import Bools, Floats, Problem


@dataclass(frozen=True)
class Spread:
    """Measures of a plan's load, over volunteers who offer time and live within reach of a visit.

    `near` such volunteers, `serving` those of them with a visit; `quartiles` of the share of their time that the plan
    takes from those who serve (first quartile, median, third); `gini` of that share over all who are near, from 0
    (everybody gives the same share) to 1, None when nobody is asked for anything.
    """

    near: int
    serving: int
    quartiles: tuple[float, float, float] | None
    gini: float | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {**asdict(self), "quartiles": list(self.quartiles) if self.quartiles else None}


def gini(shares: Floats) -> float | None:
    """The Gini coefficient of numbers that are not negative: half their mean difference, relative to the mean."""
    total = float(shares.sum())
    if not total:
        return None
    ordered = np.sort(shares)
    rank = np.arange(1, len(ordered) + 1)
    return float(2 * (rank @ ordered) / (len(ordered) * total) - (len(ordered) + 1) / len(ordered))


def spread(plan: Plan) -> Spread:
    """How evenly the load lies. Visits in the plan count with their minutes, locked ones among them."""
    problem, rows = plan.problem, plan.assignments
    load = np.bincount(rows.volunteer, problem.visit_minutes[rows.visit], problem.volunteers)
    near = _near_a_visit(problem) & (problem.cap_minutes > 0)
    shares = load[near] / problem.cap_minutes[near]
    busy = shares[shares > 0]
    first, middle, third = (
        np.round(np.quantile(busy, (0.25, 0.5, 0.75)), 4).tolist() if len(busy) else (0.0,) * 3
    )
    uneven = gini(shares)
    return Spread(
        near=int(near.sum()),
        serving=len(busy),
        quartiles=(first, middle, third) if len(busy) else None,
        gini=None if uneven is None else round(uneven, 4),
    )


def _near_a_visit(problem: Problem) -> Bools:
    result = np.zeros(problem.volunteers, dtype=np.bool_)
    homes = np.unique(np.stack((problem.visit_lat, problem.visit_lon), axis=1), axis=0)
    homes = homes[~np.isnan(homes).any(axis=1)]
    people = np.flatnonzero(~np.isnan(problem.lat + problem.lon) & (problem.reach_m >= 0))
    if len(homes) and len(people):
        tree = cKDTree(earth_centred(homes[:, 0], homes[:, 1]))
        away, _home = tree.query(earth_centred(problem.lat[people], problem.lon[people]))
        result[people] = away <= np.minimum(problem.reach_m[people], FARTHEST_M)
    return result
