"""Random days at a shop against a reference of a dozen lines: stock, points and what each voucher came to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.timebank.rewards.helpers import give_points, order, points_of, redeem
from timebank.ledger.services.transfers import expire_reservations
from timebank.oversight.selectors.ledger_verification import verify
from timebank.rewards import errors
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.services.vouchers import cancel_voucher

PRICE, STOCK, PURSE = 30, 4, 100


def make_machine(offer: Offer, people: list[Any], clerk: Any) -> type[RuleBasedStateMachine]:
    class Days(RuleBasedStateMachine):
        vouchers = Bundle("vouchers")
        receipts = Bundle("receipts")

        def __init__(self) -> None:
            super().__init__()
            self.sandbox = transaction.atomic()
            self.sandbox.__enter__()
            self.clock = time_machine.travel(timezone.now(), tick=False)
            self.clock.start()
            self.state: dict[int, str] = {}
            self.owner: dict[int, int] = {}
            self.until: dict[int, Any] = {}

        def teardown(self) -> None:
            try:
                assert verify().ok
            finally:
                self.clock.stop()
                transaction.set_rollback(True)
                self.sandbox.__exit__(None, None, None)

        def now_in(self, pk: int) -> str:
            """What the reference says of a voucher: an open one that is past its time has expired."""
            if self.state[pk] == "issued" and timezone.now() >= self.until[pk]:
                return "expired"
            return self.state[pk]

        def spent(self, buyer: int, *states: str) -> int:
            return PRICE * sum(self.owner[pk] == buyer and self.state[pk] in states for pk in self.state)

        @rule(target=vouchers, buyer=st.integers(0, 1))
        def buy(self, buyer: int) -> Voucher | None:
            expire_reservations()
            for pk in self.state:
                self.state[pk] = self.now_in(pk)
            taken = sum(state in ("issued", "redeemed") for state in self.state.values())
            enough = PURSE - self.spent(buyer, "issued", "redeemed") >= PRICE
            try:
                voucher = order(offer, people[buyer])
            except errors.SoldOut:
                assert taken >= STOCK
                return None
            except errors.NotEnoughPoints as refused:
                assert not enough and refused.missing > 0
                return None
            assert taken < STOCK and enough
            self.state[voucher.pk], self.owner[voucher.pk] = "issued", buyer
            self.until[voucher.pk] = voucher.expires_at
            return voucher

        @rule(target=receipts, voucher=vouchers)
        def scan(self, voucher: Voucher | None) -> tuple[Voucher, UUID] | None:
            if voucher is None:
                return None
            receipt, before = uuid4(), self.now_in(voucher.pk)
            try:
                redeem(voucher, clerk, receipt)
            except errors.VoucherRefused:
                assert before != "issued"
                return None
            assert before == "issued"
            self.state[voucher.pk] = "redeemed"
            return voucher, receipt

        @rule(taken=consumes(receipts))
        def send_again(self, taken: tuple[Voucher, UUID] | None) -> None:
            if taken is not None:
                assert redeem(taken[0], clerk, taken[1]).state == "redeemed"

        @rule(voucher=vouchers)
        def give_back(self, voucher: Voucher | None) -> None:
            if voucher is None:
                return
            before = self.now_in(voucher.pk)
            try:
                after = cancel_voucher(voucher=voucher, actor=voucher.person.user).state
            except errors.AlreadyRedeemed:
                assert before == "redeemed"
                return
            assert after == ("cancelled" if before == "issued" else before)
            self.state[voucher.pk] = after

        @rule(days=st.sampled_from([1, 29, 31]))
        def wait(self, days: int) -> None:
            later = timezone.now() + timedelta(days=days)
            self.clock.stop()
            self.clock = time_machine.travel(later, tick=False)
            self.clock.start()

        @rule()
        def sweep(self) -> None:
            expire_reservations()

        @invariant()
        def shop_and_reference_agree(self) -> None:
            rows = {row.pk: row for row in Voucher.objects.whole()}
            assert {pk: str(row.state) for pk, row in rows.items()} == {
                pk: self.now_in(pk) for pk in self.state
            }
            taken = sum(self.now_in(pk) in ("issued", "redeemed") for pk in self.state)
            assert Offer.objects.with_ordered(timezone.now()).get(pk=offer.pk).left == STOCK - taken
            for buyer, person in enumerate(people):
                assert points_of(person)[0] == PURSE - self.spent(buyer, "redeemed")

    return Days


def test_shop_and_reference_agree_on_any_day(make_offer, make_user, community, clerk):
    people = [make_user(name, region=community).person for name in ("买家甲", "买家乙")]
    for person in people:
        give_points(person, PURSE, community)
    offer = make_offer(price_points=PRICE, stock=STOCK)
    run_state_machine_as_test(
        make_machine(offer, people, clerk),
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )
