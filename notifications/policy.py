"""What a city can decide otherwise about messages: how fast many at once go out, and when nobody is disturbed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried

declare_group(_("Messages"), "notifications", order=200)


def _a_minute(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 500:
        raise ValidationError(_("From 1 to 500 messages a minute."))


def _hours(value: Any) -> None:
    same_form({"from": 1, "until": 1})(value)
    if not all(isinstance(hour, int) and 0 <= hour <= 23 for hour in value.values()):
        raise ValidationError(_("Hours are whole numbers from 0 to 23."))


MESSAGES_A_MINUTE = declare(
    "notifications.messages_a_minute",
    title=_("Messages a minute when a plan tells many volunteers at once"),
    initial=120,
    unit=_("messages a minute"),
    source_kind=SourceKind.CHOICE,
    source=_("A month's messages arrive within an hour, and can still be stopped meanwhile"),
    check=_a_minute,
)
QUIET_HOURS = declare(
    "notifications.quiet_hours",
    title=_("Hours in which messages of a plan wait"),
    initial={"from": 21, "until": 8},
    unit=_("o'clock"),
    source_kind=SourceKind.CHOICE,
    source=_("Nobody is woken for a visit that is weeks away"),
    check=_hours,
    words={"from": _("from"), "until": _("until")},
)

untried(Untried.SCHEDULE, "notifications.")
