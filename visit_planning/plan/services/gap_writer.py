"""What a plan leaves open, for those who can mend it: who competes for whose time, and where volunteers are missing."""

from __future__ import annotations

import math

import numpy as np
from django.db import transaction

from common.bulk import parts
from elderly_visits.visits import policy
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.models.visit import Visit
from matching import Missing, Plan, Shortages, Typical, missing, shortages
from policies.selectors import value
from regions.codes import in_subtree
from regions.models import Level, Region
from visit_planning.plan.models.gaps import MissingVolunteers, TimeShortage
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.policy import TYPICAL_VOLUNTEER
from visit_planning.plan.services.protection import GUARDED
from visit_planning.plan.services.situation import Situation

CHUNK = 5000
_ROWS = 2000
# Whoever is found in a community speaks as people there do: every dialect that has a bit.
_ALL_DIALECTS = (1 << 64) - 1


def store_gaps(record: VisitPlan, plan: Plan, situation: Situation) -> None:
    """Write both, in the place of what an earlier plan said about the same month and region."""
    short = shortages(plan)
    store_shortages(record, short, situation)
    store_missing(record, plan, situation, short=short)


@transaction.atomic
def store_shortages(record: VisitPlan, short: Shortages, situation: Situation) -> None:
    """Write for each visit without a volunteer for want of time in whose company it is."""
    TimeShortage.objects.filter(
        in_subtree("visit__elder__region", record.region_id), visit__month=record.month
    ).delete()
    tasks = situation.visits.task_id[short.visit].tolist()
    visits: dict[int, int] = {}
    for some in parts(tasks, CHUNK):
        visits.update(Visit.objects.filter(task__in=some).values_list("task_id", "pk"))
    rows = [
        TimeShortage(
            plan=record,
            visit_id=visits[task],
            neighbourhood=group,
            visits=int(short.visits[group]),
            elders=int(short.elders[group]),
            volunteers=int(short.volunteers[group]),
            possible=int(short.possible[group]),
            complete=bool(short.complete[group]),
        )
        for task, group in zip(tasks, short.group.tolist(), strict=True)
        if task in visits
    ]
    TimeShortage.objects.bulk_create(rows, batch_size=_ROWS)


@transaction.atomic
def store_missing(record: VisitPlan, plan: Plan, situation: Situation, *, short: Shortages) -> None:
    """Write what one more volunteer would bring in each community of the plan's region.

    Communities in which nothing is missing get none. A plan without prices says nothing, and what was said before goes.
    """
    MissingVolunteers.objects.filter(in_subtree("region", record.region_id), month=record.month).delete()
    if plan.prices is None:
        return
    places = list(
        Region.objects.within(record.region_id)
        .filter(level=Level.COMMUNITY)
        .order_by("code")
        .values_list("code", "lat", "lon")
    )
    lat, lon = (
        np.array([math.nan if place[column] is None else place[column] for place in places], dtype=np.float64)
        for column in (1, 2)
    )
    found = missing(plan, lat, lon, typical_volunteer(record, situation), short=short)
    rows = [
        _row(record, found, at, code)
        for at, (code, _lat, _lon) in enumerate(places)
        if found.visits[at] or found.unmatched[at]
    ]
    MissingVolunteers.objects.bulk_create(rows, batch_size=_ROWS)


def typical_volunteer(record: VisitPlan, situation: Situation) -> Typical:
    """The newcomer of policy: an insured adult of no particular sex, free at any time."""
    who = value(TYPICAL_VOLUNTEER, region=record.region_id)
    minutes = value(policy.MINUTES, region=record.region_id)[VisitMethod.HOME]
    return Typical(
        reach_m=float(who["reach_m"]),
        cap_minutes=who["visits"] * minutes,
        skills=situation.insured_bits | GUARDED,
        dialects=_ALL_DIALECTS,
    )


def _row(record: VisitPlan, found: Missing, at: int, code: str) -> MissingVolunteers:
    return MissingVolunteers(
        plan=record,
        month=record.month,
        region_id=code,
        gain_m=round(max(0.0, float(found.gain_m[at]))),
        visits=int(found.visits[at]),
        elders=int(found.elders[at]),
        uncovered=int(found.uncovered[at]),
        unmatched=int(found.unmatched[at]),
    )
