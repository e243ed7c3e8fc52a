"""Many buyers and several tills at the same second: real threads, real commits, on the database of the suite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.timebank.ledger.test_concurrency import at_once
from tests.timebank.rewards.helpers import give_points, order, points_of, redeem
from timebank.ledger.services.transfers import expire_reservations
from timebank.oversight.selectors.ledger_verification import verify
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.services.offers import update_offer
from timebank.rewards.services.vouchers import cancel_voucher

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_piece_and_twenty_buyers_at_once_is_sold_once(make_offer, make_user, community):
    offer = make_offer(stock=1)
    buyers = [make_user(f"买家{n}", region=community).person for n in range(20)]
    for buyer in buyers:
        give_points(buyer, 50, community)
    outcome = at_once([lambda buyer=buyer: order(offer, buyer) for buyer in buyers])  # type: ignore[misc]
    assert outcome == {"ok": 1, "SoldOut": 19}
    assert sorted(points_of(buyer)[1] for buyer in buyers) == [0] + [50] * 19
    assert verify().ok


def test_two_tills_at_the_same_second_take_one_voucher_once(voucher, hire, rich):
    clerks = [hire(f"收银{n}") for n in range(8)]
    outcome = at_once([lambda clerk=clerk: redeem(voucher, clerk) for clerk in clerks])  # type: ignore[misc]
    assert outcome == {"ok": 1, "AlreadyRedeemed": 7}
    assert points_of(rich) == (150, 150)
    assert verify().ok


def test_one_confirmation_sent_many_times_at_once_succeeds_each_time_and_takes_once(voucher, clerk, rich):
    receipt = uuid4()
    assert at_once([lambda: redeem(voucher, clerk, receipt)] * 8) == {"ok": 8}
    assert points_of(rich) == (150, 150)


def test_one_order_sent_many_times_at_once_orders_once(offer, rich):
    token = uuid4()
    assert at_once([lambda: order(offer, rich, order=token)] * 8) == {"ok": 8}
    assert (Voucher.objects.count(), points_of(rich)) == (1, (200, 150))


def test_a_voucher_given_back_and_taken_at_once_ends_one_way(voucher, clerk, rich):
    outcome = at_once(
        [lambda: redeem(voucher, clerk), lambda: cancel_voucher(voucher=voucher, actor=rich.user)]
    )
    assert outcome in ({"ok": 1, "VoucherCancelled": 1}, {"ok": 1, "AlreadyRedeemed": 1})
    state = Voucher.objects.whole().get().state
    assert points_of(rich) == {"redeemed": (150, 150), "cancelled": (200, 200)}[state]
    assert verify().ok


def test_points_for_two_are_spent_on_two_however_many_are_ordered_at_once(make_offer, rich):
    offers = [make_offer(price_points=100) for _ in range(8)]
    outcome = at_once([lambda offer=offer: order(offer, rich) for offer in offers])  # type: ignore[misc]
    assert outcome == {"ok": 2, "NotEnoughPoints": 6}
    assert points_of(rich) == (200, 0)


def test_the_limit_of_a_month_holds_when_all_is_ordered_at_once(make_offer, rich):
    offer = make_offer(price_points=10, most_per_month=3)
    assert at_once([lambda: order(offer, rich)] * 8) == {"ok": 3, "OfferRefused": 5}


def test_orders_returns_sweeps_and_changes_of_stock_do_not_block_one_another(
    make_offer, make_user, shopkeeper, community, clerk
):
    offer = make_offer(price_points=5, stock=30)
    people = [make_user(f"买家{n}", region=community).person for n in range(6)]
    for one in people:
        give_points(one, 100, community)
    held = [order(offer, one) for one in people]
    jobs: list[Callable[[], Any]] = [lambda one=one: order(offer, one) for one in people]  # type: ignore[misc]
    jobs += [lambda v=v: cancel_voucher(voucher=v, actor=v.person.user) for v in held[:3]]  # type: ignore[misc]
    jobs += [lambda v=v: redeem(v, clerk) for v in held[3:]]  # type: ignore[misc]
    jobs += [lambda: update_offer(offer=offer, actor=shopkeeper, stock=40), expire_reservations]
    assert at_once(jobs) == {"ok": len(jobs)}
    assert Offer.objects.with_ordered(timezone.now()).get(pk=offer.pk).left == 40 - 9
    assert verify().ok
