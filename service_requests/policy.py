"""What a city can decide otherwise about services that are asked for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.models import SourceKind
from policies.registry import declare, whole_number
from timebank.ledger.enums import ServiceCategory


def _categories(value: Any) -> None:
    known = isinstance(value, list) and value and all(name in ServiceCategory.values for name in value)
    if not known or len(set(value)) != len(value):
        raise ValidationError(_("A list of kinds of service, each once."))


MINUTES_OF_A_DAY, DAYS_OF_A_YEAR = 24 * 60, 366
_minutes, _days, _hours = (
    whole_number(1, MINUTES_OF_A_DAY),
    whole_number(1, DAYS_OF_A_YEAR),
    whole_number(1, 24 * DAYS_OF_A_YEAR),
)


CATEGORIES = declare(
    "requests.categories",
    title=_("Kinds of service that can be asked for"),
    initial=["companionship", "housework", "transport", "meals", "repair", "health", "culture", "other"],
    source_kind=SourceKind.CHOICE,
    source=_("What volunteers can do without special leave; nursing belongs to those trained for it"),
    check=_categories,
    words=dict(ServiceCategory.choices),
)
SHORTEST_MINUTES = declare(
    "requests.shortest_minutes",
    title=_("Shortest service that can be asked for"),
    initial=30,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("Less is not worth a volunteer's way"),
    check=_minutes,
)
LONGEST_MINUTES = declare(
    "requests.longest_minutes",
    title=_("Longest service that can be asked for at once"),
    initial=240,
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("Half a day"),
    check=_minutes,
)
OPEN_DAYS = declare(
    "requests.open_days",
    title=_("How many days ahead a service can be asked for, and how long a volunteer is looked for at most"),
    initial=14,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("Coins that are set aside longer cannot be used for anything else"),
    check=_days,
)
ANSWER_HOURS = declare(
    "requests.answer_within_hours",
    title=_("How long one volunteer is waited for before the next is asked"),
    initial=12,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("An elder who waits is not helped by a long wait for one answer"),
    check=_hours,
)
SILENCE_HOURS = declare(
    "requests.silence_hours",
    title=_("After how long without an objection a service is paid"),
    initial=72,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("Three days, enough for a call to the worker after a weekend"),
    check=_hours,
)
DISCLOSE_BEFORE_HOURS = declare(
    "requests.disclosure.hours_before",
    title=_("How long before the agreed time door and phone are shown to who serves"),
    initial=24,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("PIPL art. 28: least disclosure of an exact home"),
    check=whole_number(0, 24 * DAYS_OF_A_YEAR),
)
DISCLOSE_AFTER_HOURS = declare(
    "requests.disclosure.hours_after",
    title=_("How long after the service door and phone stay visible"),
    initial=2,
    unit=_("hours"),
    source_kind=SourceKind.CHOICE,
    source=_("PIPL art. 28: least disclosure of an exact home"),
    check=whole_number(0, 24 * DAYS_OF_A_YEAR),
)
