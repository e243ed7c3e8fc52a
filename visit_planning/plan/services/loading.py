"""From the database to arrays: the one reader for plan, repair and stand-in, whatever part of a month it is about.

Everything is read with a fixed number of queries, in columns.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from typing import Any, TypeVar

import numpy as np
from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from scipy.spatial import cKDTree

from common.bulk import columns
from common.months import add_months, last_day
from elderly_visits.register.enums import RiskTier
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from matching.places import earth_centred
from matching.problem import FEMALE, GENERAL, HIGH, KEY, MALE
from people.persons.enums import Sex
from policies.selectors import PolicyBook
from visit_planning.plan.services import standing as standings
from visit_planning.plan.services.barriers import Closed, KeptApart, in_force, kept_apart
from visit_planning.plan.services.protection import Insurance, asked_masks, brought_masks
from visit_planning.plan.services.requirements import Skills, Speech
from visit_planning.plan.services.scope import Scope
from visit_planning.plan.services.situation import (
    Days,
    Floats,
    Ints,
    Situation,
    Visits,
    Volunteers,
    floats,
    ints,
)
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import parts_gone, slots_between
from volunteers.tasks.eligibility.rules import of_age_since
from volunteers.tasks.enums import KEPT_STATES, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.policy import LEAD_MINUTES

_TIERS = {RiskTier.HIGH.value: HIGH, RiskTier.KEY.value: KEY, RiskTier.GENERAL.value: GENERAL}
_SEXES = {Sex.MALE.value: MALE, Sex.FEMALE.value: FEMALE}
_M_PER_DEGREE = 110_000.0
_VISIT_FIELDS = (
    "task_id", "elder_id", "elder__person_id", "elder__region_id", "tier", "task__lat", "task__lon", "task__minutes",
    "task__persons_needed", "task__slots", "task__prefers_sex", "task__adult_only", "task__needs_insurance",
    "task__starts_on", "task__ends_on",
)  # fmt: skip
_VOLUNTEER_FIELDS = (
    "pk", "person_id", "region_id", "state", "visits_elders", "lat", "lon", "region__lat", "region__lon",
    "max_distance_m", "monthly_cap_minutes", "availability", "insured_until", "person__sex", "person__birth_date",
)  # fmt: skip
# Chords are a little shorter than ways; who is on the edge is measured exactly by the engine.
_SLACK_M = 5.0
# So many keys may stand in a query one by one, where an index is used for them; more travel as one parameter.
_FEW_KEYS = 1_000

# Columns of a query by name.
Columns = dict[str, list[Any]]
T = TypeVar("T")


@dataclass(frozen=True)
class Loaded:
    """All that is read for one problem: the situation, who holds which visit, and who cannot get to whom."""

    situation: Situation
    held: standings.Held
    apart: KeptApart

    def standing(self) -> standings.Standing:
        """The assignments sorted, with whom barriers keep apart forbidden."""
        standing = standings.classify(self.held, self.situation)
        return standings.keep_apart(standing, self.situation, self.apart.rows)


def load(scope: Scope, *, now: datetime, book: PolicyBook, also: Iterable[Closed] = ()) -> Loaded:
    """Read the visits of a scope and all that concerns them. `also` are regions taken as closed, as if stored."""
    asked = _columns(Visit.objects.filter(scope.of_visits()).order_by("task_id"), _VISIT_FIELDS)
    insured = zip(asked["task__needs_insurance"], asked["task__ends_on"], strict=True)
    insurance = Insurance(day for must, day in insured if must)
    speech, skills = Speech(scope, book), Skills(scope, insurance.lowest_bit)
    gone = parts_gone(now, book.value(LEAD_MINUTES, scope.region)) if localdate(now) == scope.today else 0
    visits = _visits(scope, asked, speech, skills, insurance, gone)
    # A city's rows weigh as much as all arrays made of them.
    del asked, insured
    held = standings.read(scope, now=now, book=book)
    found = _around(scope, visits, np.unique(held.volunteer_id))
    volunteers = _volunteers(scope, found, speech, skills, insurance)
    offered = ints(found["monthly_cap_minutes"]) * volunteers.usable
    situation = Situation(
        visits,
        volunteers,
        offered - _minutes_elsewhere(scope, volunteers),
        _previous(scope, visits, volunteers),
        _covered(scope, visits),
        insurance.mask,
    )
    barriers = in_force(max(scope.month, scope.today), last_day(scope.month), also=also)
    return Loaded(situation, held, kept_apart(barriers, situation, today=scope.today))


def _columns(rows: QuerySet[Any], names: Sequence[str]) -> Columns:
    return dict(zip(names, columns(rows, *names), strict=True))


def _visits(
    scope: Scope, found: Columns, speech: Speech, skills: Skills, insurance: Insurance, gone: int
) -> Visits:
    task_id, adults, ends = ints(found["task_id"]), found["task__adult_only"], found["task__ends_on"]
    days = _shared(list(zip(found["task__starts_on"], ends, strict=True)))
    left, period = _windows(days, scope, gone)
    return Visits(
        task_id=task_id,
        elder_id=ints(found["elder_id"]),
        person_id=ints(found["elder__person_id"]),
        minutes=ints(found["task__minutes"]),
        persons=np.minimum(ints(found["task__persons_needed"]), 2),
        days=days,
        region=_shared(found["elder__region_id"]),
        columns={
            "visit_lat": floats(found["task__lat"]),
            "visit_lon": floats(found["task__lon"]),
            "visit_tier": ints([_TIERS[tier] for tier in found["tier"]]),
            "visit_slots": ints(found["task__slots"]) & left,
            "visit_gender": ints([_SEXES.get(sex, 0) for sex in found["task__prefers_sex"]]),
            "visit_skills": skills.asked_of(task_id)
            | asked_masks(insurance, adults, found["task__needs_insurance"], ends),
            "visit_dialects": speech.asked_of(task_id),
            "visit_window": period,
            "visit_adult_only": np.array(adults, dtype=np.bool_),
        },
    )


def _windows(days: Sequence[Days], scope: Scope, gone: int) -> tuple[Ints, Ints]:
    """For each (first, last) day the weekly slots that are left in them, and the period they share. Of today the first
    `gone` parts are over.

    Visits that share their days share a period; a visit due any day of the month needs none.
    """
    whole = (scope.month, last_day(scope.month))
    known = {
        span: (slots_between(*span, scope.today, gone), -1 if span == whole else (span[0] - scope.month).days)
        for span in set(days)
    }
    found = np.array([known[span] for span in days], dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _shared(values: Sequence[T]) -> list[T]:
    """The same values; of those that are equal only one is kept in memory."""
    known: dict[T, T] = {}
    return [known.setdefault(value, value) for value in values]


def _around(scope: Scope, visits: Visits, holders: Ints) -> Columns:
    """Volunteers who hold one of the visits, and who may live near enough: all in a box, or, for a part of a month,
    those within their own reach."""
    wanted = Q(**{"pk__in" if len(holders) < _FEW_KEYS else "pk__among": holders.tolist()})
    if (box := _box(visits)) is not None:
        wanted |= Q(state=VolunteerState.APPROVED, visits_elders=True) & box
    found = _columns(Volunteer.objects.filter(wanted).order_by("pk"), _VOLUNTEER_FIELDS)
    if not scope.is_part or not found["pk"]:
        return found
    near = np.isin(ints(found["pk"]), holders)
    homes, places = (
        earth_centred(*_homes(found)),
        earth_centred(visits.columns["visit_lat"], visits.columns["visit_lon"]),
    )
    places, known = places[~np.isnan(places).any(axis=1)], ~np.isnan(homes).any(axis=1)
    if len(places) and known.any():
        near[known] |= (
            cKDTree(places).query(homes[known])[0] <= floats(found["max_distance_m"])[known] + _SLACK_M
        )
    return {name: list(compress(column, near.tolist())) for name, column in found.items()}


def _homes(found: Columns) -> tuple[Floats, Floats]:
    """(lat, lon) of volunteers: who gave no position starts from the community's point."""
    lat = floats(found["lat"])
    own = ~np.isnan(lat)
    return np.where(own, lat, floats(found["region__lat"])), np.where(
        own, floats(found["lon"]), floats(found["region__lon"])
    )


def _volunteers(
    scope: Scope, found: Columns, speech: Speech, skills: Skills, insurance: Insurance
) -> Volunteers:
    pk, persons = ints(found["pk"]), found["person_id"]
    approved = np.array([state == VolunteerState.APPROVED for state in found["state"]], dtype=np.bool_)
    usable = approved & np.array(found["visits_elders"], dtype=np.bool_)
    of_age = of_age_since(scope.month)
    adult = np.array(
        [born is not None and born <= of_age for born in found["person__birth_date"]], dtype=np.bool_
    )
    lat, lon = _homes(found)
    return Volunteers(
        pk=pk,
        person_id=ints(persons),
        usable=usable,
        region=_shared(found["region_id"]),
        columns={
            "lat": lat,
            "lon": lon,
            # Who is asked for nothing new counts as near to nobody.
            "reach_m": np.where(usable, floats(found["max_distance_m"]), -1.0),
            "slots": ints(found["availability"]) * usable,
            "skills": skills.of(pk) | brought_masks(insurance, persons, adult, found["insured_until"]),
            "dialects": speech.of(ints(persons)),
            "gender": ints([_SEXES.get(sex, 0) for sex in found["person__sex"]]),
            "adult": adult,
        },
    )


def _box(visits: Visits) -> Q | None:
    """Where volunteers within reach of any visit live; those without a position of their own are looked at too."""
    lats, lons = visits.columns["visit_lat"], visits.columns["visit_lon"]
    if not np.isfinite(lats).any():
        return None
    farthest = Volunteer.objects.approved().aggregate(farthest=Max("max_distance_m"))["farthest"] or 0
    south, north = float(np.nanmin(lats)), float(np.nanmax(lats))
    up = farthest / _M_PER_DEGREE
    across = up / max(0.01, math.cos(math.radians(min(89.0, max(abs(south), abs(north)) + up))))
    inside = Q(lat__gte=south - up, lat__lte=north + up)
    inside &= Q(lon__gte=float(np.nanmin(lons)) - across, lon__lte=float(np.nanmax(lons)) + across)
    return inside | Q(lat=None)


def _minutes_elsewhere(scope: Scope, volunteers: Volunteers) -> Ints:
    """Minutes of each volunteer's month that other tasks take, and visits that are over: served ones as served."""
    rows = (
        Assignment.objects.active()
        .filter(scope.of_those("volunteer", volunteers.pk))
        .filter(task__starts_on__gte=scope.month, task__starts_on__lte=last_day(scope.month))
        .exclude(scope.of_visits("task__visit__"))
        .exclude(pk__in=scope.without)
        .order_by()
        .values("volunteer_id")
        .annotate(total=Sum(Coalesce("minutes", "task__minutes")))
    )
    held = np.zeros(len(volunteers), dtype=np.int64)
    keys, minutes = columns(rows, "volunteer_id", "total")
    row = volunteers.rows_of(ints(keys))
    held[row[row >= 0]] = ints(minutes)[row >= 0]
    return held


def _previous(scope: Scope, visits: Visits, volunteers: Volunteers) -> Ints:
    """(elder, row of the volunteer) for everybody who visited, or said yes to visiting, in the month before."""
    before = add_months(scope.month, -1)
    rows = Assignment.objects.filter(scope.of_elders("task__visit__", visits), state__in=KEPT_STATES)
    elders, keys = columns(
        rows.filter(task__visit__month=before).order_by(), "task__visit__elder_id", "volunteer_id"
    )
    row = volunteers.rows_of(ints(keys))
    return np.unique(np.stack((ints(elders)[row >= 0], row[row >= 0]), axis=1), axis=0)


def _covered(scope: Scope, visits: Visits) -> Ints:
    """Elders who have been met this month; of a part of it also those whose other visits somebody holds."""
    met = VisitReport.objects.counting().filter(scope.of_elders("visit__", visits), visit__month=scope.month)
    elders = columns(met.order_by(), "visit__elder_id")[0]
    if scope.is_part:
        others = Assignment.objects.active().exclude(task__in=visits.task_id.tolist())
        others = others.filter(scope.of_elders("task__visit__", visits), task__visit__month=scope.month)
        elders += columns(others.filter(task__state=TaskState.OPEN).order_by(), "task__visit__elder_id")[0]
    return np.unique(ints(elders))
