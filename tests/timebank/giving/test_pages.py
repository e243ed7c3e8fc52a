"""Giving and arranging on the portal; pools, donations and settlements in the workbench."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.access_log.models import AccessLog
from people.persons.models import Person
from tests.conftest import in_english
from tests.people.dying import confirmed_death
from tests.timebank.care import only_register
from tests.timebank.conftest import rule
from tests.timebank.departing import departed
from timebank.care_registers import Entitled
from timebank.giving import policy
from timebank.giving.models.arrangements import Nominee, StandingInstruction
from timebank.giving.models.earmarks import Earmark
from timebank.giving.services.arrangements import name_nominee
from timebank.giving.services.gifts import Gift, give
from timebank.giving.services.pool_grants import grant_entitlements
from timebank.giving.services.settlements import settle
from timebank.ledger.enums import AccountKind
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.services.accounts import Owner, open_accounts, personal, pool_of

GIVE, LATER = "/timebank/give/", "/timebank/later/"
JUNK = ["", "x", "-1", "1.5", "1e9", "9" * 5000, "\0", "٣", "NaN", "1000001"]


@pytest.fixture
def client(person, log_in):
    return in_english(log_in(person.user))


def hidden(html):
    """The hidden fields of the confirm page, as a browser sends them back."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_a_gift_is_shown_before_it_happens_and_happens_once(client, person, mother, kinship, serve):
    serve(300)
    html = client.get(GIVE).content.decode()
    assert "张母 · Father or mother" in html and "5 hours" in html
    shown = client.post(GIVE, {"to": str(kinship.uuid), "hours": "1", "minutes": "30"}).content.decode()
    for words in (
        "张母 receives 1 hour 30 minutes.",
        "You have 3 hours 30 minutes left to use.",
        "Your certified service remains 5 hours.",
    ):
        assert words in shown
    assert balance(mother).coin_minutes == 0
    for _ in range(2):
        response = client.post(GIVE, hidden(shown))
        assert (response.status_code, response.url) == (302, GIVE)
    assert (balance(person).coin_minutes, balance(mother).coin_minutes) == (210, 90)
    assert "Thank you. It is done" in client.get(GIVE).content.decode()


def test_one_can_go_back_and_finds_what_was_typed(client, kinship, serve):
    serve(300)
    shown = client.post(GIVE, {"to": str(kinship.uuid), "hours": "1", "minutes": "30"}).content.decode()
    html = client.post(GIVE, hidden(shown) | {"back": "1"}).content.decode()
    assert 'value="30"' in html and "checked" in html
    assert not Transfer.objects.filter(reason="gift").exists()


def test_what_changed_meanwhile_is_shown_again(client, mother, kinship, serve, fund):
    rule(policy.GIFT_EXCESS, "pool")
    serve(300)
    shown = client.post(GIVE, {"to": str(kinship.uuid), "hours": "2"}).content.decode()
    fund(personal(mother), 1500 * 60 - 30)
    again = client.post(GIVE, hidden(shown)).content.decode()
    assert "Something has changed" in again and "张母 receives 30 minutes." in again
    assert "To the public pool, because 张母 has reached the limit: 1 hour 30 minutes." in again
    assert not Transfer.objects.filter(reason="gift").exists()
    client.post(GIVE, hidden(again))
    assert balance(mother).coin_minutes == 1500 * 60


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_refused_kindly_and_nothing_is_given(client, kinship, serve, junk):
    serve(300)
    for data in (
        {"to": str(kinship.uuid), "hours": junk, "minutes": junk},
        {"to": junk, "hours": "1"},
        {"to": str(kinship.uuid), "hours": "1", "form_key": junk, "agreed": junk},
        {"to": str(kinship.uuid), "hours": "1", "form_key": "0" * 32, "agreed": junk},
        {"to": "pool", "hours": "1", "source": junk, "form_key": "0" * 32, "agreed": "0-60x"},
    ):
        assert client.post(GIVE, data).status_code == 200
    assert not Transfer.objects.filter(reason__in=["gift", "donation"]).exists()


def test_more_than_there_is_is_said_at_the_field(client, kinship, serve):
    serve(60)
    html = client.post(GIVE, {"to": str(kinship.uuid), "hours": "2"}).content.decode()
    assert "The balance of this account is not sufficient: 1 hour available" in html and 'value="2"' in html


def test_a_strangers_relative_cannot_be_given_to(serve, other_person, kinship, log_in):
    serve(300, person=other_person)
    html = log_in(other_person.user).post(GIVE, {"to": str(kinship.uuid), "hours": "1"}).content.decode()
    assert "aria-invalid" in html or "errorlist" in html
    assert not Transfer.objects.filter(reason="gift").exists()


def test_a_relative_who_is_too_young_is_shown_with_the_reason(client, mother, kinship, serve):
    serve(60)
    Person.objects.filter(pk=mother.pk).update(birth_date=date(1980, 1, 1))
    html = client.get(GIVE).content.decode()
    assert "Coins can be given to relatives of 60 and older." in html and str(kinship.uuid) not in html
    assert "1980" not in html


def test_for_a_person_in_difficulty_one_chooses_an_area(client, person, serve, township, county):
    serve(300)
    shown = client.post(GIVE, {"to": township.pk, "hours": "1"}).content.decode()
    assert "For a person in difficulty in 东城街道: 1 hour." in shown
    client.post(GIVE, hidden(shown))
    assert (Earmark.objects.get().region, pool(county).minutes) == (township, 60)


def test_what_a_group_earned_goes_to_others_only(client, person, kinship, fund, county):
    owner = Owner(AccountKind.DONATE_ONLY, "coin_minutes", person.pk)
    fund(open_accounts([owner])[owner], 120)
    html = client.get(GIVE).content.decode()
    assert "Earned by your group" in html
    html = client.post(
        GIVE, {"to": str(kinship.uuid), "hours": "1", "source": "donate_only"}
    ).content.decode()
    assert "not to relatives" in html
    shown = client.post(GIVE, {"to": "pool", "hours": "1", "source": "donate_only"}).content.decode()
    assert "It is taken from what your group earned; 1 hour remain there." in shown
    client.post(GIVE, hidden(shown))
    assert pool(county).minutes == 60


def test_who_is_nobody_here_is_led_on(resident, log_in):
    assert Client().get(GIVE).status_code == 302
    assert "There is nothing to give yet" in in_english(log_in(resident)).get(GIVE).content.decode()
    Person.objects.filter(user=resident).update(user=None)
    for address in (GIVE, LATER):
        assert log_in(resident).get(address).url == "/timebank/"


def test_a_mandate_gives_nothing_away(person, other_person, log_in, serve):
    from people.mandates.models import Mandate

    serve(300)
    Mandate.objects.create(principal=person, agent=other_person, relation="女儿")
    html = in_english(log_in(other_person.user)).get(f"{GIVE}?for={person.uuid}").content.decode()
    assert "There is nothing to give yet" in html


def test_a_standing_instruction_is_given_changed_and_ended(client, person, mother, kinship):
    assert client.post(LATER, {"step": "standing", "threshold": "200", "to": "pool"}).status_code == 302
    html = client.get(LATER).content.decode()
    assert "anything above 200 hours goes to the public pool" in html
    client.post(LATER, {"step": "standing", "threshold": "100", "to": str(kinship.uuid)})
    assert "anything above 100 hours goes to 张母" in client.get(LATER).content.decode()
    client.post(LATER, {"step": "end_standing"})
    assert not StandingInstruction.objects.in_force().exists()


def test_a_successor_is_named_and_taken_back(client, person, mother, kinship):
    client.post(LATER, {"step": "nominee", "relative": str(kinship.uuid)})
    assert "You have named 张母" in client.get(LATER).content.decode()
    client.post(LATER, {"step": "end_nominee"})
    assert not Nominee.objects.in_force().exists()


@pytest.mark.parametrize("junk", [junk for junk in JUNK if junk != "٣"])  # a three, to who writes so
def test_junk_arranges_nothing(client, kinship, junk):
    for data in (
        {"step": "standing", "threshold": junk, "to": "pool"},
        {"step": "standing", "threshold": "1", "to": junk},
        {"step": "nominee", "relative": junk},
        {"step": junk},
    ):
        assert client.post(LATER, data).status_code == 200
    assert not StandingInstruction.objects.exists() and not Nominee.objects.exists()


def test_the_pages_cost_the_same_however_many_relatives(client, person, make_user, serve):
    from people.kinship.services import confirm_kinship, propose_kinship

    serve(300)
    for address in (GIVE, LATER, "/me/relatives/"):
        counts = []
        for n in range(3):
            name = f"子{n}{address[4]}"
            child = make_user(name, birth_date=date(1950, 1, 1))
            proposed = propose_kinship(person=person, relation="child", name=name, phone=child.phone)
            confirm_kinship(kinship=proposed, actor=child)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        assert counts[0] == counts[2] < 25, address


# --- The workbench ---------------------------------------------------------------------------------------------------

POOLS = "/workbench/timebank/pools/"


@pytest.fixture
def granted(fund, county, community, make_user, monkeypatch):
    people = [make_user(f"老人{n}", region=community).person for n in range(3)]
    only_register(
        monkeypatch,
        entitled=lambda code, month, ages: (
            [Entitled(one.pk, community.pk, "alone") for one in people] if code == county.pk else []
        ),
        grounds={"alone": "独居八十"},
    )
    fund(pool_of(county), 250)
    grant_entitlements(month=date(2026, 11, 1))
    return people


def test_a_pool_shows_whom_it_helped_who_waits_and_why(granted, manager, county, log_in):
    client = in_english(log_in(manager))
    assert "通川区" in client.get(POOLS).content.decode()
    html = client.get(f"{POOLS}{county.pk}/").content.decode()
    for words in ("老人0", "独居八十", "Waiting: the public pool is empty", "4 hours", "2 people"):
        assert words in html
    assert AccessLog.objects.filter(actor=manager, action="list", count=3).exists()
    waiting = client.get(f"{POOLS}{county.pk}/?outcome=waiting&month=2026-11").content.decode()
    assert "老人2" in waiting and "老人0" not in waiting
    for query in ("month=x", "month=0000-01", "month=9999-12", "page=x&outcome=%00", "month=%00"):
        assert client.get(f"{POOLS}{county.pk}/?{query}").status_code == 200


def test_a_worker_sees_the_elders_of_her_region_only(
    granted, worker, worker_next_door, manager_next_door, resident, county, log_in
):
    address = f"{POOLS}{county.pk}/"
    assert "老人0" in log_in(worker).get(address).content.decode()
    assert "老人0" not in log_in(worker_next_door).get(address).content.decode()
    assert log_in(manager_next_door).get(address).status_code == 404
    assert log_in(manager_next_door).get(f"{POOLS}junk/").status_code == 404
    assert log_in(resident).get(address).status_code in (302, 403)


def test_the_list_of_pools_costs_the_same_for_any_number_of_counties(
    city_manager, county, county_next_door, log_in
):
    client = log_in(city_manager)
    with CaptureQueriesContext(connection) as queries:
        client.get(POOLS)
    county_next_door.delete()
    with CaptureQueriesContext(connection) as fewer:
        client.get(POOLS)
    assert len(queries) == len(fewer)


@pytest.fixture
def earmark(person, other_person, serve, township, monkeypatch):
    only_register(monkeypatch, in_difficulty=lambda: Q(pk=other_person.pk))
    serve(300)
    gift = Gift(giver=person, minutes=120, to="difficulty", region=township.pk)
    return give(gift=gift, form_key="1", actor=person.user).earmark


def test_an_officer_passes_a_donation_on(earmark, person, other_person, officer, county, log_in):
    client = in_english(log_in(officer))
    address = f"/workbench/timebank/donations/{earmark.pk}/"
    assert "2 hours · 东城街道" in client.get(f"{POOLS}{county.pk}/").content.decode()
    # Nobody is listed before a name is asked for, and never who gave.
    html = client.get(address).content.decode()
    assert other_person.name not in html and person.name not in html
    assert f"Give it to {other_person.name}" in client.get(f"{address}?q=李").content.decode()
    for key in ("x", "0", "9" * 30, str(person.pk)):
        assert client.post(address, {"step": "assign", "person": key}).status_code == 404
    for _ in range(2):
        client.post(address, {"step": "assign", "person": other_person.pk})
    assert balance(other_person).coin_minutes == 120
    assert AccessLog.objects.filter(actor=officer, subject=other_person, action="change").exists()
    assert client.get(f"{address}?q=%00").status_code == 200


def test_a_donation_is_not_for_the_worker_next_door_nor_the_auditors_pen(
    earmark, other_person, manager_next_door, auditor, worker, log_in
):
    address = f"/workbench/timebank/donations/{earmark.pk}/"
    data = {"step": "assign", "person": other_person.pk}
    assert log_in(manager_next_door).post(address, data).status_code == 404
    assert log_in(worker).get(address).status_code == 404
    assert log_in(auditor).get(address).status_code == 200
    assert log_in(auditor).post(address, data).status_code == 403
    assert Earmark.objects.open().count() == 1


def test_a_worker_settles_after_a_preview_and_takes_a_mistake_back(
    person, mother, kinship, serve, worker, worker_next_door, auditor, log_in
):
    serve(300)
    name_nominee(person=person, kinship=kinship, actor=person.user)
    confirmed_death(person, on=date(2026, 11, 18))
    client = in_english(log_in(worker))
    assert person.name in client.get("/workbench/timebank/settlements/").content.decode()
    address = f"/workbench/timebank/settle/{person.pk}/"
    html = client.get(address).content.decode()
    for words in ("张母", "5 hours", "300 points"):
        assert words in html
    assert log_in(worker_next_door).get(address).status_code == 404
    assert log_in(auditor).get(address).status_code == 403
    agreed = re.search(r'name="agreed" value="([^"]+)"', html)[1]
    assert client.post(address, {"cause": "x", "agreed": agreed}).status_code == 200
    assert client.post(address, {"cause": "death", "agreed": "0"}).status_code == 302
    assert not Settlement.objects.exists()
    done = client.post(address, {"cause": "death", "agreed": agreed})
    settlement = Settlement.objects.get()
    assert done.url == f"/workbench/timebank/settlements/{settlement.pk}/"
    assert balance(mother).coin_minutes == 300
    assert "already been settled" in client.get(address).content.decode()
    assert log_in(auditor).post(done.url, {"reason": "误报"}).status_code == 403
    assert log_in(worker_next_door).get(done.url).status_code == 404
    assert client.post(done.url, {"reason": "  "}).status_code == 200
    assert client.post(done.url, {"reason": "误报"}).status_code == 302
    assert (balance(mother).coin_minutes, balance(person).coin_minutes) == (0, 300)
    assert AccessLog.objects.filter(actor=worker, subject=person, action="change").count() == 2


def test_a_refusal_to_settle_is_said_on_the_page(person, worker, log_in, serve):
    serve(300)
    client = in_english(log_in(worker))
    address = f"/workbench/timebank/settle/{person.pk}/"
    agreed = re.search(r'name="agreed" value="([^"]+)"', client.get(address).content.decode())[1]
    html = client.post(address, {"cause": "death", "agreed": agreed}).content.decode()
    assert "Please enter the day of death" in html


def test_a_file_leads_to_its_settlement(person, worker, log_in):
    assert (
        f"/workbench/timebank/settle/{person.pk}/"
        in log_in(worker).get(f"/workbench/people/person/inspect/{person.pk}/").content.decode()
    )


def test_the_list_of_settlements_costs_the_same_for_any_number(make_user, worker, community, log_in):
    client, counts = log_in(worker), []
    for n in range(3):
        one = make_user(f"甲{n}", region=community).person
        personal(one)
        settle(person=departed(one), cause="departure", actor=worker)
        with CaptureQueriesContext(connection) as queries:
            client.get("/workbench/timebank/settlements/")
        counts.append(len(queries))
    assert counts[0] == counts[2]
