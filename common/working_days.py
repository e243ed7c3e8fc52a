"""Working days of mainland China: weekends, public holidays and the days that are worked in exchange (调休).

Published for the current year only, late in the year before; for later years the statutory holidays are known and the
exchanges are not.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=16)
def _calendar(year: int) -> holidays.HolidayBase:
    # Filled at once and never expanded, so that threads may share it. The next year is there because a weekend at the
    # end of December may be worked in exchange for a day in January.
    return holidays.country_holidays("CN", years=(year, year + 1), expand=False)


def is_working_day(day: date) -> bool:
    return bool(_calendar(day.year).is_working_day(day))


def is_public_holiday(day: date) -> bool:
    """A day of a public holiday, those included that are taken off in exchange for a weekend's work."""
    return day in _calendar(day.year)


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
