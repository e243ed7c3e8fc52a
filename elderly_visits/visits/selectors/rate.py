"""The monthly visit rate (月探访率) and the names behind its figures.

Elders on the register on the last day of the month (or who left it during the month) with at least one contact made in
it, divided by all of them (domain.md, after item 10 of the city's programme). In a month that is not over, today stands
for its last day. Who declined visits stays in the denominator and is counted as declined, never as visited.

Who was visited is counted once, by the best contact: a volunteer's that is verified, a volunteer's that is not yet, a
worker's by the grade of its evidence. Figures of a month that is closed come from what was kept when it was closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Substr
from django.utils import timezone

from common.months import first_day, last_day, month_span_moments, recent_months, this_month
from elderly_visits.register.models import Elder
from elderly_visits.visits.enums import STAFF_CLASSES, ContactClass
from elderly_visits.visits.models.closing import ClosedFigures, MonthClosing
from elderly_visits.visits.models.report import VisitReport
from people.actors import AnyUser
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from regions.codes import county_code_of, in_subtree, level_of
from regions.enums import Level
from regions.models import Region
from timebank.ledger.enums import EvidenceGrade
from volunteers.tasks.enums import AssignmentState

_BELOW = {
    Level.CITY: (6, Level.COUNTY),
    Level.COUNTY: (9, Level.TOWNSHIP),
    Level.TOWNSHIP: (12, Level.COMMUNITY),
}
FIGURES = ("elders", "verified", "waiting", "staff_a", "staff_b", "staff_c", "declined")
_FIGURE_OF = {
    ContactClass.VERIFIED: "verified",
    ContactClass.WAITING: "waiting",
    ContactClass.STAFF_A: "staff_a",
    ContactClass.STAFF_B: "staff_b",
    ContactClass.STAFF_C: "staff_c",
}


@dataclass(frozen=True)
class Rate:
    """Numbers of elders, each counted once.

    `verified`, `waiting`: visited by volunteers, confirmed or not yet. `staff_a` to `staff_c`: only by staff, by the
    grade of the evidence, or written down by staff for a volunteer; nobody but the worker has confirmed these.
    `declined`: not visited, and no consent in force.
    """

    elders: int = 0
    verified: int = 0
    waiting: int = 0
    staff_a: int = 0
    staff_b: int = 0
    staff_c: int = 0
    declined: int = 0

    @property
    def by_volunteers(self) -> int:
        return self.verified + self.waiting

    @property
    def by_staff(self) -> int:
        return self.staff_a + self.staff_b + self.staff_c

    @property
    def visited(self) -> int:
        return self.by_volunteers + self.by_staff

    @property
    def value(self) -> float | None:
        return self.visited / self.elders if self.elders else None

    @property
    def percent(self) -> float | None:
        """Rounded down to a tenth, so that 100 % means everybody."""
        return _percent(self.visited, self.elders)

    @property
    def percent_by_volunteers(self) -> float | None:
        """The share of elders whom a volunteer visited."""
        return _percent(self.by_volunteers, self.elders)

    @property
    def percent_by_staff(self) -> float | None:
        """The share whom only staff visited."""
        return _percent(self.by_staff, self.elders)

    @property
    def missing(self) -> int:
        return self.elders - self.visited

    def __add__(self, other: Rate) -> Rate:
        return Rate(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))


def _percent(part: int, whole: int) -> float | None:
    # In whole numbers: 0.57 × 1000 is a little less than 570 to a computer.
    return part * 1000 // whole / 10 if whole else None


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


def month_bounds(month: date, today: date | None = None) -> tuple[date, date]:
    """First day, and last day that counts: the month's own or today."""
    first = first_day(month)
    return first, max(first, min(last_day(month), today or timezone.localdate()))


def contacts(month: date) -> QuerySet[VisitReport]:
    """Reports of contacts made in the month."""
    start, end = month_span_moments(month)
    return VisitReport.objects.counting().filter(visited_at__gte=start, visited_at__lt=end)


def _met(made: QuerySet[VisitReport]) -> Q:
    """Elders with one of these contacts. The database looks through the contacts once and keeps the elders: asked
    anew for each elder, PostgreSQL took minutes before it had statistics of a register that had just come in."""
    return Q(pk__in=made.order_by().values("visit__elder").distinct())


def was_met(month: date) -> Q:
    """Condition on Elder: at least one contact made in the month."""
    return _met(contacts(month))


def counted(month: date, region_code: str) -> QuerySet[Elder]:
    """The denominator's elders, each with `contact` (a ContactClass, None for who was not visited) and `consents`."""
    first, last = month_bounds(month)
    made = contacts(month)
    by_class = {
        ContactClass.VERIFIED: made.filter(assignment__state=AssignmentState.VERIFIED),
        # What a worker wrote down for a volunteer is her word until somebody has confirmed it.
        ContactClass.WAITING: made.filter(assignment__isnull=False, on_behalf_of=""),
        ContactClass.STAFF_A: made.filter(assignment=None, evidence=EvidenceGrade.A),
        ContactClass.STAFF_B: made.filter(assignment=None, evidence=EvidenceGrade.B),
        ContactClass.STAFF_C: made,
    }
    # The first that holds is the best.
    best = Case(
        *(When(_met(reports), then=Value(contact)) for contact, reports in by_class.items()),
        default=None,
        output_field=IntegerField(null=True),
    )
    agreed = Consent.objects.in_force().filter(purpose=ConsentPurpose.VISITS)
    return (
        Elder.objects.counted_in(first, last)
        .filter(in_subtree("region_id", region_code))
        .annotate(
            contact=best, consents=ExpressionWrapper(Q(person__in=agreed.values("person")), BooleanField())
        )
    )


def rates_by_part(rows: QuerySet[Elder], digits: int) -> dict[str, Rate]:
    """The rates of the elders of `counted` by so many digits of their region: one query."""
    groups = (
        rows.order_by()
        .annotate(part=Substr("region_id", 1, digits))
        .values_list("part", "contact", "consents")
        .annotate(number=Count("pk"))
    )
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    for part, contact, consents, number in groups:
        figures = found[part]
        figures["elders"] += number
        if contact is not None:
            figures[_FIGURE_OF[ContactClass(contact)]] += number
        elif not consents:
            figures["declined"] += number
    return {part: Rate(**figures) for part, figures in found.items()}


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


def _rates(month: date, region_code: str, digits: int) -> dict[str, Rate]:
    """By so many digits: what was kept for counties in which the month is closed, and today's count for the others."""
    done = closed(month, region_code)
    found = _kept(month, region_code, digits) if done else {}
    if done is None or not done.whole:
        rows = counted(month, region_code)
        for county in done.counties if done else ():
            rows = rows.exclude(in_subtree("region_id", county))
        for part, rate in rates_by_part(rows, digits).items():
            found[part] = found.get(part, Rate()) + rate
    return found


def _sum(rates: Iterable[Rate]) -> Rate:
    return sum(rates, Rate())


def monthly_visit_rate(month: date, region_code: str) -> Rate:
    """The rate of a region: one query in a month that runs, at most four in an earlier one."""
    return _sum(_rates(month, region_code, 4).values())


def rates_below(month: date, region_code: str) -> list[RegionRate]:
    """The rates of the regions directly below, those without elders included, by code: one query more."""
    level = level_of(region_code)
    if level not in _BELOW:
        return []
    digits, below = _BELOW[level]
    by_part = _rates(month, region_code, digits)
    regions = Region.objects.filter(in_subtree("code", region_code), level=below).order_by("code")
    return [RegionRate(region, by_part.get(region.code[:digits], Rate())) for region in regions]


def rate_by_month(month: date, region_code: str, months: int = 4) -> list[tuple[date, Rate]]:
    """The rates of the last months, oldest first: the trend."""
    return [
        (current, monthly_visit_rate(current, region_code))
        for current in reversed(recent_months(months, first_day(month)))
    ]


# The names behind the figures


def _names(user: AnyUser, month: date, region_code: str) -> QuerySet[Elder]:
    seen = Elder.objects.visible_to(user).values("pk")
    return (
        counted(month, region_code)
        .filter(pk__in=seen)
        .select_related("person", "region__parent__parent")
        .order_by("region_id", "pk")
    )


def not_yet_visited(user: AnyUser, month: date, region_code: str) -> QuerySet[Elder]:
    """The names behind the gap, for those who may see them."""
    return _names(user, month, region_code).filter(contact=None)  # type: ignore[misc]  # annotated by `counted`


CONTACT_FILTERS: dict[str, tuple[ContactClass, ...]] = {
    "staff": STAFF_CLASSES,
    "a": (ContactClass.STAFF_A,),
    "b": (ContactClass.STAFF_B,),
    "c": (ContactClass.STAFF_C,),
    "waiting": (ContactClass.WAITING,),
    "verified": (ContactClass.VERIFIED,),
}


def visited_as(user: AnyUser, month: date, region_code: str, which: str = "staff") -> QuerySet[Any]:
    """The names behind a figure of who was visited, for those who may see them; `which` of CONTACT_FILTERS."""
    return _names(user, month, region_code).filter(contact__in=CONTACT_FILTERS[which])  # type: ignore[misc]


def declined(user: AnyUser, month: date, region_code: str) -> QuerySet[Elder]:
    """Who was not visited and has no consent in force, for those who may see them."""
    return not_yet_visited(user, month, region_code).filter(consents=False)  # type: ignore[misc]
