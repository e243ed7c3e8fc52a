"""Whom a check of a visit by staff asks: nobody is confirmed by a number that the one who is checked has entered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from common.months import add_months, first_day
from elderly_visits.register.services.elders import set_contacts
from elderly_visits.staff_checks import policy
from elderly_visits.staff_checks.errors import NotOnFile, NumberOfTheChecked
from elderly_visits.staff_checks.models import StaffCall, StaffCallAttempt
from elderly_visits.staff_checks.selectors import numbers_of
from elderly_visits.staff_checks.services import draw_staff_sample, record_staff_call
from elderly_visits.visits.services.by_workers import record_worker_visit
from people.merging.services import confirm_merge, propose_merge
from people.persons.services import create_person, update_person
from tests.elderly_visits.conftest import ALL_WELL
from tests.timebank.conftest import rule
from timebank.oversight.errors import FourEyes

FRIEND = "+8613900000001"
DAUGHTER = {"name": "赵女儿", "phone": "+8613700000002", "relation": "女儿"}


@pytest.fixture(autouse=True)
def clock(settings: Any) -> Any:
    settings.LANGUAGE_CODE = "en"
    with (
        time_machine.travel("2026-07-08T10:00+08:00", tick=False) as traveller,
        translation.override("en"),
    ):
        yield traveller


@pytest.fixture
def visited(make_elder, worker, clock):
    """An elder on the register for a long time, whom the worker says to have visited."""
    elder = make_elder()
    clock.shift(timedelta(days=200))
    record_worker_visit(elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    clock.shift(timedelta(days=1))
    return elder


@pytest.fixture
def drawn(visited, county, clock):
    """Draws the visit in the month after; whatever the worker does comes before."""

    def draw() -> StaffCall:
        clock.shift(timedelta(days=31))
        month = add_months(first_day(timezone.localdate()), -1)
        draw_staff_sample(county=county, month=month)
        return StaffCall.objects.get()

    return draw


def type_phone(elder, actor, phone):
    update_person(person=elder.person, actor=actor, phone=phone)
    elder.person.refresh_from_db()


def test_today_leads_to_the_check_and_not_to_the_number_that_the_worker_typed(
    visited, worker, officer, drawn, log_in
):
    type_phone(visited, worker, FRIEND)
    call = drawn()
    page = log_in(officer).get("/workbench/").content.decode()
    line = page[page.index(call.get_absolute_url()) :]
    assert FRIEND not in line[: line.index("</li>")]


def test_a_number_that_the_worker_typed_after_her_visit_confirms_nothing_and_both_are_shown(
    visited, worker, officer, drawn, log_in
):
    before = visited.person.phone
    type_phone(visited, worker, FRIEND)
    call = drawn()
    client = log_in(officer)
    page = client.post(call.get_absolute_url(), {"step": "reveal"}).content.decode()
    assert before in page
    assert FRIEND in page
    assert f"entered by the one who is checked, on {timezone.localdate() - timedelta(days=31)}" in page
    answer = {"step": "answer", "result": "confirmed", "attempt": "1", "note": ""}
    refused = client.post(call.get_absolute_url(), answer | {"way": "elder"}).content.decode()
    assert "a yes by it confirms nothing" in refused
    call.refresh_from_db()
    assert (call.state, call.attempts) == ("to_call", 0)
    client.post(call.get_absolute_url(), answer | {"way": "earlier"})
    call.refresh_from_db()
    assert call.state == "confirmed"
    assert StaffCallAttempt.objects.get().way == "earlier"


def test_who_deletes_the_number_is_asked_about_by_the_one_before(visited, worker, drawn):
    before = visited.person.phone
    type_phone(visited, worker, "")
    assert [(one.way, one.phone) for one in numbers_of(drawn())] == [("earlier", before)]


def test_a_number_that_came_with_a_merged_file_is_of_who_typed_it_there(
    visited, worker, officer, drawn, clock
):
    """The colleague who confirmed the merge has called nobody."""
    type_phone(visited, worker, "")
    person = visited.person
    second = create_person(name=person.name, birth_date=person.birth_date, region=person.region)
    update_person(person=second, actor=worker, phone=FRIEND)
    merge = propose_merge(kept=person, gone=second, actor=worker, reason="同一人，两份档案")
    clock.shift(timedelta(hours=1))
    confirm_merge(merge=merge, actor=officer)
    person.refresh_from_db()
    assert person.phone == FRIEND
    found = {one.phone: one for one in numbers_of(drawn())}
    assert (found[FRIEND].by_checked, found[FRIEND].counts) == (True, False)
    assert any(one.counts for one in found.values())


@pytest.mark.parametrize(("days", "counts"), [(99, True), (101, False)])
def test_a_number_that_stood_long_before_the_visit_counts_whoever_entered_it(
    make_elder, worker, county, clock, days, counts
):
    rule(policy.NUMBER_DAYS, days)
    elder = make_elder()
    type_phone(elder, worker, FRIEND)
    clock.shift(timedelta(days=100))
    record_worker_visit(elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    clock.shift(timedelta(days=31))
    draw_staff_sample(county=county, month=add_months(first_day(timezone.localdate()), -1))
    number = next(one for one in numbers_of(StaffCall.objects.get()) if one.way == "elder")
    assert (number.by_checked, number.counts) == (True, counts)


def test_a_contact_counts_unless_the_one_who_is_checked_added_it(visited, worker, officer, drawn):
    type_phone(visited, worker, "")
    set_contacts(elder=visited, contacts=[DAUGHTER], actor=officer)
    set_contacts(
        elder=visited, contacts=[{"name": "自称侄子", "phone": FRIEND, "relation": "侄子"}], actor=worker
    )
    call = drawn()
    contacts = {one.phone: one for one in numbers_of(call) if one.way == "contact"}
    assert contacts[DAUGHTER["phone"]].counts
    assert not contacts[FRIEND].counts
    with pytest.raises(NumberOfTheChecked):
        record_staff_call(call=call, actor=officer, result="confirmed", attempt=1, way=contacts[FRIEND].key)
    record_staff_call(
        call=call, actor=officer, result="confirmed", attempt=1, way=contacts[DAUGHTER["phone"]].key
    )
    call.refresh_from_db()
    assert call.state == "confirmed"


def test_the_workers_own_telephone_never_counts_whoever_entered_it(visited, worker, officer, drawn):
    type_phone(visited, officer, worker.phone)
    number = next(one for one in numbers_of(drawn()) if one.way == "elder")
    assert (number.by_checked, number.counts) == (True, False)


def test_an_elder_without_a_telephone_is_drawn_and_asked_in_person_by_another_worker(
    visited, officer, worker, drawn, log_in
):
    type_phone(visited, officer, "")
    visited.person.history.all().delete()
    call = drawn()
    assert (call.sample.population, call.sample.nobody_to_call) == (1, 0)
    client = log_in(officer)
    page = client.get(call.get_absolute_url()).content.decode()
    assert "No telephone is on file" in page
    assert "send somebody who did not make the visit" in page
    assert visited.person.name not in page
    with pytest.raises(FourEyes):
        record_staff_call(call=call, actor=worker, result="confirmed", attempt=1, way="in_person")
    with pytest.raises(NotOnFile):
        record_staff_call(call=call, actor=officer, result="confirmed", attempt=1)
    client.post(
        call.get_absolute_url(),
        {"step": "answer", "way": "in_person", "result": "confirmed", "attempt": "1", "note": "当面问过"},
    )
    call.refresh_from_db()
    assert call.state == "confirmed"
    assert "Asked in person" in client.get(call.get_absolute_url()).content.decode()


def test_nobody_counts_as_never_reached_by_numbers_of_the_one_who_is_checked(visited, worker, officer, drawn):
    type_phone(visited, worker, FRIEND)
    call = drawn()
    for attempt in range(1, 5):
        record_staff_call(call=call, actor=officer, result="not_reached", attempt=attempt, way="elder")
    call.refresh_from_db()
    assert (call.state, call.attempts) == ("to_call", 4)
    for attempt in range(5, 8):
        record_staff_call(call=call, actor=officer, result="not_reached", attempt=attempt, way="earlier")
    call.refresh_from_db()
    assert call.state == "unreachable"


def test_an_attempt_that_was_made_is_not_changed(visited, officer, drawn):
    record_staff_call(call=drawn(), actor=officer, result="not_reached", attempt=1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        StaffCallAttempt.objects.update(way="in_person")


def test_many_contacts_ask_no_more_queries(visited, officer, drawn):
    call = drawn()
    with CaptureQueriesContext(connection) as few:
        numbers_of(StaffCall.objects.get())
    set_contacts(
        elder=visited,
        contacts=[{"name": f"亲属{n}", "phone": f"+86137000001{n:02}", "relation": ""} for n in range(20)],
        actor=officer,
    )
    with CaptureQueriesContext(connection) as many:
        assert len(numbers_of(StaffCall.objects.get())) == 21
    assert len(many) == len(few)
    assert call.pk
