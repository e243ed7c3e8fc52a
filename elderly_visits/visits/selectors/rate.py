"""The monthly visit rate (月探访率) and the names behind its gap.

Elders on the register on the last day of the month (or who left it during the month) with at least one contact made in
it, divided by all of them (domain.md, after item 10 of the city's programme). In a month that is not over, today stands
for its last day. Who declined visits stays in the denominator and is counted as declined, never as visited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from common.months import first_day, last_day, month_span_moments, recent_months
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.report import VisitReport
from people.actors import AnyUser
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from regions.codes import in_subtree, level_of
from regions.enums import Level
from regions.models import Region
from volunteers.tasks.enums import AssignmentState

_BELOW = {
    Level.CITY: (6, Level.COUNTY),
    Level.COUNTY: (9, Level.TOWNSHIP),
    Level.TOWNSHIP: (12, Level.COMMUNITY),
}


@dataclass(frozen=True)
class Rate:
    """Numbers of elders. `verified`: visited with a confirmed contact; `waiting`: only with others."""

    elders: int
    visited: int
    verified: int
    declined: int

    @property
    def value(self) -> float | None:
        return self.visited / self.elders if self.elders else None

    @property
    def percent(self) -> float | None:
        """Rounded down to a tenth, so that 100 % means everybody."""
        return None if self.value is None else int(self.value * 1000) / 10

    @property
    def missing(self) -> int:
        return self.elders - self.visited

    @property
    def waiting(self) -> int:
        return self.visited - self.verified


@dataclass(frozen=True)
class RegionRate:
    """The rate of one region below the one asked for."""

    region: Region
    rate: Rate


def month_bounds(month: date, today: date | None = None) -> tuple[date, date]:
    """First day, and last day that counts: the month's own or today."""
    first = first_day(month)
    return first, max(first, min(last_day(month), today or timezone.localdate()))


def contacts(month: date) -> QuerySet[VisitReport]:
    """Reports of contacts made in the month."""
    start, end = month_span_moments(month)
    return VisitReport.objects.counting().filter(visited_at__gte=start, visited_at__lt=end)


def counted(month: date, region_code: str) -> QuerySet[Elder]:
    """The denominator's elders, each with `visited`, `verified` and `consents` as booleans."""
    first, last = month_bounds(month)
    made = contacts(month).filter(visit__elder=OuterRef("pk"))
    confirmed = made.filter(Q(assignment=None) | Q(assignment__state=AssignmentState.VERIFIED))
    agreed = Consent.objects.in_force().filter(person=OuterRef("person"), purpose=ConsentPurpose.VISITS)
    return (
        Elder.objects.counted_in(first, last)
        .filter(in_subtree("region_id", region_code))
        .annotate(visited=Exists(made), verified=Exists(confirmed), consents=Exists(agreed))
    )


def _sums() -> dict[str, Any]:
    return {
        "elders": Count("pk"),
        "seen": Count("pk", filter=Q(visited=True)),
        "confirmed": Count("pk", filter=Q(verified=True)),
        "declined": Count("pk", filter=Q(consents=False, visited=False)),
    }


def _rate(row: Mapping[str, Any]) -> Rate:
    return Rate(row["elders"], row["seen"], row["confirmed"], row["declined"])


def monthly_visit_rate(month: date, region_code: str) -> Rate:
    """The rate of a region: one query."""
    return _rate(counted(month, region_code).order_by().aggregate(**_sums()))


def rates_below(month: date, region_code: str) -> list[RegionRate]:
    """The rates of the regions directly below, those without elders included, by code: two queries."""
    level = level_of(region_code)
    if level not in _BELOW:
        return []
    digits, below = _BELOW[level]
    rows = (
        counted(month, region_code)
        .order_by()
        .annotate(part=Substr("region_id", 1, digits))
        .values("part")
        .annotate(**_sums())
    )
    by_part = {row["part"]: _rate(row) for row in rows}
    regions = Region.objects.filter(in_subtree("code", region_code), level=below).order_by("code")
    return [RegionRate(region, by_part.get(region.code[:digits], Rate(0, 0, 0, 0))) for region in regions]


def rate_by_month(month: date, region_code: str, months: int = 4) -> list[tuple[date, Rate]]:
    """The rates of the last months, oldest first: the trend."""
    return [
        (current, monthly_visit_rate(current, region_code))
        for current in reversed(recent_months(months, first_day(month)))
    ]


def not_yet_visited(user: AnyUser, month: date, region_code: str) -> QuerySet[Elder]:
    """The names behind the gap, for those who may see them."""
    seen = Elder.objects.visible_to(user).values("pk")
    return (
        counted(month, region_code)
        .filter(visited=False, pk__in=seen)  # type: ignore[misc]  # annotated by `counted`
        .select_related("person", "region__parent__parent")
        .order_by("region_id", "pk")
    )
