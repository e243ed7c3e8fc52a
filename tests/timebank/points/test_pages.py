"""Offers, vouchers, the till and the partner's page as their readers meet them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.timebank.points.helpers import give_points, order, points_of, redeem
from timebank import codes
from timebank.models import Offer, Partner, PartnerStaff, Voucher
from timebank.services import cancel_voucher, invite_staff, suspend_partner


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


def read(client, address, status=200):
    client.cookies["django_language"] = "en"
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def send(client, url, /, **data):
    client.cookies["django_language"] = "en"
    return client.post(url, data, follow=True)


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]+)"', html)[1]


# --- Finding and ordering --------------------------------------------------------------------------------------------


def test_everybody_sees_what_points_buy(offer):
    html = read(Client(), "/timebank/offers/")
    assert "大米 5 公斤" in html and "50 points" in html and "甲子便民店" in html
    assert "大米 5 公斤" in read(Client(), f"/timebank/offers/{offer.uuid}/")


def test_the_list_marks_what_ones_points_reach_for_and_shows_the_nearest_first(
    rich, log_in, make_offer, make_user, community_next_door, community_far_away, city
):
    from timebank.services import create_offer, publish_offer, register_partner

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
    assert html.count("Your points suffice") == 2
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
    assert codes.spaced(voucher.code) in page and "<svg" in page and "Good until the end of" in page
    assert points_of(rich) == (200, 150)


def test_who_has_too_few_points_reads_how_many_are_missing(person, offer, log_in, community):
    give_points(person, 12, community)
    client = log_in(person.user)
    assert "38 points are missing" in read(client, f"/timebank/offers/{offer.uuid}/")
    assert "38 points are missing" in read(client, f"/timebank/offers/{offer.uuid}/order/")
    refused = send(client, f"/timebank/offers/{offer.uuid}/order/", order=uuid4(), price=50)
    assert "38 points are missing" in refused.content.decode()


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
    assert codes.spaced(voucher.code) in read(log_in(voucher.person.user), address)


def test_a_used_or_returned_voucher_shows_neither_square_nor_code(voucher, offer, rich, clerk, log_in):
    client, back = log_in(rich.user), order(offer, rich)
    redeem(voucher, clerk)
    cancel_voucher(voucher=back, actor=rich.user)
    for one, words in ((voucher, "Used at"), (back, "You gave this voucher back")):
        html = read(client, f"/timebank/vouchers/{one.uuid}/")
        assert words in html and codes.spaced(one.code) not in html and one.secret not in html


def test_giving_back_is_asked_once_and_may_be_clicked_twice(voucher, rich, log_in):
    client, address = log_in(rich.user), f"/timebank/vouchers/{voucher.uuid}/give-back/"
    assert "50 points" in read(client, address)
    for _click in range(2):
        assert "The points are yours again" in send(client, address).content.decode()
    assert points_of(rich) == (200, 200)


def test_giving_back_what_was_used_says_when(voucher, rich, clerk, log_in):
    redeem(voucher, clerk)
    response = send(log_in(rich.user), f"/timebank/vouchers/{voucher.uuid}/give-back/")
    assert "redeemed already" in response.content.decode()


# --- The till --------------------------------------------------------------------------------------------------------


def till_address(voucher):
    return f"/timebank/till/{voucher.secret}/"


def test_the_square_opens_the_voucher_for_the_till_with_a_masked_name(voucher, clerk, log_in):
    html = read(log_in(clerk), till_address(voucher))
    assert "大米 5 公斤" in html and "张**" in html and "Take the voucher" in html
    assert "张三丰" not in html


def test_a_voucher_is_taken_once_and_the_page_of_the_till_says_so_each_time(voucher, hire, log_in, rich):
    first, second = log_in(hire("收银甲")), log_in(hire("收银乙"))
    mine, theirs = (hidden(read(client, till_address(voucher)), "receipt") for client in (first, second))
    for _click in range(2):
        assert (
            "Taken. Please hand it over." in send(first, till_address(voucher), receipt=mine).content.decode()
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
        assert "This is for the people at the till" in html
        for word in ("大米", "张", voucher.code, codes.spaced(voucher.code), "甲子便民店"):
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
    suspend_partner(partner=shop, actor=officer, note="核实")
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
    for typed in (voucher.code, codes.spaced(voucher.code).lower()):
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
    wrong = codes.new_code()
    statuses = [send(client, "/timebank/till/", code=wrong).status_code for _try in range(12)]
    assert statuses == [200] * 10 + [429] * 2
    assert send(client, "/timebank/till/", code=voucher.code).status_code == 429
    assert client.get(till_address(voucher)).status_code == 429
    # Somebody else at the till is not stopped with them.
    assert "大米" not in read(log_in(voucher.offer.changed_by), "/timebank/till/")


def test_a_till_finds_no_voucher_of_another_partner(voucher, make_user, community, log_in):
    from timebank.services import register_partner

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
    assert "You can take vouchers now" in send(client, other, answer="yes").content.decode()
    assert Partner.objects.staffed_by(resident).get() == shop
    assert log_in(shopkeeper).post(other, {"answer": "yes"}).status_code == 404


def test_an_invitation_may_be_declined(shop, shopkeeper, resident, log_in):
    staff = invite_staff(partner=shop, actor=shopkeeper, name="店员", phone=resident.phone)
    client = log_in(resident)
    send(client, f"/timebank/till/invitations/{staff.pk}/", answer="no")
    assert "甲子便民店" not in read(client, "/timebank/till/")


# --- The partner's page ----------------------------------------------------------------------------------------------


def test_becoming_a_partner_keeps_what_was_typed_and_waits_for_review(resident, community, log_in):
    client = log_in(resident)
    data = {"name": "新店", "kind": "shop", "region": community.code, "address": "", "phone": "12"}
    html = send(client, "/timebank/partners/new/", **data).content.decode()
    assert "新店" in html and not Partner.objects.exists()
    done = send(client, "/timebank/partners/new/", **(data | {"address": "甲街 9 号", "phone": ""}))
    assert "The township will look at the registration" in done.content.decode()
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
    assert "is on offer" in send(client, address, **data, not_money="on").content.decode()
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
        {"title": "a\0b"},
        {"valid_from": "31.02.2026"},
        {"valid_until": "1999-01-01"},
        {"valid_from": "0000-00-00"},
        {"reach": "\0"},
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
    assert "takes no vouchers here" in send(client, f"{address}{staff.pk}/end/").content.decode()
    own = PartnerStaff.objects.get(person=shopkeeper.person)
    assert "The last manager stays" in send(client, f"{address}{own.pk}/end/").content.decode()
    for nonsense in ("0", "999999999", "9" * 30):
        assert client.post(f"{address}{nonsense}/end/").status_code == 404


# --- How many queries ------------------------------------------------------------------------------------------------


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
