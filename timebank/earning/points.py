"""Points of a service: minutes × the coefficient of its kind, and more for the minutes at night and on holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from common.public_holidays import is_public_holiday, is_working_day
from timebank.earning import policy
from timebank.earning.enums import HolidayDays, LateConsequence
from timebank.earning.rulebooks import Rules
from timebank.earning.service_facts import ServiceFacts

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Points:
    """Whole points, and the figures behind them; where there are none, the figures say why."""

    amount: int
    details: Mapping[str, Any] = field(default_factory=dict)


def points_for(facts: ServiceFacts, rules: Rules) -> Points:
    """Minutes × coefficients, half a point rounded up.

    Where there are none, the details say whether it is for the evidence, the lateness, the group or the category.
    """
    if facts.grade not in rules.value(policy.POINT_GRADES):
        return Points(0, {"no_points_for": "evidence"})
    if facts.late and rules.value(policy.LATE_RECORDS) == LateConsequence.NO_POINTS:
        return Points(0, {"no_points_for": "lateness"})
    if facts.group and not rules.value(policy.GROUP_POINTS):
        return Points(0, {"no_points_for": "group"})
    coefficients = rules.value(policy.POINT_COEFFICIENTS)
    # A rule may be older than a category; what it does not know counts as other service.
    coefficient = Decimal(str(coefficients.get(facts.category, coefficients["other"])))
    weighted, extras = _weighted(facts, rules)
    points = int((coefficient * weighted).to_integral_value(ROUND_HALF_UP))
    if not points:
        return Points(0, {"no_points_for": "category"})
    return Points(points, {"minutes": facts.minutes, "coefficient": str(coefficient), **extras})


def _weighted(facts: ServiceFacts, rules: Rules) -> tuple[Decimal, dict[str, Any]]:
    """The minutes, those at night and on holidays counted by their coefficients, and the figures of the two."""
    night_rule, holiday_rule = rules.value(policy.POINTS_AT_NIGHT), rules.value(policy.POINTS_ON_HOLIDAYS)
    night = Decimal(str(night_rule["coefficient"]))
    holiday = Decimal(str(holiday_rule["coefficient"]))
    if night == ONE and holiday == ONE:
        return Decimal(facts.minutes), {}
    at_night = on_holidays = both = 0
    # From the beginning on: where fewer minutes are certified than lie between beginning and end, the last are not. In
    # whole minutes, as the record counts: a started one is one.
    start = timezone.localtime(facts.started_at).replace(tzinfo=None, second=0, microsecond=0)
    for day, begin, end in _days(start, start + timedelta(minutes=facts.minutes)):
        dark = _night_minutes(begin, end, night_rule["from"], night_rule["until"]) if night != ONE else 0
        at_night += dark
        if holiday != ONE and _is_holiday(day, holiday_rule["days"]):
            on_holidays += _whole_minutes(end - begin)
            both += dark
    plain = facts.minutes - at_night - on_holidays + both
    weighted = plain + (at_night - both) * night + (on_holidays - both) * holiday + both * night * holiday
    extras: dict[str, Any] = {}
    if at_night:
        extras |= {"night_minutes": at_night, "night_coefficient": str(night)}
    if on_holidays:
        extras |= {"holiday_minutes": on_holidays, "holiday_coefficient": str(holiday)}
    if both:
        extras["night_holiday_minutes"] = both
    return weighted, extras


def _days(start: datetime, end: datetime) -> list[tuple[date, datetime, datetime]]:
    """The stretch cut at midnight: the day, and from when to when of it. China has no summer time."""
    parts = []
    while start < end:
        midnight = datetime.combine(start.date() + timedelta(days=1), time())
        parts.append((start.date(), start, min(end, midnight)))
        start = midnight
    return parts


def _night_minutes(start: datetime, end: datetime, begins: str, ends: str) -> int:
    """Whole minutes between `start` and `end`, both of one day, in a window such as 22:00 to 06:00."""
    day = start.date()
    first, last = (datetime.combine(day, time.fromisoformat(said)) for said in (begins, ends))
    midnight, next_midnight = datetime.combine(day, time()), datetime.combine(day + timedelta(days=1), time())
    windows = [(first, last)] if first < last else [(midnight, last), (first, next_midnight)]
    return sum(_whole_minutes(min(end, until) - max(start, since)) for since, until in windows)


def _whole_minutes(span: timedelta) -> int:
    return max(0, int(span.total_seconds() // 60))


def _is_holiday(day: date, days: str) -> bool:
    return not is_working_day(day) if days == HolidayDays.REST_DAYS else is_public_holiday(day)
