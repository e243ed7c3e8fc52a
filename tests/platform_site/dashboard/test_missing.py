"""Who is not yet visited, why, and asking again for several at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elderly_visits.register.models import Elder
from notifications.models import Message
from tests.conftest import in_english
from tests.elderly_visits.conftest import make_elder, make_visit  # noqa: F401 - fixtures of the room below
from visit_planning.stand_ins.models import StandInSearch
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments

MISSING = "/workbench/dashboard/missing/"
BULK = f"{MISSING}bulk/"


def done(client, rows, action="ask", **data):
    fields = {"confirmed": "1", "occasion": str(uuid4()), "action": action, "pk": [row.pk for row in rows]}
    return client.post(BULK, fields | data)


@pytest.fixture
def asked(make_visit, make_elder, volunteer, worker):  # noqa: F811 - the fixture imported above
    """An elder for whose visit the volunteer has been asked and has not answered."""
    visit = make_visit(make_elder("问过", worker=worker))
    offer = assignments.offer(task=visit.task, volunteer=volunteer)
    Assignment.objects.filter(pk=offer.pk).update(offered_at=timezone.now() - timedelta(days=2))
    return visit.elder


@pytest.fixture
def nobody(make_visit, make_elder, worker):  # noqa: F811 - the fixture imported above
    return make_visit(make_elder("无人", worker=worker)).elder


def again(volunteer):
    return Message.objects.filter(person=volunteer.person, key__startswith="offer-again")


def test_who_has_not_answered_is_asked_again_and_for_the_others_somebody_is_sought(
    log_in, worker, asked, nobody, volunteer
):
    response = done(log_in(worker), [asked, nobody])
    assert response.status_code == 302
    assert again(volunteer).get().batch.startswith("ask-")
    assert StandInSearch.objects.get().visit.elder == nobody


def test_once_a_day(log_in, officer, worker, asked, volunteer):
    done(log_in(worker), [asked])
    text = done(in_english(log_in(officer)), [asked]).content.decode()
    assert "was asked again today already" in text and again(volunteer).count() == 1


def test_the_page_sent_twice_asks_once_and_complains_of_nothing(log_in, worker, asked, nobody, volunteer):
    client, occasion = log_in(worker), str(uuid4())
    assert [done(client, [asked, nobody], occasion=occasion).status_code for _time in range(2)] == [302, 302]
    assert again(volunteer).count() == 1 and StandInSearch.objects.count() == 1


def test_who_said_yes_is_left_in_peace(log_in, worker, asked, volunteer):
    offer = asked.visits.get().task.assignments.get()
    assignments.accept(assignment=offer, actor=volunteer.person.user)
    text = done(in_english(log_in(worker)), [asked]).content.decode()
    assert "志愿者甲 has already said yes" in text and not again(volunteer).exists()


def test_without_a_planned_visit_the_reason_stands_beside_the_name(log_in, worker, make_elder):  # noqa: F811
    elder = make_elder("没排")
    text = done(in_english(log_in(worker)), [elder]).content.decode()
    assert "没排" in text and "No visit is planned this month" in text


def test_workers_are_reminded_once_a_day_however_many_elders(log_in, officer, worker, asked, nobody):
    done(log_in(officer), [asked, nobody], "remind")
    reminders = Message.objects.filter(person=worker.person, key__startswith="unvisited")
    assert reminders.count() == 1
    text = done(in_english(log_in(officer)), [asked], "remind").content.decode()
    assert "has already been reminded today" in text and reminders.count() == 1


def test_nobody_reminds_oneself(log_in, worker, asked):
    assert (
        "You are in charge yourself." in done(in_english(log_in(worker)), [asked], "remind").content.decode()
    )


@pytest.mark.parametrize("action", ["ask", "remind", "assign"])
def test_next_door_and_for_an_auditor_nothing_happens(
    log_in, worker_next_door, auditor, worker, asked, volunteer, action
):
    assert done(log_in(worker_next_door), [asked], action, worker=worker_next_door.pk).status_code == 404
    assert done(log_in(auditor), [asked], action, worker=worker.pk).status_code == 403
    assert not again(volunteer).exists() and Elder.objects.get(pk=asked.pk).worker == worker


def test_the_list_says_why_and_can_be_narrowed_to_a_reason(
    log_in,
    worker,
    asked,
    nobody,
    make_elder,  # noqa: F811
):
    plain, refusing = make_elder("没排"), make_elder("谢绝", consent=None)
    client = log_in(worker)

    def shown(why):
        return set(client.get(f"{MISSING}?why={why}").context["elders"])

    assert shown("asked") == {asked} and shown("nobody") == {nobody}
    assert shown("unplanned") == {plain} and shown("declined") == {refusing} and shown("coming") == set()
    assert shown("") == shown("x") == {asked, nobody, plain, refusing}


def test_all_of_the_list_are_those_of_its_reason(log_in, worker, asked, nobody):
    asking = {"all": "ask", "asked": f"why=nobody&month={timezone.localdate():%Y-%m}"}
    text = in_english(log_in(worker)).post(BULK, asking).content.decode()
    assert "1 row is chosen" in text and "无人" in text and "问过" not in text


def test_a_month_that_is_over_offers_nothing(log_in, worker, asked):
    assert "bulk-bar" in log_in(worker).get(MISSING).content.decode()
    assert "bulk-bar" not in log_in(worker).get(f"{MISSING}?month=2025-01").content.decode()


def test_many_names_ask_the_database_no_oftener(log_in, worker, make_visit, make_elder):  # noqa: F811
    client = log_in(worker)
    make_visit(make_elder("一"))
    client.get(MISSING)
    with CaptureQueriesContext(connection) as few:
        client.get(MISSING)
    for number in range(5):
        make_visit(make_elder(f"又{number}"))
    with CaptureQueriesContext(connection) as many:
        client.get(MISSING)
    assert len(many) == len(few)
