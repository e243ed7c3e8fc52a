"""What a city can decide otherwise about visits: how often, how long, by whom, what is disclosed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elderly_visits.policy_checks import each_tier, positive
from elderly_visits.register.enums import RiskTier
from elderly_visits.visits.enums import VisitMethod
from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried, whole_number

WEEK, MONTH = "week", "month"


def _cadence(value: Any) -> None:
    for entry in each_tier(value).values():
        same_form({"times": 1, "every": WEEK})(entry)
        if entry["every"] not in (WEEK, MONTH) or not 1 <= entry["times"] <= 7:
            raise ValidationError(_("From 1 to 7 times every “week” or every “month”."))


def _methods(value: Any) -> None:
    if any(method not in VisitMethod.values for method in each_tier(value).values()):
        raise ValidationError(_("The visit method must be “home”, “phone” or “remote”."))


def _minutes(value: Any) -> None:
    same_form(dict.fromkeys(VisitMethod.values, 1))(value)
    for minutes in value.values():
        positive(minutes)
        if minutes > 480:
            raise ValidationError(_("A visit cannot be longer than a working day."))


def _extra_visits(value: Any) -> None:
    if not isinstance(value, list):
        raise ValidationError(_("A list of occasions, which may be empty."))
    for entry in value:
        same_form({"name": "", "first": "", "last": "", "tiers": [""]})(entry)
        try:
            first, last = date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"])
        except ValueError as error:
            raise ValidationError(_("Write dates like 2027-02-03.")) from error
        if first > last or (last - first).days > 30:
            raise ValidationError(_("An occasion must end after it begins and last no more than a month."))
        if not set(entry["tiers"]) <= set(RiskTier.values):
            raise ValidationError(_("A risk tier is “high”, “key” or “general”."))


declare_group(_("Reports and months"), "visits.entry", "visits.closing", "visits.disclosure", order=20)

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
        "Programme item 10: monthly visit rate 100 %; weekly for high risk, based on a press "
        "report of one local rule"
    ),
    check=_cadence,
    words={**dict(RiskTier.choices), "times": _("times"), "every": _("every")},
    choices={"every": {WEEK: _("week"), MONTH: _("month")}},
)
METHODS = declare(
    "visits.method",
    title=_("Default visit method for each risk tier"),
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
    source=_("No rule found; long enough for the report questions and a chat"),
    check=_minutes,
    words=dict(VisitMethod.choices),
)
EXTRA_VISITS = declare(
    "visits.extra",
    title=_("Extra visits at festivals and in extreme weather"),
    initial=[],
    source_kind=SourceKind.PRESS,
    source=_("More visits at festivals and in extreme weather; the city sets the dates each year"),
    help=_(
        "Enter name, first and last day, and risk tiers for each: one extra visit is made in that period."
    ),
    check=_extra_visits,
)
ADULTS_ONLY = declare(
    "visits.adults_only",
    title=_("Only adults visit elders"),
    initial=True,
    source_kind=SourceKind.CHOICE,
    source=_(
        "Order 685: minors volunteer with a guardian's consent or company; home visits take place "
        "behind closed doors"
    ),
)
INSURANCE = declare(
    "visits.needs_insurance",
    title=_("Visitors need valid accident insurance"),
    initial=False,
    source_kind=SourceKind.CHOICE,
    source=_("Order 685 requires insurance before risky tasks; a visit is not considered one"),
)
CLAIMED_BY_VOLUNTEERS = declare(
    "visits.taken_by_volunteers",
    title=_("Volunteers may claim open visits near them"),
    initial=True,
    source_kind=SourceKind.CHOICE,
    source=_("A visit claimed today does not have to wait for tonight's plan; the same rules apply"),
)


DISCLOSE_BEFORE_HOURS = declare(
    "visits.disclosure.hours_before",
    title=_("How long before the agreed time the door number and phone number are shown to the volunteer"),
    initial=24,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("PIPL art. 28: minimum disclosure of an exact home address"),
)
DISCLOSE_AFTER_HOURS = declare(
    "visits.disclosure.hours_after",
    title=_("How long after the visit the door number and phone number stay visible"),
    initial=2,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("PIPL art. 28: minimum disclosure of an exact home address"),
)
LATE_DAYS = declare(
    "visits.entry.late_days",
    title=_("Days after a visit within which its report is entered like any other"),
    initial=5,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("No rule found; later, a report needs a reason and a second person who accepts it"),
    check=whole_number(0, 60),
)
AT_DOOR_MINUTES = declare(
    "visits.entry.at_door_minutes",
    title=_("How long after the beginning of a visit a door code still proves that a worker was there"),
    initial=120,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("A long visit and the time to write the report at the table"),
    check=whole_number(10, 480),
)
LAST_TIME_DAYS = declare(
    "visits.entry.last_time_days",
    title=_("Days within which a report may be said again: all well, as last time"),
    initial=92,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("No rule found; a quarter, after which every question is asked again"),
    check=whole_number(1, 366),
)
CLOSING_DAY = declare(
    "visits.closing.day",
    title=_("Day of the next month after which a month of visits is closed"),
    initial=5,
    unit=_("day of the month"),
    source_kind=SourceKind.CHOICE,
    source=_("No rule found; a day on which nobody works moves to the next working day"),
    help=_("What is entered later is shown as a correction beside the closed figures, never inside them."),
    check=whole_number(1, 20),
)

untried(Untried.DISCLOSURE, "visits.disclosure.")
untried(Untried.FROM_THEN_ON, AT_DOOR_MINUTES)
untried(Untried.SCHEDULE, CLOSING_DAY)
