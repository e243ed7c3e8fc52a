"""The month as arrays: visits that can still be made, volunteers who could make them, and who met whom last month.

Everything is read with a fixed number of queries and as plain tuples; nobody's name or address is among them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Max, Q, Sum
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from elderly_visits import policy
from elderly_visits.enums import RiskTier
from elderly_visits.models import Visit, VisitReport
from elderly_visits.services.planning.protection import GUARDED, Insurance, guarded
from elderly_visits.windows import add_months, last_day, slots_left
from people.enums import Sex
from people.models import Dialect, Person
from policies.selectors import PolicyBook
from regions.codes import in_subtree
from regions.models import Region
from volunteers.enums import KEPT_STATES, TaskState, VolunteerState
from volunteers.matching.problem import FEMALE, GENERAL, HIGH, KEY, MALE
from volunteers.models import Assignment, Task, Volunteer, VolunteerSkill
from volunteers.models.volunteer import ADULT_AGE

CHUNK = 5000
_TIERS = {RiskTier.HIGH: HIGH, RiskTier.KEY: KEY, RiskTier.GENERAL: GENERAL}
_SEXES = {Sex.MALE: MALE, Sex.FEMALE: FEMALE}
# The bit of a mask that no volunteer ever has; what lies below it in the mask of skills is `protection`'s.
_NOBODY = 63
_M_PER_DEGREE = 110_000.0

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Visits:
    """Open visits of the month that can still be made, one row each; `of_task` finds a row by its task."""

    task_id: Ints
    elder_id: Ints
    person_id: Ints
    minutes: Ints
    persons: Ints
    columns: dict[str, Any]
    of_task: dict[int, int]

    def __len__(self) -> int:
        return len(self.task_id)


@dataclass(frozen=True)
class Volunteers:
    """Volunteers who live near enough, and those who hold something already; `of_pk` finds a row by primary key."""

    pk: Ints
    person_id: Ints
    usable: NDArray[np.bool_]
    columns: dict[str, Any]
    of_pk: dict[int, int]

    def __len__(self) -> int:
        return len(self.pk)


@dataclass(frozen=True)
class Situation:
    """All that the solver is told except who holds which visit (that is `standing.Standing`).

    `cap_minutes` is what volunteers offered less what they hold this month apart from these visits; `previous` pairs
    elders (primary keys) with rows of `volunteers` who visited last month. `insured_bits` are those bits of the mask
    of skills that stand for accident insurance (see `protection`).
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
    speech, skills = _Speech(region.pk, month, book), _Skills(region.pk, month, insurance.lowest_bit)
    visits = _visits(region.pk, month, today, speech, skills, insurance)
    volunteers = _volunteers(region.pk, month, visits, speech, skills, insurance)
    cap = volunteers.columns.pop("offered_minutes") - _minutes_elsewhere(region.pk, month, today, volunteers)
    previous = _previous(region.pk, month, volunteers)
    return Situation(visits, volunteers, cap, previous, _covered(region.pk, month), insurance.mask)


def _visits(
    code: str, month: date, today: date, speech: _Speech, skills: _Skills, insurance: Insurance
) -> Visits:
    rows = list(
        Visit.objects.filter(in_subtree("elder__region", code), month=month, ordinal__gt=0)
        .filter(task__state=TaskState.OPEN, task__ends_on__gte=today)
        .order_by("task_id")
        .values_list(
            "task_id", "elder_id", "elder__person_id", "tier", "task__lat", "task__lon", "task__minutes",
            "task__persons_needed", "task__slots", "task__prefers_sex", "task__adult_only", "task__needs_insurance",
            "task__starts_on", "task__ends_on",
        )
        .iterator(chunk_size=CHUNK)
    )  # fmt: skip
    (
        tasks,
        elders,
        persons,
        tiers,
        lats,
        lons,
        minutes,
        needed,
        slots,
        sexes,
        adults,
        insured,
        starts,
        ends,
    ) = _columns(rows, 14)
    whole = last_day(month)
    left = {window: slots_left(*window, today) for window in set(zip(starts, ends, strict=True))}
    return Visits(
        task_id=_ints(tasks),
        elder_id=_ints(elders),
        person_id=_ints(persons),
        minutes=_ints(minutes),
        persons=np.minimum(_ints(needed), 2),
        columns={
            "visit_lat": _floats(lats),
            "visit_lon": _floats(lons),
            "visit_tier": _ints([_TIERS[RiskTier(tier)] for tier in tiers]),
            "visit_slots": _ints(
                [
                    mask & left[window]
                    for mask, window in zip(slots, zip(starts, ends, strict=True), strict=True)
                ]
            ),
            "visit_gender": _ints([_SEXES.get(sex, 0) for sex in sexes]),
            "visit_skills": _masks(
                [
                    skills.asked.get(task, 0)
                    | (0 if adult else GUARDED)
                    | (insurance.asked(last) if must else 0)
                    for task, adult, must, last in zip(tasks, adults, insured, ends, strict=True)
                ]
            ),
            "visit_dialects": _masks([speech.asked.get(task, 0) for task in tasks]),
            # Visits that share their days share a period; a visit due any day of the month needs none.
            "visit_window": _ints(
                [
                    -1 if (first, last) == (month, whole) else (first - month).days
                    for first, last in zip(starts, ends, strict=True)
                ]
            ),
            "visit_adult_only": np.array(adults, dtype=np.bool_),
        },
        of_task={task: row for row, task in enumerate(tasks)},
    )


def _volunteers(
    code: str, month: date, visits: Visits, speech: _Speech, skills: _Skills, insurance: Insurance
) -> Volunteers:
    held = Assignment.objects.filter(in_subtree("task__visit__elder__region", code), task__visit__month=month)
    wanted = Q(pk__in=held.values("volunteer"))
    if (box := _box(visits)) is not None:
        wanted |= Q(state=VolunteerState.APPROVED, visits_elders=True) & box
    rows = list(
        Volunteer.objects.filter(wanted)
        .order_by("pk")
        .values_list(
            "pk", "person_id", "state", "visits_elders", "lat", "lon", "region__lat", "region__lon", "max_distance_m",
            "monthly_cap_minutes", "availability", "insured_until", "person__sex", "person__birth_date",
        )
        .iterator(chunk_size=CHUNK)
    )  # fmt: skip
    (
        pks,
        persons,
        states,
        willing,
        lats,
        lons,
        near_lats,
        near_lons,
        reach,
        caps,
        slots,
        insured,
        sexes,
        births,
    ) = _columns(rows, 14)
    usable = np.array(
        [state == VolunteerState.APPROVED and will for state, will in zip(states, willing, strict=True)],
        dtype=np.bool_,
    )
    grown_up = month.replace(year=month.year - ADULT_AGE)
    adult = np.array([born is not None and born <= grown_up for born in births], dtype=np.bool_)
    protected = guarded(persons, adult)
    return Volunteers(
        pk=_ints(pks),
        person_id=_ints(persons),
        usable=usable,
        columns={
            # Who gave no position starts from the community's point.
            "lat": _floats([near if lat is None else lat for lat, near in zip(lats, near_lats, strict=True)]),
            "lon": _floats([near if lon is None else lon for lon, near in zip(lons, near_lons, strict=True)]),
            # Who is asked for nothing new counts as near to nobody.
            "reach_m": np.where(usable, _floats(reach), -1.0),
            "offered_minutes": _ints(caps) * usable,
            "slots": _ints(slots) * usable,
            "skills": _masks(
                [
                    skills.known.get(pk, 0) | insurance.covers(until) | (GUARDED if safe else 0)
                    for pk, until, safe in zip(pks, insured, protected, strict=True)
                ]
            ),
            "dialects": _masks([speech.spoken_by(person) for person in persons]),
            "gender": _ints([_SEXES.get(sex, 0) for sex in sexes]),
            "adult": adult,
        },
        of_pk={pk: row for row, pk in enumerate(pks)},
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
    held = np.zeros(len(volunteers), dtype=np.int64)
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
        .values_list("volunteer_id")
        .annotate(total=Sum(Coalesce("minutes", "task__minutes")))
    )
    for pk, minutes in rows.iterator(chunk_size=CHUNK):
        if (row := volunteers.of_pk.get(pk)) is not None:
            held[row] = minutes
    return held


def _previous(code: str, month: date, volunteers: Volunteers) -> Ints:
    """(elder, row of the volunteer) for everybody who visited, or said yes to visiting, in the month before."""
    rows = (
        Assignment.objects.filter(in_subtree("task__visit__elder__region", code))
        .filter(task__visit__month=add_months(month, -1), state__in=KEPT_STATES)
        .order_by()
        .values_list("task__visit__elder_id", "volunteer_id")
        .distinct()
    )
    pairs = sorted(
        (elder, row)
        for elder, pk in rows.iterator(chunk_size=CHUNK)
        if (row := volunteers.of_pk.get(pk)) is not None
    )
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _covered(code: str, month: date) -> Ints:
    """Elders who have been met this month."""
    rows = (
        VisitReport.objects.counting()
        .filter(in_subtree("visit__elder__region", code), visit__month=month)
        .order_by("visit__elder_id")
        .values_list("visit__elder_id", flat=True)
        .distinct()
    )
    return _ints(list(rows))


class _Speech:
    """Dialects as bits: those that this month's elders speak, the 62 most frequent; rarer ones share a bit that no
    volunteer has, so that such a visit is left to a person's judgement."""

    def __init__(self, code: str, month: date, book: PolicyBook) -> None:
        asked: dict[int, list[int]] = defaultdict(list)
        for task, dialect in (
            Task.dialects.through.objects.filter(in_subtree("task__visit__elder__region", code))
            .filter(task__visit__month=month, task__state=TaskState.OPEN)
            .values_list("task_id", "dialect_id")
            .iterator(chunk_size=CHUNK)
        ):
            asked[task].append(dialect)
        bit_of = _bits((dialect for dialects in asked.values() for dialect in dialects), _NOBODY - 1)
        self.asked = {
            task: _mask(bit_of.get(dialect, _NOBODY) for dialect in dialects)
            for task, dialects in asked.items()
        }
        self._spoken: dict[int, int] = defaultdict(int)
        if asked:
            for person, dialect in (
                Person.dialects.through.objects.filter(person__volunteer__isnull=False)
                .values_list("person_id", "dialect_id")
                .iterator(chunk_size=CHUNK)
            ):
                self._spoken[person] |= _mask([bit_of[dialect]] if dialect in bit_of else [])
        assumed = book.value(policy.ASSUMED_DIALECTS, code)
        known = Dialect.objects.filter(Q(code__in=assumed) | Q(name__in=assumed)).values_list("pk", flat=True)
        self._assumed = _mask(bit_of[dialect] for dialect in known if dialect in bit_of)

    def spoken_by(self, person: int) -> int:
        """The dialects of a volunteer; of one who did not say, those that everybody is assumed to speak."""
        return self._spoken.get(person, self._assumed)


class _Skills:
    """Skills as bits, when a worker has asked for any on a visit."""

    def __init__(self, code: str, month: date, room: int) -> None:
        asked: dict[int, list[int]] = defaultdict(list)
        for task, skill in (
            Task.required_skills.through.objects.filter(in_subtree("task__visit__elder__region", code))
            .filter(task__visit__month=month, task__state=TaskState.OPEN)
            .values_list("task_id", "skill_id")
        ):
            asked[task].append(skill)
        bit_of = _bits((skill for skills in asked.values() for skill in skills), room)
        self.asked = {
            task: _mask(bit_of.get(skill, _NOBODY) for skill in skills) for task, skills in asked.items()
        }
        self.known: dict[int, int] = defaultdict(int)
        if asked:
            last = last_day(month)
            usable = Q(skill__needs_qualification=False) | (
                Q(checked_by__isnull=False) & (Q(valid_until=None) | Q(valid_until__gte=last))
            )
            for volunteer, skill in (
                VolunteerSkill.objects.filter(usable, skill_id__in=list(bit_of))
                .values_list("volunteer_id", "skill_id")
                .iterator(chunk_size=CHUNK)
            ):
                self.known[volunteer] |= _mask([bit_of[skill]])


def _bits(wanted: Iterable[int], room: int) -> dict[int, int]:
    """A bit for each, the most frequent first, as many as there is room for."""
    counted = Counter(wanted)
    ranked = sorted(counted, key=lambda key: (-counted[key], key))
    return {key: bit for bit, key in enumerate(ranked[:room])}


def _mask(bits: Iterable[int]) -> int:
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


def _columns(rows: list[Any], width: int) -> list[Any]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _ints(values: Any) -> Ints:
    return np.array(values, dtype=np.int64)


def _floats(values: Any) -> NDArray[np.float64]:
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


def _masks(values: list[int]) -> NDArray[np.uint64]:
    return np.array(values, dtype=np.uint64)
