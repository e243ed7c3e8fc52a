"""How many visits by staff are asked about by telephone, and what about them looks odd."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried, whole_number


def _share(value: Any) -> None:
    same_form(0.5)(value)
    if not 0 <= value <= 1:
        raise ValidationError(_("A share between 0 and 1."))


_NO_RULE = _("No rule found")

declare_group(_("Visits by staff"), "visits.staff", order=30)

SAMPLE_SHARE = declare(
    "visits.staff.sample_share",
    title=_("Share of a month's visits by staff checked by telephone"),
    initial=0.05,
    source_kind=SourceKind.CHOICE,
    source=_("More than of services: nobody but the worker has confirmed these visits"),
    check=_share,
)
SAMPLE_LEAST = declare(
    "visits.staff.sample_least",
    title=_("Minimum number of visits by staff checked per county and month"),
    initial=10,
    unit=_("visits"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    help=_("At least one visit of each worker is included, even if that exceeds the number."),
    check=whole_number(1, 1000),
)
SAMPLE_DAY = declare(
    "visits.staff.sample_day",
    title=_("Day of the month on which visits by staff of the month before are drawn for telephone checks"),
    initial=8,
    unit=_("day of the month"),
    source_kind=SourceKind.CHOICE,
    source=_("Soon after the month is closed, while the elder remembers"),
    check=whole_number(1, 28),
)
SAMPLE_ATTEMPTS = declare(
    "visits.staff.sample_attempts",
    title=_("Number of calls after which an elder counts as not reached"),
    initial=3,
    unit=_("calls"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=whole_number(1, 20),
)
NUMBER_DAYS = declare(
    "visits.staff.number_days",
    title=_(
        "Days for which a number that the worker herself entered must have stood before her visit, to be asked by"
    ),
    initial=90,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("A number that somebody entered shortly before or after her own visit may be anybody's"),
    check=whole_number(0, 3660),
)
HOUR_VISITS = declare(
    "visits.staff.hour_visits",
    title=_("Visits at home of one worker begun within an hour that raise a suspicion"),
    initial=6,
    unit=_("visits"),
    source_kind=SourceKind.CHOICE,
    source=_("Ten minutes for each, the way included"),
    check=whole_number(2, 60),
)
MINUTE_VISITS = declare(
    "visits.staff.minute_visits",
    title=_("Visits at home of one worker said to have begun in the same minute that raise a suspicion"),
    initial=3,
    unit=_("visits"),
    source_kind=SourceKind.CHOICE,
    source=_("A couple lives together; three homes are not entered at once"),
    check=whole_number(2, 60),
)
BULK_VISITS = declare(
    "visits.staff.bulk_visits",
    title=_("Visits without proof entered by one worker within an hour that raise a suspicion"),
    initial=10,
    unit=_("visits"),
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=whole_number(2, 1000),
)
LAST_EVENING_VISITS = declare(
    "visits.staff.last_evening_visits",
    title=_(
        "Visits without proof entered by one worker on the last evening of a month that raise a suspicion"
    ),
    initial=5,
    unit=_("visits"),
    source_kind=SourceKind.CHOICE,
    source=_("The evening on which a gap in the visit rate shows; from 6 p.m."),
    check=whole_number(1, 1000),
)
UNCONFIRMED_SHARE = declare(
    "visits.staff.confirmed_share",
    title=_("Share of a worker's visits confirmed by telephone below which a suspicion is raised"),
    initial=0.5,
    source_kind=SourceKind.CHOICE,
    source=_NO_RULE,
    check=_share,
)
UNCONFIRMED_LEAST = declare(
    "visits.staff.confirmed_least",
    title=_("Answers by telephone there must be before that share is looked at"),
    initial=3,
    unit=_("calls"),
    source_kind=SourceKind.CHOICE,
    source=_("Who does not remember is no proof"),
    check=whole_number(1, 100),
)

untried(Untried.SCHEDULE, SAMPLE_DAY, SAMPLE_ATTEMPTS)
untried(Untried.WHEN_ASKED, NUMBER_DAYS)
