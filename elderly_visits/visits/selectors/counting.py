"""Counting elders for the monthly visit rate (月探访率): each once, by the best contact of the month.

Elders on the register on the last day of the month (or who left it during the month) with at least one contact made in
it, divided by all of them (domain.md, after item 10 of the city's programme). In a month that is not over, today stands
for its last day. Who declined visits stays in the denominator and is counted as declined, never as visited.

The best contact: a volunteer's that is verified, a volunteer's that is not yet, a worker's by the grade of its
evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Substr
from django.utils import timezone

from common.months import first_day, last_day, month_span_moments
from elderly_visits.register.models import Elder
from elderly_visits.visits.enums import ContactClass
from elderly_visits.visits.models.report import VisitReport
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from regions.codes import in_subtree, level_of
from regions.enums import Level
from timebank.ledger.enums import EvidenceGrade
from volunteers.tasks.enums import AssignmentState

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


# What makes a contact one of a class; the first that holds is the best.
_CLASSES: dict[ContactClass, Q] = {
    ContactClass.VERIFIED: Q(assignment__state=AssignmentState.VERIFIED),
    # What a worker wrote down for a volunteer is her word until somebody has confirmed it.
    ContactClass.WAITING: Q(assignment__isnull=False, on_behalf_of=""),
    ContactClass.STAFF_A: Q(assignment=None, evidence=EvidenceGrade.A),
    ContactClass.STAFF_B: Q(assignment=None, evidence=EvidenceGrade.B),
    ContactClass.STAFF_C: Q(pk__isnull=False),
}
_CONTACT = IntegerField(null=True)


def _best_of_all(month: date) -> Case:
    """The best contact, for counting everybody: the database goes through the month's contacts once for each class."""
    made = contacts(month)
    return Case(
        *(When(_met(made.filter(holds)), then=Value(contact)) for contact, holds in _CLASSES.items()),
        default=None,
        output_field=_CONTACT,
    )


def _best_of_each(month: date) -> Subquery:
    """The same for a few: it looks up each elder's contacts."""
    best = Case(
        *(When(holds, then=Value(contact)) for contact, holds in _CLASSES.items()), output_field=_CONTACT
    )
    own = contacts(month).filter(visit__elder=OuterRef("pk")).order_by().annotate(best=best)
    return Subquery(own.order_by("best").values("best")[:1], output_field=_CONTACT)


def counted(month: date, region_code: str, communities: Collection[str] | None = None) -> QuerySet[Elder]:
    """The denominator's elders, each with `contact` (a ContactClass, None for who was not visited) and `consents`.

    With `communities`, only theirs. Of a few (these, or a region below a county) each elder's contacts are looked up.
    """
    first, last = month_bounds(month)
    where = in_subtree("region_id", region_code)
    if communities is not None:
        where &= Q(region__in=communities)
    agreed = Consent.objects.in_force().filter(purpose=ConsentPurpose.VISITS)
    if communities is None and level_of(region_code) in (Level.CITY, Level.COUNTY):
        best: Any = _best_of_all(month)
        consents: Any = ExpressionWrapper(Q(person__in=agreed.values("person")), BooleanField())
    else:
        best, consents = _best_of_each(month), Exists(agreed.filter(person=OuterRef("person")))
    return Elder.objects.counted_in(first, last).filter(where).annotate(contact=best, consents=consents)


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
