"""Everybody who could make one visit, in the order of what the engine says it costs."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.utils import timezone

from elderly_visits.visits.models.visit import Visit
from matching import costs
from policies.selectors import PolicyBook
from visit_planning.neighbourhood.matching import Matcher
from visit_planning.plan.services import solving
from visit_planning.plan.services import standing as standings
from visit_planning.plan.services.loading import load
from visit_planning.plan.services.scope import Scope


class Ranked(NamedTuple):
    """A volunteer (by key) for a visit: what it costs and how far it is, both in metres, and whether they have met."""

    volunteer_id: int
    cost_m: float
    distance_m: int
    again: bool


def rank_volunteers(visit: Visit, *, limit: int, now: datetime, book: PolicyBook) -> list[Ranked]:
    """Up to `limit` volunteers whom every rule allows and who have the time, cheapest first; a fixed number of queries.

    The cost is the planner's: the way, a new face, and the load beside what they hold already.
    """
    scope = Scope(
        region=visit.elder.region_id, month=visit.month, today=timezone.localdate(now), tasks=[visit.task_id]
    )
    loaded = load(scope, now=now, book=book)
    situation = loaded.situation
    if not len(situation.visits):
        return []
    problem = solving.problem_of(situation, loaded.standing())
    everybody = np.arange(len(situation.volunteers), dtype=np.int64)
    pairs = np.stack((np.zeros_like(everybody), everybody), axis=1)
    fine = standings.possible_pairs(situation, pairs, chosen=np.zeros(len(pairs), dtype=np.bool_))
    fine &= problem.cap_minutes >= situation.visits.minutes[0]
    fine[np.concatenate((problem.forbidden, problem.locked, problem.offered))[:, 1]] = False
    pairs = pairs[fine]
    row, volunteer = pairs[:, 0], pairs[:, 1]
    metres = standings.distances(situation, row, volunteer)
    minutes = np.full(len(pairs), int(situation.visits.minutes[0]))
    weights = solving.weights_of(book, visit.elder.region_id)
    price = costs.assignments_dm(problem, weights, row, volunteer)
    price = price + costs.fairness_dm(weights, minutes, problem.cap_minutes[volunteer])
    known = costs.repeated(problem, row, volunteer)
    order = np.lexsort((volunteer, price))[:limit]
    keys = situation.volunteers.pk[volunteer]
    return [
        Ranked(int(keys[at]), float(price[at]) / costs.DM_PER_M, round(float(metres[at])), bool(known[at]))
        for at in order.tolist()
    ]


def find_unmatched_reason(visit: Visit, *, now: datetime, book: PolicyBook) -> str:
    """The engine's reason why nobody is left for a visit (visit_planning.reasons); '' when somebody would be."""
    matcher = Matcher(visit.month, timezone.localdate(now), now, book)
    return matcher.decide([visit.task_id], visit.elder.region_id).reasons.get(visit.task_id, "")
