"""What looks suspicious, how many services are asked about by telephone."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.models import SourceKind
from policies.registry import declare, same_form, whole_number


def _share(value: Any) -> None:
    same_form(0.5)(value)
    if value > 1:
        raise ValidationError(_("A share between 0 and 1."))


def _at_least_one(value: Any) -> None:
    same_form(1)(value)
    if value < 1:
        raise ValidationError(_("Must be more than zero."))


def _at_least_two(value: Any) -> None:
    same_form(1)(value)
    if value < 2:
        raise ValidationError(_("At least two: one alone stands for nothing."))


def _day_of_month(value: Any) -> None:
    same_form(1)(value)
    if not 1 <= value <= 28:
        raise ValidationError(_("A day from 1 to 28."))


_NO_RULE = _("No rule found")

OVERLAP_MINUTES = declare(
    "timebank.anomalies.overlap_minutes",
    title=_("Overlap of two services of one person that raises a question"),
    initial=5,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("Clocks differ by a few minutes"),
    check=_at_least_one,
)
DAY_MINUTES = declare(
    "timebank.anomalies.day_minutes",
    title=_("Service of one person in a day above which it raises a question"),
    initial=720,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=_at_least_one,
)
TRAVEL_KMH = declare(
    "timebank.anomalies.travel_kmh",
    title=_("Speed between two services, in a straight line, above which it raises a question"),
    initial=60,
    unit=_("km/h"),
    source_kind=SourceKind.CHOICE,
    source=_("Country roads: no volunteer is faster in a straight line"),
    check=_at_least_one,
)
TRAVEL_LEAST_M = declare(
    "timebank.anomalies.travel_least_metres",
    title=_("Distance below which the way between two services is not looked at"),
    initial=2000,
    unit=_("metres"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
)
LOOK_BACK_DAYS = declare(
    "timebank.anomalies.look_back_days",
    title=_("Days over which shares of services and coins are counted"),
    initial=90,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("A quarter"),
    check=whole_number(1, 3660),
)
PAIR_SHARE = declare(
    "timebank.anomalies.pair_share",
    title=_("Share of what each of two people receives that comes from the other and raises a question"),
    initial=0.5,
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=_share,
)
PAIR_MINUTES = declare(
    "timebank.anomalies.pair_minutes",
    title=_("Minutes that two people must have brought each other before their share is looked at"),
    initial=300,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=_at_least_one,
)
BULK_RECORDS = declare(
    "timebank.anomalies.bulk_records",
    title=_("Services typed in later by one log-in, in a short time, that raise a question"),
    initial=10,
    unit=_("records"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=_at_least_two,
)
BULK_MINUTES = declare(
    "timebank.anomalies.bulk_minutes",
    title=_("What counts as a short time for services typed in later"),
    initial=60,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=_at_least_one,
)
VERIFIER_SHARE = declare(
    "timebank.anomalies.verifier_share",
    title=_("Share of a volunteer's services confirmed by one worker that raises a question"),
    initial=0.9,
    source_kind=SourceKind.CHOICE,
    source=_("Looked at only where several workers confirm services"),
    check=_share,
)
VERIFIER_RECORDS = declare(
    "timebank.anomalies.verifier_records",
    title=_("Services a worker must have confirmed for one volunteer before the share is looked at"),
    initial=20,
    unit=_("records"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=_at_least_one,
)
SAMPLE_SHARE = declare(
    "timebank.sample.share",
    title=_("Share of a month's services that are asked about by telephone"),
    initial=0.02,
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=_share,
)
SAMPLE_LEAST = declare(
    "timebank.sample.least",
    title=_("Fewest services of a county that are asked about in a month"),
    initial=10,
    unit=_("records"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    help=_("Each worker who confirmed services is asked about at least once, even if that makes more."),
)
SAMPLE_ATTEMPTS = declare(
    "timebank.sample.attempts",
    title=_("Calls after which somebody counts as not reached"),
    initial=3,
    unit=_("calls"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=_at_least_one,
)
SAMPLE_DAY = declare(
    "timebank.sample.day",
    title=_("Day of the month on which the sample of the month before is drawn"),
    initial=15,
    unit=_("day of the month"),
    source_kind=SourceKind.CHOICE,
    source=_("Records are to be written within 10 working days"),
    check=_day_of_month,
)
