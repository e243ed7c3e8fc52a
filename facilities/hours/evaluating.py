"""Whether a place is open, and what comes next.

A rule is evaluated day by day instead of being handed over whole, for two reasons. The library's own calendar of
China lacks most days of a holiday break and every weekend worked in exchange, so `PH` is replaced, on the day in
question, by that day's weekday. And looking ahead without a limit takes seconds for a rule that never opens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from opening_hours import OpeningHours, State
from opening_hours.opening_hours import ParserError

from common.public_holidays import holiday_name, hours_kept_as, is_public_holiday

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAY_CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
# Farther than this nobody plans a meal.
DAYS_AHEAD = 14
_MIDNIGHT = time()
_ALWAYS = "24/7"
# School holidays and Easter have no calendar here, and days counted from a holiday nobody here means.
_UNKNOWN_DAYS = re.compile(r"\b(SH|easter)\b|\bPH [+-]")
_HOLIDAY_TOKEN = re.compile(r'\bPH\b(?=(?:[^"]*"[^"]*")*[^"]*$)')


class Span(NamedTuple):
    """A stretch of one day. `end` may be the midnight that closes the day."""

    start: datetime
    end: datetime
    state: State
    comment: str


def keeps_holidays(text: str) -> bool:
    """Whether a rule says what happens on public holidays."""
    return _HOLIDAY_TOKEN.search(text) is not None


def names_unknown_days(rule: str) -> bool:
    """Whether a rule rests on days that this calendar does not know."""
    return _UNKNOWN_DAYS.search(re.sub(r'"[^"]*"', "", rule)) is not None


@lru_cache(maxsize=8192)
def _spans(text: str, day: date) -> tuple[Span, ...]:
    """The stretches of a day, closed ones among them. Raises ParserError or ValueError for what is no rule."""
    if names_unknown_days(text):
        raise ValueError(text)
    if keeps_holidays(text):
        if is_public_holiday(day):
            text = _HOLIDAY_TOKEN.sub(WEEKDAY_CODES[day.weekday()], text)
        else:
            kept = hours_kept_as(day)
            moved = day - kept
            if moved:
                return tuple(
                    span._replace(start=span.start + moved, end=span.end + moved)
                    for span in _spans(text, kept)
                )
    start = datetime.combine(day, _MIDNIGHT, SHANGHAI)
    rule = OpeningHours(text, timezone=SHANGHAI, auto_country=False, auto_timezone=False)
    return tuple(Span(*found) for found in rule.intervals(start, start + timedelta(days=1)))


def _spans_or_none(text: str, day: date) -> tuple[Span, ...] | None:
    if not text:
        return None
    try:
        return _spans(text, day)
    except (ParserError, ValueError, OverflowError):
        # What an older import or another program stored: shown as it is, never an error of the page.
        return None


def _at(text: str, now: datetime) -> Span | None:
    spans = _spans_or_none(text, now.date())
    return next((span for span in spans or () if span.start <= now < span.end), None)


def _here(now: datetime | None) -> datetime:
    return (now or timezone.now()).astimezone(SHANGHAI)


def is_open(text: str, now: datetime | None = None) -> bool | None:
    """Whether a rule says open at `now` (default: this moment); None when it does not say or cannot be read."""
    span = _at(text, _here(now))
    return None if span is None or span.state == State.UNKNOWN else span.state == State.OPEN


@dataclass(frozen=True)
class DayHours:
    """The hours of one day in words: `hours` is '8:30–11:30、14:00–17:30', 'all day' or 'closed'."""

    day: date
    weekday: str
    hours: str
    is_today: bool
    is_closed: bool
    holiday: str


@dataclass(frozen=True)
class HoursStatus:
    """What a resident wants to know. `readable` is False for stored text that no rule can be made of.

    `is_open` None: not known. `today`: the hours of the day; `now`: one sentence about this moment; `note`: a
    warning on public holidays that the rule does not mention. All in the reader's language, '' when not known.
    """

    text: str
    readable: bool
    is_open: bool | None = None
    today: str = ""
    now: str = ""
    note: str = ""

    @property
    def line(self) -> str:
        """Everything in one line: 'Today 8:30–17:30, open now'."""
        if not self.readable:
            return self.text
        if not self.now:
            return _("Today %(hours)s") % {"hours": self.today}
        return _("Today %(hours)s. %(now)s") % {"hours": self.today, "now": self.now}


def status(text: str, now: datetime | None = None) -> HoursStatus:
    """The state of a rule at `now` (default: this moment), Asia/Shanghai."""
    here = _here(now)
    today = _spans_or_none(text, here.date())
    if today is None:
        return HoursStatus(text, readable=False)
    current = next(span for span in today if span.start <= here < span.end)
    note = ""
    mentions = keeps_holidays(text) or text == _ALWAYS
    if is_public_holiday(here.date()) and not mentions and current.state != State.CLOSED:
        note = _("Today is a public holiday (%(name)s): ring before you go.") % {
            "name": holiday_name(here.date())
        }
    if current.state == State.UNKNOWN:
        now_words = current.comment or _("Ring to ask whether it is open.")
        return HoursStatus(text, True, None, _hours_in_words(today), now_words, note)
    if current.state == State.OPEN:
        return HoursStatus(text, True, True, _hours_in_words(today), _until_words(text, here), note)
    return HoursStatus(text, True, False, _hours_in_words(today), _opening_words(text, here), note)


def coming_days(text: str, count: int = 7, now: datetime | None = None) -> list[DayHours]:
    """The hours of today and the days after it; empty for text that no rule can be made of."""
    today = _here(now).date()
    found = []
    for step in range(count):
        day = today + timedelta(days=step)
        spans = _spans_or_none(text, day)
        if spans is None:
            return []
        closed = all(span.state == State.CLOSED for span in spans)
        found.append(
            DayHours(
                day,
                str(WEEKDAYS[day.weekday()]),
                _hours_in_words(spans),
                step == 0,
                closed,
                holiday_name(day),
            )
        )
    return found


def _clock(moment: datetime, day: date) -> str:
    """8:30, and 24:00 for the midnight that ends the day."""
    return "24:00" if moment.date() > day else f"{moment.hour}:{moment.minute:02d}"


def _hours_in_words(spans: tuple[Span, ...]) -> str:
    day = spans[0].start.date()
    parts = []
    for span in spans:
        if span.state == State.CLOSED:
            continue
        words = f"{_clock(span.start, day)}–{_clock(span.end, day)}"
        if span.start.time() == _MIDNIGHT and span.end.date() > day:
            if span.state == State.UNKNOWN:
                parts.append(span.comment or _("opening hours unknown"))
                continue
            words = pgettext("opening hours", "all day")
        if span.state == State.UNKNOWN or span.comment:
            words = _("%(hours)s (%(remark)s)") % {"hours": words, "remark": span.comment or _("ring first")}
        parts.append(words)
    return pgettext("between the hours of morning and afternoon", ", ").join(parts) or pgettext(
        "opening hours", "closed"
    )


def _until_words(text: str, here: datetime) -> str:
    for step in range(DAYS_AHEAD):
        day = here.date() + timedelta(days=step)
        for span in _spans_or_none(text, day) or ():
            if span.end > here and span.state != State.OPEN:
                return _("Open now, until %(when)s") % {"when": _moment_words(span.start, here)}
    return _("Open now")


def _opening_words(text: str, here: datetime) -> str:
    closed_all_day = all(span.state == State.CLOSED for span in _spans(text, here.date()))
    for step in range(DAYS_AHEAD):
        day = here.date() + timedelta(days=step)
        for span in _spans_or_none(text, day) or ():
            if span.start > here and span.state == State.OPEN:
                words = _("Opens %(when)s") if closed_all_day else _("Closed now, opens %(when)s")
                return words % {"when": _moment_words(span.start, here)}
    return "" if closed_all_day else _("Closed now")


def _moment_words(moment: datetime, here: datetime) -> str:
    """'17:30', 'tomorrow 8:30', 'Monday 8:30', '10-09 8:30': as near as words allow."""
    days = (moment.date() - here.date()).days
    if days == 1 and moment.time() == _MIDNIGHT:
        return "24:00"
    clock = f"{moment.hour}:{moment.minute:02d}"
    if days == 0:
        return clock
    if days == 1:
        return _("tomorrow %(clock)s") % {"clock": clock}
    if days < len(WEEKDAY_CODES):
        return _("%(weekday)s %(clock)s") % {"weekday": WEEKDAYS[moment.weekday()], "clock": clock}
    return _("%(date)s %(clock)s") % {"date": date_format(moment, "MONTH_DAY_FORMAT"), "clock": clock}
