"""Ordering, redeeming and giving back: worked through one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from notifications.models import Message
from tests.timebank.conftest import SHANGHAI, rule
from tests.timebank.departing import departed
from tests.timebank.rewards.helpers import give_points, order, points_of, redeem
from timebank.giving.services.settlements import plan_settlement, settle
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.transfers import expire_reservations
from timebank.oversight.selectors.ledger_verification import verify
from timebank.rewards import errors, policy, voucher_codes
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import PartnerStaff
from timebank.rewards.services.offers import update_offer, withdraw_offer
from timebank.rewards.services.partners import end_staff, register_partner, suspend_partner
from timebank.rewards.services.vouchers import cancel_voucher, order_voucher


def left(offer):
    return Offer.objects.with_ordered(timezone.now()).get(pk=offer.pk).left


# --- Ordering --------------------------------------------------------------------------------------------------------


def test_ordering_sets_the_points_aside_and_the_till_takes_them(rich, offer, clerk):
    voucher = order(offer, rich)
    assert (points_of(rich), voucher.state, voucher.price_points) == ((200, 150), "issued", 50)
    taken = redeem(voucher, clerk)
    assert (points_of(rich), taken.state, taken.redeemed_by) == ((150, 150), "redeemed", "店员乙")
    assert verify().ok


def test_the_page_that_confirms_sent_twice_orders_once(rich, offer):
    token = uuid4()
    assert order(offer, rich, order=token) == order(offer, rich, order=token)
    assert (Voucher.objects.count(), points_of(rich)) == (1, (200, 150))


def test_who_has_too_few_points_is_told_how_many_are_missing(person, offer, community):
    give_points(person, 20, community)
    with pytest.raises(errors.NotEnoughPoints) as refused:
        order(offer, person)
    assert refused.value.missing == 30
    assert "30" in str(refused.value)
    assert (Voucher.objects.count(), points_of(person)) == (0, (20, 20))


def test_who_never_earned_a_point_is_told_the_same(person, offer):
    with pytest.raises(errors.NotEnoughPoints) as refused:
        order(offer, person)
    assert refused.value.missing == 50


def test_the_last_piece_is_sold_once_and_comes_back_when_it_is_given_back(
    rich, other_person, make_offer, community
):
    offer = make_offer(stock=1)
    give_points(other_person, 100, community)
    mine = order(offer, rich)
    assert left(offer) == 0
    with pytest.raises(errors.SoldOut):
        order(offer, other_person)
    cancel_voucher(voucher=mine, actor=rich.user)
    assert left(offer) == 1
    assert order(offer, other_person).state == "issued"


def test_stock_comes_back_the_moment_a_voucher_expires_whether_or_not_the_sweep_has_run(
    rich, other_person, make_offer, community
):
    offer = make_offer(stock=1)
    give_points(other_person, 100, community)
    expires_at = order(offer, rich).expires_at
    with time_machine.travel(expires_at - timedelta(seconds=1)), pytest.raises(errors.SoldOut):
        order(offer, other_person)
    with time_machine.travel(expires_at):
        assert left(offer) == 1
        order(offer, other_person)
        assert left(offer) == 0
        expire_reservations()
        assert left(offer) == 0


def test_a_stock_of_nothing_is_sold_out_at_once(rich, make_offer):
    with pytest.raises(errors.SoldOut):
        order(make_offer(stock=0), rich)


def test_a_voucher_keeps_the_title_and_price_of_the_day_it_was_ordered(rich, offer, shopkeeper, clerk):
    voucher = order(offer, rich)
    update_offer(offer=offer, actor=shopkeeper, title="面条", price_points=90)
    taken = redeem(voucher, clerk)
    assert (taken.title, taken.price_points, points_of(rich)) == ("大米 5 公斤", 50, (150, 150))


def test_a_price_that_changed_while_one_read_the_page_is_asked_again(rich, offer, shopkeeper):
    update_offer(offer=offer, actor=shopkeeper, price_points=60)
    with pytest.raises(errors.OfferRefused, match="60"):
        order(offer, rich, price=50)
    assert order(offer, rich, price=60).price_points == 60


def test_what_is_not_on_offer_cannot_be_ordered(rich, make_offer, shopkeeper, shop, officer):
    tomorrow = make_offer(valid_from=date(2026, 11, 21))
    over = make_offer(valid_from=date(2026, 11, 1), valid_until=date(2026, 11, 19))
    down = withdraw_offer(offer=make_offer(), actor=shopkeeper)
    for closed in (tomorrow, over, down):
        with pytest.raises(errors.OfferRefused):
            order(closed, rich)
    last_day = make_offer(valid_from=date(2026, 11, 1), valid_until=date(2026, 11, 20))
    assert order(last_day, rich)
    suspend_partner(partner=shop, actor=officer, until=timezone.localdate(), note="查")
    with pytest.raises(errors.OfferRefused):
        order(last_day, rich)


def test_an_offer_reaches_the_people_of_its_region(make_user, make_offer, county, city, community_far_away):
    stranger = make_user("外县人", region=community_far_away).person
    homeless = make_user("没填住址").person
    for one in (stranger, homeless):
        give_points(one, 100, community_far_away)
        with pytest.raises(errors.OfferRefused, match="通川区"):
            order(make_offer(), one)
        assert order(make_offer(reach=city), one)


def test_who_served_in_the_offers_region_may_order_it_wherever_they_live(make_user, offer, serve, community):
    volunteer = make_user("没填住址的志愿者").person
    serve(60, person=volunteer)
    assert order(offer, volunteer)


def test_the_dead_order_nothing(rich, offer):
    rich.died_on = date(2026, 11, 1)
    rich.save()
    with pytest.raises(errors.OfferRefused):
        order(offer, rich)


@pytest.mark.parametrize(
    ("born", "may"), [(date(2008, 11, 20), True), (date(2008, 11, 21), False), (None, False)]
)
def test_a_least_age_counts_full_years(rich, offer, born, may):
    rule(policy.POINTS_LEAST_AGE, 18)
    rich.birth_date = born
    rich.save()
    if may:
        assert order(offer, rich)
    else:
        with pytest.raises(errors.OfferRefused, match="18"):
            order(offer, rich)


# --- Limits of a month -----------------------------------------------------------------------------------------------


def test_a_limit_a_month_starts_anew_with_the_month(rich, make_offer):
    offer = make_offer(most_per_month=1)
    with time_machine.travel(datetime(2026, 11, 30, 23, 59, 59, tzinfo=SHANGHAI)):
        order(offer, rich)
        with pytest.raises(errors.OfferRefused):
            order(offer, rich)
    # Midnight here is four in the afternoon in UTC: the month is the one on the wall.
    with time_machine.travel(datetime(2026, 12, 1, 0, 0, tzinfo=SHANGHAI)):
        order(offer, rich)
        with pytest.raises(errors.OfferRefused):
            order(offer, rich)


def test_what_was_given_back_does_not_count_for_the_month(rich, make_offer):
    offer = make_offer(most_per_month=1)
    cancel_voucher(voucher=order(offer, rich), actor=rich.user)
    assert order(offer, rich)


def test_the_citys_limit_of_points_a_month_holds_over_all_offers(rich, make_offer):
    rule(policy.POINTS_MONTH_LIMIT, 120)
    order(make_offer(), rich)
    order(make_offer(), rich)
    with pytest.raises(errors.OfferRefused, match="20"):
        order(make_offer(), rich)
    assert order(make_offer(price_points=20), rich)


# --- How long --------------------------------------------------------------------------------------------------------


def test_a_voucher_is_good_until_the_end_of_its_last_day_and_no_longer_than_its_offer(rich, make_offer):
    month = order(make_offer(), rich)
    assert timezone.localtime(month.expires_at) == datetime(2026, 12, 21, tzinfo=SHANGHAI)
    rule(policy.VOUCHER_DAYS, 3)
    assert timezone.localtime(order(make_offer(), rich).expires_at).date() == date(2026, 11, 24)
    short = order(make_offer(valid_until=date(2026, 11, 20)), rich)
    assert timezone.localtime(short.expires_at) == datetime(2026, 11, 21, tzinfo=SHANGHAI)


def test_an_expired_voucher_is_refused_before_and_after_the_sweep_and_the_points_come_back(
    rich, voucher, clerk
):
    with time_machine.travel(voucher.expires_at):
        for _sweep in range(2):
            with pytest.raises(errors.VoucherExpired):
                redeem(voucher, clerk)
            assert Voucher.objects.whole().get(pk=voucher.pk).state == "expired"
            expire_reservations()
        assert points_of(rich) == (200, 200)
    assert verify().ok


def test_a_voucher_taken_in_its_last_second_counts(rich, voucher, clerk):
    with time_machine.travel(voucher.expires_at - timedelta(seconds=1), tick=False):
        assert redeem(voucher, clerk).state == "redeemed"
    with time_machine.travel(voucher.expires_at + timedelta(days=1)):
        expire_reservations()
        assert (Voucher.objects.whole().get().state, points_of(rich)) == ("redeemed", (150, 150))


def test_giving_back_what_has_expired_ends_like_the_sweep(rich, voucher):
    with time_machine.travel(voucher.expires_at):
        assert cancel_voucher(voucher=voucher, actor=rich.user).state == "expired"
        assert expire_reservations() == 0
        assert points_of(rich) == (200, 200)
    assert verify().ok


# --- Once only -------------------------------------------------------------------------------------------------------


def test_a_second_till_hears_when_and_by_whom_the_voucher_was_taken(voucher, hire):
    with (
        time_machine.travel(datetime(2026, 11, 20, 15, 2, tzinfo=SHANGHAI), tick=False),
        translation.override("zh-hans"),
    ):
        redeem(voucher, hire("收银甲"))
        with pytest.raises(errors.AlreadyRedeemed, match=r"15:02.*收银甲"):
            redeem(voucher, hire("收银乙"))
    with (
        time_machine.travel(datetime(2026, 11, 21, 9, 0, tzinfo=SHANGHAI)),
        pytest.raises(errors.AlreadyRedeemed, match="20"),
    ):
        redeem(voucher, hire("收银丙"))


def test_a_double_click_at_one_till_succeeds_and_a_second_scan_does_not(voucher, clerk, rich):
    receipt = uuid4()
    assert redeem(voucher, clerk, receipt) == redeem(voucher, clerk, receipt)
    with pytest.raises(errors.AlreadyRedeemed):
        redeem(voucher, clerk)
    assert points_of(rich) == (150, 150)
    assert Message.objects.filter(person=rich, kind="timebank.voucher").count() == 1


def test_what_was_given_back_is_refused_at_the_till_and_what_was_taken_is_not_given_back(rich, offer, clerk):
    back, used = order(offer, rich), order(offer, rich)
    cancel_voucher(voucher=back, actor=rich.user)
    assert cancel_voucher(voucher=back, actor=rich.user).state == "cancelled"
    with pytest.raises(errors.VoucherCancelled):
        redeem(back, clerk)
    redeem(used, clerk)
    with pytest.raises(errors.AlreadyRedeemed):
        cancel_voucher(voucher=used, actor=rich.user)
    assert points_of(rich) == (150, 150)
    assert verify().ok


def test_only_its_owner_gives_a_voucher_back(voucher, other_person, clerk, worker):
    for user in (other_person.user, clerk, worker):
        with pytest.raises(errors.VoucherRefused):
            cancel_voucher(voucher=voucher, actor=user)


def test_only_who_works_at_the_partners_till_today_takes_its_vouchers(
    voucher, clerk, shopkeeper, rich, other_person, officer, make_user, community
):
    neighbour = make_user("隔壁店主")
    register_partner(
        person=neighbour.person, name="隔壁店", kind="shop", region=community, address="甲街 2 号"
    )
    end_staff(staff=PartnerStaff.objects.get(person=clerk.person), actor=shopkeeper)
    for user in (clerk, rich.user, other_person.user, officer, neighbour):
        with pytest.raises(errors.PartnerRefused):
            redeem(voucher, user)
    assert redeem(voucher, shopkeeper).state == "redeemed"


def test_nobody_takes_a_voucher_of_their_own(offer, shopkeeper, clerk, community):
    give_points(shopkeeper.person, 50, community)
    own = order(offer, shopkeeper.person)
    with pytest.raises(errors.VoucherRefused):
        redeem(own, shopkeeper)
    assert redeem(own, clerk).state == "redeemed"


def test_a_suspended_partner_takes_nothing_and_the_holders_are_told(voucher, shop, officer, clerk, rich):
    suspend_partner(partner=shop, actor=officer, until=timezone.localdate(), note="有投诉，正在核实")
    with pytest.raises(errors.PartnerRefused):
        redeem(voucher, clerk)
    assert Message.objects.filter(person=rich, key__startswith="voucher-suspended").count() == 1
    assert cancel_voucher(voucher=voucher, actor=rich.user).state == "cancelled"
    assert points_of(rich) == (200, 200)


# --- In the database -------------------------------------------------------------------------------------------------


def test_a_voucher_cannot_be_changed_or_deleted_by_anybody(voucher):
    for wrong in (
        lambda: Voucher.objects.update(title="x"),
        lambda: Voucher.objects.filter(pk=voucher.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()


def test_everything_at_once_leaves_books_that_prove_themselves(rich, make_offer, clerk):
    offer = make_offer(price_points=10)
    vouchers = [order(offer, rich) for _ in range(6)]
    redeem(vouchers[0], clerk)
    redeem(vouchers[1], clerk)
    cancel_voucher(voucher=vouchers[2], actor=rich.user)
    with time_machine.travel(vouchers[3].expires_at):
        expire_reservations()
    assert points_of(rich) == (180, 180)
    assert Transfer.objects.filter(reason="redeemed", kind="post_pending").count() == 2
    assert verify().ok


# --- Codes -----------------------------------------------------------------------------------------------------------


def test_every_wrong_sign_and_every_two_neighbours_changed_over_are_noticed():
    for _ in range(20):
        code = voucher_codes.new_code()
        assert voucher_codes.read_code(code) == code
        for place in range(8):
            for sign in voucher_codes.SIGNS:
                if sign != code[place]:
                    assert voucher_codes.read_code(code[:place] + sign + code[place + 1 :]) is None
        for place in range(7):
            if code[place] != code[place + 1]:
                changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
                assert voucher_codes.read_code(changed) is None


def test_a_code_is_understood_however_it_is_typed():
    code = voucher_codes.new_code()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    for typed in (voucher_codes.spaced(code), code.lower(), f" {code[:4]}-{code[4:]} ", wide):
        assert voucher_codes.read_code(typed) == code
    for nonsense in ("", "x", "0" * 8, "\0" * 8, code * 2, "🙂" * 8, "9" * 10_000):
        assert voucher_codes.read_code(nonsense) is None


def test_an_order_of_somebody_elses_page_is_ones_own_order(rich, other_person, offer, community):
    """A token that another person used is no key to that person's voucher."""
    give_points(other_person, 50, community)
    token = uuid4()
    mine = order_voucher(offer=offer, person=rich, order=token)
    theirs = order_voucher(offer=offer, person=other_person, order=token)
    assert mine != theirs and theirs.person == other_person


# --- Leaving ---------------------------------------------------------------------------------------------------------


def test_vouchers_that_were_not_fetched_do_not_stop_the_settlement_of_an_account(rich, offer, worker, clerk):
    fetched, waiting = order(offer, rich), order(offer, rich)
    redeem(fetched, clerk)
    planned = plan_settlement(rich)
    assert (planned.reserved_minutes, planned.reserved_points, planned.points) == (0, 0, 150)
    settle(person=departed(rich), cause="departure", actor=worker, agreed=planned.mark)
    states = [Voucher.objects.whole().get(pk=row.pk).state for row in (fetched, waiting)]
    assert (states, points_of(rich)) == (["redeemed", "cancelled"], (0, 0))
    with pytest.raises(errors.VoucherCancelled):
        redeem(waiting, clerk)
    assert verify().ok
