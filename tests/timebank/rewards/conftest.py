"""A shop with a manager and a till, offers, and people with points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from people.logins.models import User
from people.persons.models import Person
from regions.models import Region
from tests.timebank.rewards.helpers import give_points, order
from timebank.rewards.enums import PartnerRole, PartnerState
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import Partner, PartnerStaff
from timebank.rewards.services.offers import create_offer, publish_offer
from timebank.rewards.services.partners import register_partner


@pytest.fixture
def shopkeeper(make_user: Callable[..., User], community: Region) -> User:
    return make_user("店主甲", region=community)


@pytest.fixture
def shop(shopkeeper: User, community: Region) -> Partner:
    """An approved shop of the community."""
    partner = register_partner(
        person=shopkeeper.person, name="甲子便民店", kind="shop", region=community, address="甲街 1 号"
    )
    partner.state = PartnerState.APPROVED
    partner.save()
    return partner


@pytest.fixture
def hire(shop: Partner, make_user: Callable[..., User]) -> Callable[..., User]:
    """Somebody at the shop's till."""

    def make(name: str = "店员乙", partner: Partner | None = None) -> User:
        user = make_user(name)
        PartnerStaff.objects.create(
            partner=partner or shop,
            person=user.person,
            name=name,
            phone=user.phone,
            role=PartnerRole.TILL,
            accepted_at=timezone.now(),
        )
        return user

    return make


@pytest.fixture
def clerk(hire: Callable[..., User]) -> User:
    return hire()


@pytest.fixture
def make_offer(shop: Partner, shopkeeper: User) -> Callable[..., Offer]:
    """An offer of the shop that can be ordered: 50 points, no end of it."""

    def make(**fields: Any) -> Offer:
        defaults = {"title": "大米 5 公斤", "kind": "goods", "price_points": 50}
        offer = create_offer(partner=shop, actor=shopkeeper, **(defaults | fields))
        return publish_offer(offer=offer, actor=shopkeeper)

    return make


@pytest.fixture
def offer(make_offer: Callable[..., Offer]) -> Offer:
    return make_offer()


@pytest.fixture
def rich(person: Person, community: Region) -> Person:
    """`person` with 200 points."""
    give_points(person, 200, community)
    return person


@pytest.fixture
def voucher(offer: Offer, rich: Person) -> Voucher:
    return order(offer, rich)
