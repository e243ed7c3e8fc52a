"""The vouchers of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from timebank.rewards.models.offers import Voucher

if TYPE_CHECKING:
    from people.persons.models import Person


def vouchers_of(person: Person) -> QuerySet[Voucher]:
    """Somebody's vouchers, the newest first."""
    return Voucher.objects.whole().filter(person=person)
