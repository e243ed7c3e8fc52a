"""The vouchers of a person."""

from __future__ import annotations

from django.db.models import QuerySet

from timebank.rewards.models.offers import Voucher


def vouchers_of(person: Person) -> QuerySet[Voucher]:
    """Somebody's vouchers, the newest first."""
    return Voucher.objects.whole().filter(person=person)
