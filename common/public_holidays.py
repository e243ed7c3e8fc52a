"""The calendar of mainland China: public holidays, the weekends worked in exchange, and working days.

A holiday break is the whole run of days off around a statutory holiday, weekend included, as the State Council's
yearly notice counts it ("放假公休共 3 天"). Weekends that are worked in exchange (调休) are known for the years whose
notice the `holidays` library carries; for later years only the statutory days are.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.utils.translation import get_language

_SATURDAY = 5
# The longest break so far was nine days; a run is never followed farther than this.
_LONGEST_RUN = 16


@lru_cache(maxsize=16)
def _calendar(year: int, language: str) -> holidays.HolidayBase:
    # The neighbours too: a break may begin in the old year. Filled at once and never expanded, so that threads
    # may share it.
    years = (year - 1, year, year + 1)
    return holidays.country_holidays("CN", years=years, expand=False, language=language)


def _is_day_off(day: date) -> bool:
    calendar = _calendar(day.year, "en_US")
    return day in calendar or (day.weekday() >= _SATURDAY and day not in calendar.weekend_workdays)


def is_working_day(day: date) -> bool:
    """Whether people work on that day: no holiday, and no weekend that is not worked in exchange."""
    return not _is_day_off(day)


@lru_cache(maxsize=2048)
def _break_around(day: date) -> tuple[date, ...]:
    """The days of the break that `day` belongs to; empty when it is no public holiday."""
    if not _is_day_off(day):
        return ()
    first = last = day
    while (day - first).days < _LONGEST_RUN and _is_day_off(first - timedelta(days=1)):
        first -= timedelta(days=1)
    while (last - day).days < _LONGEST_RUN and _is_day_off(last + timedelta(days=1)):
        last += timedelta(days=1)
    run = tuple(first + timedelta(days=step) for step in range((last - first).days + 1))
    calendar = _calendar(day.year, "en_US")
    return run if any(other in calendar for other in run) else ()


def is_public_holiday(day: date) -> bool:
    """Whether the day belongs to a holiday break: the Saturdays and Sundays inside it are public holidays too."""
    return bool(_break_around(day))


def holiday_name(day: date) -> str:
    """What the break is called, in the reader's language; '' on an ordinary day."""
    language = "zh_CN" if (get_language() or "").startswith("zh") else "en_US"
    english, named = _calendar(day.year, "en_US"), _calendar(day.year, language)
    # A day off in exchange is called after the weekend that is worked for it; people know the feast.
    feasts = {other: str(named[other]) for other in _break_around(day) if _is_feast(other, english)}
    return feasts.get(day) or max(feasts.values(), key=list(feasts.values()).count, default="")


def _is_feast(day: date, english: holidays.HolidayBase) -> bool:
    return day in english and "substituted" not in english[day]


def hours_kept_as(day: date) -> date:
    """The day whose hours an office keeps: itself, or for a weekend worked in exchange the working day before."""
    if day.weekday() < _SATURDAY or _is_day_off(day):
        return day
    other = day
    while other.weekday() >= _SATURDAY or _is_day_off(other):
        other -= timedelta(days=1)
    return other


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`; the day itself does not count (Civil Code art. 201)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def is_later_than(day: date, since: date, working_days: int) -> bool:
    """Whether `day` lies after the `working_days`-th working day after `since`."""
    # Nearly always fewer calendar days have passed; the holidays need not be asked then.
    if (day - since).days <= working_days:
        return False
    return day > add_working_days(since, working_days)
