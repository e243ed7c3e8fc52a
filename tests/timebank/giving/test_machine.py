"""Random days of giving, granting, settling and ending: nobody falls below zero and not a minute is lost or made."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from people.kinship.services import confirm_kinship, propose_kinship
from people.persons.models import Person
from tests.people.dying import confirmed_death
from tests.timebank.care import only_register
from tests.timebank.conftest import SHANGHAI
from tests.timebank.conftest import rule as policy_rule
from timebank.care_registers import Entitled
from timebank.earning.policy import CAP_STORED
from timebank.errors import TimebankError
from timebank.giving.models.earmarks import Earmark
from timebank.giving.models.pool_grants import PoolGrant
from timebank.giving.policy import EXPIRY_MONTHS, EXPIRY_NOTICE_DAYS, GIFT_EXCESS
from timebank.giving.services.arrangements import apply_instructions, name_nominee, set_instruction
from timebank.giving.services.earmarks import assign_earmark
from timebank.giving.services.expiry import sweep_expiry
from timebank.giving.services.gifts import Gift, give
from timebank.giving.services.pool_grants import grant_entitlements
from timebank.giving.services.settlements import settle, undo_settlement
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.settlements import Settlement
from timebank.oversight.selectors.ledger_verification import verify

people = st.integers(min_value=0, max_value=2)
minutes = st.integers(min_value=1, max_value=400)


def make_machine(
    serve: Any, cast: list[Person], kinships: list[Any], officer: Any, worker: Any, township: Any
) -> type[RuleBasedStateMachine]:
    class Days(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            self.sandbox = transaction.atomic()
            self.sandbox.__enter__()
            self.now = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
            self.serial = 0

        def teardown(self) -> None:
            if not hasattr(self, "sandbox"):
                return
            try:
                assert verify().ok
            finally:
                transaction.set_rollback(True)
                self.sandbox.__exit__(None, None, None)

        def attempt(self, action: Any) -> None:
            """Done or kindly refused; never anything else."""
            self.serial += 1
            with time_machine.travel(self.now, tick=False):
                try:
                    with transaction.atomic():
                        action()
                except TimebankError:
                    pass

        @rule(who=people, amount=minutes)
        def earn(self, who: int, amount: int) -> None:
            began = self.now - timedelta(hours=8)
            self.attempt(lambda: serve(amount, person=cast[who], at=f"{began:%Y-%m-%d %H:%M}"))

        @rule(
            who=people, amount=minutes, to=st.sampled_from(["relative", "pool", "difficulty"]), other=people
        )
        def give_away(self, who: int, amount: int, to: str, other: int) -> None:
            giver = Person.objects.get(pk=cast[who].pk)
            gift = Gift(
                giver=giver,
                minutes=amount,
                to=to,
                kinship=kinships[other] if to == "relative" else None,
                region=township.pk if to == "difficulty" else None,
            )
            self.attempt(lambda: give(gift=gift, form_key=self.serial, actor=giver.user))

        @rule(who=people, keep=minutes, other=st.none() | people)
        def instruct(self, who: int, keep: int, other: int | None) -> None:
            kinship = None if other is None else kinships[other]
            self.attempt(
                lambda: set_instruction(
                    person=cast[who], threshold_minutes=keep, actor=cast[who].user, kinship=kinship
                )
            )

        @rule(who=people, other=people)
        def name(self, who: int, other: int) -> None:
            self.attempt(
                lambda: name_nominee(person=cast[who], kinship=kinships[other], actor=cast[who].user)
            )

        @rule(days=st.integers(1, 45))
        def nights_pass(self, days: int) -> None:
            self.now += timedelta(days=days)
            self.attempt(apply_instructions)
            self.attempt(sweep_expiry)
            self.attempt(lambda: grant_entitlements(month=self.now.date()))

        @rule(who=people)
        def pass_on(self, who: int) -> None:
            if (earmark := Earmark.objects.open().first()) is not None:
                self.attempt(lambda: assign_earmark(earmark=earmark, person=cast[who], actor=officer))

        @rule(who=people)
        def die(self, who: int) -> None:
            def end() -> None:
                person = Person.objects.get(pk=cast[who].pk)
                if person.died_on is None:
                    confirmed_death(person, on=self.now.date())
                settle(person=person, cause="death", actor=worker)

            self.attempt(end)

        @rule()
        def mistaken(self) -> None:
            if (settlement := Settlement.objects.standing().first()) is not None:
                self.attempt(lambda: undo_settlement(settlement=settlement, actor=worker, reason="误报"))

        @invariant()
        def nothing_is_lost_and_nobody_below_zero(self) -> None:
            totals = {"coin_minutes": 0, "points": 0}
            for row in Account.objects.all():
                totals[row.unit] += row.balance
                assert row.kind == "issuing" or row.balance >= 0
                assert row.closed_at is None or row.balance == 0
                assert row.kind != "personal" or row.unit == "points" or row.balance <= 1000
            assert totals == {"coin_minutes": 0, "points": 0}
            months = PoolGrant.objects.filter(outcome="granted").values_list("person_id", "month")
            assert len(months) == len(set(months))

    return Days


@pytest.mark.django_db
def test_random_days_of_giving_keep_the_books(
    serve, make_user, community, township, county, officer, worker, monkeypatch
):
    born = date(1940, 1, 1)
    cast = [make_user(name, region=community, birth_date=born).person for name in ("甲某", "乙某", "丙某")]
    kinships = []
    for one, other in ((0, 1), (1, 2), (2, 0)):
        proposed = propose_kinship(
            person=cast[one], relation="spouse", name=cast[other].name, phone=cast[other].phone
        )
        kinships.append(confirm_kinship(kinship=proposed, actor=cast[other].user))
    only_register(
        monkeypatch,
        in_difficulty=lambda: Q(pk__in=[one.pk for one in cast]),
        entitled=lambda code, month, ages: (
            [Entitled(one.pk, community.pk, "x") for one in cast] if code == county.pk else []
        ),
    )
    policy_rule(CAP_STORED, 1000)
    policy_rule(EXPIRY_MONTHS, 2)
    policy_rule(EXPIRY_NOTICE_DAYS, 20)
    policy_rule(GIFT_EXCESS, "pool")
    run_state_machine_as_test(
        make_machine(serve, cast, kinships, officer, worker, township),
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
