"""From rows of a query to the columns that the engine's problem is built of."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Max, Q
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from common.months import last_day
from elderly_visits.register.enums import RiskTier
from matching.places import earth_centred
from matching.problem import FEMALE, GENERAL, HIGH, KEY, MALE
from people.persons.enums import Sex
from policies.selectors import PolicyBook
from visit_planning.neighbourhood.asked import Asked
from visit_planning.plan.services.barriers import Days
from visit_planning.plan.services.protection import Insurance, asked_masks, brought_masks
from visit_planning.plan.services.situation import Visits, Volunteers
from visit_planning.windows import slots_left
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import ADULT_AGE, Volunteer

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_TIERS = {RiskTier.HIGH: HIGH, RiskTier.KEY: KEY, RiskTier.GENERAL: GENERAL}
_SEXES = {Sex.MALE: MALE, Sex.FEMALE: FEMALE}
_M_PER_DEGREE = 110_000.0
# Chords are a little shorter than ways; who is on the edge is measured exactly by the engine.
_SLACK_M = 5.0

VISIT_FIELDS = (
    "task_id", "elder_id", "elder__person_id", "tier", "task__lat", "task__lon", "task__minutes",
    "task__persons_needed", "task__slots", "task__prefers_sex", "task__adult_only", "task__needs_insurance",
    "task__starts_on", "task__ends_on", "elder__region_id",
)  # fmt: skip
_VOLUNTEER_FIELDS = (
    "pk", "person_id", "state", "visits_elders", "lat", "lon", "region__lat", "region__lon", "max_distance_m",
    "monthly_cap_minutes", "availability", "insured_until", "person__sex", "person__birth_date", "region_id",
)  # fmt: skip


def insurance_of(rows: Sequence[tuple[Any, ...]]) -> Insurance:
    """The days by which visits (rows of VISIT_FIELDS) ask for insurance."""
    must, last = VISIT_FIELDS.index("task__needs_insurance"), VISIT_FIELDS.index("task__ends_on")
    return Insurance.for_days(row[last] for row in rows if row[must])


def visits_of(
    rows: Sequence[tuple[Any, ...]], month: date, today: date, asked: Asked, insurance: Insurance
) -> tuple[Visits, list[Days], list[str]]:
    """Visits from rows of VISIT_FIELDS; beside them each one's days and region."""
    (
        keys,
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
        regions,
    ) = columns(rows, len(VISIT_FIELDS))
    days = list(zip(starts, ends, strict=True))
    whole = (month, last_day(month))
    visits = Visits(
        task_id=ints(keys),
        elder_id=ints(elders),
        person_id=ints(persons),
        minutes=ints(minutes),
        persons=np.minimum(ints(needed), 2),
        columns={
            "visit_lat": floats(lats),
            "visit_lon": floats(lons),
            "visit_tier": ints([_TIERS[RiskTier(tier)] for tier in tiers]),
            "visit_slots": ints(
                [mask & slots_left(*span, today) for mask, span in zip(slots, days, strict=True)]
            ),
            "visit_gender": ints([_SEXES.get(sex, 0) for sex in sexes]),
            "visit_skills": masks([asked.skills.mask(key) for key in keys])
            | asked_masks(insurance, adults, insured, ends),
            "visit_dialects": masks([asked.dialects.mask(key) for key in keys]),
            "visit_window": ints([-1 if span == whole else (span[0] - month).days for span in days]),
            "visit_adult_only": np.array(adults, dtype=np.bool_),
        },
    )
    return visits, days, list(regions)


def volunteers_of(
    visits: Visits, month: date, book: PolicyBook, asked: Asked, there: Collection[int], insurance: Insurance
) -> tuple[Volunteers, Ints, list[str]]:
    """Who lives within their own reach of one of the visits, and those of `there` (who hold one, or gave it up).

    Beside them the minutes a month that each offers, and each one's region.
    """
    rows = _nearby(visits, set(there))
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
        regions,
    ) = columns(rows, len(_VOLUNTEER_FIELDS))
    usable = np.array(
        [
            state == VolunteerState.APPROVED and bool(will)
            for state, will in zip(states, willing, strict=True)
        ],
        dtype=np.bool_,
    )
    grown_up = month.replace(year=month.year - ADULT_AGE)
    adult = np.array([born is not None and born <= grown_up for born in births], dtype=np.bool_)
    skills = asked.skills_of(pks, month)
    spoken = asked.spoken_by(persons, book, regions[0] if regions else "")
    volunteers = Volunteers(
        pk=ints(pks),
        person_id=ints(persons),
        usable=usable,
        columns={
            # Who gave no position starts from the community's point.
            "lat": floats(_either(lats, near_lats)),
            "lon": floats(_either(lons, near_lons)),
            # Who is asked for nothing new counts as near to nobody.
            "reach_m": np.where(usable, floats(reach), -1.0),
            "slots": ints(slots) * usable,
            "skills": masks([skills.get(pk, 0) for pk in pks])
            | brought_masks(insurance, persons, adult, insured),
            "dialects": masks([spoken.get(person, 0) for person in persons]),
            "gender": ints([_SEXES.get(sex, 0) for sex in sexes]),
            "adult": adult,
        },
    )
    return volunteers, ints(caps) * usable, list(regions)


def _nearby(visits: Visits, there: set[int]) -> list[tuple[Any, ...]]:
    """Rows of volunteers: a box in the database, then each one's own reach."""
    wanted = Q(pk__in=there)
    if (box := _box(visits)) is not None:
        wanted |= Q(state=VolunteerState.APPROVED, visits_elders=True) & box
    rows: list[Any] = list(Volunteer.objects.filter(wanted).order_by("pk").values_list(*_VOLUNTEER_FIELDS))
    if not rows:
        return rows
    lats, lons, near_lats, near_lons, reach = list(zip(*rows, strict=True))[4:9]
    homes = earth_centred(floats(_either(lats, near_lats)), floats(_either(lons, near_lons)))
    places = earth_centred(visits.columns["visit_lat"], visits.columns["visit_lon"])
    places = places[~np.isnan(places).any(axis=1)]
    within = np.zeros(len(rows), dtype=np.bool_)
    known = ~np.isnan(homes).any(axis=1)
    if len(places) and known.any():
        nearest = cKDTree(places).query(homes[known])[0]
        within[known] = nearest <= floats(reach)[known] + _SLACK_M
    return [row for row, near in zip(rows, within.tolist(), strict=True) if near or row[0] in there]


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


def _either(first: Iterable[float | None], second: Iterable[float | None]) -> list[float | None]:
    return [near if own is None else own for own, near in zip(first, second, strict=True)]


def columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[Any]:
    """Rows turned into columns, also when there are none."""
    return list(zip(*rows, strict=True)) if rows else [()] * width


def ints(values: Sequence[Any]) -> Ints:
    return np.array(values, dtype=np.int64)


def floats(values: Sequence[float | None]) -> Floats:
    """None becomes NaN."""
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


def masks(values: list[int]) -> NDArray[np.uint64]:
    return np.array(values, dtype=np.uint64)


def pairs_of(found: Iterable[tuple[int, int]]) -> Ints:
    """Sorted integer pairs of shape (k, 2)."""
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
