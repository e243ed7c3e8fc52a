"""What comes out: assignments, what stayed without, figures, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from matching import costs
from matching.half_days import NO_SLOT
from matching.problem import WEEKLY_SLOTS, Bools, Floats, Ints, Problem, SlotMasks, Weights
from matching.reasons import Reason


@dataclass(frozen=True, eq=False)
class Assignments:
    """Who visits whom, sorted by (visit, volunteer); arrays of one length. A visit for two has two rows or, when one
    volunteer has already accepted and the other is still missing, one locked row.

    `visit`, `volunteer` int64 indexes; `distance_m` float64 (NaN for a locked pair whose position is not known);
    `repeated` the volunteer came last month; `locked` accepted before this plan; `cost_m` float64 share in the
    objective, without fairness; `slots` uint32 weekly slots that suit the elder and everybody who comes; `slot` int64
    the one in which the visit sits, -1 where the volunteer's half-days are not limited.
    """

    visit: Ints
    volunteer: Ints
    distance_m: Floats
    repeated: Bools
    locked: Bools
    cost_m: Floats
    slots: SlotMasks
    slot: Ints

    def __len__(self) -> int:
        return len(self.visit)


@dataclass(frozen=True, eq=False)
class Unmatched:
    """Visits that lack a volunteer, sorted: `visit` int64, `reason` for each, `persons_filled` (1 = one of two has
    accepted), `found` the volunteer who could be one of two, -1 = nobody."""

    visit: Ints
    reason: tuple[Reason, ...]
    persons_filled: Ints
    found: Ints

    def __len__(self) -> int:
        return len(self.visit)

    def counts(self) -> dict[str, int]:
        """How often each reason occurs, most frequent first."""
        tally = Counter(reason.value for reason in self.reason)
        return dict(sorted(tally.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, eq=False)
class SlotPrices:
    """What room in the weekly slots of the few `volunteer` (e) whose half-days are short costs on top of their time.

    `slot` (e, 21): room in a weekly slot over the month; `half_day` (e, 21, w): in one slot within one of the
    `windows` (w, sorted). In the unit of `Prices`.
    """

    volunteer: Ints
    slot: Ints
    windows: Ints
    half_day: Ints

    @classmethod
    def none(cls) -> SlotPrices:
        """Nobody's half-days are short."""
        empty = np.empty(0, dtype=np.int64)
        return cls(empty, empty.reshape(0, WEEKLY_SLOTS), empty, empty.reshape(0, WEEKLY_SLOTS, 0))


@dataclass(frozen=True, eq=False)
class Prices:
    """Shadow prices that prove the bound (see `certificate`): per unit of `unit_minutes`, in decimetres × `scale`.

    `visit` (n): what one more such visit would cost. `elder` (n): the part of it for leaving the visit's elder
    alone. `volunteer` (m): what one unit more of this volunteer's time would save. `slots`: see `SlotPrices`.
    """

    unit_minutes: int
    scale: int
    visit: Ints
    elder: Ints
    volunteer: Ints
    slots: SlotPrices = field(default_factory=SlotPrices.none)


@dataclass(frozen=True)
class Figures:
    """Counts and measures of a plan. Lengths in metres unless named km; seconds of wall time per phase.

    `visits` = `matched` + `unmatched` (a visit is matched when everybody it needs comes); `uncovered_elders` have
    none of their visits matched; `candidate_pairs` the flow was offered, `rounds` it was solved; `continuity` and
    `same_volunteer` are shares (of assignments by somebody who came last month; of elders with several matched
    visits who see one face or pair only), None where there is nothing to count. `optimal` is said only when the
    certificate's bound over all eligible pairs equals the objective; `gap` = (objective - bound) ÷ objective.
    """

    visits: int
    volunteers: int
    assignments: int
    matched: int
    unmatched: int
    uncovered_elders: int
    travel_km: float
    mean_m: float | None
    continuity: float | None
    same_volunteer: float | None
    objective_m: float
    bound_m: float | None
    gap: float | None
    optimal: bool
    candidate_pairs: int
    rounds: int
    seconds: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Explanation:
    """Why this volunteer: everything about one assignment that a person would want to know.

    `dialects_in_common` and `slots_in_common` are bit masks (of the elder and this volunteer), `minutes_left` and
    `visits_left` what the volunteer could still do this month beside this plan (visits of the same length).
    """

    visit: int
    volunteer: int
    companion: int | None
    distance_m: float
    repeated: bool
    locked: bool
    dialects_in_common: int
    slots_in_common: int
    minutes_left: int
    visits_left: int
    cost_m: float


@dataclass(frozen=True, eq=False)
class Plan:
    """The answer to a problem at given weights. `prices` is None for plans made without a flow (the baseline)."""

    problem: Problem
    weights: Weights
    assignments: Assignments
    unmatched: Unmatched
    figures: Figures
    prices: Prices | None

    def explain(self, index: int) -> Explanation:
        """Why row `index` of the assignments. Raises IndexError."""
        rows, problem = self.assignments, self.problem
        if not 0 <= index < len(rows):
            raise IndexError(f"the plan has {len(rows)} assignments, there is no number {index}")
        visit, volunteer = int(rows.visit[index]), int(rows.volunteer[index])
        others = rows.volunteer[(rows.visit == visit) & (rows.volunteer != volunteer)]
        used = int(problem.visit_minutes[rows.visit[rows.volunteer == volunteer]].sum())
        left = max(0, int(problem.cap_minutes[volunteer]) - used)
        return Explanation(
            visit=visit,
            volunteer=volunteer,
            companion=int(others[0]) if len(others) else None,
            distance_m=float(rows.distance_m[index]),
            repeated=bool(rows.repeated[index]),
            locked=bool(rows.locked[index]),
            dialects_in_common=int(problem.visit_dialects[visit] & problem.dialects[volunteer]),
            slots_in_common=int(problem.visit_slots[visit] & problem.slots[volunteer]),
            minutes_left=left,
            visits_left=left // int(problem.visit_minutes[visit]),
            cost_m=float(rows.cost_m[index]),
        )


def make_assignments(
    problem: Problem, weights: Weights, visit: Ints, volunteer: Ints, slot: Ints | None = None
) -> Assignments:
    """The rows for (visit, volunteer) pairs in their slots, locked ones among them."""
    order = np.lexsort((volunteer, visit))
    slot = np.full(len(visit), NO_SLOT) if slot is None else slot
    visit, volunteer, slot = visit[order], volunteer[order], slot[order]
    together = problem.visit_slots.copy()
    np.bitwise_and.at(together, visit, problem.slots[volunteer])
    keys = visit * max(1, problem.volunteers) + volunteer
    return Assignments(
        visit=visit,
        volunteer=volunteer,
        distance_m=costs.metres(problem, visit, volunteer),
        repeated=costs.repeated(problem, visit, volunteer),
        locked=costs.holds(costs.pair_keys(problem, problem.locked), keys),
        cost_m=costs.assignments_dm(problem, weights, visit, volunteer) / costs.DM_PER_M,
        slots=together[visit],
        slot=slot,
    )


def make_figures(problem: Problem, weights: Weights, rows: Assignments, *, bound_dm: int | None, pairs: int,
                 rounds: int, seconds: dict[str, float]) -> Figures:  # fmt: skip
    """Figures of a finished plan."""
    objective = costs.objective_dm(problem, weights, rows.visit, rows.volunteer)
    filled = np.bincount(rows.visit, minlength=problem.visits) >= problem.visit_persons
    matched = int(filled.sum())
    known = rows.distance_m[~np.isnan(rows.distance_m)]
    optimal = bound_dm is not None and bound_dm == objective
    gap = None if bound_dm is None else (objective - bound_dm) / objective if objective else 0.0
    return Figures(
        visits=problem.visits,
        volunteers=problem.volunteers,
        assignments=len(rows),
        matched=matched,
        unmatched=problem.visits - matched,
        uncovered_elders=len(costs.uncovered_elders(problem, filled)),
        travel_km=round(float(known.sum()) / 1_000, 3),
        mean_m=round(float(known.mean()), 1) if len(known) else None,
        continuity=round(float(rows.repeated.mean()), 4) if len(rows) else None,
        same_volunteer=_same_volunteer(problem, rows, filled),
        objective_m=objective / costs.DM_PER_M,
        bound_m=None if bound_dm is None else bound_dm / costs.DM_PER_M,
        gap=gap,
        optimal=optimal,
        candidate_pairs=pairs,
        rounds=rounds,
        seconds={name: round(value, 3) for name, value in seconds.items()},
    )


def _same_volunteer(problem: Problem, rows: Assignments, filled: Bools) -> float | None:
    elder = problem.visit_elder[rows.visit]
    several, visits = np.unique(problem.visit_elder[filled], return_counts=True)
    several = several[visits > 1]
    if not len(several):
        return None
    faces = np.unique(elder * max(1, problem.volunteers) + rows.volunteer) // max(1, problem.volunteers)
    seen = np.searchsorted(faces, several, side="right") - np.searchsorted(faces, several)
    wanted = np.zeros(len(several), dtype=np.int64)
    member = np.searchsorted(several, problem.visit_elder)
    member = np.minimum(member, len(several) - 1)
    mine = several[member] == problem.visit_elder
    np.maximum.at(wanted, member[mine], problem.visit_persons[mine])
    return round(float((seen <= wanted).mean()), 4)
