"""The table of rules: whether one volunteer may do one task, and why not, from facts already at hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching import Reason
from volunteers.registration.models.volunteer import ADULT_AGE
from volunteers.slots import ALL_SLOTS


class Refusal(models.TextChoices):
    """Why a volunteer may not do a task, in words for the volunteer."""

    NOT_APPROVED = "not_approved", _("Your registration as a volunteer has not been approved yet.")
    TASK_CLOSED = "task_closed", _("This task is no longer open.")
    OVER = "over", _("The time for this task has passed.")
    FULL = "full", _("Enough people have already been found.")
    ALREADY = "already", _("You are already on this task.")
    MINOR = "minor", _("Only adults may do this task.")
    NO_GUARDIAN = (
        "no_guardian",
        _("Under 18, a guardian has to agree first; please ask the community worker to record it."),
    )
    NOT_INSURED = "not_insured", _("This task requires valid accident insurance.")
    NO_SKILL = "no_skill", _("This task needs a skill or qualification that is not on your record.")
    SEX = "sex", _("The beneficiary asked for a volunteer of the other sex.")
    CAP = "cap", _("This would be more than the time you offered for this month.")
    OVERLAP = "overlap", _("You have another service at that time.")
    REST = "rest", _("There is too little rest between this and another service.")
    HALF_DAY = "half_day", _("There are enough visits in that half-day already.")
    BARRED = (
        "barred",
        _(
            "You cannot serve yourself, your family, someone you act for, or one person more than the city allows."
        ),
    )
    NOT_WILLING = "not_willing", _("You did not register for home visits to elders.")
    NO_DIALECT = "no_dialect", _("The beneficiary speaks another dialect.")
    NO_SLOT = "no_slot", _("It is needed at times when you are not free.")
    TOO_FAR = "too_far", _("It is farther away than you are willing to travel.")
    NO_PLACE = "no_place", _("Your usual starting point is not known.")
    ASKED_BEFORE = "asked_before", _("You were asked for this task before.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """A task as the rules see it. `dialects`: names by key; `slots`: the weekly ones in which it can still be done (a
    fixed hour outside all of them asks for none)."""

    minutes: int
    slots: int = ALL_SLOTS
    is_open: bool = True
    is_over: bool = False
    has_place: bool = True
    prefers_sex: str = ""
    adult_only: bool = False
    needs_insurance: bool = False
    skills: frozenset[int] = frozenset()
    dialects: dict[int, str] = field(default_factory=dict)
    serves_elders: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A volunteer as the rules see them. `speaks`: keys of dialects, those assumed included."""

    reach_m: float
    is_approved: bool = True
    availability: int = ALL_SLOTS
    insured_until: date | None = None
    sex: str = ""
    birth_date: date | None = None
    visits_elders: bool = True
    guardian: bool = False
    skills: frozenset[int] = frozenset()
    speaks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """One volunteer for one task on a day.

    `metres` is NaN where a position is not known; `left` minutes of the month that nothing takes (None: not looked up);
    `clash` the code of what in the agreed hours stands in the way (volunteers.tasks.hours), '' for nothing.
    """

    task: TaskFacts
    person: PersonFacts
    day: date
    metres: float = math.nan
    left: int | None = None
    is_barred: bool = False
    was_asked: bool = False
    has_place: bool = False
    is_full: bool = False
    clash: str = ""

    @property
    def is_minor(self) -> bool:
        return not is_adult(self.person.birth_date, self.day)

    @property
    def is_insured(self) -> bool:
        return self.person.insured_until is not None and self.person.insured_until >= self.day


def of_age_since(day: date) -> date:
    """The latest birth date of somebody who is of age on `day`; eighteen years before a leap day there is none."""
    day = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return day.replace(year=day.year - ADULT_AGE)


def is_adult(born: date | None, day: date) -> bool:
    """Who gave no birth date counts as a minor: the careful reading of Order 685 art. 10."""
    return born is not None and born <= of_age_since(day)


class Force(Enum):
    """How strictly a rule holds."""

    # Up to the door: asked when somebody is found, when an hour is agreed on, and at check-in.
    PROTECTS = auto()
    # Whenever somebody is asked or says yes.
    FORBIDS = auto()
    # Likewise, but a worker may ask for more: the volunteer still says yes or no.
    LIMITS = auto()
    # In lists and plans only: nobody is proposed against it, but a worker may ask anybody, and who signs up knows.
    ADVISES = auto()


class Rule(NamedTuple):
    """`stops` whom it concerns; `told` what a worker reads, with %(minutes)d left and %(reach).1f km to fill in, ''
    where lists never say it; `reason` the planner's when it leaves nobody (None: the planner does not know it)."""

    code: Refusal
    force: Force
    stops: Callable[[Pairing], bool]
    reason: Reason | None = None
    told: Any = ""


# The gravest first.
RULES = (
    Rule(Refusal.NOT_APPROVED, Force.FORBIDS, lambda pair: not pair.person.is_approved, Reason.NO_VOLUNTEER_IN_REACH),
    Rule(Refusal.TASK_CLOSED, Force.FORBIDS, lambda pair: not pair.task.is_open),
    Rule(Refusal.OVER, Force.FORBIDS, lambda pair: pair.task.is_over),
    Rule(Refusal.ALREADY, Force.FORBIDS, lambda pair: pair.has_place),
    Rule(Refusal.FULL, Force.FORBIDS, lambda pair: pair.is_full),
    Rule(
        Refusal.BARRED, Force.FORBIDS, lambda pair: pair.is_barred,
        Reason.ALL_DECLINED, _("Is the beneficiary or their representative."),
    ),
    Rule(
        Refusal.ASKED_BEFORE, Force.ADVISES, lambda pair: pair.was_asked,
        Reason.ALL_DECLINED, _("Was asked for this task before."),
    ),
    Rule(
        Refusal.NOT_WILLING, Force.ADVISES, lambda pair: pair.task.serves_elders and not pair.person.visits_elders,
        Reason.NO_VOLUNTEER_IN_REACH, _("Does not visit elders."),
    ),
    Rule(
        Refusal.MINOR, Force.PROTECTS, lambda pair: pair.task.adult_only and pair.is_minor,
        Reason.ONLY_MINORS, _("Not of age, or the birth date is missing."),
    ),
    Rule(
        Refusal.NO_GUARDIAN, Force.PROTECTS,
        lambda pair: not pair.task.adult_only and pair.is_minor and not pair.person.guardian,
        Reason.NO_GUARDIAN, _("Under 18, and no guardian has agreed."),
    ),
    Rule(
        Refusal.NOT_INSURED, Force.PROTECTS, lambda pair: pair.task.needs_insurance and not pair.is_insured,
        Reason.NOT_INSURED, _("No valid accident insurance."),
    ),
    Rule(
        Refusal.SEX, Force.FORBIDS, lambda pair: pair.task.prefers_sex not in ("", pair.person.sex),
        Reason.NO_GENDER, _("The elder asked for the other sex."),
    ),
    Rule(
        Refusal.NO_SKILL, Force.FORBIDS, lambda pair: not pair.task.skills <= pair.person.skills,
        Reason.NO_SKILL, _("Lacks a skill that is needed."),
    ),
    Rule(
        Refusal.NO_DIALECT, Force.ADVISES,
        lambda pair: bool(pair.task.dialects) and pair.person.speaks.isdisjoint(pair.task.dialects),
        Reason.NO_DIALECT, _("Does not share a dialect with the elder."),
    ),
    Rule(
        Refusal.NO_SLOT, Force.ADVISES, lambda pair: not pair.person.availability & pair.task.slots,
        Reason.NO_COMMON_SLOT, _("Availability does not match the elder's."),
    ),
    Rule(
        Refusal.CAP, Force.LIMITS, lambda pair: pair.left is not None and pair.task.minutes > pair.left,
        Reason.CAPACITY_EXHAUSTED, _("Has %(minutes)d minutes left this month."),
    ),
    Rule(
        Refusal.OVERLAP, Force.FORBIDS, lambda pair: pair.clash == Refusal.OVERLAP,
        Reason.CAPACITY_EXHAUSTED, _("Has another service at that time."),
    ),
    Rule(Refusal.REST, Force.FORBIDS, lambda pair: pair.clash == Refusal.REST, Reason.CAPACITY_EXHAUSTED),
    Rule(Refusal.HALF_DAY, Force.FORBIDS, lambda pair: pair.clash == Refusal.HALF_DAY, Reason.CAPACITY_EXHAUSTED),
    Rule(
        Refusal.NO_PLACE, Force.ADVISES, lambda pair: pair.task.has_place and math.isnan(pair.metres),
        Reason.NO_VOLUNTEER_IN_REACH, _("Starting point is not known."),
    ),
    Rule(
        Refusal.TOO_FAR, Force.ADVISES, lambda pair: pair.metres > pair.person.reach_m,
        Reason.NO_VOLUNTEER_IN_REACH, _("Travels %(reach).1f km at most."),
    ),
)  # fmt: skip
RULE = {rule.code: rule for rule in RULES}
# What speaks against asking but does not forbid it: a worker may ask anybody who may, and they still say yes or no.
ADVISES = frozenset(rule.code for rule in RULES if rule.force in (Force.LIMITS, Force.ADVISES))
PROTECTING = tuple(rule for rule in RULES if rule.force is Force.PROTECTS)
UNDER_LOCK = tuple(rule for rule in RULES if rule.force is not Force.ADVISES)


def refusals_of(pair: Pairing, rules: Iterable[Rule] = RULES) -> list[Refusal]:
    """All that speaks against it, in the order of the rules."""
    return [rule.code for rule in rules if rule.stops(pair)]


def reason_for(refused: Iterable[Collection[Refusal]]) -> Reason | None:
    """Why nobody is left, as the planner would say it: the rule that leaves nobody. None when somebody is left."""
    left = list(refused)
    for reason in Reason:
        stops = {rule.code for rule in RULES if rule.reason is reason}
        left = [reasons for reasons in left if stops.isdisjoint(reasons)]
        if stops and not left:
            return reason
    return None
