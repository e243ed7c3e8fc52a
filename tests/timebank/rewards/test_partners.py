"""Becoming a partner, being reviewed, hiring and ending staff; what an offer may say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from notifications.models import Message
from tests.timebank.conftest import rule
from tests.timebank.rewards.helpers import order
from timebank.rewards import errors, policy
from timebank.rewards.models.offers import Offer
from timebank.rewards.models.partners import Partner, PartnerStaff, PartnerSuspension
from timebank.rewards.selectors.partners import partners_to_review
from timebank.rewards.services.offers import create_offer, publish_offer, update_offer
from timebank.rewards.services.partners import (
    accept_invitation,
    end_staff,
    invite_staff,
    lift_suspension,
    register_partner,
    review_partner,
    suspend_partner,
    update_partner,
)


def registered(user, region, **fields):
    defaults = {"name": "乙丑小店", "kind": "shop", "address": "乙街 3 号"}
    return register_partner(person=user.person, region=region, **(defaults | fields))


# --- Registering and reviewing ---------------------------------------------------------------------------------------


def test_who_registers_manages_it_waits_for_review_and_sending_twice_registers_once(resident, community):
    first = registered(resident, community)
    assert registered(resident, community) == first
    assert (first.state, list(Partner.objects.staffed_by(resident, "manager"))) == ("pending", [first])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " \0 "}, "name"),
        ({"name": "店" * 61}, "name"),
        ({"kind": "bank"}, "kind"),
        ({"address": ""}, "address"),
        ({"opening_note": "x" * 121}, "opening_note"),
    ],
)
def test_each_mistake_is_said_at_its_field(resident, community, fields, field):
    with pytest.raises(ValidationError) as refused:
        registered(resident, community, **fields)
    assert field in refused.value.message_dict


def test_a_name_that_is_taken_here_is_refused_and_can_be_used_elsewhere(
    resident, make_user, community, community_next_door
):
    registered(resident, community)
    other = make_user("居民乙")
    with pytest.raises(ValidationError):
        registered(other, community)
    assert registered(other, community_next_door)


def test_the_township_approves_and_the_manager_is_told_once(resident, community, officer):
    partner = registered(resident, community)
    assert list(partners_to_review(officer)) == [partner]
    for _click in range(2):
        partner = review_partner(partner=partner, actor=officer, approve=True)
    assert (partner.state, partner.reviewed_by) == ("approved", officer)
    assert Message.objects.filter(person=resident.person, kind="timebank.partner").count() == 1


def test_neither_worker_nor_auditor_nor_county_next_door_nor_its_own_manager_decides(
    resident, community, worker, auditor, manager_next_door, officer
):
    partner, own = registered(resident, community), registered(officer, community, name="经办的店")
    for actor, target in (
        (worker, partner),
        (auditor, partner),
        (manager_next_door, partner),
        (resident, partner),
        (officer, own),
    ):
        with pytest.raises(errors.PartnerRefused):
            review_partner(partner=target, actor=actor, approve=True)
    assert own not in partners_to_review(officer)


def test_what_is_sent_back_needs_a_reason_and_comes_again_once_it_was_mended(resident, community, officer):
    partner = registered(resident, community)
    with pytest.raises(errors.PartnerRefused):
        review_partner(partner=partner, actor=officer, approve=False, note=" ")
    review_partner(partner=partner, actor=officer, approve=False, note="地址不清楚")
    assert Message.objects.filter(person=resident.person, body__contains="地址不清楚").exists()
    again = update_partner(partner=partner, actor=resident, address="乙街 5 号")
    assert (again.state, again.address) == ("pending", "乙街 5 号")


def test_an_approved_partner_changes_hours_and_phone_but_not_what_was_reviewed(shop, shopkeeper):
    shop = update_partner(partner=shop, actor=shopkeeper, name="换名", opening_note="8点到18点")
    assert (shop.name, shop.opening_note) == ("甲子便民店", "8点到18点")


def test_a_partner_is_suspended_with_a_reason_and_taken_back(shop, officer, make_offer):
    offer = make_offer()
    until = timezone.localdate() + timedelta(days=9)
    with pytest.raises(ValidationError):
        suspend_partner(partner=shop, actor=officer, until=until, note=" \0 ")
    suspend_partner(partner=shop, actor=officer, until=until, note="核实投诉")
    assert offer not in Offer.objects.on_offer(timezone.localdate())
    lift_suspension(partner=shop, actor=officer)
    lift_suspension(partner=shop, actor=officer)
    assert Partner.objects.get().stands and PartnerSuspension.objects.get().lifted_by == officer
    assert offer in Offer.objects.on_offer(timezone.localdate())


def test_a_partner_that_waits_cannot_be_suspended(resident, community, officer):
    with pytest.raises(errors.PartnerRefused):
        suspend_partner(
            partner=registered(resident, community), actor=officer, until=timezone.localdate(), note="x"
        )


# --- Staff -----------------------------------------------------------------------------------------------------------


def test_somebody_invited_by_phone_works_there_once_they_agree(shop, shopkeeper, resident):
    staff = invite_staff(partner=shop, actor=shopkeeper, name="店员", phone=resident.phone)
    assert invite_staff(partner=shop, actor=shopkeeper, name="店员", phone=resident.phone) == staff
    assert not Partner.objects.staffed_by(resident)
    assert Message.objects.filter(person=resident.person, key=f"partner-invitation:{staff.pk}").count() == 1
    for _click in range(2):
        accept_invitation(staff=staff, user=resident)
    assert list(Partner.objects.staffed_by(resident)) == [shop]
    assert not Partner.objects.staffed_by(resident, "manager")


def test_an_invitation_looks_the_same_whether_or_not_the_number_has_a_log_in(shop, shopkeeper, resident):
    known = invite_staff(partner=shop, actor=shopkeeper, name="甲", phone=resident.phone)
    unknown = invite_staff(partner=shop, actor=shopkeeper, name="甲", phone="+8610099999999")
    assert (known.person, known.name) == (unknown.person, unknown.name) == (None, "甲")


def test_an_invitation_is_for_the_owner_of_the_number_and_for_two_weeks(
    shop, shopkeeper, resident, make_user
):
    staff = invite_staff(partner=shop, actor=shopkeeper, name="店员", phone=resident.phone)
    unproven = make_user("冒名")
    unproven.phone, unproven.phone_verified = None, False
    for user in (make_user("别人"), unproven):
        with pytest.raises(errors.PartnerRefused):
            accept_invitation(staff=staff, user=user)
    with (
        time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)),
        pytest.raises(errors.PartnerRefused),
    ):
        accept_invitation(staff=staff, user=resident)


@pytest.mark.parametrize("phone", ["", "12", "x\0y", "0818-2345678", "1" * 500])
def test_what_is_no_mobile_number_is_said_at_its_field(shop, shopkeeper, phone):
    with pytest.raises(ValidationError) as refused:
        invite_staff(partner=shop, actor=shopkeeper, name="店员", phone=phone)
    assert "phone" in refused.value.message_dict


def test_a_clerk_and_a_neighbour_neither_invite_nor_end_nor_offer(shop, clerk, resident, shopkeeper):
    boss = PartnerStaff.objects.get(person=shopkeeper.person)
    for user in (clerk, resident):
        with pytest.raises(errors.PartnerRefused):
            invite_staff(partner=shop, actor=user, name="甲", phone=resident.phone)
        with pytest.raises(errors.PartnerRefused):
            end_staff(staff=boss, actor=user)
        with pytest.raises(errors.PartnerRefused):
            create_offer(partner=shop, actor=user, title="x", kind="goods", price_points=1)
        with pytest.raises(errors.PartnerRefused):
            update_partner(partner=shop, actor=user, opening_note="x")


def test_who_leaves_ends_it_themself_and_the_last_manager_stays(shop, clerk, shopkeeper):
    own = PartnerStaff.objects.get(person=clerk.person)
    assert end_staff(staff=own, actor=clerk).ended_by == clerk
    assert not Partner.objects.staffed_by(clerk)
    with pytest.raises(errors.PartnerRefused):
        end_staff(staff=PartnerStaff.objects.get(person=shopkeeper.person), actor=shopkeeper)


def test_who_was_ended_can_be_invited_again(shop, clerk, shopkeeper):
    end_staff(staff=PartnerStaff.objects.get(person=clerk.person), actor=shopkeeper)
    again = invite_staff(partner=shop, actor=shopkeeper, name="店员", phone=clerk.phone)
    accept_invitation(staff=again, user=clerk)
    assert list(Partner.objects.staffed_by(clerk)) == [shop]


# --- Offers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"price_points": 0}, "price_points"),
        ({"price_points": -5}, "price_points"),
        ({"price_points": 10**30}, "price_points"),
        ({"price_points": 1.5}, "price_points"),
        ({"price_points": None}, "price_points"),
        ({"stock": -1}, "stock"),
        ({"stock": 10**30}, "stock"),
        ({"stock": True}, "stock"),
        ({"most_per_month": 0}, "most_per_month"),
        ({"most_per_month": 10**30}, "most_per_month"),
        ({"title": "\0"}, "title"),
        ({"title": "米" * 61}, "title"),
        ({"description": "x" * 601}, "description"),
        ({"kind": "money"}, "kind"),
        ({"title": "50 元现金"}, "title"),
        ({"description": "可换购物卡一张"}, "description"),
    ],
)
def test_an_offer_that_makes_no_sense_or_is_money_is_refused_at_its_field(shop, shopkeeper, fields, field):
    defaults = {"title": "大米", "kind": "goods", "price_points": 50}
    with pytest.raises(ValidationError) as refused:
        create_offer(partner=shop, actor=shopkeeper, **(defaults | fields))
    assert field in refused.value.message_dict


def test_an_offer_does_not_end_before_it_begins(shop, shopkeeper):
    with pytest.raises(ValidationError):
        create_offer(
            partner=shop, actor=shopkeeper, title="米", kind="goods", price_points=1,
            valid_from=date(2026, 12, 2), valid_until=date(2026, 12, 1),
        )  # fmt: skip


def test_words_that_a_city_forbids_later_stop_the_publishing(shop, shopkeeper):
    offer = create_offer(partner=shop, actor=shopkeeper, title="白酒一瓶", kind="goods", price_points=50)
    rule(policy.OFFER_REFUSED_WORDS, ["白酒"])
    with pytest.raises(ValidationError):
        publish_offer(offer=offer, actor=shopkeeper)


def test_an_offer_is_published_only_by_an_approved_partner(resident, community):
    partner = registered(resident, community)
    offer = create_offer(partner=partner, actor=resident, title="米", kind="goods", price_points=50)
    with pytest.raises(errors.PartnerRefused):
        publish_offer(offer=offer, actor=resident)
    assert offer not in Offer.objects.visible_to(AnonymousUser())
    assert offer in Offer.objects.visible_to(resident)


def test_an_offer_reaches_no_farther_than_its_own_city(shop, shopkeeper, county_next_door, city):
    offer = create_offer(
        partner=shop, actor=shopkeeper, title="米", kind="goods", price_points=50, reach=county_next_door
    )
    assert offer.reach == county_next_door
    elsewhere = type(city).objects.create(code="510100000000", level="city", name="成都市")
    with pytest.raises(ValidationError):
        update_offer(offer=offer, actor=shopkeeper, reach=elsewhere)


def test_the_stock_is_never_set_below_what_is_ordered(make_offer, shopkeeper, rich):
    offer = make_offer(stock=5, price_points=10)
    for _ in range(3):
        order(offer, rich)
    with pytest.raises(ValidationError, match="3"):
        update_offer(offer=offer, actor=shopkeeper, stock=2)
    assert update_offer(offer=offer, actor=shopkeeper, stock=3).stock == 3
    assert update_offer(offer=offer, actor=shopkeeper, stock=None).stock is None
