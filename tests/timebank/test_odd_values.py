"""Whatever is put into a field or an address of the time bank is answered, and nonsense books nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.odd_values import ask_odd_values, send_odd_values
from tests.timebank.departing import departed
from tests.timebank.rewards.conftest import (  # noqa: F401 - the cast of the shop
    clerk,
    hire,
    make_offer,
    offer,
    shop,
    shopkeeper,
)
from tests.timebank.rewards.helpers import order
from timebank.giving.services.gifts import Gift, give
from timebank.giving.services.settlements import settle
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import personal
from timebank.oversight.selectors.ledger_verification import verify
from timebank.oversight.services.holds import hold_credit


@pytest.fixture
def rich(person, mother, kinship, serve):
    """Somebody with coins, points, a star on notice and a mother."""
    serve(600)
    serve(120, group="晨曦队", at="2026-03-06 09:00")
    return person


@pytest.fixture(autouse=True)
def the_books_stay_right(db):
    yield
    assert verify().ok


@pytest.mark.parametrize(
    "page", ["give", "arrangements", "home", "certificates", "records", "honour", "print"]
)
def test_ones_own_pages(rich, log_in, page):
    client, before = log_in(rich.user), Transfer.objects.count()
    answers = {"hours": "1", "minutes": "0", "threshold": "3", "to": "pool", "source": "personal"}
    send_odd_values(client, reverse(f"timebank:{page}"), answers)
    send_odd_values(client, reverse(f"timebank:{page}"), answers | {"agreed": "0-60", "form_key": "x"})
    ask_odd_values(
        client,
        reverse(f"timebank:{page}"),
        "for",
        "page",
        "from",
        "to",
        "unit",
        "before",
        "format",
        "q",
        "kind",
    )
    assert Transfer.objects.count() == before


def test_points_and_vouchers(rich, offer, log_in):  # noqa: F811 - the fixtures above
    client = log_in(rich.user)
    voucher = order(offer, rich)
    before = Transfer.objects.count()
    for page in ("offers", "vouchers"):
        ask_odd_values(
            client, reverse(f"timebank:{page}"), "page", "q", "kind", "region", "place", "sort", "tab"
        )
    for name, key in (("offer", offer.uuid), ("order", offer.uuid), ("voucher", voucher.uuid)):
        url = reverse(f"timebank:{name}", args=[key])
        if client.get(url).status_code == 200:
            send_odd_values(client, url)
    assert Transfer.objects.count() == before


def test_the_shop(rich, shop, shopkeeper, offer, clerk, log_in):  # noqa: F811 - the fixtures above
    keeper, till = log_in(shopkeeper), log_in(clerk)
    voucher = order(offer, rich)
    details = {
        "price_points": "50",
        "valid_from": "2026-11-20",
        "not_money": "on",
        "title": "米",
        "kind": "goods",
    }
    for address in (
        reverse("timebank:partner_new"),
        reverse("timebank:partner", args=[shop.uuid]),
        reverse("timebank:partner_change", args=[shop.uuid]),
        reverse("timebank:offer_new", args=[shop.uuid]),
        reverse("timebank:offer_change", args=[shop.uuid, offer.uuid]),
    ):
        send_odd_values(keeper, address, details if "offers" in address else None)
    ask_odd_values(keeper, reverse("timebank:partner", args=[shop.uuid]), "page", "month", "tab")
    ask_odd_values(keeper, reverse("timebank:taken_csv", args=[shop.uuid]), "month")
    send_odd_values(till, reverse("timebank:till"))
    send_odd_values(till, reverse("timebank:till_voucher", args=[voucher.secret]))
    ask_odd_values(till, reverse("timebank:till_voucher", args=[voucher.secret]), "receipt")


def test_settling(rich, worker, log_in):
    client = log_in(worker)
    before = Transfer.objects.count()
    for page in ("settlements", "pools"):
        ask_odd_values(client, reverse(f"timebank_workbench:{page}"), "page", "q", "month", "region")
    send_odd_values(client, reverse("timebank_workbench:settle", args=[rich.pk]))
    assert Transfer.objects.count() == before
    settlement = settle(person=departed(rich), cause="departure", actor=worker)
    send_odd_values(client, reverse("timebank_workbench:settlement", args=[settlement.pk]))


def test_pools_and_donations(rich, manager, county, fund, log_in):
    client = log_in(manager)
    given = give(
        gift=Gift(giver=rich, minutes=60, to="difficulty", region=county.pk), form_key="x", actor=rich.user
    )
    for url in (
        reverse("timebank_workbench:pool", args=[county.pk]),
        reverse("timebank_workbench:earmark", args=[given.earmark.pk]),
    ):
        ask_odd_values(client, url, "page", "q", "month")
        send_odd_values(client, url)
    ask_odd_values(
        client, reverse("timebank_workbench:export"), "from", "to", "since", "until", "region", "month"
    )


def test_oversight(rich, officer, manager, serve, log_in):
    client = log_in(officer)
    record = serve(60, at="2026-03-07 09:00").record
    url = reverse("timebank_oversight:place_hold", args=[record.uuid])
    send_odd_values(client, url)
    held = hold_credit(record=record, actor=officer, reason="核对", contact="王经办")
    page = reverse("timebank_oversight:hold", args=[held.uuid])
    send_odd_values(client, page, {"minutes": "30", "note": "只有半小时"})
    client = log_in(manager)
    for name in (
        "circulation",
        "transfers_behind",
        "circulation_csv",
        "solvency",
        "suspicions",
        "holds",
        "samples",
    ):
        ask_odd_values(
            client, reverse(f"timebank_oversight:{name}"), "month", "region", "figure", "page", "tab", "kind"
        )


def test_points_of_a_stranger_are_not_touched_by_a_foreign_key(rich, other_person, log_in):
    client = log_in(other_person.user)
    for name in ("offer", "order", "voucher", "give_back"):
        url = reverse(f"timebank:{name}", args=["00000000-0000-0000-0000-000000000000"])
        assert client.get(url).status_code in (302, 404, 405)
        assert client.post(url).status_code in (302, 404, 405)
    assert personal(rich).available == 480
