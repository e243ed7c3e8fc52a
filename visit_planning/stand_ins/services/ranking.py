"""Everybody who could make one visit, in the order of what the engine says it costs."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.utils import timezone

from common.months import last_day
from elderly_visits.visits.models.visit import Visit
from matching import costs
from policies.selectors import PolicyBook
from visit_planning.neighbourhood.columns import pairs_of
from visit_planning.neighbourhood.gathering import gather
from visit_planning.neighbourhood.matching import Matcher
from visit_planning.plan.services import solving
from visit_planning.plan.services import standing as standings
from visit_planning.plan.services.barriers import in_force, kept_apart


class Ranked(NamedTuple):
    """A volunteer (by key) for a visit: what it costs and how far it is, both in metres, and whether they have met."""

    volunteer_id: int
    cost_m: float
    distance_m: int
    again: bool


def ranked(visit: Visit, *, limit: int, now: datetime, book: PolicyBook) -> list[Ranked]:
    """Up to `limit` volunteers whom every rule allows and who have the time, cheapest first; a fixed number of queries.

    The cost is the planner's: the way, a new face, and the load beside what they hold already.
    """
    today = timezone.localdate(now)
    gathered = gather(tasks=[visit.task_id], month=visit.month, now=now, book=book)
    situation = gathered.situation
    if not len(situation.visits):
        return []
    barriers = in_force(max(visit.month, today), last_day(visit.month))
    apart = kept_apart(
        barriers,
        situation,
        days=gathered.days,
        visit_region=gathered.visit_region,
        volunteer_region=gathered.volunteer_region,
        today=today,
    )
    standing = standings.sort_out(gathered.held, situation)
    standing = standings.keep_apart(standing, situation, pairs_of(apart.pairs))
    problem = solving.problem_of(situation, standing)
    everybody = np.arange(len(situation.volunteers), dtype=np.int64)
    pairs = np.stack((np.zeros_like(everybody), everybody), axis=1)
    fine = standings.possible_pairs(situation, pairs, chosen=np.zeros(len(pairs), dtype=np.bool_))
    fine &= problem.cap_minutes >= situation.visits.minutes[0]
    fine[np.concatenate((problem.forbidden, problem.locked, problem.offered))[:, 1]] = False
    pairs = pairs[fine]
    row, volunteer = pairs[:, 0], pairs[:, 1]
    metres = standings.distances(situation, row, volunteer)
    load = np.full(len(pairs), int(situation.visits.minutes[0]))
    weights = solving.weights_of(book, visit.elder.region_id)
    price = costs.assignments_dm(problem, weights, row, volunteer)
    price = price + costs.fairness_dm(weights, load, problem.cap_minutes[volunteer])
    known = costs.repeated(problem, row, volunteer)
    order = np.lexsort((volunteer, price))[:limit]
    keys = situation.volunteers.pk[volunteer]
    return [
        Ranked(int(keys[at]), float(price[at]) / costs.DM_PER_M, round(float(metres[at])), bool(known[at]))
        for at in order.tolist()
    ]


def why_nobody(visit: Visit, *, now: datetime, book: PolicyBook) -> str:
    """The engine's reason why nobody is left for a visit (visit_planning.reasons); '' when somebody would be."""
    matcher = Matcher(visit.month, timezone.localdate(now), now, book)
    return matcher.decide([visit.task_id], visit.elder.region_id).reasons.get(visit.task_id, "")
