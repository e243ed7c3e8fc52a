"""What a solution would do if it were published: whom it would write to, and how the month would stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from visit_planning.plan.services.situation import Ints, Situation
from visit_planning.plan.services.solving import Solution
from visit_planning.plan.services.standing import Standing
from visit_planning.reasons import WINDOW_PASSED


def messages_of(standing: Standing, solution: Solution) -> dict[str, int]:
    """How many volunteers would get a text message (new offers) and one in the system only (offers that move away)."""
    asked = np.unique(solution.volunteer)
    losing = np.unique(standing.offered[solution.moved][:, 1])
    return {"sms": len(asked), "inbox": int((~np.isin(losing, asked)).sum())}


def draft_figures(
    counted: Mapping[str, Any], situation: Situation, standing: Standing, solution: Solution
) -> dict[str, Any]:
    """The month's figures (`counted`, as it stands) as they would be after publishing."""
    persons = situation.visits.persons

    def enough(*pairs: Ints) -> int:
        rows = np.concatenate([some[:, 0] for some in pairs])
        return int((np.bincount(rows, minlength=len(persons)) >= persons).sum())

    now = enough(standing.locked, standing.offered, standing.expired, standing.impossible)
    kept = standing.offered[~solution.moved]
    new = np.stack((solution.visit, solution.volunteer), axis=1)
    then = enough(standing.locked, kept, new, standing.expired)
    matched = counted["matched"] - now + then
    reasons = Counter(solution.reasons.values())
    if passed := counted["reasons"].get(WINDOW_PASSED):
        reasons[WINDOW_PASSED] = passed
    found = solution.plan.assignments
    ways = found.distance_m[~np.isnan(found.distance_m)]
    return {
        **counted,
        "matched": matched,
        "unmatched": counted["visits"] - matched,
        "reasons": dict(sorted(reasons.items())),
        "travel_km": round(float(ways.sum()) / 1000, 1),
        "mean_m": round(float(ways.mean()), 1) if len(ways) else 0.0,
        "continuity": round(float(found.repeated.mean()), 4) if len(found.repeated) else 0.0,
        "impossible": len(standing.impossible),
    }
