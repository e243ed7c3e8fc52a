"""Random days at the ledger against a reference model of thirty lines.

The reference knows balances as plain numbers and reservations as a dictionary. Whatever order of earning, giving,
reserving, booking, voiding, expiring, undoing, linking, replaying, dying and coming back is tried, books and reference
agree after each step, refusals included, and in the end the books prove themselves. With slots in the busy accounts
as without.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from people.logins.models import User
from people.persons.models import Person
from tests.timebank.departing import departed
from timebank.giving.errors import SettlementError
from timebank.giving.services.settlements import settle, undo_settlement
from timebank.ledger.errors import (
    AccountClosed,
    AlreadyResolved,
    AlreadyUndone,
    AmountAboveReservation,
    InsufficientBalance,
    ReservationExpired,
    SameAccount,
)
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import BUSY_KINDS, issuing, personal, pool_of
from timebank.ledger.services.posting import Draft
from timebank.ledger.services.transfers import (
    expire_reservations,
    post,
    reserve,
    transfer,
    transfer_linked,
    undo,
    void,
)
from timebank.oversight.selectors.ledger_verification import verify

ACCOUNTS = ("ann", "bo", "cai", "pool")
names = st.sampled_from(ACCOUNTS)
mortals = st.sampled_from(ACCOUNTS[:3])
amounts = st.integers(min_value=1, max_value=200)


class Reference:
    """What the ledger should do, in the simplest words."""

    def __init__(self) -> None:
        self.balance = dict.fromkeys(ACCOUNTS, 0)
        self.held: dict[int, tuple[str, str, int]] = {}
        # Who has died, and how much went to the pool.
        self.gone: dict[str, int] = {}

    def available(self, name: str) -> int:
        return self.balance[name] - sum(amount for giver, _to, amount in self.held.values() if giver == name)

    def can_give(self, giver: str, amount: int) -> bool:
        return self.available(giver) >= amount

    def has_reservations(self, name: str) -> bool:
        return any(name in (giver, taker) for giver, taker, _amount in self.held.values())

    def move(self, giver: str, taker: str, amount: int) -> None:
        self.balance[giver] -= amount
        self.balance[taker] += amount


def make_machine(
    serve: Callable[..., Any], community: Any, people: dict[str, Person], worker: User
) -> type[RuleBasedStateMachine]:
    class Days(RuleBasedStateMachine):
        reservations = Bundle("reservations")
        moves = Bundle("moves")

        def __init__(self) -> None:
            super().__init__()
            self.sandbox = transaction.atomic()
            self.sandbox.__enter__()
            self.reference = Reference()
            self.record = serve(1, evidence_grade="C", person=people["passer-by"]).record
            self.accounts = {name: personal(people[name]) for name in ACCOUNTS[:3]} | {
                "pool": pool_of(community)
            }
            self.issuing = issuing(community)
            self.issued = -self.fresh(self.issuing).balance
            self.serial = 0
            self.undone: set[int] = set()

        def teardown(self) -> None:
            try:
                found = verify()
                assert found.ok, found.findings
            finally:
                transaction.set_rollback(True)
                self.sandbox.__exit__(None, None, None)

        def key(self) -> str:
            self.serial += 1
            return f"step:{self.serial}"

        def fresh(self, account: Account) -> Account:
            return Account.objects.get(pk=account.pk)

        def agree(self, possible: bool, action: Callable[[], Any], *parties: str | None) -> Any:
            """Do it where the reference says it can be done; be refused where it cannot."""
            if not self.reference.gone.keys().isdisjoint(parties):
                with pytest.raises((AccountClosed, InsufficientBalance)):
                    action()
                return None
            if possible:
                return action()
            with pytest.raises(InsufficientBalance):
                action()
            return None

        @rule(target=moves, who=names, amount=amounts)
        def earn(self, who: str, amount: int) -> Any:
            row = self.agree(
                True,
                lambda: transfer(
                    key=self.key(),
                    debit=self.issuing,
                    credit=self.accounts[who],
                    amount=amount,
                    record=self.record,
                ),
                who,
            )
            if row is None:
                return multiple()
            self.reference.balance[who] += amount
            self.issued += amount
            return row, None, who

        @rule(target=moves, giver=names, taker=names, amount=amounts)
        def give(self, giver: str, taker: str, amount: int) -> Any:
            key = self.key()
            call = {
                "debit": self.accounts[giver],
                "credit": self.accounts[taker],
                "amount": amount,
                "key": key,
            }
            if giver == taker:
                with pytest.raises(SameAccount):
                    transfer(**call)
                return multiple()
            row = self.agree(self.reference.can_give(giver, amount), lambda: transfer(**call), giver, taker)
            if row is None:
                return multiple()
            self.reference.move(giver, taker, amount)
            assert transfer(**call) == row
            return row, giver, taker

        @rule(target=reservations, giver=names, taker=names, amount=amounts)
        def hold(self, giver: str, taker: str, amount: int) -> Any:
            if giver == taker:
                return multiple()
            row = self.agree(
                self.reference.can_give(giver, amount),
                lambda: reserve(
                    key=self.key(), debit=self.accounts[giver], credit=self.accounts[taker], amount=amount
                ),
                giver,
                taker,
            )
            if row is None:
                return multiple()
            self.reference.held[row.pk] = (giver, taker, amount)
            return row

        @rule(target=moves, pending=reservations, part=st.integers(min_value=1, max_value=250))
        def pay_reserved(self, pending: Transfer, part: int) -> Any:
            if pending.pk not in self.reference.held:
                with pytest.raises((AlreadyResolved, AmountAboveReservation)):
                    post(pending=pending, key=self.key(), amount=part)
                return multiple()
            giver, taker, amount = self.reference.held[pending.pk]
            if part > amount:
                with pytest.raises(AmountAboveReservation):
                    post(pending=pending, key=self.key(), amount=part)
                return multiple()
            row = post(pending=pending, key=self.key(), amount=part)
            del self.reference.held[pending.pk]
            self.reference.move(giver, taker, part)
            return row, giver, taker

        @rule(pending=reservations)
        def release(self, pending: Transfer) -> None:
            if pending.pk in self.reference.held:
                void(pending=pending, key=self.key())
                del self.reference.held[pending.pk]
            else:
                with pytest.raises(AlreadyResolved):
                    void(pending=pending, key=self.key())

        @rule(giver=names, taker=names, amount=amounts)
        def hold_until_it_is_too_late(self, giver: str, taker: str, amount: int) -> None:
            """A reservation with an end: past it nothing can be booked, and the sweep lets it go once."""
            if giver == taker:
                return
            now = timezone.now()
            row = self.agree(
                self.reference.can_give(giver, amount),
                lambda: reserve(
                    key=self.key(),
                    debit=self.accounts[giver],
                    credit=self.accounts[taker],
                    amount=amount,
                    expires_at=now + timedelta(hours=1),
                ),
                giver,
                taker,
            )
            if row is None:
                return
            with time_machine.travel(now + timedelta(hours=1)):
                with pytest.raises(ReservationExpired):
                    post(pending=row, key=self.key())
                assert (expire_reservations(), expire_reservations()) == (1, 0)

        @rule(move=moves)
        def take_back(self, move: tuple[Transfer, str | None, str]) -> None:
            row, giver, taker = move
            if row.pk in self.undone:
                with pytest.raises(AlreadyUndone):
                    undo(transfer=row, key=self.key())
                return
            contra = self.agree(
                self.reference.can_give(taker, row.amount),
                lambda: undo(transfer=row, key=self.key()),
                giver,
                taker,
            )
            if contra is None:
                return
            self.undone.add(row.pk)
            self.reference.balance[taker] -= row.amount
            if giver is None:
                self.issued -= row.amount
            else:
                self.reference.balance[giver] += row.amount

        @rule(route=st.permutations(ACCOUNTS), amount=amounts, more=st.integers(min_value=-1, max_value=1))
        def pass_on(self, route: list[str], amount: int, more: int) -> None:
            """A chain in which each passes on what it was just given, sometimes a minute more."""
            first, second, third, _ = route
            onward = max(1, amount + more)
            possible = (
                self.reference.can_give(first, amount) and self.reference.available(second) + amount >= onward
            )
            drafts = [
                Draft(
                    key=self.key(), debit=self.accounts[first], credit=self.accounts[second], amount=amount
                ),
                Draft(
                    key=self.key(), debit=self.accounts[second], credit=self.accounts[third], amount=onward
                ),
            ]
            if self.agree(possible, lambda: transfer_linked(drafts=drafts), first, second, third):
                self.reference.move(first, second, amount)
                self.reference.move(second, third, onward)

        @rule(who=mortals)
        def die(self, who: str) -> None:
            """All that somebody had goes to the pool and the account is closed; not while anything is reserved."""
            call = {"person": people[who], "cause": "departure", "actor": worker}
            if who not in self.reference.gone:
                departed(people[who])
            if who in self.reference.gone:
                before = Transfer.objects.count()
                settle(**call)
                assert Transfer.objects.count() == before
            elif self.reference.has_reservations(who):
                with pytest.raises(SettlementError):
                    settle(**call)
            else:
                amount = self.reference.balance[who]
                assert settle(**call).to_pool_minutes == amount
                self.reference.move(who, "pool", amount)
                self.reference.gone[who] = amount

        @rule(who=mortals)
        def come_back(self, who: str) -> None:
            """It was a mistake: what went to the pool comes back, where the pool still has it."""
            if who not in self.reference.gone:
                return
            amount = self.reference.gone[who]
            settlement = Settlement.objects.standing().get(person=people[who])
            call = {"settlement": settlement, "actor": worker, "reason": "同名"}
            if amount and not self.reference.can_give("pool", amount):
                with pytest.raises(InsufficientBalance):
                    undo_settlement(**call)
                return
            undo_settlement(**call)
            del self.reference.gone[who]
            self.reference.move("pool", who, amount)

        @invariant()
        def books_and_reference_agree(self) -> None:
            kept = {name: self.fresh(account) for name, account in self.accounts.items()}
            assert {name: row.balance for name, row in kept.items()} == self.reference.balance
            assert {name: row.available for name, row in kept.items()} == {
                name: self.reference.available(name) for name in ACCOUNTS
            }
            assert -self.fresh(self.issuing).balance == self.issued

    return Days


@pytest.mark.parametrize("slots", [0, 3])
def test_books_and_reference_agree_on_any_day(serve, community, make_user, worker, monkeypatch, slots):
    monkeypatch.setattr(
        "timebank.ledger.services.accounts.slots_for", lambda owner: slots * (owner.kind in BUSY_KINDS)
    )
    people = {name: make_user(name, region=community).person for name in (*ACCOUNTS[:3], "passer-by")}
    run_state_machine_as_test(
        make_machine(serve, community, people, worker),
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )
