"""What a city can decide otherwise about those who are asked to stand in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried, whole_number


def _answer_time(value: Any) -> None:
    same_form({"share": 0.2, "shortest_minutes": 30, "longest_hours": 24})(value)
    if not 0 < value["share"] <= 1:
        raise ValidationError(_("The share of the remaining time must be above 0 and at most 1."))
    if not 1 <= value["shortest_minutes"] <= value["longest_hours"] * 60:
        raise ValidationError(
            _("The shortest time must be at least a minute and no longer than the longest.")
        )
    if value["longest_hours"] > 720:
        raise ValidationError(_("The longest time must be at most a month."))


def _night(value: Any) -> None:
    same_form({"from_hour": 21, "until_hour": 8})(value)
    if not 12 <= value["from_hour"] <= 24 or not 0 <= value["until_hour"] < 12:
        raise ValidationError(_("The night must begin between 12 and 24 o’clock and end between 0 and 11."))


declare_group(_("Stand-ins"), "visits.stand_in", order=60)

ANSWER_TIME = declare(
    "visits.stand_in.answer_time",
    title=_("How long a volunteer asked to stand in has to answer"),
    initial={"share": 0.2, "shortest_minutes": 30, "longest_hours": 24},
    source_kind=SourceKind.CHOICE,
    source=_(
        "A fifth of the remaining time leaves room to ask four more; less than half an hour is too "
        "short to answer"
    ),
    check=_answer_time,
    words={
        "share": _("share of the time remaining until the end of the last day"),
        "shortest_minutes": _("minutes at least"),
        "longest_hours": _("hours at most"),
    },
)
AT_ONCE = declare(
    "visits.stand_in.at_once",
    title=_("How many volunteers are asked to stand in at the same time"),
    initial=1,
    unit=_("people"),
    source_kind=SourceKind.CHOICE,
    source=_("One at a time, so that nobody accepts in vain"),
    check=whole_number(1, 10),
)
BY_ITSELF_HOURS = declare(
    "visits.stand_in.by_itself_hours",
    title=_("How long before the end of a visit’s last day stand-ins are asked in turn automatically"),
    initial=48,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "Two days leave time for several answers; earlier than that, a single offer with more time is better"
    ),
    check=whole_number(0, 720),
)
LIST_LENGTH = declare(
    "visits.stand_in.list_length",
    title=_("How many volunteers are asked to stand in before the worker is notified"),
    initial=12,
    unit=_("people"),
    source_kind=SourceKind.CHOICE,
    source=_("Hardly anyone further down the list accepts"),
    check=whole_number(1, 100),
)
NIGHT = declare(
    "visits.stand_in.night",
    title=_("Quiet hours"),
    initial={"from_hour": 21, "until_hour": 8},
    unit=_("o’clock"),
    source_kind=SourceKind.CHOICE,
    source=_("Text messages wake people; the hours of visits end at 21 and begin at 8"),
    check=_night,
    words={"from_hour": _("from"), "until_hour": _("until")},
)

untried(Untried.SCHEDULE, "visits.stand_in.")
