"""Opening hours: read from what people write, kept in OpenStreetMap syntax, told in plain words.

Rooms, lowest first: `calendar` (public holidays and the weekends worked in exchange), `reading` (people's ways of
writing to OpenStreetMap syntax), `evaluating` (open now, what is next, the coming days), `wording` (rules in words).
Knows nothing about facilities.
"""

from facilities.hours.evaluating import DayHours, HoursStatus, coming_days, is_open, status
from facilities.hours.reading import HoursError, normalise
from facilities.hours.wording import describe

__all__ = [
    "DayHours",
    "HoursError",
    "HoursStatus",
    "coming_days",
    "describe",
    "is_open",
    "normalise",
    "status",
]
