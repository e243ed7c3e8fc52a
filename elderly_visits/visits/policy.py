"""What a city can decide otherwise about visits: how often, how long, by whom, what is disclosed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elderly_visits.policy_checks import each_tier, positive
from elderly_visits.register.enums import RiskTier
from elderly_visits.visits.enums import VisitMethod
from policies.models import SourceKind
from policies.registry import declare, same_form

WEEK, MONTH = "week", "month"


def _cadence(value: Any) -> None:
    for entry in each_tier(value).values():
        same_form({"times": 1, "every": WEEK})(entry)
        if entry["every"] not in (WEEK, MONTH) or not 1 <= entry["times"] <= 7:
            raise ValidationError(_("From 1 to 7 times every “week” or every “month”."))


def _methods(value: Any) -> None:
    if any(method not in VisitMethod.values for method in each_tier(value).values()):
        raise ValidationError(_("A way to visit is “home”, “phone” or “remote”."))


def _minutes(value: Any) -> None:
    same_form(dict.fromkeys(VisitMethod.values, 1))(value)
    for minutes in value.values():
        positive(minutes)
        if minutes > 480:
            raise ValidationError(_("A visit is shorter than a working day."))


def _extra_visits(value: Any) -> None:
    if not isinstance(value, list):
        raise ValidationError(_("A list of occasions, which may be empty."))
    for entry in value:
        same_form({"name": "", "first": "", "last": "", "tiers": [""]})(entry)
        try:
            first, last = date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"])
        except ValueError as error:
            raise ValidationError(_("Days are written like 2027-02-03.")) from error
        if first > last or (last - first).days > 30:
            raise ValidationError(_("An occasion ends after it begins and lasts a month at most."))
        if not set(entry["tiers"]) <= set(RiskTier.values):
            raise ValidationError(_("A risk tier is “high”, “key” or “general”."))


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
CLAIMED_BY_VOLUNTEERS = declare(
    "visits.taken_by_volunteers",
    title=_("Volunteers may take open visits near them themselves"),
    initial=True,
    source_kind=SourceKind.CHOICE,
    source=_("A visit somebody takes today need not wait for tonight's plan; the same rules are asked"),
)


DISCLOSE_BEFORE_HOURS = declare(
    "visits.disclosure.hours_before",
    title=_("How long before the agreed time door and phone are shown to the volunteer"),
    initial=24,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("PIPL art. 28: least disclosure of an exact home"),
)
DISCLOSE_AFTER_HOURS = declare(
    "visits.disclosure.hours_after",
    title=_("How long after the visit door and phone stay visible"),
    initial=2,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("PIPL art. 28: least disclosure of an exact home"),
)
