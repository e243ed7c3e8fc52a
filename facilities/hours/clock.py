"""Times of the day in minutes, and what is said about those that cannot be."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NOON, DAY = 12 * 60, 24 * 60


class HoursError(ValidationError):
    """Opening hours that nobody could read; the message says what, and gives an example."""


def _example() -> str:
    return _("Mo-Fr 8:30-17:30; Sa 9:00-12:00")


def unreadable(part: str) -> HoursError:
    message = _("We cannot read “%(part)s” as opening hours. Write for example: %(example)s")
    return HoursError(message, code="hours", params={"part": part[:40], "example": _example()})


def backwards(part: str) -> HoursError:
    message = _("“%(part)s” ends before it begins. Write hours from 0 to 24, for example: %(example)s")
    return HoursError(message, code="hours", params={"part": part[:40], "example": _example()})


def check_order(start: int, end: int, part: str) -> None:
    # 22:00-06:00 is a night. 8:30-5:30 is somebody who does not count to 24.
    if end <= start < NOON:
        raise backwards(part)
    if start >= DAY or end > DAY:
        raise unreadable(part)


def minutes_of(hour: str, minute: str) -> int:
    return int(hour) * 60 + int(minute or 0)
