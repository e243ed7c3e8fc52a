"""What looks odd in the books is found once, with its reason in words, and decided by somebody who was not involved."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from people.access_log.models import AccessLog
from tests.timebank.care import only_register
from tests.timebank.conftest import SHANGHAI, rule
from tests.timebank.ledger.test_concurrency import at_once
from timebank import jobs
from timebank.earning.services.corrections import correct_record
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import transfer
from timebank.oversight import errors, policy
from timebank.oversight.anomalies import detectors
from timebank.oversight.enums import SuspicionState
from timebank.oversight.models.suspicions import AnomalyRun, Suspicion, SuspicionEvent
from timebank.oversight.selectors.suspicions import reason
from timebank.oversight.services.anomaly_search import find_anomalies
from timebank.oversight.services.suspicions import claim_suspicion, decide_suspicion
from workbench.roles import Role


def found(kind):
    find_anomalies()
    return list(Suspicion.objects.filter(kind=kind).order_by("pk"))


def said(suspicion):
    with translation.override("en"):
        return reason(suspicion)


def later(**delta):
    return time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=SHANGHAI) + timedelta(**delta))


# --- Overlaps ----------------------------------------------------------------------------------------------------


def test_two_services_of_one_person_at_the_same_time_raise_a_question(serve, person, worker):
    first = serve(60, at="2026-11-05 09:00").record
    second = serve(60, at="2026-11-05 09:20", recorded_by=worker).record
    (suspicion,) = found("overlap")
    assert said(suspicion) == "Two services of one person on Nov. 5, 2026 overlap by 40 minutes."
    assert set(suspicion.records.all()) == {first, second}
    assert list(suspicion.persons.all()) == [person]
    assert list(suspicion.workers.all()) == [worker]
    assert suspicion.region == first.region


@pytest.mark.parametrize(("start", "raises"), [("09:55", True), ("09:56", False), ("10:00", False)])
def test_a_few_minutes_of_two_clocks_raise_no_question(serve, start, raises):
    serve(60, at="2026-11-05 09:00")
    serve(60, at=f"2026-11-05 {start}")
    assert bool(found("overlap")) is raises


def test_two_people_may_serve_at_the_same_time(serve, other_person):
    serve(60)
    serve(60, person=other_person)
    assert found("overlap") == []


def test_a_long_service_is_compared_with_each_that_lies_in_it(serve):
    serve(300, at="2026-11-05 08:00")
    serve(30, at="2026-11-05 09:00")
    serve(30, at="2026-11-05 11:00")
    assert len(found("overlap")) == 2


def test_services_overlap_across_midnight(serve):
    serve(120, at="2026-11-05 23:00")
    serve(60, at="2026-11-06 00:30")
    assert [row.figures["minutes"] for row in found("overlap")] == [30]


def test_what_was_corrected_raises_no_question(serve):
    record = serve(60).record
    serve(60)
    correct_record(record=record, reason="x", minutes=0)
    assert found("overlap") == []


# --- Days --------------------------------------------------------------------------------------------------------


def test_a_day_longer_than_plausible_raises_a_question_with_its_records(serve):
    serve(400, at="2026-11-05 00:00")
    serve(320, at="2026-11-05 07:00")
    assert found("day") == []
    serve(1, at="2026-11-05 13:00")
    (suspicion,) = found("day")
    assert said(suspicion) == (
        "12 hours 1 minute of service by one person on Nov. 5, 2026, in 3 records. More than 12 hours is unusual."
    )
    assert suspicion.records.count() == 3


# --- Entries -----------------------------------------------------------------------------------------------------


@pytest.fixture
def typed(serve, worker):
    """Type in services of past days, one each so many minutes."""
    serial = iter(range(1000))

    def make(count, *, every=5, by=None, day="2026-10-01", written="2026-11-19 09:00", **fields):
        for index in range(count):
            at = datetime.fromisoformat(written).replace(tzinfo=SHANGHAI) + timedelta(minutes=every * index)
            start = datetime.fromisoformat(day) + timedelta(days=next(serial) % 25)
            serve(30, at=f"{start:%Y-%m-%d} 15:00", evidence_grade="C", recorded_by=by or worker, recorded_at=at,
                  **fields)  # fmt: skip

    return make


def test_many_services_typed_in_long_after_raise_a_question_about_the_log_in(typed, worker):
    typed(12)
    (suspicion,) = found("bulk")
    assert said(suspicion) == (
        "12 services of 1 people were entered afterwards by one log-in on Nov. 19, 2026 within 55 "
        "minutes; the earliest was from Oct. 1, 2026."
    )
    assert (suspicion.records.count(), list(suspicion.workers.all())) == (12, [worker])


@pytest.mark.parametrize(
    ("count", "every", "raises"), [(9, 1, False), (10, 6, True), (10, 7, False), (12, 10, False)]
)
def test_few_or_slow_entries_raise_none(typed, count, every, raises):
    typed(count, every=every)
    assert bool(found("bulk")) is raises


def test_entries_of_the_same_day_and_by_several_log_ins_raise_none(
    typed, serve, worker, worker_next_door, make_user
):
    typed(6)
    typed(6, by=worker_next_door)
    evening = datetime(2026, 11, 19, 20, tzinfo=SHANGHAI)
    for n in range(10):
        serve(30, person=make_user(f"某{n}").person, at="2026-11-19 15:00", evidence_grade="C", recorded_by=worker,
              recorded_at=evening)  # fmt: skip
    assert found("bulk") == []


def test_one_worker_who_confirms_all_services_of_a_volunteer_raises_a_question(
    serve, worker, officer, person, other_person
):
    for day in range(1, 20):
        serve(30, at=f"2026-10-{day:02d} 09:00", recorded_by=worker)
    serve(30, at="2026-10-05 09:00", person=other_person, recorded_by=officer)
    assert found("verifier") == []
    serve(30, at="2026-10-21 09:00", recorded_by=worker)
    (suspicion,) = found("verifier")
    assert said(suspicion) == (
        "One worker confirmed 20 of this volunteer's 20 services in the last 90 days (100 %), "
        "although 1 other workers confirm services in the township."
    )
    assert list(suspicion.workers.all()) == [worker] and suspicion.key.endswith(":2026Q4")


def test_where_one_worker_confirms_everything_it_is_no_question(serve, worker):
    for day in range(1, 26):
        serve(30, at=f"2026-10-{day:02d} 09:00", recorded_by=worker)
    assert found("verifier") == []


def test_services_that_the_evidence_proved_count_against_the_share(serve, worker, officer, other_person):
    serve(30, at="2026-10-05 09:00", person=other_person, recorded_by=officer)
    for day in range(1, 21):
        serve(30, at=f"2026-10-{day:02d} 09:00", recorded_by=worker)
    for day in range(1, 4):
        serve(30, at=f"2026-10-{day:02d} 15:00")
    # 20 of 23 are fewer than nine in ten.
    assert found("verifier") == []


# --- Pairs -------------------------------------------------------------------------------------------------------


def test_two_people_between_whom_coins_go_to_and_fro_raise_a_question(serve, person, other_person):
    serve(300, at="2026-11-05 09:00")
    mine, theirs = personal(person), personal(other_person)
    transfer(key="there", debit=mine, credit=theirs, amount=300)
    assert found("pair") == []
    transfer(key="back", debit=theirs, credit=mine, amount=300)
    (suspicion,) = found("pair")
    assert said(suspicion) == (
        "In the last 90 days these two people earned each other 5 hours and 5 hours: 50 % and 100 "
        "% of everything each of them received."
    )
    assert set(suspicion.persons.all()) == {person, other_person}
    assert suspicion.region == person.region


def test_two_people_who_serve_mainly_each_other_raise_a_question(serve, person, other_person, monkeypatch):
    there = serve(300, at="2026-11-05 09:00", source_key="there").record
    back = serve(310, at="2026-11-06 09:00", person=other_person, source_key="back").record
    asked = []

    def lookup(keys):
        asked.append(sorted(keys))
        return {"there": other_person.pk, "back": person.pk}

    only_register(monkeypatch, beneficiaries=lookup)
    (suspicion,) = found("pair")
    assert asked == [["back", "there"]]
    assert set(suspicion.records.all()) == {there, back}
    assert suspicion.figures["there_share"] == suspicion.figures["back_share"] == 1


def test_one_who_serves_many_others_raises_none(serve, person, other_person, monkeypatch):
    only_register(monkeypatch, beneficiaries=lambda keys: {"there": other_person.pk, "back": person.pk})
    serve(300, at="2026-11-05 09:00", source_key="there")
    serve(400, at="2026-11-07 09:00")
    serve(310, at="2026-11-06 09:00", person=other_person, source_key="back")
    assert found("pair") == []


def test_two_who_serve_each_other_a_lot_raise_a_question_whatever_else_they_do(
    serve, person, other_person, monkeypatch
):
    only_register(monkeypatch, beneficiaries=lambda keys: {"there": other_person.pk, "back": person.pk})
    serve(450, at="2026-11-05 09:00", source_key="there")
    serve(449, at="2026-11-06 09:00", person=other_person, source_key="back")
    for day in range(10, 14):
        serve(480, at=f"2026-11-{day} 09:00")
    assert (found("pair"), found("pair_total")) == ([], [])
    rule(policy.PAIR_TOTAL, 899)
    (suspicion,) = found("pair_total")
    assert set(suspicion.persons.all()) == {person, other_person}


def test_a_service_for_a_confirmed_relative_raises_a_question(serve, person, other_person, monkeypatch):
    from people.kinship.models import Kinship

    only_register(monkeypatch, beneficiaries=lambda keys: dict.fromkeys(keys, other_person.pk))
    record = serve(60, at="2026-11-05 09:00").record
    assert found("kin") == []
    Kinship.objects.create(
        person=person, relative=other_person, relation="child", named="x", proof="relative",
        verified_at=timezone.now(),
    )  # fmt: skip
    serve(60, at="2026-11-06 09:00")
    suspicions = found("kin")
    assert record not in suspicions[-1].records.all() and set(suspicions[-1].persons.all()) == {
        person,
        other_person,
    }


@pytest.mark.parametrize(("back", "raises"), [(2, 0), (3, 1)])
def test_two_workers_who_confirm_each_other_in_turn_raise_a_question_and_are_not_stopped(
    serve, worker, officer, back, raises
):
    for day in range(1, 4):
        serve(60, at=f"2026-11-0{day} 09:00", person=worker.person, recorded_by=officer)
    for day in range(1, back + 1):
        serve(60, at=f"2026-11-0{day} 14:00", person=officer.person, recorded_by=worker)
    assert len(found("swap")) == raises


def test_a_gift_that_is_undone_brought_nobody_anything(serve, person, other_person):
    from timebank.ledger.services.transfers import undo

    serve(300, at="2026-11-05 09:00")
    mine, theirs = personal(person), personal(other_person)
    there = transfer(key="there", debit=mine, credit=theirs, amount=300)
    undo(transfer=there, key="undo")
    assert found("pair") == []


# --- Searching ---------------------------------------------------------------------------------------------------


def test_looking_again_finds_nothing_new(serve):
    serve(60)
    serve(60)
    assert find_anomalies().found["overlap"] == 1
    assert find_anomalies().total == 0
    with later(hours=3):
        assert find_anomalies().total == 0
    assert Suspicion.objects.count() == SuspicionEvent.objects.count() == 1


def test_a_later_search_looks_at_what_came_since_and_compares_it_with_what_was_there(serve):
    serve(60, at="2026-11-05 09:00")
    find_anomalies()
    with later(hours=3):
        find_anomalies()
        serve(60, at="2026-11-05 09:30")
        assert find_anomalies().found["overlap"] == 1


def test_an_old_pair_that_was_looked_at_is_not_looked_for_again(serve):
    serve(60, at="2026-11-05 09:00")
    serve(60, at="2026-11-05 09:30")
    AnomalyRun.objects.create(
        started_at=timezone.now() - timedelta(hours=5), seen_record=10**9, seen_transfer=10**9, found=0
    )
    assert find_anomalies().total == 0
    # Asked to look back, it does.
    out = StringIO()
    call_command("find_anomalies", "--since", "2026-11-01", "--json", stdout=out)
    assert json.loads(out.getvalue())["found"]["overlap"] == 1


def test_what_came_in_while_the_last_search_ran_is_looked_at(serve):
    find_anomalies()
    serve(60, at="2026-11-05 09:00")
    serve(60, at="2026-11-05 09:30")
    with later(minutes=30):
        # The search before is not an hour old: what it saw may not have been all.
        assert find_anomalies().found["overlap"] == 1


def test_the_command_says_what_it_found_and_refuses_what_is_no_day(serve):
    out = StringIO()
    call_command("find_anomalies", stdout=out)
    assert "0 new suspicions." in out.getvalue()
    for nonsense in ("yesterday", "2026-13-01", "9" * 50):
        with pytest.raises(CommandError):
            call_command("find_anomalies", "--since", nonsense)


def test_the_nightly_tasks_do_the_same(serve):
    serve(60)
    serve(60)
    assert jobs.search() == 1
    assert jobs.count() == 0
    assert jobs.draw() == 0


def test_thresholds_are_rules_of_the_city(serve):
    rule(policy.OVERLAP_MINUTES, 50)
    rule(policy.DAY_MINUTES, 60)
    serve(60, at="2026-11-05 09:00")
    serve(60, at="2026-11-05 09:20")
    assert find_anomalies().found["overlap"] == 0
    assert Suspicion.objects.get().kind == "day"


def test_the_detectors_of_all_floors_are_there_and_each_has_a_label():
    kinds = {one.kind for one in detectors()}
    of_services = {
        "overlap", "day", "bulk", "verifier", "swap", "pair", "pair_total", "kin", "travel", "late_shift", "own_area",
        "beyond_plan", "code_twice", "phone_check",
    }  # fmt: skip
    by_staff = {"hour", "minute", "places", "bulk", "evening", "unconfirmed", "phone"}
    assert kinds == of_services | {f"staff_{kind}" for kind in by_staff}


# --- Deciding ----------------------------------------------------------------------------------------------------


@pytest.fixture
def suspicion(serve, worker):
    serve(60, recorded_by=worker)
    serve(60)
    find_anomalies()
    return Suspicion.objects.get()


def test_a_check_is_taken_on_and_closed_with_what_it_showed(suspicion, officer):
    claim_suspicion(suspicion=suspicion, actor=officer)
    assert claim_suspicion(suspicion=suspicion, actor=officer).state == SuspicionState.IN_CHECK
    for _twice in range(2):
        closed = decide_suspicion(suspicion=suspicion, actor=officer, confirmed=False, note="两人代班")
    assert (closed.state, closed.owner, closed.decision) == (SuspicionState.CLEARED, officer, "两人代班")
    assert [event.to_state for event in suspicion.events.all()] == ["open", "in_check", "cleared"]
    with pytest.raises(errors.DecidedBefore):
        decide_suspicion(suspicion=suspicion, actor=officer, confirmed=True, note="x")
    with pytest.raises(errors.DecidedBefore):
        claim_suspicion(suspicion=suspicion, actor=officer)


def test_nobody_decides_about_own_services_own_confirmations_or_outside_the_area(
    suspicion, person, worker, officer, auditor, manager_next_door, make_user, township
):
    confirming = make_user("经办乙", Role.TOWNSHIP_OFFICER, township)
    suspicion.workers.add(confirming)
    own = make_user("经办丙", Role.TOWNSHIP_OFFICER, township)
    suspicion.persons.add(own.person)
    for user in (worker, confirming, own, auditor, manager_next_door, person.user):
        for confirmed in (True, False):
            with pytest.raises(errors.FourEyes):
                decide_suspicion(suspicion=suspicion, actor=user, confirmed=confirmed, note="x")
        with pytest.raises(errors.FourEyes):
            claim_suspicion(suspicion=suspicion, actor=user)
    assert not Suspicion.objects.visible_to(own).exists()
    assert Suspicion.objects.visible_to(confirming).exists()
    with pytest.raises(errors.ReasonMissing):
        decide_suspicion(suspicion=suspicion, actor=officer, confirmed=True, note=" \0 ")


@pytest.mark.django_db(transaction=True)
def test_decided_both_ways_at_once_one_stands(suspicion, officer, manager):
    outcome = at_once(
        [
            lambda: decide_suspicion(suspicion=suspicion, actor=officer, confirmed=True, note="x"),
            lambda: decide_suspicion(suspicion=suspicion, actor=manager, confirmed=False, note="x"),
        ]
    )
    assert outcome == {"ok": 1, "DecidedBefore": 1}


@pytest.mark.django_db(transaction=True)
def test_two_searches_at_once_find_a_thing_once(serve):
    serve(60)
    serve(60)
    assert at_once([find_anomalies] * 2) == {"ok": 2}
    assert Suspicion.objects.count() == 1


def test_what_was_found_and_done_cannot_be_rewritten(suspicion):
    for change in (
        lambda: suspicion.events.update(note="x"),
        lambda: Suspicion.records.through.objects.all().delete(),
        lambda: suspicion.delete(),
    ):
        # The events protect their suspicion before the database has to.
        with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
            change()
    assert suspicion.records.count() == 2


# --- Pages -------------------------------------------------------------------------------------------------------

QUEUE = "/workbench/oversight/suspicions/"


def page(client, address=QUEUE, language="en"):
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_queue_says_what_was_found_and_its_page_leads_to_the_records(
    suspicion, officer, person, worker, log_in
):
    client = log_in(officer)
    queue = page(client)
    assert "overlap by 1 hour" in queue and person.name in queue and "甲社区" in queue
    own = page(client, f"{QUEUE}{suspicion.uuid}/")
    for record in suspicion.records.all():
        assert f"/workbench/timebank/servicerecord/inspect/{record.pk}/" in own
        assert f"/workbench/oversight/records/{record.uuid}/hold/" in own
    assert "网格员甲" in own and "the evidence alone" in own
    assert AccessLog.objects.filter(actor=officer, subject=person, action="read").exists()
    assert page(client, f"{QUEUE}?tab=cleared").count("Nothing here") == 1
    for nonsense in ("tab=x", "kind=x", "page=x", "page=999999999999999999999", "tab=%00"):
        page(client, f"{QUEUE}?{nonsense}")


def test_deciding_in_the_workbench_keeps_what_was_typed_and_a_second_click_changes_nothing(
    suspicion, officer, log_in
):
    client = log_in(officer)
    client.cookies["django_language"] = "en"
    address = f"{QUEUE}{suspicion.uuid}/"
    assert client.post(address, {"step": "take"}).status_code == 302
    long = "查" * 501
    refused = client.post(address, {"step": "clear", "note": long})
    assert refused.status_code == 200 and long in refused.content.decode()
    for _click in range(2):
        client.post(address, {"step": "confirm", "note": "其中一次未发生"})
    suspicion.refresh_from_db()
    assert (suspicion.state, suspicion.decision) == (SuspicionState.CONFIRMED, "其中一次未发生")
    assert "其中一次未发生" in page(client, address)


def test_a_suspicion_is_seen_by_who_watches_over_the_region_and_by_nobody_else(
    suspicion, worker, manager, city_manager, auditor, manager_next_door, person, resident, log_in
):
    address = f"{QUEUE}{suspicion.uuid}/"
    assert Client().get(address).status_code == 302
    assert log_in(worker).get(address).status_code == 403
    for user in (person.user, resident):
        assert log_in(user).get(address).status_code in (302, 403)
        assert log_in(user).get(QUEUE).status_code in (302, 403)
    assert log_in(manager_next_door).get(address).status_code == 404
    assert "overlap by" not in page(log_in(manager_next_door))
    for user in (manager, city_manager, auditor):
        page(log_in(user), address)
    assert log_in(auditor).post(address, {"step": "take"}).status_code == 403


def test_who_confirmed_is_told_that_a_colleague_decides(suspicion, make_user, township, log_in):
    confirming = make_user("经办乙", Role.TOWNSHIP_OFFICER, township)
    suspicion.workers.add(confirming)
    shown = page(log_in(confirming), f"{QUEUE}{suspicion.uuid}/")
    assert "a colleague must decide" in shown and "Nothing was wrong" not in shown


def test_the_queue_takes_the_same_queries_for_one_and_for_many(suspicion, serve, officer, log_in):
    client, counts = log_in(officer), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            page(client)
        counts.append(len(queries))
        for day in range(1, 6):
            serve(60, at=f"2026-11-{day:02d} 09:00")
            serve(60, at=f"2026-11-{day:02d} 09:30")
        find_anomalies()
    assert counts[0] == counts[1] <= 22
