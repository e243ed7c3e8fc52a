"""The till: scanning, typing, taking once; strangers and who tries codes."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.timebank.rewards.helpers import hidden, points_of, read, send
from timebank.rewards import voucher_codes
from timebank.rewards.models.offers import Voucher
from timebank.rewards.models.partners import Partner, PartnerStaff
from timebank.rewards.services.partners import invite_staff, register_partner, suspend_partner


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


def till_address(voucher):
    return f"/timebank/till/{voucher.secret}/"


def test_the_square_opens_the_voucher_for_the_till_with_a_masked_name(voucher, clerk, log_in):
    html = read(log_in(clerk), till_address(voucher))
    assert "大米 5 公斤" in html and "张**" in html and "Redeem the voucher" in html
    assert "张三丰" not in html


def test_a_voucher_is_taken_once_and_the_page_of_the_till_says_so_each_time(voucher, hire, log_in, rich):
    first, second = log_in(hire("收银甲")), log_in(hire("收银乙"))
    mine, theirs = (hidden(read(client, till_address(voucher)), "receipt") for client in (first, second))
    for _click in range(2):
        assert (
            "Redeemed. Please hand it over."
            in send(first, till_address(voucher), receipt=mine).content.decode()
        )
    late = send(second, till_address(voucher), receipt=theirs).content.decode()
    assert "already used" in late and "收银甲" in late and "Please hand it over" not in late
    # The same till scans it once more: no second success.
    assert "already used" in read(first, till_address(voucher))
    assert points_of(rich) == (150, 150)


def test_a_stranger_to_the_till_meets_a_kind_page_without_any_data(
    voucher, log_in, other_person, worker, officer, make_user
):
    pages = [read(log_in(user), till_address(voucher), 404) for user in (other_person.user, worker, officer)]
    pages.append(read(Client(), till_address(voucher), 404))
    for html in pages:
        assert "This is for the staff at the till" in html
        for word in ("大米", "张", voucher.code, voucher_codes.spaced(voucher.code), "甲子便民店"):
            assert word not in html
    nobody = log_in(other_person.user)
    assert read(nobody, "/timebank/till/nothing-of-the-kind/", 404).count("<h1") == 1
    assert nobody.post(till_address(voucher), {"receipt": uuid4()}).status_code == 404
    assert Voucher.objects.whole().get().state == "issued"


def test_its_owner_who_scans_it_is_led_to_it(voucher, rich, log_in):
    response = log_in(rich.user).get(till_address(voucher))
    assert (response.status_code, response.url) == (302, f"/timebank/vouchers/{voucher.uuid}/")


def test_staff_whose_work_has_ended_are_strangers(voucher, clerk, log_in):
    PartnerStaff.objects.filter(person=clerk.person).update(ended_at=timezone.now())
    client = log_in(clerk)
    assert client.get(till_address(voucher)).status_code == 404
    assert client.post(till_address(voucher), {"receipt": uuid4()}).status_code == 404
    assert Voucher.objects.whole().get().state == "issued"


def test_a_suspended_partners_till_is_told_to_take_nothing(voucher, clerk, shop, officer, log_in):
    suspend_partner(partner=shop, actor=officer, until=timezone.localdate(), note="核实")
    client = log_in(clerk)
    assert "no vouchers at the moment" in read(client, till_address(voucher))
    assert "suspended" in send(client, till_address(voucher), receipt=uuid4()).content.decode()
    assert Voucher.objects.whole().get().state == "issued"


def test_an_expired_voucher_is_stopped_at_the_till(voucher, clerk, log_in):
    client = log_in(clerk)
    with time_machine.travel(voucher.expires_at + timedelta(hours=1)):
        client = log_in(clerk)
        assert "Stop: expired" in read(client, till_address(voucher))
        assert "Stop: expired" in send(client, till_address(voucher), receipt=uuid4()).content.decode()


@pytest.mark.parametrize("receipt", ["", "x", "\0", "9" * 4000])
def test_a_confirmation_without_its_page_takes_nothing(voucher, clerk, log_in, receipt):
    response = send(log_in(clerk), till_address(voucher), receipt=receipt)
    assert response.status_code == 200
    assert Voucher.objects.whole().get().state == "issued"


def test_a_typed_code_leads_to_the_voucher_however_it_is_typed(voucher, clerk, log_in):
    client = log_in(clerk)
    for typed in (voucher.code, voucher_codes.spaced(voucher.code).lower()):
        response = send(client, "/timebank/till/", code=typed)
        assert response.redirect_chain == [(till_address(voucher), 302)]


@pytest.mark.parametrize("typed", ["", "x", "\0", "0000 0000", "🙂" * 8, "A" * 5000])
def test_a_slip_in_a_code_is_said_and_costs_no_attempt(voucher, clerk, log_in, typed):
    client = log_in(clerk)
    for _try in range(12):
        response = send(client, "/timebank/till/", code=typed)
        assert response.status_code == 200 and "errorlist" in response.content.decode()


def test_who_tries_codes_is_stopped_and_even_the_right_one_waits(voucher, clerk, log_in):
    client = log_in(clerk)
    wrong = voucher_codes.new_code()
    statuses = [send(client, "/timebank/till/", code=wrong).status_code for _try in range(12)]
    assert statuses == [200] * 10 + [429] * 2
    assert send(client, "/timebank/till/", code=voucher.code).status_code == 429
    assert client.get(till_address(voucher)).status_code == 429
    # Somebody else at the till is not stopped with them.
    assert "大米" not in read(log_in(voucher.offer.changed_by), "/timebank/till/")


def test_a_till_finds_no_voucher_of_another_partner(voucher, make_user, community, log_in):
    neighbour = make_user("隔壁店主")
    register_partner(person=neighbour.person, name="隔壁店", kind="shop", region=community, address="x")
    client = log_in(neighbour)
    assert (
        "There is no voucher with this code"
        in send(client, "/timebank/till/", code=voucher.code).content.decode()
    )
    assert client.get(till_address(voucher)).status_code == 404


def test_an_invitation_stands_on_the_till_page_of_the_numbers_owner(shop, shopkeeper, resident, log_in):
    staff = invite_staff(partner=shop, actor=shopkeeper, name="店员", phone=resident.phone)
    client = log_in(resident)
    assert "甲子便民店" in read(client, "/timebank/till/")
    other = f"/timebank/till/invitations/{staff.pk}/"
    assert "You can now redeem vouchers" in send(client, other, answer="yes").content.decode()
    assert Partner.objects.staffed_by(resident).get() == shop
    assert log_in(shopkeeper).post(other, {"answer": "yes"}).status_code == 404


def test_an_invitation_may_be_declined(shop, shopkeeper, resident, log_in):
    staff = invite_staff(partner=shop, actor=shopkeeper, name="店员", phone=resident.phone)
    client = log_in(resident)
    send(client, f"/timebank/till/invitations/{staff.pk}/", answer="no")
    assert "甲子便民店" not in read(client, "/timebank/till/")


def test_who_works_at_a_till_is_led_there_after_the_log_in(clerk, log_in):
    response = log_in(clerk).get("/after-login/")
    assert (response.status_code, response.url) == (302, "/timebank/till/")
