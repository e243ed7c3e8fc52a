"""What the pools give each month: to whom, in which order, once, and why not."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from notifications.models import Message
from people.persons.models import Person
from tests.timebank.care import only_register
from tests.timebank.conftest import rule
from timebank.care_registers import Entitled
from timebank.earning.policy import CAP_STORED
from timebank.giving.models.pool_grants import PoolGrant
from timebank.giving.policy import POOL_GRANT, POOL_MOST_STORED
from timebank.giving.services.gifts import Gift, give
from timebank.giving.services.pool_grants import grant_entitlements
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.services.accounts import close_account, personal, pool_of
from timebank.oversight.selectors.ledger_verification import verify

MONTH = date(2026, 11, 1)


@pytest.fixture
def elders(make_user, community, monkeypatch):
    """Three who are entitled, the oldest file first."""
    people = [make_user(f"老人{n}", region=community).person for n in range(3)]

    def register(county, month, ages):
        assert ages == {"living_alone": 80, "hardship": 60}
        if county == "511702000000":
            for one in people:
                yield Entitled(one.pk, community.pk, "living_alone")

    only_register(monkeypatch, entitled=register, grounds={"living_alone": "独居"})
    return people


def run(**options):
    return {one.county: one for one in grant_entitlements(month=MONTH, **options)}["511702000000"]


def amounts(people):
    return [balance(one).coin_minutes for one in people]


def test_each_is_given_once_a_month(elders, fund, county, county_next_door):
    fund(pool_of(county), 1000)
    assert (run().granted, amounts(elders)) == (3, [120, 120, 120])
    again = run()
    assert (again.granted, again.already, amounts(elders)) == (0, 3, [120, 120, 120])
    assert pool(county).minutes == 640
    assert Message.objects.filter(kind="timebank.grant").count() == 3
    assert Transfer.objects.filter(reason="grant").count() == 3
    assert verify().ok


def test_another_month_is_another_grant(elders, fund, county):
    fund(pool_of(county), 1000)
    run()
    grant_entitlements(month=date(2026, 12, 15))
    assert amounts(elders) == [240, 240, 240]
    assert set(PoolGrant.objects.values_list("month", flat=True)) == {MONTH, date(2026, 12, 1)}


def test_a_short_pool_reaches_who_has_least_and_then_the_older_file(elders, fund, county):
    fund(personal(elders[0]), 30)
    fund(pool_of(county), 250)
    result = run()
    assert (result.granted, result.waiting, amounts(elders)) == (2, 1, [30, 120, 120])
    rows = PoolGrant.objects.order_by("place")
    assert [(row.person, row.outcome) for row in rows] == [
        (elders[1], "granted"),
        (elders[2], "granted"),
        (elders[0], "waiting"),
    ]
    # When coins have come in, the later run of the month reaches who waited, and nobody twice.
    fund(pool_of(county), 110)
    assert (run().granted, amounts(elders)) == (1, [150, 120, 120])
    assert PoolGrant.objects.count() == 3


def test_nobody_is_passed_over_because_they_need_less(elders, fund, county):
    fund(personal(elders[2]), 550)
    fund(pool_of(county), 100)
    # The third would fit with 50 minutes; but two stand before them.
    result = run()
    assert (result.granted, result.waiting) == (0, 3)


def test_who_has_enough_is_filled_up_or_left_out_and_a_closed_account_too(elders, fund, county):
    fund(personal(elders[0]), 600)
    fund(personal(elders[1]), 550)
    close_account(account=personal(elders[2]))
    fund(pool_of(county), 1000)
    result = run()
    assert (result.full, result.granted_minutes, result.closed) == (1, 50, 1)
    assert amounts(elders) == [600, 600, 0]
    assert set(PoolGrant.objects.values_list("outcome", flat=True)) == {"full", "granted", "closed"}


@pytest.mark.parametrize("most", [1500 * 60, 0])
def test_the_cap_of_a_person_holds_for_grants_too(elders, fund, county, most):
    rule(POOL_MOST_STORED, most)
    rule(CAP_STORED, 100)
    fund(pool_of(county), 1000)
    run()
    assert amounts(elders) == [100, 100, 100]


def test_how_much_is_a_dated_rule_of_the_county(elders, fund, county):
    rule(POOL_GRANT, 60, valid_from=date(2026, 11, 1), region=county)
    rule(POOL_GRANT, 600, valid_from=date(2026, 11, 2), region=county)
    fund(pool_of(county), 1000)
    run()
    assert amounts(elders) == [60, 60, 60]


def test_a_rule_of_zero_gives_nothing(elders, fund, county):
    rule(POOL_GRANT, 0)
    fund(pool_of(county), 1000)
    assert (run().entitled, PoolGrant.objects.count()) == (0, 0)


def test_what_is_meant_for_somebody_in_difficulty_is_not_granted(elders, person, serve, township, county):
    serve(300)
    give(
        gift=Gift(giver=person, minutes=300, to="difficulty", region=township.pk),
        form_key="1",
        actor=person.user,
    )
    assert (run().waiting, pool(county).minutes) == (3, 300)


def test_a_rehearsal_says_the_same_and_changes_nothing(elders, fund, county):
    fund(personal(elders[0]), 30)
    fund(pool_of(county), 250)
    before = Transfer.objects.count()
    rehearsed = run(dry_run=True)
    assert (Transfer.objects.count(), PoolGrant.objects.count()) == (before, 0)
    assert rehearsed == run()


def test_more_than_a_chunk_keep_their_order(community, county, fund, monkeypatch):
    people = Person.objects.bulk_create([Person(name=f"老{n}", region=community) for n in range(7)])
    monkeypatch.setattr("timebank.ledger.services.accounts.CHUNK", 2)
    only_register(
        monkeypatch,
        entitled=lambda county, month, ages: [Entitled(one.pk, community.pk, "x") for one in people],
    )
    fund(pool_of(county), 500)
    assert (run().granted, run().waiting) == (4, 3)
    assert amounts(people) == [120] * 4 + [0] * 3
    assert PoolGrant.objects.count() == 7


def command(*arguments):
    out = StringIO()
    call_command("grant_pool", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_speaks_json_and_rehearses(elders, fund, county):
    fund(pool_of(county), 1000)
    told = json.loads(command("--month", "2026-11", "--json", "--dry-run").splitlines()[-1])
    assert (told["dry_run"], told["granted"], told["granted_minutes"]) == (True, 3, 360)
    assert not PoolGrant.objects.exists()
    told = json.loads(command("--month", "2026-11", "--region", county.pk, "--json").splitlines()[-1])
    assert (told["granted"], told["counties"][0]["county"], told["counties"][0]["month"]) == (
        3, county.pk, "2026-11",
    )  # fmt: skip
    assert "3 had theirs" in command("--month", "2026-11")


@pytest.mark.parametrize(
    "month", ["2026-13", "2026", "x", "2026-1", "0000-01", "９９９９-01", "2027-01", "9" * 99]
)
def test_the_command_refuses_what_is_no_month_or_has_not_begun(county, month):
    with pytest.raises(CommandError):
        command("--month", month)


@pytest.mark.parametrize("region", ["511702001001", "1", "x", "9" * 50])
def test_the_command_refuses_what_is_no_county(community, region):
    with pytest.raises(CommandError):
        command("--month", "2026-11", "--region", region)
