"""What a solution says: who visits whom, who is left out and why, and the figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from volunteers.matching.problem import Bools, Floats, Ints


class Reason(StrEnum):
    """Why nobody makes a visit: the first rule, in this order, at which the last volunteer drops out."""

    NO_LOCATION = "no_location"
    NO_VOLUNTEER_IN_REACH = "no_volunteer_in_reach"
    NO_GENDER = "no_gender"
    NO_SKILL = "no_skill"
    NO_DIALECT = "no_dialect"
    NO_COMMON_SLOT = "no_common_slot"
    ONLY_MINORS = "only_minors"
    ALL_DECLINED = "all_declined"
    NEEDS_PAIR_ONE_FOUND = "needs_pair_one_found"
    CAPACITY_EXHAUSTED = "capacity_exhausted"


@dataclass(frozen=True, eq=False)
class Assignments:
    """One row per visit and visitor, locked ones included, by visit then volunteer. `distance_m` NaN = not known."""

    visit: Ints
    volunteer: Ints
    distance_m: Floats
    repeated: Bools
    cost: Ints

    def __len__(self) -> int:
        return len(self.visit)


@dataclass(frozen=True)
class Figures:
    """`pairs` eligible pairs offered to the solver; `objective`, `bound` in metres of way; `gap` their relative
    distance; `optimal`: proved over all eligible pairs. `half_filled` visits for two have only one who accepted."""

    pairs: int
    visits: int
    matched: int
    unmatched: int
    half_filled: int
    travel_km: float
    mean_m: float
    continuity: float
    objective: float
    bound: float
    gap: float
    optimal: bool
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Plan:
    """`unmatched[i]` is a visit that lacks (enough) visitors, `reasons[i]` why."""

    assignments: Assignments
    unmatched: Ints
    reasons: list[Reason]
    figures: Figures

    def reason_counts(self) -> dict[str, int]:
        """How often each reason stands, the most frequent first."""
        counts: dict[str, int] = {}
        for reason in self.reasons:
            counts[reason.value] = counts.get(reason.value, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def explain(self, problem: Any, row: int) -> dict[str, Any]:
        """Why this volunteer for this visit: distance, familiarity, speech and slots in common, minutes left."""
        visit, volunteer = int(self.assignments.visit[row]), int(self.assignments.volunteer[row])
        taken = int(problem.visit_minutes[self.assignments.visit[self.assignments.volunteer == volunteer]].sum())
        return {
            "distance_m": float(self.assignments.distance_m[row]),
            "again": bool(self.assignments.repeated[row]),
            "dialects": int(problem.visit_dialects[visit] & problem.dialects[volunteer]),
            "slots": int(problem.visit_slots[visit] & problem.slots[volunteer]),
            "minutes_left": int(problem.cap_minutes[volunteer]) - taken,
        }
