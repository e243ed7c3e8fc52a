"""The 21 weekly slots as text (`mon-am;sat-pm`) and as a bit mask (bit = weekday × 3 + part)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PARTS = ("am", "pm", "eve")
_CHINESE_PARTS = "上下晚"
_IN_CHINESE = re.compile("(?:周|星期|礼拜)([一二三四五六日天])(上午|下午|晚上?|晚间)")
_BETWEEN = re.compile("[;,；，、]")
# From and until when each part lasts, in minutes of the day: am 8-12, pm 12-18, eve 18-21.
PART_MINUTES = ((480, 720), (720, 1080), (1080, 1260))


def slot_bit(weekday: int, part: int) -> int:
    return 1 << (weekday * len(_PARTS) + part)


def parse_slots(text: str) -> int:
    """`"mon-am; sat-pm"` or `"周一上午；周六下午"` → mask. Raises ValueError with a sentence that names the word."""
    mask = 0
    for word in filter(None, (part.strip().lower() for part in _BETWEEN.split(text))):
        if match := _IN_CHINESE.fullmatch("".join(word.split())):
            day, part = match.groups()
            mask |= slot_bit("一二三四五六日".index(day.replace("天", "日")), _CHINESE_PARTS.index(part[0]))
            continue
        day, _dash, part = word.partition("-")
        if day not in _DAYS or part not in _PARTS:
            raise ValueError(
                _("“%(word)s” is not a time such as mon-am, wed-pm or sat-eve.") % {"word": word[:40]}
            )
        mask |= slot_bit(_DAYS.index(day), _PARTS.index(part))
    return mask


def each_slot(mask: int) -> Iterable[tuple[int, int]]:
    for day in Weekday.values:
        for part in DayPart.values:
            if mask & slot_bit(day, part):
                yield day, part


def parts_gone(moment: datetime, lead_minutes: int) -> int:
    """How many parts of a moment's day leave less than `lead_minutes`: nobody is asked for them any more."""
    local = timezone.localtime(moment)
    minute = local.hour * 60 + local.minute
    return sum(1 for _begins, ends in PART_MINUTES if minute + lead_minutes > ends)


@lru_cache(maxsize=1024)
def slots_between(first: date, last: date, today: date, gone: int = 0) -> int:
    """The weekly slots (mask) that still come from `first` to `last`, both included, on or after `today`.

    The first `gone` parts of today are over (`parts_gone`).
    """
    begins = max(first, today)
    days = (last - begins).days + 1
    if days > len(_DAYS) or (days == len(_DAYS) and not (gone and begins == today)):
        return ALL_SLOTS
    mask = slots_on(begins + timedelta(days=offset) for offset in range(days))
    if gone and begins == today and days > 0:
        mask &= ~sum(slot_bit(today.weekday(), part) for part in range(gone))
    return mask


def slot_of(moment: datetime) -> int:
    """The mask of the slot in which an aware moment lies, local time; 0 outside 8–21 h."""
    local = timezone.localtime(moment)
    minute = local.hour * 60 + local.minute
    for part, (begins, ends) in enumerate(PART_MINUTES):
        if begins <= minute < ends:
            return slot_bit(local.weekday(), part)
    return 0


def windows_on(mask: int, weekday: int) -> tuple[tuple[int, int], ...]:
    """From and until which minutes of a weekday the slots last; parts that follow each other are one window."""
    found: list[tuple[int, int]] = []
    for part, (begins, ends) in enumerate(PART_MINUTES):
        if not mask & slot_bit(weekday, part):
            continue
        if found and found[-1][1] == begins:
            found[-1] = (found[-1][0], ends)
        else:
            found.append((begins, ends))
    return tuple(found)


def days_left(first: date, last: date, without: Iterable[tuple[date, date]] = ()) -> list[date]:
    """The days `first` to `last` that lie in none of the spans `without` (both ends included)."""
    spans = list(without)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return [day for day in days if not any(begins <= day <= ends for begins, ends in spans)]


def slots_on(days: Iterable[date]) -> int:
    """The mask of the weekly slots that these days have."""
    mask = 0
    for weekday in {day.weekday() for day in days}:
        for part in DayPart.values:
            mask |= slot_bit(weekday, part)
    return mask


class Weekday(models.IntegerChoices):
    MON = 0, gettext_lazy("Monday")
    TUE = 1, gettext_lazy("Tuesday")
    WED = 2, gettext_lazy("Wednesday")
    THU = 3, gettext_lazy("Thursday")
    FRI = 4, gettext_lazy("Friday")
    SAT = 5, gettext_lazy("Saturday")
    SUN = 6, gettext_lazy("Sunday")


class DayPart(models.IntegerChoices):
    """The parts of a day of the roster format: am 8–12, pm 12–18, eve 18–21."""

    AM = 0, gettext_lazy("Morning (8–12)")
    PM = 1, gettext_lazy("Afternoon (12–18)")
    EVE = 2, gettext_lazy("Evening (18–21)")


# Weekly slots as a bit mask: bit = weekday * 3 + part.
SLOTS = 21
ALL_SLOTS = (1 << SLOTS) - 1
