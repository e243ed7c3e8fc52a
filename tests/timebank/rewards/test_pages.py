"""Offers and vouchers as buyers meet them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.timebank.rewards.helpers import give_points, hidden, order, points_of, read, redeem, send
from timebank.rewards import voucher_codes
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import Partner
from timebank.rewards.services.offers import create_offer, publish_offer
from timebank.rewards.services.partners import register_partner
from timebank.rewards.services.vouchers import cancel_voucher


def test_everybody_sees_what_points_buy(offer):
    html = read(Client(), "/timebank/offers/")
    assert "大米 5 公斤" in html and "50 points" in html and "甲子便民店" in html
    assert "大米 5 公斤" in read(Client(), f"/timebank/offers/{offer.uuid}/")


def test_the_list_marks_what_ones_points_reach_for_and_shows_the_nearest_first(
    rich, log_in, make_offer, make_user, community_next_door, community_far_away, city
):
    make_offer(title="近处的茶", price_points=300)
    for name, region in (("邻社区店", community_next_door), ("远县店", community_far_away)):
        keeper = make_user(name)
        partner = register_partner(person=keeper.person, name=name, kind="shop", region=region, address="x")
        Partner.objects.filter(pk=partner.pk).update(state="approved")
        partner.refresh_from_db()
        made = create_offer(
            partner=partner, actor=keeper, title=f"{name}的米", kind="goods", price_points=10, reach=city
        )
        publish_offer(offer=made, actor=keeper)
    client = log_in(rich.user)
    html = read(client, "/timebank/offers/")
    assert html.index("近处的茶") < html.index("邻社区店的米") < html.index("远县店的米")
    assert html.count("You have enough points") == 2
    assert "近处的茶" not in read(client, "/timebank/offers/?affordable=1")
    assert "邻社区店的米" not in read(client, "/timebank/offers/?county=511703000000")
    assert "远县店的米" in read(client, "/timebank/offers/?q=远县")


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "x" * 5000, "county=%00", "county=1' or 1=1", "page=-1", "page=" + "9" * 400, "page=x"],
)
def test_nonsense_in_the_address_never_breaks_the_list(offer, query):
    read(Client(), f"/timebank/offers/?{query}")


def test_an_order_is_asked_back_once_and_leads_to_the_voucher(rich, offer, log_in):
    client = log_in(rich.user)
    html = read(client, f"/timebank/offers/{offer.uuid}/order/")
    assert points_of(rich) == (200, 200)
    data = {"order": hidden(html, "order"), "price": hidden(html, "price")}
    first = send(client, f"/timebank/offers/{offer.uuid}/order/", **data)
    again = send(client, f"/timebank/offers/{offer.uuid}/order/", **data)
    voucher = Voucher.objects.get()
    assert first.redirect_chain == again.redirect_chain == [(f"/timebank/vouchers/{voucher.uuid}/", 302)]
    page = first.content.decode()
    assert voucher_codes.spaced(voucher.code) in page and "<svg" in page and "Valid until the end of" in page
    assert points_of(rich) == (200, 150)


def test_who_has_too_few_points_reads_how_many_are_missing(person, offer, log_in, community):
    give_points(person, 12, community)
    client = log_in(person.user)
    assert "need 38 points more" in read(client, f"/timebank/offers/{offer.uuid}/")
    assert "need 38 points more" in read(client, f"/timebank/offers/{offer.uuid}/order/")
    refused = send(client, f"/timebank/offers/{offer.uuid}/order/", order=uuid4(), price=50)
    assert "need 38 points more" in refused.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"order": "x", "price": "50"},
        {"order": "\0", "price": "\0"},
        {"order": "00000000-0000-0000-0000-000000000000", "price": "9" * 400},
        {"order": "00000000-0000-0000-0000-000000000000", "price": "-1"},
        {"order": "00000000-0000-0000-0000-000000000000", "price": "١"},
    ],
)
def test_a_confirmation_that_was_tampered_with_orders_nothing(rich, offer, log_in, data):
    response = send(log_in(rich.user), f"/timebank/offers/{offer.uuid}/order/", **data)
    assert response.status_code == 200
    assert (Voucher.objects.count(), points_of(rich)) == (0, (200, 200))


def test_a_price_that_changed_is_said_on_the_offers_page(rich, offer, log_in):
    Offer.objects.filter(pk=offer.pk).update(price_points=60)
    response = send(log_in(rich.user), f"/timebank/offers/{offer.uuid}/order/", order=uuid4(), price=50)
    assert "The price has changed to 60 points" in response.content.decode()


def test_what_waits_for_review_or_was_taken_down_is_found_by_its_own_people_only(
    offer, shop, shopkeeper, log_in, worker, manager_next_door, officer, rich
):
    Offer.objects.update(state="withdrawn")
    assert Client().get(f"/timebank/offers/{offer.uuid}/").status_code == 404
    assert log_in(rich.user).get(f"/timebank/offers/{offer.uuid}/").status_code == 404
    assert log_in(manager_next_door).get(f"/timebank/offers/{offer.uuid}/").status_code == 404
    for user in (shopkeeper, worker):
        assert "not on offer" in read(log_in(user), f"/timebank/offers/{offer.uuid}/")


def test_a_voucher_is_its_owners_and_nobody_elses(voucher, log_in, other_person, worker, clerk):
    address = f"/timebank/vouchers/{voucher.uuid}/"
    assert Client().get(address).status_code == 302
    for user in (other_person.user, worker, clerk):
        assert log_in(user).get(address).status_code == 404
        assert log_in(user).post(address + "give-back/").status_code == 404
    assert voucher_codes.spaced(voucher.code) in read(log_in(voucher.person.user), address)


def test_a_used_or_returned_voucher_shows_neither_square_nor_code(voucher, offer, rich, clerk, log_in):
    client, back = log_in(rich.user), order(offer, rich)
    redeem(voucher, clerk)
    cancel_voucher(voucher=back, actor=rich.user)
    for one, words in ((voucher, "Used at"), (back, "You returned this voucher")):
        html = read(client, f"/timebank/vouchers/{one.uuid}/")
        assert words in html and voucher_codes.spaced(one.code) not in html and one.secret not in html


def test_giving_back_is_asked_once_and_may_be_clicked_twice(voucher, rich, log_in):
    client, address = log_in(rich.user), f"/timebank/vouchers/{voucher.uuid}/give-back/"
    assert "50 points" in read(client, address)
    for _click in range(2):
        assert "Your points have been refunded" in send(client, address).content.decode()
    assert points_of(rich) == (200, 200)


def test_giving_back_what_was_used_says_when(voucher, rich, clerk, log_in):
    redeem(voucher, clerk)
    response = send(log_in(rich.user), f"/timebank/vouchers/{voucher.uuid}/give-back/")
    assert "already been redeemed" in response.content.decode()


def queries_of(client, address):
    read(client, address)
    with CaptureQueriesContext(connection) as queries:
        read(client, address)
    return len(queries)


def test_lists_take_the_same_few_queries_at_one_row_and_at_three(
    rich, make_offer, log_in, shop, shopkeeper, clerk
):
    buyer, keeper = log_in(rich.user), log_in(shopkeeper)
    addresses = [
        (buyer, "/timebank/offers/", 11),
        (buyer, "/timebank/vouchers/", 9),
        (keeper, f"/timebank/partners/{shop.uuid}/", 12),
        (keeper, "/timebank/till/", 9),
    ]
    redeem(order(make_offer(price_points=10), rich), clerk)
    one = [queries_of(client, address) for client, address, _most in addresses]
    for _ in range(2):
        redeem(order(make_offer(price_points=10), rich), clerk)
        order(make_offer(price_points=10), rich)
    three = [queries_of(client, address) for client, address, _most in addresses]
    assert one == three
    assert all(count <= most for count, (_client, _address, most) in zip(one, addresses, strict=True)), one
