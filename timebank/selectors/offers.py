"""What can be had for points, and the vouchers of people and partners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import TruncMonth
from django.utils import timezone

from people.enums import MANAGER_ROLES
from people.scopes import in_scope
from regions.codes import ancestor_codes, in_subtree
from regions.models import Region
from timebank.enums import AccountKind, PartnerState, Unit
from timebank.models import Account, Offer, Partner, ServiceRecord, Voucher

if TYPE_CHECKING:
    from people.models import Person


@dataclass(frozen=True)
class MonthSum:
    """What a partner took in a month: the first day of it, vouchers, points."""

    month: date
    vouchers: int
    points: int


def points_to_use(person: Person | None) -> int:
    """Points that are not reserved. Opens no account."""
    if person is None:
        return 0
    row = Account.objects.filter(person=person, kind=AccountKind.PERSONAL, unit=Unit.POINTS).first()
    return row.available if row else 0


def home_of(person: Person | None) -> str | None:
    """The code of where somebody lives; of where they served last, as long as they have not said where they live."""
    if person is None or person.region_id:
        return person.region_id if person else None
    served = ServiceRecord.objects.filter(person=person).order_by("-started_at", "-pk")
    return served.values_list("region_id", flat=True).first()


def offers_to_find(
    *, near: str | None = None, query: str = "", county: str = "", most_points: int | None = None
) -> QuerySet[Offer]:
    """What is on offer today, the nearest first: one's community, township, county, then everything else.

    `near` is the code of where somebody lives. What is sold out comes last within its distance.
    """
    now = timezone.now()
    rows = (
        Offer.objects.on_offer(timezone.localdate(now))
        .with_taken(now)
        .select_related("partner__region__parent__parent", "reach__parent__parent")
    )
    if query:
        rows = rows.filter(
            Q(title__icontains=query) | Q(description__icontains=query) | Q(partner__name__icontains=query)
        )
    if county:
        rows = rows.filter(in_subtree("partner__region", county))
    if most_points is not None:
        rows = rows.filter(price_points__lte=most_points)
    return rows.annotate(distance=_distance(near)).order_by("distance", "price_points", "title", "pk")


def _distance(near: str | None) -> Any:
    if not near:
        return Value(0, output_field=IntegerField())
    around = [near, *reversed(ancestor_codes(near)[1:])]
    steps = [When(in_subtree("partner__region", code), then=Value(step)) for step, code in enumerate(around)]
    return Case(*steps, default=Value(len(around)), output_field=IntegerField())


def counties_with_offers() -> QuerySet[Region]:
    """Counties to choose from: those with a partner."""
    codes = Partner.objects.approved().order_by().values_list("region_id", flat=True).distinct()
    return Region.objects.filter(pk__in={f"{code[:6]}000000" for code in codes}).order_by("code")


def vouchers_of(person: Person) -> QuerySet[Voucher]:
    """Somebody's vouchers, the newest first."""
    return Voucher.objects.whole().filter(person=person)


def redeemed_at_partner(partner: Partner, month: date) -> QuerySet[Voucher]:
    """What a partner took in the month of that day, the newest first."""
    start, end = _month(month)
    return (
        Voucher.objects.redeemed()
        .whole()
        .filter(
            offer__partner=partner,
            reservation__resolution__created_at__gte=start,
            reservation__resolution__created_at__lt=end,
        )
        .order_by("-reservation__resolution__created_at", "-pk")
    )


def sums_by_month(partner: Partner, limit: int = 12) -> list[MonthSum]:
    """What a partner took, month by month, the newest first."""
    rows = (
        Voucher.objects.redeemed()
        .filter(offer__partner=partner)
        .order_by()
        .annotate(month=TruncMonth("reservation__resolution__created_at"))
        .values("month")
        .annotate(vouchers=Count("pk"), points=Sum("reservation__resolution__amount"))
        .order_by("-month")[:limit]
    )
    return [MonthSum(timezone.localdate(row["month"]), row["vouchers"], row["points"]) for row in rows]


def _month(day: date) -> tuple[datetime, datetime]:
    first = day.replace(day=1)
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    zone = timezone.get_current_timezone()
    return (
        datetime(first.year, first.month, 1, tzinfo=zone),
        datetime(following.year, following.month, 1, tzinfo=zone),
    )


def partners_to_review(user: Any, *, waiting_only: bool = True) -> QuerySet[Partner]:
    """Partners in the manager's regions that wait for a word, oldest first; never one she works for."""
    rows = (
        Partner.objects.filter(in_scope(user, "region_id", MANAGER_ROLES))
        .exclude(pk__in=Partner.objects.staffed_by(user).values("pk"))
        .select_related("region__parent__parent")
        .order_by("created_at", "pk")
    )
    return rows.filter(state=PartnerState.PENDING) if waiting_only else rows
