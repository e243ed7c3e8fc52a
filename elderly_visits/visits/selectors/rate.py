"""The monthly visit rate (月探访率) by region and month, and the names behind its figures.

What is counted, and how, stands in `counting`. Figures of a month that is closed come from what was kept when it was
closed; those of other months from counted rows, as long as these are true (`kept`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Substr

from common.months import first_day, recent_months, this_month
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.closing import ClosedFigures, MonthClosing
from elderly_visits.visits.selectors.counting import (
    FIGURES,
    Rate,
    contacts,
    counted,
    month_bounds,
    rates_by_part,
    was_met,
)
from elderly_visits.visits.selectors.kept import current_rates
from elderly_visits.visits.selectors.names import CONTACT_FILTERS, DECLINED, MISSING, all_names
from people.actors import AnyUser
from regions.codes import county_code_of, in_subtree, level_of
from regions.enums import Level
from regions.models import Region

__all__ = [
    "CONTACT_FILTERS", "FIGURES", "Closed", "Rate", "RegionRate", "closed", "contacts", "counted", "declined",
    "month_bounds", "monthly_visit_rate", "not_yet_visited", "rate_by_month", "rates_below", "rates_by",
    "rates_by_part", "visited_as", "was_met",
]  # fmt: skip

_BELOW = {
    Level.CITY: (6, Level.COUNTY),
    Level.COUNTY: (9, Level.TOWNSHIP),
    Level.TOWNSHIP: (12, Level.COMMUNITY),
}


@dataclass(frozen=True)
class RegionRate:
    """The rate of one region below the one asked for."""

    region: Region
    rate: Rate


@dataclass(frozen=True)
class Closed:
    """How far a month is closed in a region: when, and whether for all of its counties."""

    closed_at: datetime
    whole: bool
    # County → when it was closed there.
    counties: dict[str, datetime]


# Closed months


def closed(month: date, region_code: str) -> Closed | None:
    """How far the month is closed in the region; None where it is not. At most two queries, none for this month."""
    if first_day(month) >= this_month():
        return None
    county = county_code_of(region_code)
    within = in_subtree("county", region_code) if county is None else Q(county=county)
    rows = MonthClosing.objects.filter(within, month=first_day(month))
    counties = dict(rows.order_by().values_list("county_id", "closed_at"))
    if not counties:
        return None
    whole = True
    if county is None:
        here = Region.objects.filter(in_subtree("code", region_code), level=Level.COUNTY)
        whole = not here.exclude(pk__in=counties).exists()
    return Closed(max(counties.values()), whole, counties)


def _kept(month: date, region_code: str, digits: int) -> dict[str, Rate]:
    """The figures that were kept when the month was closed: one query."""
    rows = (
        ClosedFigures.objects.filter(in_subtree("region", region_code), month=first_day(month))
        .order_by()
        .annotate(part=Substr("region_id", 1, digits))
        .values_list("part")
        .annotate(*(Sum(F(name), default=0) for name in FIGURES))
    )
    return {part: Rate(*figures) for part, *figures in rows}


def rates_by(month: date, region_code: str, digits: int) -> dict[str, Rate]:
    """By so many digits: what was kept for counties in which the month is closed, and today's count for the others."""
    done = closed(month, region_code)
    found = _kept(month, region_code, digits) if done else {}
    if done is None or not done.whole:
        without = list(done.counties) if done else []
        for part, rate in current_rates(month, region_code, digits, without=without).items():
            found[part] = found.get(part, Rate()) + rate
    return found


def _sum(rates: Iterable[Rate]) -> Rate:
    return sum(rates, Rate())


def monthly_visit_rate(month: date, region_code: str) -> Rate:
    """The rate of a region: one query in a month that runs, at most four in an earlier one."""
    return _sum(rates_by(month, region_code, 4).values())


def rates_below(month: date, region_code: str) -> list[RegionRate]:
    """The rates of the regions directly below, those without elders included, by code: one query more."""
    level = level_of(region_code)
    if level not in _BELOW:
        return []
    digits, below = _BELOW[level]
    by_part = rates_by(month, region_code, digits)
    regions = Region.objects.filter(in_subtree("code", region_code), level=below).order_by("code")
    return [RegionRate(region, by_part.get(region.code[:digits], Rate())) for region in regions]


def rate_by_month(month: date, region_code: str, months: int = 4) -> list[tuple[date, Rate]]:
    """The rates of the last months, oldest first: the trend."""
    return [
        (current, monthly_visit_rate(current, region_code))
        for current in reversed(recent_months(months, first_day(month)))
    ]


# The names behind the figures


def not_yet_visited(user: AnyUser, month: date, region_code: str) -> QuerySet[Elder]:
    """The names behind the gap, for those who may see them."""
    return all_names(user, month, region_code, MISSING)


def visited_as(user: AnyUser, month: date, region_code: str, which: str = "staff") -> QuerySet[Elder]:
    """The names behind a figure of who was visited, for those who may see them; `which` of CONTACT_FILTERS."""
    return all_names(user, month, region_code, which)


def declined(user: AnyUser, month: date, region_code: str) -> QuerySet[Elder]:
    """Who was not visited and has no consent in force, for those who may see them."""
    return all_names(user, month, region_code, DECLINED)
