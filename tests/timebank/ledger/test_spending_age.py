"""Who may use coins, and for whom: the edges of age and family."""

from __future__ import annotations

from datetime import date

import pytest

from people.kinship.services import confirm_kinship, propose_kinship
from tests.timebank.conftest import rule
from timebank.giving.policy import (
    EXPIRY_MONTHS,
    EXPIRY_TO,
    GIFT_EXCESS,
    GIFT_LEAST_AGE,
    GIFT_PROOFS,
    GIFT_RELATIONS,
    POOL_AGES,
)
from timebank.ledger.policy import REDEEM_FOR, REDEEM_LEAST_AGE
from timebank.ledger.selectors.spending import may_use_coins, may_use_coins_for


@pytest.mark.parametrize(
    ("born", "on", "allowed"),
    [
        (date(1966, 11, 20), date(2026, 11, 20), True),
        (date(1966, 11, 20), date(2026, 11, 19), False),  # 59 years and 364 days
        (date(1968, 2, 29), date(2028, 2, 28), False),
        (date(1968, 2, 29), date(2028, 2, 29), True),
        (date(1964, 2, 29), date(2023, 2, 28), False),
        (None, date(2026, 11, 20), False),
    ],
)
def test_coins_are_used_from_the_age_in_force(person, born, on, allowed):
    person.birth_date = born
    assert may_use_coins(person, on=on) == allowed


def test_the_age_changes_in_the_night_between_two_rules(person):
    person.birth_date = date(1971, 1, 1)
    rule(REDEEM_LEAST_AGE, 55, valid_from=date(2027, 1, 1))
    assert not may_use_coins(person, on=date(2026, 12, 31))
    assert may_use_coins(person, on=date(2027, 1, 1))


def test_an_age_of_zero_lets_everybody(person):
    rule(REDEEM_LEAST_AGE, 0)
    assert may_use_coins(person)


@pytest.mark.parametrize(("relation", "allowed"), [("spouse", True), ("parent", False)])
def test_for_oneself_and_for_whom_the_rule_names(person, mother, other_person, relation, allowed):
    proposed = propose_kinship(person=person, relation=relation, name=mother.name, phone=mother.phone)
    assert not may_use_coins_for(person, mother)
    confirm_kinship(kinship=proposed, actor=mother.user)
    assert may_use_coins_for(person, person)
    assert may_use_coins_for(person, mother) == allowed
    assert not may_use_coins_for(person, other_person)
    rule(REDEEM_FOR, ["spouse", "parent"])
    assert may_use_coins_for(person, mother)


def test_rules_of_a_wrong_form_are_refused():
    from django.core.exceptions import ValidationError

    from policies.registry import DECLARATIONS

    wrong = {
        GIFT_LEAST_AGE: [121, -1, "60", None, 1.5],
        GIFT_RELATIONS: [["neighbour"], "spouse", ["spouse", "spouse"], None],
        GIFT_PROOFS: [[], ["x"], "worker"],
        GIFT_EXCESS: ["", "retired", None],
        EXPIRY_TO: ["honours", None],
        POOL_AGES: [{}, {"living_alone": 80}, {"living_alone": 80, "hardship": 130}],
        EXPIRY_MONTHS: [-1, True, "12"],
    }
    for key, values in wrong.items():
        for value in values:
            with pytest.raises(ValidationError):
                DECLARATIONS[key].check(value)
