"""The month as arrays: visits that can still be made, volunteers who could make them, and who met whom last month.

Everything is read with a fixed number of queries, in columns; nobody's name or address is among them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Max, Q, Sum
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from common.bulk import columns
from common.months import add_months, last_day
from elderly_visits.register.enums import RiskTier
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from matching.problem import FEMALE, GENERAL, HIGH, KEY, MALE
from people.persons.enums import Sex
from policies.selectors import PolicyBook
from regions.codes import in_subtree
from regions.models import Region
from visit_planning.plan.services.protection import Insurance, asked_masks, brought_masks
from visit_planning.plan.services.requirements import Skills, Speech
from visit_planning.windows import slots_left
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import ADULT_AGE, Volunteer
from volunteers.tasks.enums import KEPT_STATES, TaskState
from volunteers.tasks.models.assignment import Assignment

_TIERS = {RiskTier.HIGH.value: HIGH, RiskTier.KEY.value: KEY, RiskTier.GENERAL.value: GENERAL}
_SEXES = {Sex.MALE.value: MALE, Sex.FEMALE.value: FEMALE}
_M_PER_DEGREE = 110_000.0

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Visits:
    """Open visits of the month that can still be made, one row each, in the order of their tasks."""

    task_id: Ints
    elder_id: Ints
    person_id: Ints
    minutes: Ints
    persons: Ints
    columns: dict[str, Any]

    def __len__(self) -> int:
        return len(self.task_id)

    def rows_of(self, task_ids: Ints) -> Ints:
        """The row of each task, -1 for one that is not among them."""
        return _rows_of(self.task_id, task_ids)


@dataclass(frozen=True)
class Volunteers:
    """Volunteers who live near enough, and those who hold something already, in the order of their primary keys."""

    pk: Ints
    person_id: Ints
    usable: Bools
    columns: dict[str, Any]

    def __len__(self) -> int:
        return len(self.pk)

    def rows_of(self, keys: Ints) -> Ints:
        """The row of each volunteer by primary key, -1 for one who is not among them."""
        return _rows_of(self.pk, keys)


@dataclass(frozen=True)
class Situation:
    """All that the solver is told except who holds which visit (that is `standing.Standing`).

    `cap_minutes` is what volunteers offered less what they hold this month apart from these visits; `previous` pairs
    elders (primary keys) with rows of `volunteers` who visited last month.
    """

    visits: Visits
    volunteers: Volunteers
    cap_minutes: Ints
    previous: Ints
    covered: Ints
    insured_bits: int = 0


def load(*, region: Region, month: date, today: date, book: PolicyBook) -> Situation:
    """Read the situation of a month in a region."""
    insurance = Insurance(region.pk, month, today)
    speech, skills = Speech(region.pk, month, book), Skills(region.pk, month, insurance.lowest_bit)
    visits = _visits(region.pk, month, today, speech, skills, insurance)
    volunteers = _volunteers(region.pk, month, visits, speech, skills, insurance)
    cap = volunteers.columns.pop("offered_minutes") - _minutes_elsewhere(region.pk, month, today, volunteers)
    previous = _previous(region.pk, month, volunteers)
    return Situation(visits, volunteers, cap, previous, _covered(region.pk, month), insurance.mask)


def _visits(
    code: str, month: date, today: date, speech: Speech, skills: Skills, insurance: Insurance
) -> Visits:
    rows = (
        Visit.objects.filter(in_subtree("elder__region", code), month=month, ordinal__gt=0)
        .filter(task__state=TaskState.OPEN, task__ends_on__gte=today)
        .order_by("task_id")
    )
    tasks, elders, persons, tiers, lats, lons, minutes, needed, slots, sexes, adults, insured, starts, ends = (
        columns(
            rows, "task_id", "elder_id", "elder__person_id", "tier", "task__lat", "task__lon", "task__minutes",
            "task__persons_needed", "task__slots", "task__prefers_sex", "task__adult_only", "task__needs_insurance",
            "task__starts_on", "task__ends_on",
        )
    )  # fmt: skip
    task_id = _ints(tasks)
    left, period = _windows(list(zip(starts, ends, strict=True)), month, today)
    return Visits(
        task_id=task_id,
        elder_id=_ints(elders),
        person_id=_ints(persons),
        minutes=_ints(minutes),
        persons=np.minimum(_ints(needed), 2),
        columns={
            "visit_lat": _floats(lats),
            "visit_lon": _floats(lons),
            "visit_tier": _ints([_TIERS[tier] for tier in tiers]),
            "visit_slots": _ints(slots) & left,
            "visit_gender": _ints([_SEXES.get(sex, 0) for sex in sexes]),
            "visit_skills": skills.asked_of(task_id) | asked_masks(insurance, adults, insured, ends),
            "visit_dialects": speech.asked_of(task_id),
            "visit_window": period,
            "visit_adult_only": np.array(adults, dtype=np.bool_),
        },
    )


def _windows(days: list[tuple[date, date]], month: date, today: date) -> tuple[Ints, Ints]:
    """For each (first, last) day the weekly slots that are left in them, and the period they share.

    Visits that share their days share a period; a visit due any day of the month needs none.
    """
    whole = (month, last_day(month))
    known = {
        window: (slots_left(*window, today), -1 if window == whole else (window[0] - month).days)
        for window in set(days)
    }
    found = np.array([known[window] for window in days], dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _volunteers(
    code: str, month: date, visits: Visits, speech: Speech, skills: Skills, insurance: Insurance
) -> Volunteers:
    held = Assignment.objects.filter(in_subtree("task__visit__elder__region", code), task__visit__month=month)
    wanted = Q(pk__in=held.values("volunteer"))
    if (box := _box(visits)) is not None:
        wanted |= Q(state=VolunteerState.APPROVED, visits_elders=True) & box
    (
        pks, persons, states, willing, lats, lons, near_lats, near_lons, reach, caps, slots, insured, sexes, births
    ) = columns(
        Volunteer.objects.filter(wanted).order_by("pk"), "pk", "person_id", "state", "visits_elders", "lat", "lon",
        "region__lat", "region__lon", "max_distance_m", "monthly_cap_minutes", "availability", "insured_until",
        "person__sex", "person__birth_date",
    )  # fmt: skip
    pk, person_id = _ints(pks), _ints(persons)
    approved = np.array([state == VolunteerState.APPROVED for state in states], dtype=np.bool_)
    usable = approved & np.array(willing, dtype=np.bool_)
    grown_up = month.replace(year=month.year - ADULT_AGE)
    adult = np.array([born is not None and born <= grown_up for born in births], dtype=np.bool_)
    has_point = ~np.isnan(_floats(lats))
    return Volunteers(
        pk=pk,
        person_id=person_id,
        usable=usable,
        columns={
            # Who gave no position starts from the community's point.
            "lat": np.where(has_point, _floats(lats), _floats(near_lats)),
            "lon": np.where(has_point, _floats(lons), _floats(near_lons)),
            # Who is asked for nothing new counts as near to nobody.
            "reach_m": np.where(usable, _floats(reach), -1.0),
            "offered_minutes": _ints(caps) * usable,
            "slots": _ints(slots) * usable,
            "skills": skills.of(pk) | brought_masks(insurance, persons, adult, insured),
            "dialects": speech.of(person_id),
            "gender": _ints([_SEXES.get(sex, 0) for sex in sexes]),
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


def _minutes_elsewhere(code: str, month: date, today: date, volunteers: Volunteers) -> Ints:
    """Minutes of each volunteer's month that other tasks take, and visits that are over: served ones as served."""
    rows = (
        Assignment.objects.active()
        .filter(task__starts_on__gte=month, task__starts_on__lte=last_day(month))
        .exclude(
            in_subtree("task__visit__elder__region", code),
            task__visit__month=month,
            task__visit__ordinal__gt=0,
            task__state=TaskState.OPEN,
            task__ends_on__gte=today,
        )
        .order_by()
        .values("volunteer_id")
        .annotate(total=Sum(Coalesce("minutes", "task__minutes")))
    )
    held = np.zeros(len(volunteers), dtype=np.int64)
    keys, minutes = columns(rows, "volunteer_id", "total")
    row = volunteers.rows_of(_ints(keys))
    held[row[row >= 0]] = _ints(minutes)[row >= 0]
    return held


def _previous(code: str, month: date, volunteers: Volunteers) -> Ints:
    """(elder, row of the volunteer) for everybody who visited, or said yes to visiting, in the month before."""
    rows = (
        Assignment.objects.filter(in_subtree("task__visit__elder__region", code))
        .filter(task__visit__month=add_months(month, -1), state__in=KEPT_STATES)
        .order_by()
    )
    elders, keys = columns(rows, "task__visit__elder_id", "volunteer_id")
    row = volunteers.rows_of(_ints(keys))
    pairs = np.stack((_ints(elders)[row >= 0], row[row >= 0]), axis=1)
    return np.unique(pairs, axis=0)


def _covered(code: str, month: date) -> Ints:
    """Elders who have been met this month."""
    rows = (
        VisitReport.objects.counting()
        .filter(in_subtree("visit__elder__region", code), visit__month=month)
        .order_by()
    )
    return np.unique(_ints(columns(rows, "visit__elder_id")[0]))


def _rows_of(ordered: Ints, wanted: Ints) -> Ints:
    if not len(ordered):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.where(ordered[at] == wanted, at, -1)


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _floats(values: Sequence[float | None]) -> Floats:
    """The numbers, NaN for None."""
    return np.array(values, dtype=np.float64)
