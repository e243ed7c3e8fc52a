"""What points buy in the demonstration: a few invented partners, their offers, and two vouchers of the volunteer."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import phones
from organizations.models import SocialOrganization
from organizations.services import become_partner
from people.logins.models import User
from people.persons.models import Person
from people.roles.models import RoleGrant
from platform_site.demonstration.logins import Login, login_of, person_at
from platform_site.demonstration.population import Population
from regions.models import Region
from timebank.errors import TimebankError
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import Partner
from timebank.rewards.permissions import can_review_partner
from timebank.rewards.services.offers import create_offer, publish_offer
from timebank.rewards.services.partners import register_partner, review_partner
from timebank.rewards.services.vouchers import order_voucher, redeem_voucher
from workbench.roles import Role

SHOPKEEPER = 21
# So that setting up again finds the same two vouchers.
_ORDERS = uuid.UUID(int=20230812)
# Name, kind, offers: title, kind, description, points, stock, most a month.
_PARTNERS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, int, int | None, int | None], ...]], ...] = (
    (
        "甲子便民店(演示)",
        "shop",
        "每天 8:00–20:00",
        (
            ("大米一袋(5 公斤)", "goods", "演示用。请自带购物袋。", 120, 60, 2),
            ("鸡蛋一盒(30 枚)", "goods", "演示用。", 80, 3, 2),
            ("毛巾一条", "goods", "演示用。", 30, None, None),
        ),
    ),
    (
        "乙丑理发店(演示)",
        "shop",
        "周二至周日 9:00–18:00",
        (
            ("理发一次", "service", "演示用。来之前打个电话。", 60, None, 1),
            ("老人上门理发一次", "service", "演示用。可以转给行动不便的邻居。", 150, 20, 1),
        ),
    ),
    (
        "丙寅社区食堂(演示)",
        "public_body",
        "工作日 11:00–13:00",
        (("午餐一份", "service", "演示用。两荤两素一汤。", 40, 200, 8),),
    ),
)


@transaction.atomic
def make_rewards(population: Population) -> Login:
    """Partners around the demonstration's community, one of them waiting for review. Again changes nothing."""
    grant = RoleGrant.objects.get(user__phone=phones.demo_phone(1), role=Role.COMMUNITY_WORKER)
    region = Region.objects.get(pk=grant.region_id)
    keeper = person_at(SHOPKEEPER, "钱甲子", region.pk)
    if not Partner.objects.filter(is_demo=True).exists():
        officer = User.objects.get(phone=phones.demo_phone(2))
        offers = [
            offer
            for number, partner in enumerate(_PARTNERS)
            for offer in _partner(keeper, officer, region, number, *partner)
        ]
        register_partner(
            person=keeper,
            name="丁卯水果店(演示)",
            kind="shop",
            region=region,
            address="演示路 9 号",
            opening_note="每天 7:00–21:00",
            is_demo=True,
        )
        _vouchers(offers, keeper.user)
        _organization()
    return login_of(_("Partner shop"), keeper, "/timebank/till/")


def _partner(
    keeper: Person,
    officer: User,
    region: Region,
    number: int,
    name: str,
    kind: str,
    opening: str,
    offers: tuple[tuple[str, str, str, int, int | None, int | None], ...],
) -> list[Offer]:
    assert keeper.user is not None
    partner = register_partner(
        person=keeper,
        name=name,
        kind=kind,
        region=region,
        address=f"演示路 {number + 1} 号",
        phone=phones.demo_phone(SHOPKEEPER),
        opening_note=opening,
        is_demo=True,
    )
    partner = review_partner(partner=partner, actor=officer, approve=True)
    return [
        publish_offer(
            offer=create_offer(
                partner=partner,
                actor=keeper.user,
                title=title,
                kind=offer_kind,
                description=description,
                price_points=price,
                stock=stock,
                most_per_month=most,
            ),
            actor=keeper.user,
        )
        for title, offer_kind, description, price, stock, most in offers
    ]


def _vouchers(offers: list[Offer], till: Any) -> None:
    """One to be used and one that was, for the volunteer who can be logged in as, as far as the points reach."""
    volunteer = Person.objects.filter(user__phone=phones.demo_phone(11)).first()
    if volunteer is None:
        return
    by_price = sorted(offers, key=lambda offer: offer.price_points)
    made: list[Voucher] = []
    for number, offer in enumerate(by_price[:2]):
        try:
            made.append(
                order_voucher(
                    offer=offer,
                    person=volunteer,
                    order=uuid.uuid5(_ORDERS, str(number)),
                    actor=volunteer.user,
                )
            )
        except TimebankError:
            # A volunteer of a tiny demonstration may have earned too little; the offers are there all the same.
            return
    redeem_voucher(voucher=made[0], actor=till, receipt=uuid.uuid5(_ORDERS, "taken"))


def _organization() -> None:
    """The organization whose manager can be logged in as gives something, too."""
    organization = SocialOrganization.objects.filter(
        members__person__user__phone=phones.demo_phone(13), state="approved", partner=None
    ).first()
    if organization is None:
        return
    manager = User.objects.get(phone=phones.demo_phone(13))
    partner = become_partner(
        organization=organization, actor=manager, region=organization.region, address="演示路 20 号"
    )
    # The county's manager: the organization may lie in another township than the rest.
    reviewer = User.objects.get(phone=phones.demo_phone(3))
    if can_review_partner(reviewer, partner):
        partner = review_partner(partner=partner, actor=reviewer, approve=True)
    offer = create_offer(
        partner=partner,
        actor=manager,
        title="手机课一次(演示)",
        kind="service",
        description="演示用。教老人用手机。",
        price_points=50,
        stock=30,
        most_per_month=2,
    )
    if partner.state == "approved":
        publish_offer(offer=offer, actor=manager)
