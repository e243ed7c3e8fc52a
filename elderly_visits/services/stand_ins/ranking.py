"""Everybody who could make one visit, in the order of what the engine says it costs."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.utils import timezone

from elderly_visits.models import Visit
from elderly_visits.services.planning import solving
from elderly_visits.services.repair.barriers import in_force, kept_apart
from elderly_visits.services.repair.gathering import gather
from elderly_visits.services.repair.matching import Matcher
from elderly_visits.windows import last_day
from policies.selectors import PolicyBook
from volunteers.matching import costs
from volunteers.matching.eligibility import Rules
from volunteers.matching.needs import make_needs, make_pool


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
    gathered = gather(tasks=[visit.task_id], month=visit.month, today=today, book=book)
    situation = gathered.situation
    if not len(situation.visits):
        return []
    standing = gathered.standing(now=now, book=book)
    barriers = in_force(max(visit.month, today), last_day(visit.month))
    apart = kept_apart(
        barriers,
        situation,
        days=gathered.days,
        visit_region=gathered.visit_region,
        volunteer_region=gathered.volunteer_region,
        today=today,
    )
    standing.forbidden |= apart.pairs - set(standing.locked)
    problem = solving.problem_of(situation, standing)
    weights = solving.weights_of(book, visit.elder.region_id)
    needs, pool = make_needs(problem, weights), make_pool(problem)
    rules = Rules(problem, weights, needs, pool)
    if not len(needs.units):
        return []
    member = np.arange(len(pool.volunteer), dtype=np.int64)
    need = np.zeros(len(member), dtype=np.int64)
    fine, metres = rules.eligible(need, member)
    need, member, metres = need[fine], member[fine], metres[fine]
    volunteer = pool.volunteer[member]
    price = rules.price(need, member, metres) + costs.fairness_dm(
        weights, np.full(len(member), int(situation.visits.minutes[0])), problem.cap_minutes[volunteer]
    )
    known = costs.repeated(problem, need, volunteer)
    order = np.lexsort((volunteer, price))[:limit]
    keys = situation.volunteers.pk[volunteer]
    return [
        Ranked(int(keys[at]), float(price[at]) / costs.DM_PER_M, round(float(metres[at])), bool(known[at]))
        for at in order.tolist()
    ]


def why_nobody(visit: Visit, *, now: datetime, book: PolicyBook) -> str:
    """The engine's reason why nobody is left for a visit (elderly_visits.reasons); '' when somebody would be."""
    matcher = Matcher(visit.month, timezone.localdate(now), now, book)
    return matcher.decide([visit.task_id], visit.elder.region_id).reasons.get(visit.task_id, "")
