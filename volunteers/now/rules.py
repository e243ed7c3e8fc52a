"""Whether one volunteer may and would do one task: all reasons against, from facts already at hand.

The same questions as volunteers.tasks.eligibility.refusals, which asks the database again under the lock when somebody is
asked or says yes; a test holds the two together. On top come the planner's: reach, times, dialect, asked before.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from matching import Reason
from volunteers.registration.models.volunteer import ADULT_AGE
from volunteers.slots import ALL_SLOTS, slot_of, slots_between
from volunteers.tasks.eligibility import Refusal
from volunteers.tasks.enums import AssignmentState

# What speaks against asking but does not forbid it: a worker may ask anybody who may, and they still say yes or no.
ADVISES = frozenset(
    {
        Refusal.ASKED_BEFORE,
        Refusal.NOT_WILLING,
        Refusal.NO_DIALECT,
        Refusal.NO_SLOT,
        Refusal.CAP,
        Refusal.NO_PLACE,
        Refusal.TOO_FAR,
    }
)
# Whoever was asked for a task once is not asked again by itself.
ASKED = (
    AssignmentState.DECLINED,
    AssignmentState.WITHDRAWN,
    AssignmentState.NO_SHOW,
    AssignmentState.REPLACED,
    AssignmentState.REJECTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """A task as the rules see it. `dialects`: names by key; `slots`: the weekly ones in which it can still be done (a
    fixed hour outside all of them asks for none)."""

    pk: int
    kind: str
    lat: float | None
    lon: float | None
    starts_on: date
    ends_on: date
    starts_at: datetime | None
    ends_at: datetime | None
    minutes: int
    slots: int
    prefers_sex: str
    adult_only: bool
    needs_insurance: bool
    skills: frozenset[int] = frozenset()
    dialects: dict[int, str] = field(default_factory=dict)
    serves_elders: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A volunteer as the rules see them. `speaks`: keys of dialects, those assumed included; `left`: minutes of the
    month that nothing takes (None: not looked up yet); `busy`: (from, until) of fixed services they said yes to."""

    pk: int
    person_id: int
    reach_m: int
    availability: int
    insured_until: date | None
    sex: str
    birth_date: date | None
    visits_elders: bool
    guardian: bool = False
    skills: frozenset[int] = frozenset()
    speaks: frozenset[int] = frozenset()
    left: int | None = None
    busy: tuple[tuple[datetime, datetime], ...] = ()

    def is_adult_on(self, day: date) -> bool:
        return is_adult(self.birth_date, day)


def grown_up(day: date) -> date:
    """The latest birth date of somebody who is of age on `day`."""
    try:
        return day.replace(year=day.year - ADULT_AGE)
    except ValueError:
        return day.replace(year=day.year - ADULT_AGE, day=28)


def is_adult(born: date | None, day: date) -> bool:
    """Who gave no birth date counts as a minor, as everywhere (Volunteer.is_adult_on)."""
    return born is not None and born <= grown_up(day)


def against(
    task: TaskFacts,
    person: PersonFacts,
    metres: float,
    today: date,
    *,
    barred: bool = False,
    asked: bool = False,
) -> list[Refusal]:
    """All that speaks against it, the gravest first. `metres` is NaN where a position is not known."""
    day = max(today, task.starts_on)
    found: list[Refusal] = []
    if barred:
        found.append(Refusal.BARRED)
    if asked:
        found.append(Refusal.ASKED_BEFORE)
    if task.serves_elders and not person.visits_elders:
        found.append(Refusal.NOT_WILLING)
    if not person.is_adult_on(day):
        if task.adult_only:
            found.append(Refusal.MINOR)
        elif not person.guardian:
            found.append(Refusal.NO_GUARDIAN)
    if task.needs_insurance and (person.insured_until is None or person.insured_until < day):
        found.append(Refusal.NOT_INSURED)
    if task.prefers_sex and person.sex != task.prefers_sex:
        found.append(Refusal.SEX)
    if not task.skills <= person.skills:
        found.append(Refusal.NO_SKILL)
    if task.dialects and not person.speaks & task.dialects.keys():
        found.append(Refusal.NO_DIALECT)
    if not person.availability & task.slots:
        found.append(Refusal.NO_SLOT)
    if person.left is not None and task.minutes > person.left:
        found.append(Refusal.CAP)
    if _collides(task, person):
        found.append(Refusal.OVERLAP)
    if math.isnan(metres) and task.lat is not None:
        found.append(Refusal.NO_PLACE)
    if metres > person.reach_m:
        found.append(Refusal.TOO_FAR)
    return found


def _collides(task: TaskFacts, person: PersonFacts) -> bool:
    if task.starts_at is None or task.ends_at is None:
        return False
    return any(begins < task.ends_at and ends > task.starts_at for begins, ends in person.busy)


def task_facts(
    row: Any, skills: frozenset[int], dialects: dict[int, str], today: date, *, serves_elders: bool
) -> TaskFacts:
    """From a task, or from a row that has its columns by name."""
    if row.starts_at is not None:
        slots = slot_of(row.starts_at) or ALL_SLOTS
    else:
        slots = row.slots & slots_between(row.starts_on, row.ends_on, today)
    return TaskFacts(
        pk=row.pk, kind=row.kind, lat=row.lat, lon=row.lon, starts_on=row.starts_on, ends_on=row.ends_on,
        starts_at=row.starts_at, ends_at=row.ends_at, minutes=row.minutes, slots=slots,
        prefers_sex=row.prefers_sex, adult_only=row.adult_only, needs_insurance=row.needs_insurance,
        skills=skills, dialects=dialects, serves_elders=serves_elders,
    )  # fmt: skip


# The planner's reasons (matching.Reason) in its order, each with what stops somebody for it.
_CASCADE: tuple[tuple[Reason, frozenset[Refusal]], ...] = (
    (Reason.NO_VOLUNTEER_IN_REACH, frozenset({Refusal.NOT_WILLING, Refusal.NO_PLACE, Refusal.TOO_FAR})),
    (Reason.NO_SKILL, frozenset({Refusal.NO_SKILL, Refusal.NOT_INSURED})),
    (Reason.NO_GENDER, frozenset({Refusal.SEX})),
    (Reason.NO_DIALECT, frozenset({Refusal.NO_DIALECT})),
    (Reason.NO_COMMON_SLOT, frozenset({Refusal.NO_SLOT})),
    (Reason.ONLY_MINORS, frozenset({Refusal.MINOR, Refusal.NO_GUARDIAN})),
    (Reason.ALL_DECLINED, frozenset({Refusal.ASKED_BEFORE, Refusal.BARRED})),
    (Reason.CAPACITY_EXHAUSTED, frozenset({Refusal.CAP, Refusal.OVERLAP})),
)


def reason_for(refused: Iterable[Collection[Refusal]]) -> Reason | None:
    """Why nobody is left, as the planner would say it: the rule that leaves nobody. None when somebody is left."""
    left = [set(reasons) for reasons in refused]
    for reason, stops in _CASCADE:
        left = [reasons for reasons in left if not reasons & stops]
        if not left:
            return reason
    return None
