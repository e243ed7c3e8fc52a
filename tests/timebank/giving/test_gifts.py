"""Giving: to relatives who are of age, to a person in difficulty, to the pool; what each side sees and is told."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db.models import Q

from notifications.models import Message
from people.kinship.enums import KinRelation
from people.kinship.services import confirm_kinship, end_kinship, propose_kinship
from people.persons.models import Person
from tests.timebank.care import only_register
from tests.timebank.conftest import rule
from timebank import errors
from timebank.earning.selectors.stars import certified_minutes
from timebank.giving import policy
from timebank.giving.errors import GivingError, PlanChanged
from timebank.giving.models.earmarks import Earmark
from timebank.giving.services.earmarks import assign_earmark, free_minutes, release_earmark, release_overdue
from timebank.giving.services.gifts import Gift, areas_of, give, plan
from timebank.ledger.enums import AccountKind, Reason
from timebank.ledger.errors import InsufficientBalance, KeyConflict
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.services.accounts import Owner, open_accounts, personal
from timebank.oversight.selectors.ledger_verification import verify

HOUR = 60


def to_mother(person, kinship, minutes=2 * HOUR):
    return Gift(giver=person, minutes=minutes, to="relative", kinship=kinship)


def do(gift, **more):
    return give(**({"gift": gift, "form_key": uuid.uuid4(), "actor": gift.giver.user} | more))


def bodies(person):
    return list(
        Message.objects.filter(person=person, kind__contains="timebank.").values_list("body", flat=True)
    )


def circulating():
    """What the issuing accounts owe is what everybody else holds."""
    return sum(row.balance for row in Account.objects.filter(unit="coin_minutes"))


def test_a_gift_to_ones_mother_moves_coins_and_no_certified_time(person, mother, kinship, serve):
    serve(5 * HOUR)
    certified = certified_minutes(person)
    given = do(to_mother(person, kinship))
    assert (balance(person).coin_minutes, balance(mother).coin_minutes) == (3 * HOUR, 2 * HOUR)
    assert (given.transfers[0].reason, given.replayed) == (Reason.GIFT, False)
    assert (certified_minutes(person), certified_minutes(mother)) == (certified, 0)
    assert verify().ok and circulating() == 0


def test_both_sides_are_told_once(person, mother, kinship, serve, settings):
    settings.LANGUAGE_CODE = "en"
    serve(5 * HOUR)
    Message.objects.all().delete()
    key = uuid.uuid4()
    for _ in range(2):
        do(to_mother(person, kinship), form_key=key)
    assert bodies(mother) == ["张三丰 has given you 2 hours. You can use them to request a service."]
    assert bodies(person) == [
        "You have given 2 hours to 张母. Thank you. Your certified service is not affected."
    ]


def test_a_double_click_gives_once_and_another_amount_with_the_same_form_is_refused(
    person, mother, kinship, serve
):
    serve(8 * HOUR)
    key = uuid.uuid4()
    first = do(to_mother(person, kinship), form_key=key)
    again = do(to_mother(person, kinship), form_key=key)
    assert (again.replayed, again.transfers) == (True, first.transfers)
    with pytest.raises(KeyConflict):
        do(to_mother(person, kinship, HOUR), form_key=key)
    assert balance(mother).coin_minutes == 2 * HOUR


def test_a_double_click_is_answered_though_the_balance_would_no_longer_do(person, mother, kinship, serve):
    serve(2 * HOUR)
    key = uuid.uuid4()
    do(to_mother(person, kinship), form_key=key)
    assert do(to_mother(person, kinship), form_key=key).replayed
    end_kinship(kinship=kinship, actor=mother.user)
    assert do(to_mother(person, kinship), form_key=key).replayed


@pytest.mark.parametrize(
    ("born", "allowed"),
    [
        (date(1966, 11, 20), True),  # 60 today
        (date(1966, 11, 21), False),  # 59 years and 364 days
        (date(1906, 11, 20), True),
        (None, False),
    ],
)
def test_the_day_of_the_sixtieth_birthday_decides(person, mother, kinship, serve, born, allowed):
    serve(5 * HOUR)
    Person.objects.filter(pk=mother.pk).update(birth_date=born)
    if allowed:
        do(to_mother(person, kinship))
    else:
        with pytest.raises(GivingError) as caught:
            do(to_mother(person, kinship))
        assert caught.value.field == "kinship"
    assert balance(mother).coin_minutes == (2 * HOUR if allowed else 0)


def test_who_was_born_on_a_leap_day_is_sixty_on_the_first_of_march(person, mother, kinship, serve, clock):
    import time_machine

    serve(5 * HOUR)
    Person.objects.filter(pk=mother.pk).update(birth_date=date(1968, 2, 29))
    rule(policy.GIFT_LEAST_AGE, 59)
    with time_machine.travel("2027-02-28 12:00+08:00"), pytest.raises(GivingError):
        do(to_mother(person, kinship))
    with time_machine.travel("2027-03-01 00:00:01+08:00"):
        do(to_mother(person, kinship))


def test_the_age_is_a_dated_rule(person, mother, kinship, serve):
    serve(5 * HOUR)
    Person.objects.filter(pk=mother.pk).update(birth_date=date(1970, 1, 1))
    rule(policy.GIFT_LEAST_AGE, 50, valid_from=date(2026, 11, 21))
    with pytest.raises(GivingError):
        do(to_mother(person, kinship))
    rule(policy.GIFT_LEAST_AGE, 50, valid_from=date(2026, 11, 20))
    do(to_mother(person, kinship))


@pytest.mark.parametrize("relation", KinRelation.values)
def test_only_direct_relatives_receive(person, mother, serve, relation):
    serve(5 * HOUR)
    kinship = propose_kinship(person=person, relation=relation, name=mother.name, phone=mother.phone)
    confirm_kinship(kinship=kinship, actor=mother.user)
    allowed = relation in ("spouse", "parent", "child", "grandparent", "grandchild")
    if allowed:
        do(to_mother(person, kinship))
    else:
        with pytest.raises(GivingError):
            do(to_mother(person, kinship))
    assert (balance(mother).coin_minutes > 0) == allowed


def test_a_city_may_ask_that_a_worker_saw_the_document(person, mother, kinship, serve):
    serve(5 * HOUR)
    rule(policy.GIFT_PROOFS, ["worker"])
    with pytest.raises(GivingError, match=r"document|证件"):
        do(to_mother(person, kinship))


def test_not_to_the_dead_not_to_who_is_no_longer_a_relative_and_not_unconfirmed(
    person, other_person, mother, kinship, serve
):
    serve(5 * HOUR)
    waiting = propose_kinship(
        person=person, relation="parent", name=other_person.name, phone=other_person.phone
    )
    waiting.relative = other_person
    with pytest.raises(GivingError):
        do(to_mother(person, waiting))
    Person.objects.filter(pk=mother.pk).update(died_on=date(2026, 11, 1))
    with pytest.raises(GivingError):
        do(to_mother(person, kinship))
    Person.objects.filter(pk=mother.pk).update(died_on=None)
    end_kinship(kinship=kinship, actor=person.user)
    with pytest.raises(GivingError):
        do(to_mother(person, kinship))


def test_somebody_elses_kinship_gives_nothing(person, other_person, kinship, serve):
    serve(5 * HOUR, person=other_person)
    Person.objects.update(birth_date=date(1950, 1, 1))
    with pytest.raises(GivingError):
        do(Gift(giver=other_person, minutes=HOUR, to="relative", kinship=kinship))
    assert balance(other_person).coin_minutes == 5 * HOUR


def test_only_the_owner_gives(person, other_person, worker, kinship, serve):
    serve(5 * HOUR)
    for user in (other_person.user, worker, None):
        with pytest.raises(GivingError):
            do(to_mother(person, kinship), actor=user)
    assert balance(person).coin_minutes == 5 * HOUR


@pytest.mark.parametrize("minutes", [0, -1, True, 1.5, "60", None, 10**13, 10**40])
def test_amounts_of_any_form_are_refused_kindly(person, kinship, serve, minutes):
    serve(5 * HOUR)
    with pytest.raises(errors.TimebankError):
        do(to_mother(person, kinship, minutes))


def test_more_than_there_is_is_refused(person, kinship, serve):
    serve(2 * HOUR)
    with pytest.raises(InsufficientBalance):
        do(to_mother(person, kinship, 2 * HOUR + 1))


def test_what_the_relative_cannot_keep_is_refused_and_said(person, mother, kinship, fund, serve):
    serve(5 * HOUR)
    fund(personal(mother), 1500 * HOUR - 30)
    with pytest.raises(GivingError) as caught:
        do(to_mother(person, kinship, 31))
    assert caught.value.field == "minutes"
    do(to_mother(person, kinship, 30))
    assert balance(mother).coin_minutes == 1500 * HOUR


def test_where_the_city_says_so_the_rest_of_a_gift_goes_to_the_pool(
    person, mother, kinship, fund, serve, community
):
    rule(policy.GIFT_EXCESS, "pool")
    serve(5 * HOUR)
    fund(personal(mother), 1500 * HOUR - 30)
    gift = to_mother(person, kinship, 100)
    planned = plan(gift)
    assert (planned.reaches, planned.to_pool, planned.left) == (30, 70, 200)
    given = do(gift, agreed=planned.mark)
    assert len(given.transfers) == 2 and given.transfers[0].batch == given.transfers[1].batch
    assert (balance(mother).coin_minutes, pool(community).minutes) == (1500 * HOUR, 70)


def test_what_was_shown_is_what_happens_or_nothing(person, mother, kinship, fund, serve):
    rule(policy.GIFT_EXCESS, "pool")
    serve(5 * HOUR)
    agreed = plan(to_mother(person, kinship, 100)).mark
    fund(personal(mother), 1500 * HOUR - 30)
    with pytest.raises(PlanChanged):
        do(to_mother(person, kinship, 100), agreed=agreed)
    assert balance(person).coin_minutes == 5 * HOUR


def test_to_the_pool_of_ones_own_county(person, serve, county):
    serve(5 * HOUR)
    do(Gift(giver=person, minutes=HOUR, to="pool"))
    assert pool(county).minutes == HOUR
    assert Transfer.objects.latest("sequence").reason == Reason.DONATION


def test_who_never_said_where_they_live_gives_to_the_pool_where_they_served(person, serve, county):
    Person.objects.filter(pk=person.pk).update(region=None)
    person.refresh_from_db()
    with pytest.raises(GivingError):
        do(Gift(giver=person, minutes=HOUR, to="pool"))
    serve(5 * HOUR)
    do(Gift(giver=person, minutes=HOUR, to="pool"))
    assert pool(county).minutes == HOUR


def test_what_a_group_earned_is_for_others_only(person, kinship, fund, county):
    owner = Owner(AccountKind.DONATE_ONLY, "coin_minutes", person.pk)
    fund(open_accounts([owner])[owner], 3 * HOUR)
    with pytest.raises(GivingError):
        do(Gift(giver=person, minutes=HOUR, to="relative", kinship=kinship, source=AccountKind.DONATE_ONLY))
    do(Gift(giver=person, minutes=HOUR, to="pool", source=AccountKind.DONATE_ONLY))
    assert (pool(county).minutes, balance(person).coin_minutes) == (HOUR, 0)
    for source in (AccountKind.ISSUING, AccountKind.POOL, "x"):
        with pytest.raises(GivingError):
            do(Gift(giver=person, minutes=HOUR, to="pool", source=source))


@pytest.fixture
def in_need(other_person, monkeypatch):
    only_register(monkeypatch, in_difficulty=lambda: Q(pk=other_person.pk))
    return other_person


def give_in(person, region):
    return do(Gift(giver=person, minutes=2 * HOUR, to="difficulty", region=region.pk)).earmark


def test_one_gives_for_people_in_difficulty_of_ones_own_township_or_county(
    person, serve, township, county, county_next_door, city
):
    serve(5 * HOUR)
    assert areas_of(person) == [township.pk, county.pk]
    for elsewhere in (county_next_door.pk, city.pk, "", None, "\0"):
        with pytest.raises(GivingError):
            do(Gift(giver=person, minutes=HOUR, to="difficulty", region=elsewhere))


def test_a_worker_passes_it_on_and_neither_side_learns_the_name(
    person, in_need, serve, township, county, officer, settings
):
    settings.LANGUAGE_CODE = "en"
    serve(5 * HOUR)
    earmark = give_in(person, township)
    # Until then it lies in the pool, and is not for the pool's own grants.
    account = Account.objects.get(kind="pool")
    assert (account.balance, free_minutes(account)) == (2 * HOUR, 0)
    done = assign_earmark(earmark=earmark, person=in_need, actor=officer)
    assert assign_earmark(earmark=earmark, person=in_need, actor=officer).payment == done.payment
    assert (balance(in_need).coin_minutes, pool(county).minutes) == (2 * HOUR, 0)
    told = bodies(in_need) + bodies(person)
    assert "A kind neighbour has given you 2 hours." in told[0]
    assert any("have reached a person in difficulty in 东城街道" in body for body in told)
    assert not any(person.name in body for body in bodies(in_need))
    assert not any(in_need.name in body for body in bodies(person))
    assert verify().ok


def test_only_to_somebody_of_the_area_who_counts(
    person, in_need, mother, serve, township, officer, worker, manager_next_door, county_next_door
):
    serve(5 * HOUR)
    earmark = give_in(person, township)
    for who in (mother, person):
        with pytest.raises(GivingError):
            assign_earmark(earmark=earmark, person=who, actor=officer)
    for actor in (manager_next_door, worker):
        with pytest.raises(GivingError):
            assign_earmark(earmark=earmark, person=in_need, actor=actor)
    Person.objects.filter(pk=in_need.pk).update(region=county_next_door)
    in_need.refresh_from_db()
    with pytest.raises(GivingError):
        assign_earmark(earmark=earmark, person=in_need, actor=officer)
    assert Earmark.objects.open().count() == 1


def test_what_waits_too_long_is_left_to_the_pool_by_itself(person, in_need, serve, township, officer):
    import time_machine

    serve(5 * HOUR)
    earmark = give_in(person, township)
    with time_machine.travel("2027-01-18 12:00+08:00"):
        assert release_overdue() == 0
    rule(policy.EARMARK_DAYS, 0, valid_from=date(2027, 1, 19))
    with time_machine.travel("2027-01-19 12:00+08:00"):
        assert release_overdue() == 0
    rule(policy.EARMARK_DAYS, 60, valid_from=date(2027, 1, 20))
    with time_machine.travel("2027-01-20 12:00+08:00"):
        assert (release_overdue(), release_overdue()) == (1, 0)
        with pytest.raises(GivingError):
            assign_earmark(earmark=earmark, person=in_need, actor=officer)
    assert Message.objects.filter(person=person, kind="timebank.donation").count() == 1


def test_a_donation_for_which_nobody_is_found_is_left_to_the_pool(person, in_need, serve, township, officer):
    serve(5 * HOUR)
    earmark = give_in(person, township)
    release_earmark(earmark=earmark, actor=officer)
    release_earmark(earmark=earmark, actor=officer)
    assert free_minutes(Account.objects.get(kind="pool")) == 2 * HOUR
    with pytest.raises(GivingError):
        assign_earmark(earmark=earmark, person=in_need, actor=officer)
