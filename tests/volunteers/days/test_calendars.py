"""The calendar to subscribe to: who has the address, what it says and what it keeps to itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from icalendar import Calendar

from volunteers.days.models.calendar_feed import CalendarFeed
from volunteers.days.services.calendars import close_calendar, open_calendar, renew_calendar
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.services import assignments

NOW = datetime.fromisoformat("2026-11-10T09:00:00+08:00")
FRIDAY = datetime.fromisoformat("2026-11-13T10:00:00+08:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def agreed(make_task, volunteer):
    """A visit on Friday at ten; its title would tell whom it is for."""
    task = make_task(title="探访王奶奶", description="糖尿病", ends_on=FRIDAY.date())
    offer = assignments.offer(task=task, volunteer=volunteer)
    return assignments.accept(assignment=offer, actor=volunteer.person.user, planned_for=FRIDAY)


def address(person) -> str:
    return f"/calendar/{open_calendar(person=person).secret}.ics"


def events(response) -> list:
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_the_feed_holds_what_is_to_come_in_the_time_of_the_city(client, agreed, volunteer):
    (event,) = events(client.get(address(volunteer.person)))
    assert event.decoded("dtstart") == FRIDAY
    assert event.decoded("dtend") == FRIDAY + timedelta(minutes=40)
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert str(event["uid"]) == f"{agreed.uuid}@shouwang"


def test_the_feed_names_the_kind_and_the_community_and_nobody(client, agreed, volunteer):
    response = client.get(address(volunteer.person))
    text = response.content.decode()
    assert "甲社区" in text
    for secret in ("王奶奶", "糖尿病", "志愿者甲", str(volunteer.person.phone)):
        assert secret not in text
    assert {"SUMMARY", "LOCATION"} <= set(events(response)[0])
    assert "DESCRIPTION" not in events(response)[0]
    assert response["Cache-Control"] == "private, no-store"


def test_a_withdrawn_visit_vanishes_and_a_moved_one_keeps_its_name(client, agreed, volunteer):
    path, me = address(volunteer.person), volunteer.person.user
    (before,) = events(client.get(path))
    assignments.accept(assignment=agreed, actor=me, planned_for=FRIDAY + timedelta(hours=1))
    (after,) = events(client.get(path))
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == FRIDAY + timedelta(hours=1)
    assignments.withdraw(assignment=agreed, actor=me)
    assert events(client.get(path)) == []


def test_what_is_unchanged_is_not_sent_again(client, agreed, volunteer):
    path = address(volunteer.person)
    tag = client.get(path)["ETag"]
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        again = client.get(path, HTTP_IF_NONE_MATCH=tag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assignments.withdraw(assignment=agreed, actor=volunteer.person.user)
    assert client.get(path, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_offers_drafts_and_past_days_are_not_in_it(client, make_task, volunteer, agreed):
    assignments.offer(task=make_task(), volunteer=volunteer)
    open_ = assignments.offer(task=make_task(), volunteer=volunteer)
    open_ = assignments.accept(assignment=open_, actor=volunteer.person.user)
    PlannedStop.objects.create(
        person=volunteer.person, task=open_.task, assignment=open_, starts_at=FRIDAY + timedelta(hours=3)
    )
    path = address(volunteer.person)
    assert [str(event["uid"]) for event in events(client.get(path))] == [f"{agreed.uuid}@shouwang"]
    with time_machine.travel(FRIDAY + timedelta(days=1), tick=False):
        assert events(client.get(path)) == []


def test_a_shift_has_its_public_title(client, make_task, volunteer):
    begins = FRIDAY + timedelta(days=1)
    shift = make_task(kind="shift", title="助餐志愿岗", starts_at=begins, ends_at=begins + timedelta(hours=2),
                      ends_on=begins.date())  # fmt: skip
    offer = assignments.offer(task=shift, volunteer=volunteer)
    assignments.accept(assignment=offer, actor=volunteer.person.user)
    (event,) = events(client.get(address(volunteer.person)))
    assert str(event["summary"]) == "助餐志愿岗"
    assert event.decoded("dtend") == begins + timedelta(hours=2)


# The address


def test_a_wrong_an_old_and_an_ended_address_are_404(client, agreed, volunteer):
    person = volunteer.person
    old = address(person)
    assert client.get("/calendar/nonsense.ics").status_code == 404
    new = f"/calendar/{renew_calendar(person=person).secret}.ics"
    assert new != old
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert close_calendar(person=person)
    assert client.get(new).status_code == 404
    assert not close_calendar(person=person)


def test_the_address_of_a_closed_login_is_404(client, volunteer):
    path = address(volunteer.person)
    volunteer.person.user.is_active = False
    volunteer.person.user.save()
    assert client.get(path).status_code == 404


def test_the_secret_lies_in_the_database_encrypted_and_is_made_once(volunteer):
    first, second = open_calendar(person=volunteer.person), open_calendar(person=volunteer.person)
    assert first.pk == second.pk
    assert len(first.secret) >= 32
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret, secret_index FROM volunteers_calendarfeed")
        stored = cursor.fetchone()
    assert all(first.secret not in column for column in stored)


def test_the_page_makes_renews_and_ends_the_address(log_in, volunteer):
    me = log_in(volunteer.person.user)
    assert ".ics" not in me.get("/volunteer/calendar/").content.decode()
    me.post("/volunteer/calendar/")
    first = CalendarFeed.objects.get().secret
    assert first in me.get("/volunteer/calendar/").content.decode()
    me.post("/volunteer/calendar/", {"renew": "1"})
    assert CalendarFeed.objects.get().secret != first
    me.post("/volunteer/calendar/", {"close": "1"})
    assert not CalendarFeed.objects.exists()


def test_the_feed_costs_as_many_queries_for_three_as_for_one(
    client, make_task, volunteer, agreed, django_assert_num_queries
):
    path = address(volunteer.person)
    with django_assert_num_queries(4):
        client.get(path)
    for hour in (12, 14):
        offer = assignments.offer(task=make_task(), volunteer=volunteer)
        when = FRIDAY.replace(hour=hour)
        assignments.accept(assignment=offer, actor=volunteer.person.user, planned_for=when)
    with django_assert_num_queries(4):
        assert len(events(client.get(path))) == 3


# A single event


def test_one_service_is_downloaded_by_its_volunteer_alone(
    log_in, client, agreed, volunteer, make_volunteer, worker
):
    path = f"/tasks/{agreed.uuid}/event.ics"
    response = log_in(volunteer.person.user).get(path)
    assert [str(event["uid"]) for event in events(response)] == [f"{agreed.uuid}@shouwang"]
    assert "attachment" in response["Content-Disposition"]
    for outsider in (make_volunteer("志愿者乙").person.user, worker):
        assert log_in(outsider).get(path).status_code == 404
    assert client.get(path).url.startswith("/accounts/login/")
    assert log_in(volunteer.person.user).get(f"/tasks/{uuid4()}/event.ics").status_code == 404


def test_there_is_no_event_without_a_time_nor_of_what_was_given_back(log_in, make_task, volunteer, agreed):
    me = log_in(volunteer.person.user)
    open_ = assignments.offer(task=make_task(), volunteer=volunteer)
    assert me.get(f"/tasks/{open_.uuid}/event.ics").status_code == 404
    assignments.withdraw(assignment=agreed, actor=volunteer.person.user)
    assert me.get(f"/tasks/{agreed.uuid}/event.ics").status_code == 404
