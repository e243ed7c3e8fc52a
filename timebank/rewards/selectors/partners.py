from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from common.months import month_span_moments
from people.actors import AnyUser
from timebank.rewards.enums import PartnerState
from timebank.rewards.models.offers import Voucher
from timebank.rewards.models.partners import Partner, PartnerQuerySet
from workbench.roles import MANAGER_ROLES
from workbench.scopes import in_scope


@dataclass(frozen=True)
class MonthSum:
    """What a partner took in a month: the first day of it, vouchers, points."""

    month: date
    vouchers: int
    points: int


def redeemed_at_partner(partner: Partner, month: date) -> QuerySet[Voucher]:
    """What a partner took in the month of that day, the newest first."""
    start, end = month_span_moments(month)
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


def partners_to_review(user: AnyUser, *, waiting_only: bool = True) -> PartnerQuerySet:
    """Partners in the manager's regions that wait for a word, oldest first; never one she works for."""
    rows = (
        Partner.objects.filter(in_scope(user, "region_id", MANAGER_ROLES))
        .exclude(pk__in=Partner.objects.staffed_by(user).values("pk"))
        .select_related("region__parent__parent")
        .order_by("created_at", "pk")
    )
    return rows.filter(state=PartnerState.PENDING) if waiting_only else rows
