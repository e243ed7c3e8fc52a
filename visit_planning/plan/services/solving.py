"""Between the situation and the matching engine: a problem goes in, offers and reasons come out."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from matching import Plan, Problem, Reason, Weights, name_requirements, solve, spread
from matching.problem import UNLIMITED
from policies.selectors import PolicyBook
from visit_planning.plan import policy
from visit_planning.plan.services.protection import GUARDED
from visit_planning.plan.services.situation import Bools, Floats, Ints, Situation
from visit_planning.plan.services.stability import kept_in_place
from visit_planning.plan.services.standing import Standing
from volunteers.tasks.policy import VISITS_PER_HALF_DAY


@dataclass(frozen=True)
class Solution:
    """What the engine said, in rows of the situation.

    `visit`, `volunteer`, `distance_m`, `again` (came last month) of each offer to make, in the order of volunteers;
    `moved` marks the standing offers (rows of `Standing.offered`) that are not part of the plan. `reasons` holds by row
    of visit why nobody (or only one of two) comes. `quality` is what the plan says about itself, `plan` the
    engine's own answer.
    """

    visit: Ints
    volunteer: Ints
    distance_m: Floats
    again: Bools
    moved: Bools
    reasons: dict[int, str]
    quality: dict[str, Any]
    seconds: dict[str, float]
    plan: Plan


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
        stability_m=value["stability_m"],
    )


def half_day_of(book: PolicyBook, region: Any) -> int:
    """How many visits a volunteer makes at most in one half-day, from the policy in force."""
    return int(book.value(VISITS_PER_HALF_DAY, region))


def problem_of(
    situation: Situation, standing: Standing, *, half_day: int = UNLIMITED, weeks: int = 1
) -> Problem:
    """The engine's problem: what is kept is locked, who refused or has not answered in time is not asked again.

    `half_day` is how many visits a volunteer makes in one, `weeks` how often each half-day comes in the month.
    """
    visits, volunteers = situation.visits, situation.volunteers
    cap = situation.cap_minutes - standing.spent_minutes
    # Whoever no longer serves keeps what was promised and gets nothing new.
    cap[~volunteers.usable] = 0
    return Problem.build(
        visit_elder=visits.elder_id,
        visit_minutes=visits.minutes,
        visit_persons=visits.persons,
        **visits.columns,
        **volunteers.columns,
        cap_minutes=np.minimum(cap, 10**6),
        slot_visits=np.full(len(volunteers), half_day),
        slot_total=np.full(len(volunteers), min(UNLIMITED, half_day * weeks)),
        previous=situation.previous,
        locked=_in_order(standing.locked),
        forbidden=np.unique(np.concatenate((standing.forbidden, standing.expired)), axis=0),
        offered=_in_order(standing.offered),
        covered=situation.covered,
    )


def fingerprint(problem: Problem, weights: Weights, situation: Situation, standing: Standing) -> str:
    """A hash of everything that goes into a solution, and of the offers that wait to be taken back."""
    digest = hashlib.blake2b(json.dumps(vars(weights), sort_keys=True).encode(), digest_size=32)
    for column in fields(problem):
        digest.update(column.name.encode())
        digest.update(np.ascontiguousarray(getattr(problem, column.name)).tobytes())
    keys = (situation.visits.task_id, situation.volunteers.pk)
    for rest in (*keys, _in_order(standing.expired), _in_order(standing.impossible)):
        digest.update(len(rest).to_bytes(8, "big") + np.ascontiguousarray(rest).tobytes())
    return digest.hexdigest()


def match(
    problem: Problem,
    weights: Weights,
    situation: Situation,
    standing: Standing,
    *,
    progress: Callable[[float, str], None],
) -> Solution:
    """Solve, and say what is new in it. `progress` is told the share that is done."""
    plan = solve(problem, weights, progress=progress)
    found = plan.assignments
    visit = kept_in_place(problem, found, standing.offered)
    stride = max(1, problem.volunteers)
    offered = standing.offered[:, 0] * stride + standing.offered[:, 1]
    planned = visit * stride + found.volunteer
    new = np.flatnonzero(~found.locked & ~np.isin(planned, offered))
    new = new[np.lexsort((visit[new], found.volunteer[new]))]
    return Solution(
        visit=visit[new],
        volunteer=found.volunteer[new],
        distance_m=found.distance_m[new],
        again=found.repeated[new],
        moved=~np.isin(offered, planned),
        reasons=_reasons(plan, visit, situation.insured_bits),
        quality=quality_of(plan),
        seconds=plan.figures.seconds,
        plan=plan,
    )


def superseded(situation: Situation, standing: Standing, solution: Solution) -> dict[int, list[int]]:
    """Offers past their time (primary keys) that make way, by row of their visit, as far as somebody else was found."""
    kept = standing.offered[~solution.moved]
    taken = np.concatenate((standing.locked[:, 0], kept[:, 0], solution.visit))
    room = situation.visits.persons - np.bincount(taken, minlength=len(situation.visits))
    late: dict[int, list[int]] = defaultdict(list)
    for visit, key in zip(standing.expired[:, 0].tolist(), standing.expired_pk.tolist(), strict=True):
        late[visit].append(key)
    surplus = {visit: keys[max(0, int(room[visit])) :] for visit, keys in late.items()}
    return {visit: keys for visit, keys in surplus.items() if keys}


def _reasons(plan: Plan, visit: Ints, insured_bits: int) -> dict[int, str]:
    """Why visits lack somebody, by row; of an elder's visits that were exchanged the one now left has the reason."""
    before, now = set(plan.assignments.visit.tolist()), set(visit.tolist())
    elder = plan.problem.visit_elder
    gained, left = now - before, defaultdict(list)
    for one in sorted(before - now):
        left[int(elder[one])].append(one)
    named = name_requirements(
        plan.problem,
        plan.unmatched.visit,
        plan.unmatched.reason,
        ((GUARDED, Reason.NO_GUARDIAN), (insured_bits, Reason.NOT_INSURED)),
    )
    reasons = {}
    for one, reason in zip(plan.unmatched.visit.tolist(), named, strict=True):
        reasons[left[int(elder[one])].pop() if one in gained else one] = reason.value
    return reasons


def quality_of(plan: Plan) -> dict[str, Any]:
    """What a plan says about itself: lengths in metres of way, as the weights are."""
    figures = plan.figures
    return {
        "pairs": figures.candidate_pairs,
        "optimal": figures.optimal,
        "gap": round(figures.gap or 0.0, 6),
        "objective": round(figures.objective_m, 1),
        "bound": None if figures.bound_m is None else round(figures.bound_m, 1),
        "uncovered": figures.uncovered_elders,
        "rounds": figures.rounds,
        "engine": figures.seconds,
        "spread": spread(plan).as_dict(),
    }


def _in_order(pairs: Ints) -> Ints:
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
