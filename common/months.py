"""Months as their first day: what lies in them, which come before and after, and how they are written (2026-11)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time

from django.utils import timezone

_WRITTEN = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


def first_day(day: date) -> date:
    return day.replace(day=1)


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def add_months(month: date, months: int) -> date:
    """The first day of the month so many months later (or earlier)."""
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def this_month() -> date:
    return first_day(timezone.localdate())


def recent_months(count: int, latest: date | None = None) -> list[date]:
    """`count` months up to `latest` (this month by default), the latest first."""
    return [add_months(latest or this_month(), -back) for back in range(count)]


def parse_month(text: str) -> date | None:
    """The first day of a month written like 2026-11; None for anything else and outside the years 2000 to 2099."""
    found = _WRITTEN.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def month_span(day: date) -> tuple[date, date]:
    """The first day of the month that `day` lies in, and the first day of the next."""
    return first_day(day), add_months(day, 1)


def month_span_moments(day: date) -> tuple[datetime, datetime]:
    """The moments at which the month that `day` lies in begins, and the next."""
    first, following = month_span(day)
    return midnight(first), midnight(following)


def midnight(day: date) -> datetime:
    """The moment at which a day begins here."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
