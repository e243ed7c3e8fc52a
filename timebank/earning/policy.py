from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried, whole_number
from timebank.earning.enums import ExcessDestination, GroupDestination, HolidayDays, LateConsequence
from timebank.ledger.enums import EvidenceGrade, ServiceCategory
from timebank.ledger.policy import check_positive

# Working days are counted one by one.
DAYS_OF_A_YEAR = 366


def _ascending(value: Any) -> None:
    same_form([1])(value)
    if any(later <= earlier for earlier, later in pairwise(value)) or value[0] <= 0:
        raise ValidationError(_("Each star needs more hours than the one before it."))


def _grades(value: Any) -> None:
    known = isinstance(value, list) and all(grade in EvidenceGrade.values for grade in value)
    if not known or len(set(value)) != len(value):
        raise ValidationError(_("A list of evidence grades: A, B, C."))


def _destination(value: Any) -> None:
    if value not in ExcessDestination.values:
        raise ValidationError(_("Either “pool” or “honours”."))


def _one_of(choices: type[TextChoices]) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        if value not in choices.values:
            raise ValidationError(_("One of: %(words)s.") % {"words": ", ".join(choices.values)})

    return check


# Work is not worth a hundred times an hour of company; what lies above is a slip of the finger.
LARGEST_COEFFICIENT = 100


def _coefficient(value: float) -> None:
    same_form(1.0)(value)
    if value > LARGEST_COEFFICIENT:
        raise ValidationError(_("A coefficient is at most %(most)d.") % {"most": LARGEST_COEFFICIENT})


def _coefficients(value: Any) -> None:
    same_form(dict.fromkeys(ServiceCategory.values, 1.0))(value)
    for coefficient in value.values():
        _coefficient(coefficient)


def _night(value: Any) -> None:
    same_form({"coefficient": 1.0, "from": "", "until": ""})(value)
    _coefficient(value["coefficient"])
    hours = [value["from"], value["until"]]
    if not all(re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", said) for said in hours):
        raise ValidationError(_("Please enter the times as 22:00."))
    if hours[0] == hours[1]:
        raise ValidationError(_("The night must begin and end at different times."))


def _holidays(value: Any) -> None:
    same_form({"coefficient": 1.0, "days": ""})(value)
    _coefficient(value["coefficient"])
    _one_of(HolidayDays)(value["days"])


declare_group(_("Stars and points"), "timebank.stars", "timebank.points", order=110)

MINUTES_PER_COIN = declare(
    "timebank.minutes_per_coin",
    title=_("Length of one time coin"),
    initial=60,
    unit=_("minutes"),
    source=_("1 hour = 1 coin; the ledger itself counts minutes"),
    check=check_positive,
)
POINT_COEFFICIENTS = declare(
    "timebank.points.coefficients",
    title=_("Points per minute of service, by kind of service"),
    initial={
        "visit": 1.0,
        "companionship": 1.0,
        "housework": 1.2,
        "health": 1.5,
        "meals": 1.0,
        "repair": 1.2,
        "transport": 1.2,
        "culture": 1.0,
        "training": 1.2,
        "other": 1.0,
    },
    unit=_("points per minute"),
    source=_("Programme item 18 requires service points but sets no rate; harder work earns more"),
    check=_coefficients,
    words=dict(ServiceCategory.choices),
)
POINTS_AT_NIGHT = declare(
    "timebank.points.night",
    title=_("Night-time points multiplier"),
    initial={"coefficient": 1.0, "from": "22:00", "until": "06:00"},
    source=_("No rate found: 1, until the city sets one"),
    help=_("Only the minutes between the two times are multiplied. 1: night counts the same as day."),
    check=_night,
    words={"coefficient": _("Multiplier"), "from": _("From (hour)"), "until": _("Until (hour)")},
)
POINTS_ON_HOLIDAYS = declare(
    "timebank.points.holidays",
    title=_("Holiday points multiplier"),
    initial={"coefficient": 1.0, "days": HolidayDays.HOLIDAYS.value},
    source=_("No rate found: 1, until the city sets one"),
    help=_(
        "A make-up working day counts as a working day. The night and holiday multipliers are "
        "multiplied together. 1: a holiday counts like any other day."
    ),
    check=_holidays,
    words={"coefficient": _("Multiplier"), "days": _("Which days")},
    choices={"days": dict(HolidayDays.choices)},
)
CAP_PER_DAY = declare(
    "timebank.cap.day_minutes",
    title=_("Maximum coin minutes a person can earn per day"),
    initial=480,
    unit=_("minutes"),
    source=_("8 hours, an ordinary working day"),
    help=_("0: no limit. The excess goes to the public pool or to honours."),
)
CAP_PER_MONTH = declare(
    "timebank.cap.month_minutes",
    title=_("Maximum coin minutes a person can earn per month"),
    initial=0,
    unit=_("minutes"),
    source=_("No rule found"),
    help=_("0: no limit. The excess goes to the public pool or to honours."),
)
CAP_STORED = declare(
    "timebank.cap.stored_minutes",
    title=_("Maximum coin minutes a person can hold"),
    initial=1500 * 60,
    unit=_("minutes"),
    source_kind=SourceKind.PRESS,
    source=_("Nanjing: 1,500 hours, the excess to the public pool or to honours"),
    help=_("0: no limit. The excess goes to the public pool or to honours."),
)
EXCESS_TO = declare(
    "timebank.cap.excess_to",
    title=_("Where minutes above a cap go"),
    initial=ExcessDestination.POOL.value,
    source_kind=SourceKind.PRESS,
    source=_("Nanjing: to the public pool or to honours"),
    check=_destination,
    choices={"": dict(ExcessDestination.choices)},
)
AUTOMATIC_GRADES = declare(
    "timebank.evidence.automatic",
    title=_("Evidence grades at which a planned service is credited automatically"),
    initial=["A"],
    source=_("A code that changes proves place and time"),
    check=_grades,
)
POINT_GRADES = declare(
    "timebank.evidence.points",
    title=_("Evidence grades at which a service earns points"),
    initial=["A", "B"],
    source_kind=SourceKind.PRESS,
    source=_("Huangshi: services typed in later earn hours but no points"),
    check=_grades,
)
GROUP_COINS_TO = declare(
    "timebank.group.coins_to",
    title=_("Where the coins go for service in a team's name"),
    initial=GroupDestination.DONATE_ONLY.value,
    source_kind=SourceKind.PRESS,
    source=_("Nanjing: what a group earns can only be donated"),
    help=_(
        "The hours are still certified to each member. Coins in a member's account are subject to the "
        "personal caps."
    ),
    check=_one_of(GroupDestination),
    choices={"": dict(GroupDestination.choices)},
)
GROUP_POINTS = declare(
    "timebank.group.points",
    title=_("Members earn points for service in a team's name"),
    initial=True,
    source=_("No rule found; points are a thank-you to the individual and are not transferable"),
)
LATE_RECORDS = declare(
    "timebank.record.late",
    title=_("What a late record earns"),
    initial=LateConsequence.CREDIT.value,
    source=_("Order 67 sets the time limit but does not say what happens when it has passed"),
    help=_("Whatever it earns, the record is marked as late."),
    check=_one_of(LateConsequence),
    choices={"": dict(LateConsequence.choices)},
)
RECORD_DEADLINE = declare(
    "timebank.record.deadline_working_days",
    title=_("Time limit for entering a service record"),
    initial=10,
    unit=_("working days"),
    source_kind=SourceKind.LAW,
    source=_("Ministry of Civil Affairs, Order 67"),
    check=whole_number(0, DAYS_OF_A_YEAR),
)
STAR_HOURS = declare(
    "timebank.stars.hours",
    title=_("Certified hours for one star, two stars, …"),
    initial=[100, 300, 600, 1000, 1500],
    unit=_("certified hours"),
    source_kind=SourceKind.PRESS,
    source=_("Star rating of volunteers: 100, 300, 600, 1,000 and 1,500 hours"),
    check=_ascending,
)
STAR_NOTICE_FROM_LEVEL = declare(
    "timebank.stars.notice_from_level",
    title=_("Lowest star requiring a public notice"),
    initial=3,
    unit=_("stars"),
    source=_("Press reports of public notices, without a common level"),
    check=check_positive,
)
OBJECTIONS_AN_HOUR = declare(
    "timebank.stars.objections_an_hour",
    title=_("Objections to stars allowed per hour from one address"),
    initial=5,
    unit=_("objections"),
    source=_("People who know of mistakes usually know of one or two"),
    check=check_positive,
)
STAR_NOTICE_DAYS = declare(
    "timebank.stars.notice_working_days",
    title=_("Length of the public notice of a star"),
    initial=5,
    unit=_("working days"),
    source_kind=SourceKind.PRESS,
    source=_("Public notice of 5 working days before a star takes effect"),
    help=_("0: no notice"),
    check=whole_number(0, DAYS_OF_A_YEAR),
)

untried(Untried.FROM_THEN_ON, RECORD_DEADLINE)
untried(Untried.TERM, STAR_NOTICE_FROM_LEVEL, STAR_NOTICE_DAYS)
untried(Untried.ATTEMPTS, OBJECTIONS_AN_HOUR)
