"""The partner's own pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.timebank.rewards.helpers import order, read, redeem, send
from timebank.rewards.models.offers import Offer
from timebank.rewards.models.partners import Partner, PartnerStaff


def test_becoming_a_partner_keeps_what_was_typed_and_waits_for_review(resident, community, log_in):
    client = log_in(resident)
    data = {"name": "新店", "kind": "shop", "region": community.code, "address": "", "phone": "12"}
    html = send(client, "/timebank/partners/new/", **data).content.decode()
    assert "新店" in html and not Partner.objects.exists()
    done = send(client, "/timebank/partners/new/", **(data | {"address": "甲街 9 号", "phone": ""}))
    assert "The township will review the registration" in done.content.decode()
    assert Partner.objects.get().state == "pending"


def test_the_partners_page_is_its_managers_alone(shop, shopkeeper, clerk, resident, officer, offer, log_in):
    addresses = [
        f"/timebank/partners/{shop.uuid}/",
        f"/timebank/partners/{shop.uuid}/change/",
        f"/timebank/partners/{shop.uuid}/taken.csv",
        f"/timebank/partners/{shop.uuid}/offers/new/",
        f"/timebank/partners/{shop.uuid}/offers/{offer.uuid}/",
    ]
    for user in (clerk, resident, officer):
        client = log_in(user)
        for address in addresses:
            assert client.get(address).status_code == 404, address
        for part in ("staff/", f"offers/{offer.uuid}/state/"):
            assert client.post(f"/timebank/partners/{shop.uuid}/{part}").status_code == 404
    for address in addresses:
        assert log_in(shopkeeper).get(address).status_code == 200
        assert Client().get(address).status_code == 302


def test_an_offer_is_written_published_changed_and_taken_down(shop, shopkeeper, county, log_in):
    client = log_in(shopkeeper)
    address = f"/timebank/partners/{shop.uuid}/offers/new/"
    data = {
        "title": "面条", "kind": "goods", "price_points": "30", "stock": "9", "valid_from": "2026-11-20",
        "reach": county.code, "publish": "1",
    }  # fmt: skip
    refused = send(client, address, **data).content.decode()
    assert "Points are never paid out as money" in refused and 'value="面条"' in refused
    assert "has been published" in send(client, address, **data, not_money="on").content.decode()
    offer = Offer.objects.get()
    assert (offer.state, offer.stock, offer.changed_by) == ("published", 9, shopkeeper)
    own = f"/timebank/partners/{shop.uuid}/offers/{offer.uuid}/"
    send(client, own, **(data | {"price_points": "35", "stock": ""}), not_money="on")
    offer.refresh_from_db()
    assert (offer.price_points, offer.stock) == (35, None)
    send(client, f"{own}state/", state="withdraw")
    offer.refresh_from_db()
    assert offer.state == "withdrawn"


@pytest.mark.parametrize(
    "wrong",
    [
        {"price_points": "9" * 400},
        {"price_points": "-1"},
        {"price_points": "1e3"},
        {"stock": "-1"},
        {"stock": "9" * 30},
        {"most_per_month": "0"},
        {"valid_from": "31.02.2026"},
        {"valid_until": "1999-01-01"},
        {"valid_from": "0000-00-00"},
        {"reach": "x\0"},
        {"kind": "cash"},
        {"description": "现金返还"},
    ],
)
def test_a_wrong_answer_in_the_form_of_an_offer_is_said_and_the_rest_kept(
    shop, shopkeeper, county, log_in, wrong
):
    data = {
        "title": "面条", "kind": "goods", "price_points": "30", "valid_from": "2026-11-20", "reach": county.code,
        "description": "手工面", "not_money": "on",
    }  # fmt: skip
    response = send(log_in(shopkeeper), f"/timebank/partners/{shop.uuid}/offers/new/", **(data | wrong))
    assert response.status_code == 200 and "errorlist" in response.content.decode()
    assert not Offer.objects.exists()


def test_what_was_taken_is_listed_summed_by_month_and_handed_out_as_a_table(
    shop, shopkeeper, make_offer, rich, clerk, log_in
):
    offer = make_offer(title="=HYPERLINK(1)", price_points=20)
    with time_machine.travel(timezone.now() - timedelta(days=31)):
        Offer.objects.update(valid_from=date(2026, 10, 1))
        redeem(order(offer, rich), clerk)
    for _ in range(2):
        redeem(order(offer, rich), clerk)
    order(offer, rich)
    client = log_in(shopkeeper)
    html = read(client, f"/timebank/partners/{shop.uuid}/")
    assert html.count("张**") == 2 and "October 2026" in html and ">40<" in html
    assert read(client, f"/timebank/partners/{shop.uuid}/?month=2026-10").count("张**") == 1
    for month in ("2026-13", "x", "\0", "9" * 400, "0000-01"):
        read(client, f"/timebank/partners/{shop.uuid}/?month={month}")
    table = b"".join(client.get(f"/timebank/partners/{shop.uuid}/taken.csv").streaming_content).decode()
    lines = table.strip().splitlines()
    assert len(lines) == 3 and lines[0].startswith("\ufeff") and lines[1].endswith(",20")
    assert "'=HYPERLINK(1)" in lines[1] and "张" not in table


def test_staff_are_invited_and_ended_on_the_page(shop, shopkeeper, clerk, resident, log_in):
    client = log_in(shopkeeper)
    address = f"/timebank/partners/{shop.uuid}/staff/"
    wrong = send(client, address, name="新店员", phone="12", role="till").content.decode()
    assert "新店员" in wrong and "errorlist" in wrong
    assert (
        "Invited." in send(client, address, name="新店员", phone=resident.phone, role="till").content.decode()
    )
    staff = PartnerStaff.objects.get(person=clerk.person)
    assert "no longer redeems vouchers here" in send(client, f"{address}{staff.pk}/end/").content.decode()
    own = PartnerStaff.objects.get(person=shopkeeper.person)
    assert "The last manager cannot leave" in send(client, f"{address}{own.pk}/end/").content.decode()
    for nonsense in ("0", "999999999", "9" * 30):
        assert client.post(f"{address}{nonsense}/end/").status_code == 404
