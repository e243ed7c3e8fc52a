"""Points become a bag of rice: ordered on a phone, and taken by one of two tills that press at the same moment."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from people.logins.models import User
from regions.models import Region
from tests.journeys.conftest import keeps_nobody_out, press
from tests.timebank.rewards.helpers import give_points, points_of
from timebank.oversight.selectors.ledger_verification import verify
from timebank.rewards.enums import PartnerRole, PartnerState
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import Partner, PartnerStaff
from timebank.rewards.services.offers import create_offer, publish_offer
from timebank.rewards.services.partners import register_partner
from volunteers.registration.models.volunteer import Volunteer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop(make_user: Any, community: Region) -> Partner:
    """An approved shop of the community."""
    partner = register_partner(
        person=make_user("店主甲", region=community).person, name="甲子便民店", kind="shop", region=community,
        address="甲街 1 号",
    )  # fmt: skip
    partner.state = PartnerState.APPROVED
    partner.save()
    return partner


@pytest.fixture
def rice(shop: Partner) -> Offer:
    keeper = shop.staff.get().person.user
    made = create_offer(partner=shop, actor=keeper, title="大米 5 公斤", kind="goods", price_points=50)
    return publish_offer(offer=made, actor=keeper)


def clerk(shop: Partner, user: User) -> User:
    """Somebody at one of the shop's tills."""
    PartnerStaff.objects.create(
        partner=shop, person=user.person, name=user.person.name, phone=user.phone, role=PartnerRole.TILL,
        accepted_at=timezone.now(),
    )  # fmt: skip
    return user


def scanned(page: Page) -> str:
    """Where the square on the page leads, as a camera reads it."""
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.locator(".square").screenshot())))
    return re.sub(r"^https?://[^/]+", "", code.text)


def test_a_voucher_is_ordered_shown_and_taken_by_one_of_two_tills(
    enter: Any, make_user: Any, volunteer: Volunteer, community: Region, shop: Partner, rice: Offer
) -> None:
    person = volunteer.person
    person.region = community
    person.save()
    give_points(person, 200, community)
    mine = enter(person.user)
    mine.goto("/timebank/")
    press(mine, "main .doors a[href='/timebank/offers/']")
    keeps_nobody_out(mine)
    mine.get_by_role("link", name="大米 5 公斤").click()
    expect(mine.get_by_role("heading", name="大米 5 公斤")).to_be_visible()
    keeps_nobody_out(mine)
    press(mine, f"main a[href='/timebank/offers/{rice.uuid}/order/']")
    assert Voucher.objects.count() == 0
    keeps_nobody_out(mine)
    mine.get_by_role("button", name="是的，兑换").click()
    expect(mine.locator(".square svg")).to_be_visible()
    assert points_of(person) == (200, 150)
    keeps_nobody_out(mine)

    address = scanned(mine)
    tills = [enter(clerk(shop, make_user(name)), path=address) for name in ("收银甲", "收银乙")]
    for till in tills:
        till.goto(address)
        assert "志愿者甲" not in till.inner_text("main")
        expect(till.get_by_role("button", name="确认核销并交付")).to_be_visible()
        keeps_nobody_out(till)
    # Neither click waits for an answer, so both are under way at once.
    for till in tills:
        till.evaluate("setTimeout(() => document.querySelector('button.take').click(), 0)")
    for till in tills:
        expect(till.locator(".verdict")).to_be_visible()
        keeps_nobody_out(till)
    said = {bool(till.locator(".verdict-ok").count()): till.inner_text(".verdict") for till in tills}
    assert "核销成功" in said[True]
    assert "已经用过" in said[False] and "收银" in said[False]

    assert points_of(person) == (150, 150)
    mine.reload()
    assert mine.locator(".square").count() == 0
    keeps_nobody_out(mine)
    result = verify()
    assert result.ok, result.findings
