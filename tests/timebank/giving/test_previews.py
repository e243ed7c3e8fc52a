"""A proposed rule of the pool or of expiry, looked at before it counts: who, how much, and nothing written."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from notifications.models import Message
from policies.models import PolicyRow
from policies.previews import Proposal, previewer_of
from policies.registry import DECLARATIONS
from tests.timebank.care import only_register
from tests.timebank.conftest import rule
from timebank.care_registers import Entitled
from timebank.giving import policy
from timebank.giving.models.expiry_notices import ExpiryNotice
from timebank.giving.models.pool_grants import PoolGrant
from timebank.giving.selectors.expiry import forecast_expiry
from timebank.giving.services.expiry import announce
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import personal, pool_of
from timebank.ledger.services.transfers import transfer


@pytest.fixture
def elders(make_user, community, monkeypatch):
    """Three of 82, 75 and 66 who live alone."""
    ages = {make_user(f"老人{n}", region=community).person.pk: age for n, age in enumerate((82, 75, 66))}

    def register(county, month, least):
        if county == "511702000000":
            for pk, age in ages.items():
                if age >= least["living_alone"]:
                    yield Entitled(pk, community.pk, "living_alone")

    only_register(monkeypatch, entitled=register, grounds={"living_alone": "独居"})
    return ages


def looked_at(key, value, region=None):
    written = [model.objects.count() for model in (Transfer, PoolGrant, ExpiryNotice, Message, PolicyRow)]
    with translation.override("en"):
        found = previewer_of(key)(Proposal(key, value, region))
    assert written == [
        model.objects.count() for model in (Transfer, PoolGrant, ExpiryNotice, Message, PolicyRow)
    ]
    return found


def test_a_lower_age_says_whom_the_pool_would_reach_next_month(elders, fund, county):
    fund(pool_of(county), 300)
    found = looked_at(policy.POOL_AGES, {"living_alone": 70, "hardship": 60})
    assert found.sentence.startswith("In December 2026 the public pools would give 4 hours to 2 people")
    assert (found.data["before"]["granted"], found.data["after"]["granted"]) == (1, 2)
    everybody = looked_at(policy.POOL_AGES, {"living_alone": 60, "hardship": 60}, county).data["after"]
    assert (everybody["entitled"], everybody["granted"], everybody["waiting"]) == (3, 2, 1)


def test_another_grant_and_another_county(elders, fund, county, county_next_door):
    fund(pool_of(county), 300)
    assert looked_at(policy.POOL_GRANT, 30).data["after"]["granted_minutes"] == 30
    assert looked_at(policy.POOL_GRANT, 30, county_next_door).data["after"]["entitled"] == 0
    assert looked_at(policy.POOL_GRANT, 0).data["after"]["granted"] == 0


def test_a_term_for_coins_says_what_would_end(person, other_person, serve):
    with time_machine.travel(date(2025, 3, 5)):
        serve(120, at="2025-03-04 09:00")
    serve(60, at="2026-11-19 09:00")
    transfer(key="spent", debit=personal(person), credit=personal(other_person), amount=30)
    found = looked_at(policy.EXPIRY_MONTHS, 12)
    assert found.data["before"]["year_minutes"] == 0
    after = found.data["after"]
    # The oldest were used first: 90 of the first service are left, and what came in yesterday ends within the year.
    assert (after["first_people"], after["first_minutes"]) == (1, 90)
    assert (after["year_people"], after["year_minutes"]) == (2, 180)
    assert "3 hours of 2 people" in found.sentence


def test_what_is_foretold_is_what_is_announced(person, serve):
    with time_machine.travel(date(2025, 3, 5)):
        serve(120, at="2025-03-04 09:00")
    foretold = looked_at(policy.EXPIRY_MONTHS, 18).data["after"]
    rule(policy.EXPIRY_MONTHS, 18)
    assert announce(day=date(2026, 11, 20)) == 1
    assert ExpiryNotice.objects.get().minutes == foretold["first_minutes"] == 120


def test_a_city_of_many_accounts_is_sampled_and_says_so(person, other_person, serve):
    from policies.selectors import book

    serve(60)
    serve(60, person=other_person)
    result = forecast_expiry([book()], region="", today=date(2026, 11, 20), most=1)
    assert (result.accounts, result.sampled) == (2, 2)


@pytest.mark.parametrize("value", [0, 1, 1200])
def test_odd_terms_are_looked_at_without_harm(person, serve, value):
    serve(60)
    looked_at(policy.EXPIRY_NOTICE_DAYS, value)
    looked_at(policy.EXPIRY_MONTHS, value)


@pytest.mark.parametrize("key", [policy.EXPIRY_MONTHS, policy.EXPIRY_NOTICE_DAYS, policy.EARMARK_DAYS])
@pytest.mark.parametrize("value", [-1, 10**4, 10**30, 1.5, "１２"])
def test_a_term_beyond_any_calendar_is_no_rule(key, value):
    """Or the night's sweep would reckon with a day that does not exist."""
    with pytest.raises(ValidationError):
        DECLARATIONS[key].check(value)
