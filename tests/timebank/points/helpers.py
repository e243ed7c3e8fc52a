"""Giving points, counting them, spending them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from people.models import Person
from regions.models import Region
from timebank.enums import AccountKind, Unit
from timebank.models import Account, Offer, Voucher
from timebank.services import issuing, order_voucher, personal, redeem_voucher, transfer


def give_points(person: Person, points: int, region: Region) -> None:
    transfer(
        key=f"points:{uuid4()}",
        debit=issuing(region, Unit.POINTS),
        credit=personal(person, Unit.POINTS),
        amount=points,
        region=region,
    )


def points_of(person: Person) -> tuple[int, int]:
    """Points that somebody has, and those of them that can be used."""
    account = Account.objects.filter(person=person, kind=AccountKind.PERSONAL, unit=Unit.POINTS).first()
    return (account.balance, account.available) if account else (0, 0)


def order(offer: Offer, person: Person, **fields: Any) -> Voucher:
    return order_voucher(offer=offer, person=person, order=fields.pop("order", uuid4()), **fields)


def redeem(voucher: Voucher, actor: Any, receipt: Any = None) -> Voucher:
    return redeem_voucher(voucher=voucher, actor=actor, receipt=receipt or uuid4())
