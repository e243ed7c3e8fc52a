"""What a city can decide otherwise about those who are asked to stand in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.models import SourceKind
from policies.registry import declare, same_form, whole_number


def _answer_time(value: Any) -> None:
    same_form({"share": 0.2, "shortest_minutes": 30, "longest_hours": 24})(value)
    if not 0 < value["share"] <= 1:
        raise ValidationError(_("The share of the time left lies above 0 and is at most 1."))
    if not 1 <= value["shortest_minutes"] <= value["longest_hours"] * 60:
        raise ValidationError(_("The shortest time is at least a minute and not longer than the longest."))
    if value["longest_hours"] > 720:
        raise ValidationError(_("The longest time is a month at most."))


def _night(value: Any) -> None:
    same_form({"from_hour": 21, "until_hour": 8})(value)
    if not 12 <= value["from_hour"] <= 24 or not 0 <= value["until_hour"] < 12:
        raise ValidationError(_("The night begins at 12 to 24 o’clock and ends at 0 to 11."))


ANSWER_TIME = declare(
    "visits.stand_in.answer_time",
    title=_("How long somebody who is asked to stand in may think"),
    initial={"share": 0.2, "shortest_minutes": 30, "longest_hours": 24},
    source_kind=SourceKind.CHOICE,
    source=_(
        "A fifth of the time that is left leaves room for four more; less than half an hour is no offer"
    ),
    check=_answer_time,
    words={
        "share": _("share of the time until the last day ends"),
        "shortest_minutes": _("minutes at least"),
        "longest_hours": _("hours at most"),
    },
)
AT_ONCE = declare(
    "visits.stand_in.at_once",
    title=_("How many are asked to stand in at the same time"),
    initial=1,
    unit=_("people"),
    source_kind=SourceKind.CHOICE,
    source=_("One after the other: nobody says yes in vain"),
    check=whole_number(1, 10),
)
BY_ITSELF_HOURS = declare(
    "visits.stand_in.by_itself_hours",
    title=_("How long before a visit’s last day ends people are asked in turn by themselves"),
    initial=48,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("Two days leave time for several answers; before that one offer with more time is kinder"),
    check=whole_number(0, 720),
)
LIST_LENGTH = declare(
    "visits.stand_in.list_length",
    title=_("How many are asked to stand in before the worker is told"),
    initial=12,
    unit=_("people"),
    source_kind=SourceKind.CHOICE,
    source=_("Farther down the list hardly anybody says yes"),
    check=whole_number(1, 100),
)
NIGHT = declare(
    "visits.stand_in.night",
    title=_("When nobody is asked"),
    initial={"from_hour": 21, "until_hour": 8},
    unit=_("o’clock"),
    source_kind=SourceKind.CHOICE,
    source=_("Text messages wake people; the hours of visits end at 21 and begin at 8"),
    check=_night,
    words={"from_hour": _("from"), "until_hour": _("until")},
)
