"""Days and months as people write them. Each reader raises ValueError with a sentence that says how to write it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

_EARLIEST = date(1880, 1, 1)
# A spreadsheet writes a time behind a day that it keeps as a moment.
_TIME = re.compile(r"[t ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?|([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})([-/.年])([0-9]{1,2})月?|([0-9]{4})()([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?")
_YEAR = re.compile(r"[0-9]{4}年?")
# Days since the end of 1899, as a spreadsheet keeps a date in a cell that is formatted as a number: 1927 to 2099. Fewer
# digits could be a year.
_SERIAL = re.compile(r"([1-6][0-9]{4}|7[0-2][0-9]{3})(?:\.[0-9]+)?")
_SERIAL_BEGINS = date(1899, 12, 30)
_LUNAR = re.compile("农历|阴历|旧历|正月|冬月|腊月|初[一二三四五六七八九十]")
_FIGURES = {figure: str(value) for value, figure in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_IN_WORDS = re.compile(
    "([〇零○一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})[日号])?)?"
)


class Month(NamedTuple):
    """A month of which the day is not said."""

    year: int
    month: int

    def holds(self, day: date) -> bool:
        return (day.year, day.month) == self


def read_day_or_month(text: str) -> date | Month:
    """A day, or the month where no day is said: 1950-03, 1950年3月, 195003.

    Days: 2026-11-23, 2026/11/23, 2026.11.23, 2026年11月23日, 20261123, 二〇二六年十一月二十三日, the number under
    which a spreadsheet keeps a day, and 23/11/2026 where that can mean one day only. A time behind a day is left out.
    """
    plain = _TIME.sub("", unicodedata.normalize("NFKC", text).strip().casefold())
    plain = "".join(plain.split())
    if _LUNAR.search(plain):
        raise ValueError(_("Please write the day of the solar calendar (公历), like 1940-01-02."))
    plain = _IN_WORDS.sub(_in_digits, plain)
    if match := _DAY.fullmatch(plain):
        return _day(*(int(group) for group in match.groups() if group is not None))
    if match := _SERIAL.fullmatch(plain):
        return _SERIAL_BEGINS + timedelta(days=int(match.group(1)))
    if match := _MONTH.fullmatch(plain):
        return _month(*(group for group in match.groups() if group is not None))
    if match := _YEAR_LAST.fullmatch(plain):
        return _year_last(*(int(group) for group in match.groups()))
    if _SHORT_YEAR.fullmatch(plain):
        raise ValueError(_("Write the year with four digits: a date is written like 1940-01-02."))
    if _YEAR.fullmatch(plain):
        raise ValueError(_("Month and day are missing: a date is written like 1940-01-02."))
    raise ValueError(_("A date is written like 1940-01-02."))


def agree(said: date | Month | None, day: date) -> bool:
    """Whether what somebody wrote can be this day; nothing written can be any."""
    return said.holds(day) if isinstance(said, Month) else said in (None, day)


def read_date(text: str) -> date:
    """A day, in any of the ways of `read_day_or_month`."""
    found = read_day_or_month(text)
    if isinstance(found, Month):
        raise ValueError(_("The day is missing: a date is written like 1940-01-02."))
    return found


def read_past_date(text: str) -> date:
    """A day that has come."""
    found = read_date(text)
    _refuse_future(found)
    return found


def read_past_day_or_month(text: str) -> date | Month:
    """A day that has come, or a month that has begun."""
    found = read_day_or_month(text)
    _refuse_future(date(found.year, found.month, 1) if isinstance(found, Month) else found)
    return found


def _refuse_future(day: date) -> None:
    if day > timezone.localdate():
        raise ValueError(_("This date lies in the future."))


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise ValueError(_("There is no such day. A date is written like 1940-01-02.")) from error
    if found < _EARLIEST:
        raise ValueError(_("This date lies too far back."))
    return found


def _month(year: str, separator: str, month: str) -> Month:
    if separator == "." and month == "1":
        # As a number, 1950.10 is 1950.1.
        raise ValueError(_("This could be January or October: write it like 1950-01 or 1950-10."))
    _day(int(year), int(month), 1)
    return Month(int(year), int(month))


def _year_last(first: int, second: int, year: int) -> date:
    """23/11/2026 and 11/23/2026 are one day each; 3/11/2026 is two."""
    if first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    raise ValueError(_("Which is the month and which the day? A date is written like 1940-01-02."))


def _in_digits(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    text = "".join(_FIGURES[figure] for figure in year) + "年"
    text += f"{_up_to_99(month)}月" if month else ""
    return text + (f"{_up_to_99(day)}日" if day else "")


def _up_to_99(text: str) -> str:
    """二十三 as 23; what is no number becomes one that no month has."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return "99"
    return str((int(_FIGURES[tens]) if tens else 1 if ten else 0) * 10 + (int(_FIGURES[ones]) if ones else 0))
