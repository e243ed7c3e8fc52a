"""Between the situation and the matching engine: a problem goes in, offers and reasons come out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from elderly_visits import policy
from elderly_visits.services.planning.protection import GUARDED
from elderly_visits.services.planning.situation import Situation
from elderly_visits.services.planning.standing import Standing
from policies.selectors import PolicyBook
from volunteers.matching import Plan, Problem, Reason, Weights, name_requirements, solve, spread
from volunteers.services.assignments import OfferRow


@dataclass(frozen=True)
class Solution:
    """Offers to make, for each visit that nobody makes the reason's code, and how good the engine says the plan is.

    `quality` holds `pairs` (eligible pairs offered to the solver), `optimal`, `gap` and `spread` (how evenly the
    willing are asked); `plan` is the engine's own answer.
    """

    offers: list[OfferRow] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    quality: dict[str, Any] = field(default_factory=dict)
    gathering_seconds: float = 0.0
    plan: Plan | None = None


def weights_of(book: PolicyBook, region: Any) -> Weights:
    """The engine's weights from the policy in force."""
    value = book.value(policy.WEIGHTS, region)
    unfilled = value["unfilled_m"]
    return Weights(
        distance=value["distance"],
        discontinuity_m=value["discontinuity_m"],
        unfilled_m=(unfilled["high"], unfilled["key"], unfilled["general"]),
        uncovered_elder_m=value["uncovered_elder_m"],
        fairness_m_per_hour=value["fairness_m_per_hour"],
    )


def problem_of(situation: Situation, standing: Standing) -> Problem:
    """The engine's problem: what is kept is locked, who refused or has not answered in time is not asked again."""
    visits, volunteers = situation.visits, situation.volunteers
    cap = situation.cap_minutes.copy()
    for volunteer, minutes in standing.spent_minutes.items():
        cap[volunteer] -= minutes
    # Whoever no longer serves keeps what was promised and gets nothing new.
    cap[~volunteers.usable] = 0
    forbidden = sorted(standing.forbidden | set(standing.expired))
    return Problem.build(
        visit_elder=visits.elder_id,
        visit_minutes=visits.minutes,
        visit_persons=visits.persons,
        **visits.columns,
        **volunteers.columns,
        cap_minutes=np.minimum(cap, 10**6),
        previous=situation.previous,
        locked=_pairs(sorted(standing.locked)),
        forbidden=_pairs(forbidden),
        covered=situation.covered,
    )


def fingerprint(problem: Problem, weights: Weights, situation: Situation) -> str:
    """A hash of everything that goes into a solution; equal fingerprints need no second one."""
    digest = hashlib.blake2b(json.dumps(vars(weights), sort_keys=True).encode(), digest_size=32)
    for column in fields(problem):
        digest.update(column.name.encode())
        digest.update(np.ascontiguousarray(getattr(problem, column.name)).tobytes())
    for keys in (situation.visits.task_id, situation.volunteers.pk):
        digest.update(keys.tobytes())
    return digest.hexdigest()


def match(
    problem: Problem, weights: Weights, situation: Situation, *, progress: Callable[[float, str], None]
) -> Solution:
    """Solve, and say it in tasks and volunteers. `progress` is told the share that is done."""
    plan = solve(problem, weights, progress=progress)
    found, figures = plan.assignments, plan.figures
    tasks, keys = situation.visits.task_id.tolist(), situation.volunteers.pk.tolist()
    reasons = name_requirements(
        problem,
        plan.unmatched.visit,
        plan.unmatched.reason,
        ((GUARDED, Reason.NO_GUARDIAN), (situation.insured_bits, Reason.NOT_INSURED)),
    )
    rows = zip(
        found.visit.tolist(), found.volunteer.tolist(), found.distance_m.tolist(), found.repeated.tolist(),
        found.locked.tolist(), strict=True,
    )  # fmt: skip
    return Solution(
        offers=[
            OfferRow(tasks[visit], keys[volunteer], metres, {"again": again})
            for visit, volunteer, metres, again, locked in rows
            if not locked
        ],
        reasons={
            tasks[visit]: reason.value
            for visit, reason in zip(plan.unmatched.visit.tolist(), reasons, strict=True)
        },
        quality={
            "pairs": figures.candidate_pairs,
            "optimal": figures.optimal,
            "gap": round(figures.gap or 0.0, 6),
            "spread": spread(plan).as_dict(),
        },
        gathering_seconds=figures.seconds.get("gather", 0.0),
        plan=plan,
    )


def _pairs(pairs: list[tuple[int, int]]) -> Any:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
