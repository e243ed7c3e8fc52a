"""Why visits have nobody, by region, and where volunteers are missing: for those who can mend it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from common.months import month_span
from elderly_visits.visits import policy
from elderly_visits.visits.enums import VisitMethod
from people.actors import AnyUser
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from policies.selectors import value
from regions.codes import full_code, in_subtree, level_of
from regions.enums import Level
from regions.models import Region
from visit_planning import reasons
from visit_planning.dispatch.selectors import Filters, without_volunteer
from visit_planning.plan.models.gaps import MissingVolunteers, TimeShortage
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.policy import DEFAULT_REACH_M
from volunteers.tasks.eligibility.rules import of_age_since
from volunteers.tasks.enums import TaskState
from volunteers.tasks.models.assignment import Assignment
from workbench.roles import STAFF_ROLES
from workbench.scopes import in_scope

# Below a city its counties, and so on; in a community there is nothing below.
_DIGITS_BELOW = {Level.CITY: 6, Level.COUNTY: 9, Level.TOWNSHIP: 12, Level.COMMUNITY: 12}
_WANT_TIME = ("capacity_exhausted", "outweighed")


@dataclass(frozen=True)
class Place:
    """A region below the one asked for, with elders and visits that have nobody."""

    region: Region
    elders: int
    visits: int


@dataclass
class ReasonGap:
    """One reason: how many elders and visits it leaves without anybody, and where; the place with most comes first."""

    code: str
    elders: int = 0
    visits: int = 0
    places: list[Place] = field(default_factory=list)


def gaps(user: AnyUser, filters: Filters, region: str) -> list[ReasonGap]:
    """The reasons in a region, the one that concerns most elders first: three or four queries, however
    large the region."""
    rows = (
        without_volunteer(user, filters)
        .annotate(
            part=Substr("elder__region_id", 1, _DIGITS_BELOW[level_of(region)]),
            why=Case(
                When(task__state=TaskState.LAPSED, then=Value(reasons.WINDOW_PASSED)),
                When(task__unmatched_reason="", then=Value(reasons.NOT_TRIED)),
                default=F("task__unmatched_reason"),
            ),
        )
        .values_list("part", "why")
        .annotate(elders=Count("elder", distinct=True), visits=Count("pk"))
        .order_by("part", "why")
    )
    counted = [(full_code(part), why, elders, visits) for part, why, elders, visits in rows]
    known = Region.objects.in_bulk({code for code, *_rest in counted}) if counted else {}
    found: dict[str, ReasonGap] = {}
    for code, why, elders, visits in counted:
        gap = found.setdefault(why, ReasonGap(why))
        gap.elders += elders
        gap.visits += visits
        gap.places.append(Place(known[code], elders, visits))
    for gap in found.values():
        gap.places.sort(key=lambda place: (-place.elders, place.region.pk))
    return sorted(found.values(), key=lambda gap: (-gap.elders, gap.code))


def places_of(found: list[ReasonGap]) -> list[tuple[Place, str]]:
    """All places with what is missing there for any reason, and the reason that concerns most elders there."""
    there: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    for gap in found:
        for place in gap.places:
            there[place.region.pk].append((place, gap.code))
    rows = []
    for parts in there.values():
        chief, reason = max(parts, key=lambda part: part[0].elders)
        elders, visits = (
            sum(place.elders for place, _code in parts),
            sum(place.visits for place, _code in parts),
        )
        rows.append((Place(chief.region, elders, visits), reason))
    return sorted(rows, key=lambda row: (-row[0].visits, row[0].region.pk))


def neighbourhoods(user: AnyUser, month: date, region: str, *, limit: int = 10) -> list[dict[str, Any]]:
    """Where more is asked than the volunteers can give, the widest gap first: dicts with the fields of TimeShortage,
    `here` elders of the region among those who wait, and how many visits are `lacking`."""
    rows = (
        TimeShortage.objects.filter(in_scope(user, "visit__elder__region_id", STAFF_ROLES))
        .filter(in_subtree("visit__elder__region", region), visit__month=month)
        .filter(visit__task__state=TaskState.OPEN, visit__task__unmatched_reason__in=_WANT_TIME)
        .order_by()
        .values("plan", "neighbourhood", "visits", "elders", "volunteers", "possible", "complete")
        .annotate(here=Count("visit__elder", distinct=True))
    )
    wanting: list[dict[str, Any]] = [
        {**row, "lacking": max(0, row["visits"] - row["possible"])} for row in rows
    ]
    wanting.sort(key=lambda row: (-row["lacking"], row["plan"], row["neighbourhood"]))
    return wanting[:limit]


SORTS = {
    "gain": ("-elders", "-visits", "-gain_m", "region_id"),
    "uncovered": ("-uncovered", "-unmatched", "region_id"),
    "place": ("region_id",),
}


def missing_volunteers(
    user: AnyUser, month: date, region: str, sort: str = "gain"
) -> QuerySet[MissingVolunteers]:
    """The recruiting list of a region."""
    return (
        MissingVolunteers.objects.visible_to(user)
        .filter(in_subtree("region", region), month=month)
        .select_related("region__parent__parent", "plan")
        .order_by(*SORTS.get(sort, SORTS["gain"]))
    )


def volunteers_to_contact(user: AnyUser, need: str, region: str, month: date) -> QuerySet[Volunteer]:
    """Volunteers who visit elders and could do more if one thing about them were mended (see `reasons.actions_for`).

    `committed_minutes` of the month is given for those who have no time left in it. What lapses is asked for today, or
    for the first day of a month that is still to come.
    """
    pool = (
        Volunteer.objects.approved()
        .filter(in_scope(user, "region_id", STAFF_ROLES), in_subtree("region", region), visits_elders=True)
        .select_related("person", "region__parent__parent")
        .defer("person__id_number")
        .order_by("region_id", "pk")
    )
    return _NEEDS[need](pool, max(month, timezone.localdate()))


def _insurance(pool: QuerySet[Volunteer], day: date) -> QuerySet[Volunteer]:
    return pool.filter(Q(insured_until=None) | Q(insured_until__lt=day))


def _birth_date(pool: QuerySet[Volunteer], _day: date) -> QuerySet[Volunteer]:
    return pool.filter(person__birth_date=None)


def _guardian(pool: QuerySet[Volunteer], day: date) -> QuerySet[Volunteer]:
    agreed = Consent.objects.in_force().filter(purpose=ConsentPurpose.GUARDIAN).values("person")
    return pool.filter(person__birth_date__gt=of_age_since(day)).exclude(person__in=agreed)


def _dialects(pool: QuerySet[Volunteer], _day: date) -> QuerySet[Volunteer]:
    return pool.filter(person__dialects=None)


def _skills(pool: QuerySet[Volunteer], day: date) -> QuerySet[Volunteer]:
    waiting = Q(skill_holdings__checked_by=None) | Q(skill_holdings__valid_until__lt=day)
    return pool.filter(waiting, skill_holdings__skill__needs_qualification=True).distinct()


def _reach(pool: QuerySet[Volunteer], _day: date) -> QuerySet[Volunteer]:
    return pool.filter(max_distance_m__lt=value(DEFAULT_REACH_M)).order_by("max_distance_m", "pk")


def _hours(pool: QuerySet[Volunteer], day: date) -> QuerySet[Volunteer]:
    first, following = month_span(day)
    taken = (
        Assignment.objects.active()
        .filter(volunteer=OuterRef("pk"), task__starts_on__gte=first, task__starts_on__lt=following)
        .order_by()
        .values("volunteer")
        .annotate(total=Sum(Coalesce("minutes", "task__minutes")))
        .values("total")
    )
    full = pool.annotate(committed_minutes=Coalesce(Subquery(taken), 0))
    visit = value(policy.MINUTES)[VisitMethod.HOME]
    return full.filter(monthly_cap_minutes__lt=F("committed_minutes") + visit).order_by(
        "monthly_cap_minutes", "pk"
    )


_NEEDS = {
    reasons.INSURANCE: _insurance,
    reasons.BIRTH_DATE: _birth_date,
    reasons.GUARDIAN: _guardian,
    reasons.DIALECTS: _dialects,
    reasons.SKILLS: _skills,
    reasons.REACH: _reach,
    reasons.HOURS: _hours,
}
