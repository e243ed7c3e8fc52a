"""Standing instructions and named successors."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction

from notifications.models import Message
from people.deaths.services import record_death
from people.kinship.services import end_kinship
from people.persons.models import Person
from tests.timebank.conftest import rule
from timebank.giving import errors, policy
from timebank.giving.models.arrangements import Nominee, StandingInstruction
from timebank.giving.services.arrangements import (
    apply_instruction,
    apply_instructions,
    end_instruction,
    end_nominee,
    name_nominee,
    set_instruction,
)
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import reserve

HOUR = 60


def instruct(person, hours, **more):
    return set_instruction(person=person, threshold_minutes=hours * HOUR, actor=person.user, **more)


def test_what_is_above_goes_to_the_pool_once_a_day(person, serve, county):
    serve(5 * HOUR)
    instruction = instruct(person, 2)
    assert (apply_instructions(), balance(person).coin_minutes, pool(county).minutes) == (1, 120, 180)
    serve(HOUR, at="2026-03-06 09:00")
    # The same day again does nothing more; the next day it does.
    assert apply_instructions() == 0
    assert apply_instruction(instruction=instruction) == 0
    with time_machine.travel("2026-11-21 05:10+08:00"):
        assert apply_instructions() == 1
        assert apply_instructions() == 0
    assert (balance(person).coin_minutes, pool(county).minutes) == (120, 240)
    assert Message.objects.filter(person=person, kind="timebank.gift").count() == 2


def test_exactly_the_threshold_stays_and_one_minute_more_goes(person, fund, county):
    fund(personal(person), 200 * HOUR)
    instruct(person, 200)
    assert apply_instructions() == 0
    fund(personal(person), 1)
    assert (apply_instructions(), pool(county).minutes) == (1, 1)


def test_what_is_reserved_is_not_given_away(person, other_person, fund, county):
    fund(personal(person), 300)
    reserve(key="request", debit=personal(person), credit=personal(other_person), amount=200)
    instruct(person, 1)
    assert (apply_instructions(), pool(county).minutes) == (1, 40)


def test_to_a_relative_as_far_as_the_account_can_hold_it(person, mother, kinship, fund):
    fund(personal(person), 300)
    fund(personal(mother), 1500 * HOUR - 50)
    instruct(person, 1, kinship=kinship)
    assert apply_instructions() == 1
    assert (balance(person).coin_minutes, balance(mother).coin_minutes) == (250, 1500 * HOUR)
    with time_machine.travel("2026-11-21 05:10+08:00"):
        assert apply_instructions() == 0


def test_a_relative_who_may_no_longer_be_given_ends_it_with_a_message(person, mother, kinship, fund):
    fund(personal(person), 300)
    instruct(person, 1, kinship=kinship)
    rule(policy.GIFT_LEAST_AGE, 90)
    assert apply_instructions() == 0
    assert StandingInstruction.objects.get().ended_at is not None
    assert Message.objects.filter(person=person, kind="timebank.standing").count() == 1
    assert balance(mother).coin_minutes == 0


def test_one_is_in_force_and_a_new_one_replaces_it(person, mother, kinship):
    first = instruct(person, 5)
    assert instruct(person, 5).pk == first.pk
    second = instruct(person, 5, kinship=kinship)
    assert StandingInstruction.objects.in_force().get() == second
    end_instruction(person=person, actor=person.user)
    end_instruction(person=person, actor=person.user)
    assert not StandingInstruction.objects.in_force().exists()
    StandingInstruction.objects.create(person=person, threshold_minutes=1, to="pool")
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingInstruction.objects.create(person=person, threshold_minutes=2, to="pool")


@pytest.mark.parametrize("threshold", [-1, 1.5, None, 10**30])
def test_an_impossible_threshold_is_refused(person, threshold):
    with pytest.raises(errors.GivingError) as caught:
        set_instruction(person=person, threshold_minutes=threshold, actor=person.user)
    assert caught.value.field == "threshold"


def test_only_the_owner_arranges(person, other_person, kinship, worker):
    for user in (other_person.user, worker):
        with pytest.raises(errors.GivingError):
            set_instruction(person=person, threshold_minutes=60, actor=user)
        with pytest.raises(errors.GivingError):
            name_nominee(person=person, kinship=kinship, actor=user)


def test_a_successor_needs_no_age_but_must_be_a_confirmed_relative(person, mother, kinship, other_person):
    Person.objects.filter(pk=mother.pk).update(birth_date=None)
    named = name_nominee(person=person, kinship=kinship, actor=person.user)
    assert named.relative == mother
    assert name_nominee(person=person, kinship=kinship, actor=person.user).pk == named.pk
    # A kinship of others names nobody.
    with pytest.raises(errors.GivingError):
        name_nominee(person=other_person, kinship=kinship, actor=other_person.user)
    end_nominee(person=person, actor=person.user)
    assert not Nominee.objects.in_force().exists()


def test_when_the_tie_ends_what_was_arranged_ends_and_is_told(person, mother, kinship):
    instruct(person, 1, kinship=kinship)
    name_nominee(person=person, kinship=kinship, actor=person.user)
    name_nominee(person=mother, kinship=kinship, actor=mother.user)
    end_kinship(kinship=kinship, actor=mother.user)
    assert not StandingInstruction.objects.in_force().exists() and not Nominee.objects.in_force().exists()
    assert Message.objects.filter(kind="timebank.nominee").count() == 2
    assert Message.objects.filter(kind="timebank.standing", person=person).count() == 1


def test_after_a_death_nothing_is_given_by_itself(person, mother, kinship, fund):
    fund(personal(person), 300)
    instruct(person, 1)
    name_nominee(person=mother, kinship=kinship, actor=mother.user)
    record_death(person=person, on=date(2026, 11, 19))
    assert apply_instructions() == 0
    assert not StandingInstruction.objects.in_force().exists() and not Nominee.objects.in_force().exists()
    assert Message.objects.filter(person=mother, kind="timebank.nominee").count() == 1
    assert not Transfer.objects.filter(key__startswith="standing").exists()
