"""Until when an offer waits that somebody else may have to take over: shorter as the visit's last day comes near."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from common.months import midnight
from policies.selectors import PolicyBook
from visit_planning.stand_ins import policy


def end_of(day: date) -> datetime:
    """The moment at which a day ends here."""
    return midnight(day + timedelta(days=1))


def answer_by(*, now: datetime, last_day: date, region: Any, book: PolicyBook) -> datetime:
    """A share of the time until the visit's last day ends, within policy's bounds, and never past that end.

    Nobody has to answer at night: what would run out then runs on into the morning for the shortest time.
    """
    rule = book.value(policy.ANSWER_TIME, region)
    end = end_of(last_day)
    shortest = timedelta(minutes=rule["shortest_minutes"])
    longest = timedelta(hours=rule["longest_hours"])
    until = now + min(longest, max(shortest, (end - now) * rule["share"]))
    morning = morning_after(until, region=region, book=book)
    if morning > until:
        until = morning + shortest
    return min(until, end)


def morning_after(moment: datetime, *, region: Any, book: PolicyBook) -> datetime:
    """The moment itself by day; at night the hour at which the night ends."""
    rule = book.value(policy.NIGHT, region)
    local = timezone.localtime(moment)
    if local.hour >= rule["from_hour"]:
        local += timedelta(days=1)
    elif local.hour >= rule["until_hour"]:
        return moment
    return local.replace(hour=rule["until_hour"], minute=0, second=0, microsecond=0)
