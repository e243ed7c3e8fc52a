"""The days in which visits are due: weeks of a month, the month itself, festivals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from common.months import first_day, last_day
from elderly_visits.register.enums import RiskTier
from elderly_visits.visits import policy
from policies.selectors import PolicyBook

_WEEK_DAYS = 7
_THURSDAY = 3
# Extra visits are numbered from here, second attempts from there; a year's cadence stays far below.
EXTRA = 100
AGAIN = 200
# Visits that a worker asked for at once; the plan of the month neither creates them nor takes them out.
URGENT = 1000


@dataclass(frozen=True)
class Window:
    """Days `first` to `last` (both included) in which one visit is due. `ordinal` is its number in the month."""

    ordinal: int
    first: date
    last: date


def weeks_of(month: date) -> list[tuple[date, date]]:
    """The weeks (Monday to Sunday) whose Thursday lies in the month, cut to its days; 4 or 5 of them.

    Days of the month that belong to a neighbouring month's week are added to the nearest, so that the windows cover
    the month and a year has a visit for each of its 52 weeks.
    """
    first, last = first_day(month), last_day(month)
    thursday = first + timedelta(days=(_THURSDAY - first.weekday()) % _WEEK_DAYS)
    mondays = []
    while thursday <= last:
        mondays.append(thursday - timedelta(days=_THURSDAY))
        thursday += timedelta(days=_WEEK_DAYS)
    starts = [first, *mondays[1:]]
    ends = [monday - timedelta(days=1) for monday in mondays[1:]]
    return list(zip(starts, [*ends, last], strict=True))


class Calendar:
    """The windows of one month, by region and tier, from the policies in force."""

    def __init__(self, month: date, book: PolicyBook) -> None:
        self.month = first_day(month)
        self._book = book
        self._known: dict[tuple[str, str], list[Window]] = {}

    def due(self, region: str, tier: str) -> list[Window]:
        """The windows of an elder of `tier` who lives in `region` (its code)."""
        if (region, tier) not in self._known:
            cadence = self._book.value(policy.CADENCE, region)[tier]
            extras = self._book.value(policy.EXTRA_VISITS, region)
            self._known[region, tier] = [*_regular(self.month, cadence), *_extra(self.month, extras, tier)]
        return self._known[region, tier]


def _regular(month: date, cadence: dict[str, Any]) -> Iterator[Window]:
    weekly = cadence["every"] == policy.WEEK
    times = cadence["times"]
    if weekly:
        for week, (first, last) in enumerate(weeks_of(month)):
            for time in range(times):
                yield Window(week * times + time + 1, first, last)
        return
    last = last_day(month)
    for time in range(times):
        starts = month + timedelta(days=last.day * time // times)
        ends = month + timedelta(days=last.day * (time + 1) // times - 1)
        yield Window(time + 1, starts, ends)


def _extra(month: date, occasions: list[dict[str, Any]], tier: str) -> Iterator[Window]:
    """One window for each occasion that begins in the month and concerns the tier."""
    dated = sorted((entry["first"], entry["last"]) for entry in occasions if RiskTier(tier) in entry["tiers"])
    number = 0
    for first_text, last_text in dated:
        first, last = date.fromisoformat(first_text), date.fromisoformat(last_text)
        if first_day(first) == month:
            yield Window(EXTRA + number, first, last)
            number += 1
