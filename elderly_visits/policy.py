"""What a city can decide otherwise about elders and their visits, with first values and where those come from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elderly_visits.enums import RiskTier, VisitMethod
from policies.models import SourceKind
from policies.registry import declare, like

WEEK, MONTH = "week", "month"


def _positive(value: Any) -> None:
    like(1)(value)
    if value == 0:
        raise ValidationError(_("Must be more than zero."))


def _each_tier(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != set(RiskTier.values):
        raise ValidationError(_("One entry for each risk tier: high, key, general."))
    return value


def _cadence(value: Any) -> None:
    for entry in _each_tier(value).values():
        like({"times": 1, "every": WEEK})(entry)
        if entry["every"] not in (WEEK, MONTH) or not 1 <= entry["times"] <= 7:
            raise ValidationError(_("From 1 to 7 times every “week” or every “month”."))


def _methods(value: Any) -> None:
    if any(method not in VisitMethod.values for method in _each_tier(value).values()):
        raise ValidationError(_("A way to visit is “home”, “phone” or “remote”."))


def _minutes(value: Any) -> None:
    like(dict.fromkeys(VisitMethod.values, 1))(value)
    for minutes in value.values():
        _positive(minutes)
        if minutes > 480:
            raise ValidationError(_("A visit is shorter than a working day."))


def _extra_visits(value: Any) -> None:
    if not isinstance(value, list):
        raise ValidationError(_("A list of occasions, which may be empty."))
    for entry in value:
        like({"name": "", "first": "", "last": "", "tiers": [""]})(entry)
        try:
            first, last = date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"])
        except ValueError as error:
            raise ValidationError(_("Days are written like 2027-02-03.")) from error
        if first > last or (last - first).days > 30:
            raise ValidationError(_("An occasion ends after it begins and lasts a month at most."))
        if not set(entry["tiers"]) <= set(RiskTier.values):
            raise ValidationError(_("A risk tier is “high”, “key” or “general”."))


def _words(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise ValidationError(_("A list of words, which may be empty."))


def _typical_volunteer(value: Any) -> None:
    like({"reach_m": 1, "visits": 1})(value)
    if not 100 <= value["reach_m"] <= 200_000:
        raise ValidationError(_("From 100 metres to 200 kilometres."))
    if not 1 <= value["visits"] <= 60:
        raise ValidationError(_("From 1 to 60 visits a month."))


MINIMUM_AGE = declare(
    "visits.elder.minimum_age",
    title=_("Age from which one can be on the register of elders"),
    initial=60,
    unit=_("years"),
    source_kind=SourceKind.LAW,
    source=_("Law on the Protection of the Rights and Interests of the Elderly, art. 2"),
    check=_positive,
)
HIGH_RISK_AGE = declare(
    "visits.tier.high_risk_age",
    title=_("Age from which living alone, in an empty nest or left behind means high risk"),
    initial=80,
    unit=_("years"),
    source_kind=SourceKind.PRESS,
    source=_("Press report of one local rule on visits by risk tier"),
    check=_positive,
)
KEY_ABILITY = declare(
    "visits.tier.key_ability_level",
    title=_("Ability level from which an elder counts as disabled"),
    initial=3,
    unit=_("level of GB/T 42195-2022"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "GB/T 42195-2022 calls level 3 severe disability; where the line for a home visit lies is not said"
    ),
    check=_positive,
)
CADENCE = declare(
    "visits.cadence",
    title=_("How often elders of each risk tier are visited"),
    initial={
        "high": {"times": 1, "every": WEEK},
        "key": {"times": 1, "every": MONTH},
        "general": {"times": 1, "every": MONTH},
    },
    source_kind=SourceKind.PROGRAMME,
    source=_(
        "Programme item 10: monthly visit rate 100 %; weekly for high risk after a press report of one local rule"
    ),
    check=_cadence,
    words={**dict(RiskTier.choices), "times": _("times"), "every": _("every")},
    choices={"every": {WEEK: _("week"), MONTH: _("month")}},
)
METHODS = declare(
    "visits.method",
    title=_("How elders of each risk tier are visited unless something speaks against it"),
    initial={"high": "home", "key": "home", "general": "home"},
    source_kind=SourceKind.PROGRAMME,
    source=_(
        "Programme item 10: home, telephone or video, remote monitoring; disabled elders only at home (press)"
    ),
    check=_methods,
    words=dict(RiskTier.choices),
    choices={key: dict(VisitMethod.choices) for key in RiskTier.values},
)
MINUTES = declare(
    "visits.minutes",
    title=_("Expected length of a visit"),
    initial={"home": 40, "phone": 15, "remote": 10},
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("No rule found; long enough for the questions of the report and a talk"),
    check=_minutes,
    words=dict(VisitMethod.choices),
)
EXTRA_VISITS = declare(
    "visits.extra",
    title=_("Extra visits at festivals and in extreme weather"),
    initial=[],
    source_kind=SourceKind.PRESS,
    source=_("More visits at festivals and in extreme weather; which days, the city says each year"),
    help=_("Each with name, first and last day, and risk tiers: one more visit in those days."),
    check=_extra_visits,
)
ADULTS_ONLY = declare(
    "visits.adults_only",
    title=_("Only adults visit elders"),
    initial=True,
    source_kind=SourceKind.CHOICE,
    source=_(
        "Order 685: minors serve with a guardian's consent or company; a home visit happens behind a closed door"
    ),
)
INSURANCE = declare(
    "visits.needs_insurance",
    title=_("Visitors need accident insurance in force"),
    initial=False,
    source_kind=SourceKind.CHOICE,
    source=_("Order 685 asks for insurance before risky tasks; a visit is not one"),
)
ASSUMED_DIALECTS = declare(
    "visits.matching.assumed_dialects",
    title=_("What volunteers speak who did not say"),
    initial=["普通话"],
    source_kind=SourceKind.CHOICE,
    source=_("Standard Chinese is taught at every school"),
    check=_words,
)
WEIGHTS = declare(
    "visits.matching.weights",
    title=_("What the planner weighs, in metres of way"),
    initial={
        "distance": 1.0,
        "discontinuity_m": 1_500.0,
        "unfilled_m": {"high": 400_000.0, "key": 350_000.0, "general": 300_000.0},
        "uncovered_elder_m": 700_000.0,
        "fairness_m_per_hour": 60.0,
        "stability_m": 3_000.0,
    },
    unit=_("metres"),
    source_kind=SourceKind.CHOICE,
    source=_("A familiar face is worth 1.5 km; a visit that takes place, more than any way in the city"),
    words={
        **dict(RiskTier.choices),
        "distance": _("a metre of way"),
        "discontinuity_m": _("a new face"),
        "unfilled_m": _("a visit without a visitor"),
        "uncovered_elder_m": _("an elder nobody visits in the month"),
        "fairness_m_per_hour": _("an hour more than others do"),
        "stability_m": _("taking an offer back that waits for its answer"),
    },
)
TYPICAL_VOLUNTEER = declare(
    "visits.recruiting.typical_volunteer",
    title=_("The new volunteer with whom the planner reckons where volunteers are missing"),
    initial={"reach_m": 3_000, "visits": 4},
    unit=_("metres; home visits a month"),
    source_kind=SourceKind.CHOICE,
    source=_("Half an hour on foot, a visit a week"),
    check=_typical_volunteer,
    words={"reach_m": _("how far they go"), "visits": _("visits a month")},
)
TAKEN_BY_VOLUNTEERS = declare(
    "visits.taken_by_volunteers",
    title=_("Volunteers may take open visits near them themselves"),
    initial=True,
    source_kind=SourceKind.CHOICE,
    source=_("A visit somebody takes today need not wait for tonight's plan; the same rules are asked"),
)
PLAN_AHEAD_FROM_DAY = declare(
    "visits.plan.next_month_from_day",
    title=_("Day of the month from which the next month is planned"),
    initial=25,
    unit=_("day of the month"),
    source_kind=SourceKind.CHOICE,
    source=_("Leaves volunteers time to answer before the month begins"),
    check=_positive,
)
PLAN_MONTHS_AHEAD = declare(
    "visits.plan.months_ahead",
    title=_("How many months ahead can be planned"),
    initial=12,
    unit=_("months"),
    source_kind=SourceKind.CHOICE,
    source=_("Beyond a year neither the register nor the volunteers' time is known"),
    check=_positive,
)
