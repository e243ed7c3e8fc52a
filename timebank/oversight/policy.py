from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.registry import declare, declare_group, same_form, untried, whole_number
from timebank.ledger.policy import check_positive


def _share(value: Any) -> None:
    same_form(0.5)(value)
    if value > 1:
        raise ValidationError(_("A share between 0 and 1."))


def _at_least_two(value: Any) -> None:
    same_form(1)(value)
    if value < 2:
        raise ValidationError(_("At least two: a single case means nothing."))


def _day_of_month(value: Any) -> None:
    same_form(1)(value)
    if not 1 <= value <= 28:
        raise ValidationError(_("A day from 1 to 28."))


_NO_RULE = _("No rule found")

declare_group(_("Oversight of the time bank"), "timebank.anomalies", "timebank.sample", order=140)

OVERLAP_MINUTES = declare(
    "timebank.anomalies.overlap_minutes",
    title=_("Overlap of two services of one person that raises a suspicion"),
    initial=5,
    unit=_("minutes"),
    source=_("Clocks differ by a few minutes"),
    check=check_positive,
)
DAY_MINUTES = declare(
    "timebank.anomalies.day_minutes",
    title=_("Service time of one person per day above which a suspicion is raised"),
    initial=720,
    unit=_("minutes"),
    source=_NO_RULE,
    check=check_positive,
)
TRAVEL_KMH = declare(
    "timebank.anomalies.travel_kmh",
    title=_("Straight-line speed between two services above which a suspicion is raised"),
    initial=60,
    unit=_("km/h"),
    source=_("Country roads: no volunteer is faster in a straight line"),
    check=check_positive,
)
TRAVEL_LEAST_M = declare(
    "timebank.anomalies.travel_least_metres",
    title=_("Distance below which travel between two services is not checked"),
    initial=2000,
    unit=_("metres"),
    source=_NO_RULE,
)
LOOK_BACK_DAYS = declare(
    "timebank.anomalies.look_back_days",
    title=_("Days over which shares of services and coins are counted"),
    initial=90,
    unit=_("days"),
    source=_("A quarter"),
    check=whole_number(1, 3660),
)
PAIR_SHARE = declare(
    "timebank.anomalies.pair_share",
    title=_("Share of what two people each receive from the other that raises a suspicion"),
    initial=0.5,
    source=_NO_RULE,
    check=_share,
)
PAIR_MINUTES = declare(
    "timebank.anomalies.pair_minutes",
    title=_("Minutes two people must have earned each other before their share is checked"),
    initial=300,
    unit=_("minutes"),
    source=_NO_RULE,
    check=check_positive,
)
BULK_RECORDS = declare(
    "timebank.anomalies.bulk_records",
    title=_("Number of services entered afterwards by one log-in in a short time that raises a suspicion"),
    initial=10,
    unit=_("records"),
    source=_NO_RULE,
    check=_at_least_two,
)
BULK_MINUTES = declare(
    "timebank.anomalies.bulk_minutes",
    title=_("What counts as a short time for services entered afterwards"),
    initial=60,
    unit=_("minutes"),
    source=_NO_RULE,
    check=check_positive,
)
VERIFIER_SHARE = declare(
    "timebank.anomalies.verifier_share",
    title=_("Share of a volunteer's services confirmed by one worker that raises a suspicion"),
    initial=0.9,
    source=_("Only checked where several workers confirm services"),
    check=_share,
)
VERIFIER_RECORDS = declare(
    "timebank.anomalies.verifier_records",
    title=_("Services a worker must have confirmed for one volunteer before the share is checked"),
    initial=20,
    unit=_("records"),
    source=_NO_RULE,
    check=check_positive,
)
SWAP_RECORDS = declare(
    "timebank.anomalies.swap_records",
    title=_("Services that two workers confirm of each other, each way, before a suspicion is raised"),
    initial=3,
    unit=_("records"),
    source=_(
        "Colleagues may serve in each other's communities; always each other's word alone is a question"
    ),
    check=check_positive,
)
PAIR_TOTAL = declare(
    "timebank.anomalies.pair_total_minutes",
    title=_(
        "Minutes that two people serve each other, both directions together, before a suspicion is raised"
    ),
    initial=900,
    unit=_("minutes"),
    source=_("Some way below what is paid for at all"),
    check=check_positive,
)
SAMPLE_SHARE = declare(
    "timebank.sample.share",
    title=_("Share of a month's services checked by telephone"),
    initial=0.02,
    source=_NO_RULE,
    check=_share,
)
SAMPLE_LEAST = declare(
    "timebank.sample.least",
    title=_("Minimum number of services checked per county and month"),
    initial=10,
    unit=_("records"),
    source=_NO_RULE,
    help=_(
        "At least one service of each worker who confirmed services is included, even if that exceeds "
        "the number."
    ),
)
SAMPLE_ATTEMPTS = declare(
    "timebank.sample.attempts",
    title=_("Number of calls after which a person counts as not reached"),
    initial=3,
    unit=_("calls"),
    source=_NO_RULE,
    check=check_positive,
)
SAMPLE_DAY = declare(
    "timebank.sample.day",
    title=_("Day of the month on which the sample of the month before is drawn"),
    initial=15,
    unit=_("day of the month"),
    source=_("Records are to be written within 10 working days"),
    check=_day_of_month,
)

untried(Untried.SCHEDULE, SAMPLE_ATTEMPTS, SAMPLE_DAY)
