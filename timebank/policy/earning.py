"""How services are credited: coins, points, caps, evidence, stars."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.models import SourceKind
from policies.registry import declare, like
from timebank.enums import EvidenceGrade, ExcessDestination, ServiceCategory


def _ascending(value: Any) -> None:
    like([1])(value)
    if any(later <= earlier for earlier, later in pairwise(value)) or value[0] <= 0:
        raise ValidationError(_("Each star needs more hours than the one before it."))


def _grades(value: Any) -> None:
    known = isinstance(value, list) and all(grade in EvidenceGrade.values for grade in value)
    if not known or len(set(value)) != len(value):
        raise ValidationError(_("A list of evidence grades: A, B, C."))


def _destination(value: Any) -> None:
    if value not in ExcessDestination.values:
        raise ValidationError(_("Either “pool” or “honours”."))


def _positive(value: Any) -> None:
    like(1)(value)
    if value == 0:
        raise ValidationError(_("Must be more than zero."))


MINUTES_PER_COIN = declare(
    "timebank.minutes_per_coin",
    title=_("Length of one time coin"),
    initial=60,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("1 hour = 1 coin; the ledger itself counts minutes"),
    check=_positive,
)
POINT_COEFFICIENTS = declare(
    "timebank.points.coefficients",
    title=_("Points for a minute of service, by kind of service"),
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
    unit=_("points a minute"),
    source_kind=SourceKind.CHOICE,
    source=_("Programme item 18 asks for service points and sets no rate; harder work counts more"),
    words=dict(ServiceCategory.choices),
)
CAP_PER_DAY = declare(
    "timebank.cap.day_minutes",
    title=_("Most coin minutes one person can earn in a day"),
    initial=480,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("8 hours, an ordinary working day"),
    help=_("0: no limit. What is above goes to the public pool or to honours."),
)
CAP_PER_MONTH = declare(
    "timebank.cap.month_minutes",
    title=_("Most coin minutes one person can earn in a month"),
    initial=0,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("No rule found"),
    help=_("0: no limit. What is above goes to the public pool or to honours."),
)
CAP_STORED = declare(
    "timebank.cap.stored_minutes",
    title=_("Most coin minutes one person can keep"),
    initial=1500 * 60,
    unit=_("minutes"),
    source_kind=SourceKind.PRESS,
    source=_("Nanjing: 1,500 hours, the excess to the public pool or to honours"),
    help=_("0: no limit. What is above goes to the public pool or to honours."),
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
    title=_("Evidence with which a planned service is credited without a worker"),
    initial=["A"],
    source_kind=SourceKind.CHOICE,
    source=_("Two independent proofs"),
    check=_grades,
)
POINT_GRADES = declare(
    "timebank.evidence.points",
    title=_("Evidence with which a service earns points"),
    initial=["A", "B"],
    source_kind=SourceKind.PRESS,
    source=_("Huangshi: services typed in later earn hours but no points"),
    check=_grades,
)
RECORD_DEADLINE = declare(
    "timebank.record.deadline_working_days",
    title=_("Time to write a service record"),
    initial=10,
    unit=_("working days"),
    source_kind=SourceKind.LAW,
    source=_("Ministry of Civil Affairs, Order 67"),
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
    title=_("Lowest star with a public notice"),
    initial=3,
    unit=_("stars"),
    source_kind=SourceKind.CHOICE,
    source=_("Press reports of public notices, without a common level"),
    check=_positive,
)
STAR_NOTICE_DAYS = declare(
    "timebank.stars.notice_working_days",
    title=_("Length of the public notice of a star"),
    initial=5,
    unit=_("working days"),
    source_kind=SourceKind.PRESS,
    source=_("Public notice of 5 working days before a star takes effect"),
    help=_("0: no notice"),
)
