"""Giving points, counting them, spending them; reading and sending pages."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django.test import Client

from people.persons.models import Person
from regions.models import Region
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.services.accounts import issuing, personal
from timebank.ledger.services.transfers import transfer
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.services.vouchers import order_voucher, redeem_voucher


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


def read(client: Client, address: str, status: int = 200) -> str:
    """The page in English."""
    client.cookies["django_language"] = "en"
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def send(client: Client, url: str, /, **data: Any) -> Any:
    client.cookies["django_language"] = "en"
    return client.post(url, data, follow=True)


def hidden(html: str, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    assert found is not None
    return found[1]
