"""My days, planning them, and the sheet to print: as much of the elder as may be known at the hour, and on record."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from people.access_log.models import AccessLog
from tests.elderly_visits.conftest import agree
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.services import assignments
from workbench.access_recording import AccessAction

NOW = datetime.fromisoformat("2026-11-10T09:00:00+08:00")
TOMORROW = datetime.fromisoformat("2026-11-11T10:00:00+08:00")
FRIDAY = datetime.fromisoformat("2026-11-13T10:00:00+08:00")
DAYS, PLAN = "/volunteer/days/", "/volunteer/days/plan/"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(autouse=True)
def clock(settings):
    settings.LANGUAGE_CODE = "en"
    with time_machine.travel(NOW, tick=False) as traveller, translation.override("en"):
        yield traveller


@pytest.fixture
def me(log_in, volunteer):
    return log_in(volunteer.person.user)


@pytest.fixture
def visits(make_visit, make_elder, volunteer):
    """Three visits the volunteer has said yes to, the homes 300 m apart, without a time."""
    made = []
    for number in range(3):
        elder = make_elder(f"老人{'甲乙丙'[number]}", lat=31.212 + number * 0.0027)
        offer = assignments.offer(task=make_visit(elder).task, volunteer=volunteer)
        made.append(assignments.accept(assignment=offer, actor=volunteer.person.user))
    return made


def main_of(response) -> str:
    """What the page says, without the random names in its links: in one of them a door number may stand by chance."""
    assert response.status_code == 200
    return UUID.sub("", response.content.decode().split("<main")[1].split("</main>")[0])


# My days


def test_a_day_stands_in_order_with_ways_and_as_much_of_the_home_as_may_be_known(me, visits):
    for visit, hour in zip(visits, (14, 10, 12), strict=True):
        agree(visit, FRIDAY.replace(hour=hour))
    shown = main_of(me.get(DAYS))
    assert shown.index("10:00") < shown.index("12:00") < shown.index("14:00")
    assert "about 300 m" in shown
    assert "minutes of travel" in shown
    assert "老**" in shown or "老*" in shown
    assert "朝阳中路12号3栋" in shown
    for secret in ("2单元", "502室", "老人甲", visits[0].task.visit.elder.person.phone):
        assert secret not in shown


def test_the_list_never_shows_door_or_phone_not_even_in_the_hours_before(me, visits):
    agree(visits[0], NOW + timedelta(hours=1))
    shown = main_of(me.get(DAYS))
    assert "502室" not in shown
    assert visits[0].task.visit.elder.person.phone not in shown
    assert not AccessLog.objects.exists()


def test_too_little_time_between_two_is_said(me, visits):
    agree(visits[0], FRIDAY)
    # Agreed before the rule was, or entered by hand.
    visits[1].planned_for = FRIDAY + timedelta(minutes=45)
    visits[1].save()
    assert "minutes short for travel and rest" in main_of(me.get(DAYS))


def test_my_days_cost_as_many_queries_for_three_visits_as_for_one(me, visits, django_assert_num_queries):
    agree(visits[0], FRIDAY)
    me.get(DAYS)
    with django_assert_num_queries(11):
        me.get(DAYS)
    for visit, hour in zip(visits[1:], (12, 14), strict=True):
        agree(visit, FRIDAY.replace(hour=hour))
    with django_assert_num_queries(11):
        me.get(DAYS)


def test_strangers_log_in_and_who_is_no_volunteer_is_led_to_joining(client, log_in, resident):
    for path in (DAYS, PLAN):
        assert client.get(path).url.startswith("/accounts/login/")
        assert log_in(resident).get(path).url == "/volunteer/join/"
    assert log_in(resident).get(f"{DAYS}2026-11-13/sheet/").status_code == 404
    assert log_in(resident).post(f"{PLAN}propose/").status_code == 404


# Planning


def test_one_button_proposes_a_preview_shows_and_another_agrees(me, visits):
    assert "3 services have no time yet" in main_of(me.get(DAYS))
    assert me.post(f"{PLAN}propose/").url == PLAN
    shown = main_of(me.get(PLAN))
    assert shown.count("Proposed") == 3
    assert "Agree on these 3 times" in shown
    assert "3 proposed times await your approval" in main_of(me.get(DAYS))
    assert me.post(f"{PLAN}agree/").url == DAYS
    for visit in visits:
        visit.refresh_from_db()
        assert visit.planned_for is not None
    assert "All your services are scheduled." in main_of(me.get(PLAN))


def test_reading_the_plan_changes_nothing_and_a_get_of_a_step_leads_back(me, visits):
    me.get(PLAN)
    for step in ("propose", "agree", "discard"):
        assert me.get(f"{PLAN}{step}/").url == PLAN
    assert not PlannedStop.objects.exists()


def test_another_time_is_taken_and_a_wrong_one_comes_back_as_it_was_chosen(me, visits):
    me.post(f"{PLAN}propose/")
    path = f"{PLAN}{visits[0].uuid}/"
    assert me.post(path, {"day": "2026-11-13", "hour": "15:30"}).url == PLAN
    draft = PlannedStop.objects.get(assignment=visits[0])
    assert (draft.starts_at, draft.by_hand) == (FRIDAY.replace(hour=15, minute=30), True)
    visits[0].task.slots = 1 << 12  # Friday morning
    visits[0].task.save()
    shown = main_of(me.post(path, {"day": "2026-11-13", "hour": "16:00"}))
    assert "does not receive visitors" in shown
    assert '<option value="16:00" selected>' in shown
    draft.refresh_from_db()
    assert draft.starts_at == FRIDAY.replace(hour=15, minute=30)


def test_nobody_plans_somebody_elses_visit(visits, log_in, make_volunteer, worker, client):
    path = f"{PLAN}{visits[0].uuid}/"
    for outsider in (make_volunteer("志愿者乙").person.user, worker):
        assert log_in(outsider).post(path, {"day": "2026-11-13", "hour": "10:00"}).status_code == 404
    assert client.post(path).url.startswith("/accounts/login/")


def test_a_collision_is_told_and_the_draft_stays(me, visits):
    agree(visits[0], FRIDAY)
    me.post(f"{PLAN}{visits[1].uuid}/", {"day": "2026-11-13", "hour": "10:00"})
    assert PlannedStop.objects.count() == 0  # there was no draft to change yet
    me.post(f"{PLAN}propose/")
    me.post(f"{PLAN}{visits[1].uuid}/", {"day": "2026-11-13", "hour": "10:30"})
    answer = me.post(f"{PLAN}agree/", follow=True)
    assert "too close" in answer.content.decode()
    assert PlannedStop.objects.get().assignment == visits[1]


def test_the_companion_sees_the_hour_and_with_whom(make_visit, log_in, volunteer, make_volunteer):
    other = make_volunteer("志愿者乙")
    task = make_visit(persons_needed=2).task
    for who, when in ((volunteer, FRIDAY), (other, None)):
        offer = assignments.offer(task=task, volunteer=who)
        assignments.accept(assignment=offer, actor=who.person.user, planned_for=when)
    shown = main_of(log_in(other.person.user).get(DAYS))
    assert "10:00" in shown
    assert "Together with 志愿者甲: a change of time applies to both." in shown


def test_the_form_of_a_visit_for_two_begins_with_the_hour_of_the_companion(
    make_visit, log_in, volunteer, make_volunteer
):
    other = make_volunteer("志愿者乙")
    task = make_visit(persons_needed=2).task
    agree(assignments.offer(task=task, volunteer=volunteer), FRIDAY.replace(minute=10))
    asked = assignments.offer(task=task, volunteer=other)
    theirs = log_in(other.person.user)
    assert '<option value="10:10" selected>' in theirs.get(asked.get_absolute_url()).content.decode()
    theirs.post(f"{asked.get_absolute_url()}agree/", {"day": "2026-11-13", "hour": "10:10"})
    asked.refresh_from_db()
    assert asked.planned_for == FRIDAY.replace(minute=10)


# The sheet


def test_the_sheet_shows_the_door_only_in_its_hours_and_each_printing_is_on_record(me, visits, clock):
    agree(visits[0], FRIDAY)
    path = f"{DAYS}2026-11-13/sheet/"
    shown = main_of(me.get(path))
    assert "502室" not in shown
    assert "The door number can be printed from 2026-11-12 10:00." in shown
    clock.move_to(FRIDAY - timedelta(hours=20))
    shown = main_of(me.get(path))
    assert "502" in shown
    assert "老人甲" in shown
    person = visits[0].task.visit.elder.person
    rows = AccessLog.objects.filter(subject=person, action=AccessAction.PRINT)
    assert rows.count() == 2
    me.get(path)
    assert rows.count() == 2
    assert {row.actor for row in rows} == {visits[0].volunteer.person.user}


def test_the_sheet_leaves_out_what_a_round_does_not_need(me, visits):
    elder = visits[0].task.visit.elder
    agree(visits[0], NOW + timedelta(hours=2))
    shown = main_of(me.get(f"{DAYS}2026-11-10/sheet/"))
    for secret in (elder.person.phone, elder.door_code, "1950", elder.person.id_number or "511702"):
        assert secret not in shown


def test_a_day_without_services_is_an_empty_sheet_and_nonsense_is_a_404(me):
    assert "No services are scheduled on this day." in main_of(me.get(f"{DAYS}2026-11-13/sheet/"))
    assert not AccessLog.objects.exists()
    assert me.get(f"{DAYS}2026-13-99/sheet/").status_code == 404


# The workbench


def workbench_sheet(volunteer, day="2026-11-11") -> str:
    return f"/workbench/volunteers/rounds/{volunteer.pk}/{day}/"


def test_a_worker_prints_the_sheet_of_a_volunteer_of_the_own_area(log_in, worker, visits, volunteer):
    agree(visits[0], TOMORROW)
    desk = log_in(worker)
    listed = desk.get("/workbench/volunteers/rounds/?day=2026-11-11").content.decode()
    assert "志愿者甲" in listed
    assert workbench_sheet(volunteer) in listed
    shown = main_of(desk.get(workbench_sheet(volunteer)))
    assert "朝阳中路12号3栋" in shown
    row = AccessLog.objects.get(action=AccessAction.PRINT)
    assert (row.actor, row.subject) == (worker, visits[0].task.visit.elder.person)


def test_workers_next_door_auditors_and_volunteers_get_no_sheet(
    log_in, worker_next_door, manager_next_door, auditor, visits, volunteer, make_volunteer
):
    agree(visits[0], TOMORROW)
    for user in (worker_next_door, manager_next_door):
        assert log_in(user).get(workbench_sheet(volunteer)).status_code == 404
    assert log_in(auditor).get(workbench_sheet(volunteer)).status_code == 403
    outsider = log_in(make_volunteer("志愿者乙").person.user).get(workbench_sheet(volunteer))
    assert outsider.status_code in (302, 403)
    assert not AccessLog.objects.filter(action=AccessAction.PRINT).exists()


def test_of_a_service_in_another_area_the_sheet_tells_only_the_hour(
    log_in, worker, visits, make_visit, make_elder, community_next_door, volunteer
):
    agree(visits[0], TOMORROW)
    elsewhere = make_elder("老人丁", region=community_next_door, address="通川区别处路9号")
    agree(assignments.offer(task=make_visit(elsewhere).task, volunteer=volunteer), TOMORROW.replace(hour=14))
    shown = main_of(log_in(worker).get(workbench_sheet(volunteer)))
    assert "14:00" in shown
    assert "A service outside your area" in shown
    assert "别处路" not in shown
    assert "乙社区" not in shown
    assert not AccessLog.objects.filter(subject=elsewhere.person, action=AccessAction.PRINT).exists()


def test_a_worker_plans_for_a_volunteer_without_a_phone(log_in, worker, worker_next_door, visits, volunteer):
    desk, path = log_in(worker), f"/workbench/volunteers/rounds/{volunteer.pk}/plan/"
    assert path in desk.get("/workbench/volunteers/rounds/").content.decode()
    desk.post(path, {"propose": "1"})
    assert desk.get(path).content.decode().count("Proposed") >= 3
    desk.post(path, {"agree": "1"})
    for visit in visits:
        visit.refresh_from_db()
        assert visit.planned_for is not None
    assert log_in(worker_next_door).post(path, {"propose": "1"}).status_code in (403, 404)


# A worker's own round

ROUND = "/workbench/visits/round/"


def test_a_worker_chooses_visits_and_gets_order_times_and_a_sheet(log_in, worker, make_visit, make_elder):
    rows = [make_visit(make_elder(f"老人{name}", worker=worker)) for name in "甲乙"]
    desk = log_in(worker)
    address = f"{ROUND}?day=2026-11-11"
    assert "老人乙" in desk.get(address).content.decode()
    desk.post(address, {"visit": [str(row.pk) for row in rows]})
    stops = list(PlannedStop.objects.filter(person=worker.person))
    assert {stop.task_id for stop in stops} == {row.task_id for row in rows}
    first, second = sorted(stop.starts_at for stop in stops)
    assert timezone.localtime(first).hour >= 8
    assert second >= first + timedelta(minutes=55)
    shown = main_of(desk.get(f"{ROUND}2026-11-11/"))
    assert "502" in shown
    assert AccessLog.objects.filter(action=AccessAction.PRINT, actor=worker).count() == 2


def test_choosing_again_replaces_the_round_and_an_hour_is_changed_by_hand(
    log_in, worker, make_visit, make_elder
):
    one, other = (make_visit(make_elder(f"老人{name}", worker=worker)) for name in "甲乙")
    desk, address = log_in(worker), f"{ROUND}?day=2026-11-11"
    desk.post(address, {"visit": [str(one.pk), str(other.pk)]})
    desk.post(address, {"visit": [str(one.pk)]})
    assert [stop.task_id for stop in PlannedStop.objects.all()] == [one.task_id]
    desk.post(address, {"move": str(one.pk), "hour": "15:45"})
    assert PlannedStop.objects.get().starts_at == TOMORROW.replace(hour=15, minute=45)
    desk.post(address, {"move": str(one.pk), "hour": "23:45"})
    desk.post(address, {"move": str(one.pk), "hour": "soon"})
    assert PlannedStop.objects.get().starts_at == TOMORROW.replace(hour=15, minute=45)


def test_visits_of_others_or_with_somebody_are_not_to_be_had(
    log_in, worker, accepted, make_visit, make_elder, community_next_door
):
    elsewhere = make_visit(make_elder("老人丁", region=community_next_door))
    desk, address = log_in(worker), f"{ROUND}?day=2026-11-11&everybody=1"
    shown = desk.get(address).content.decode()
    assert "老人丁" not in shown
    assert "老人甲" not in shown
    desk.post(address, {"visit": [str(elsewhere.pk), str(accepted.task.visit.pk), "x", "٣"]})
    assert not PlannedStop.objects.exists()


def test_a_visit_that_a_volunteer_takes_leaves_the_workers_round(
    log_in, worker, make_visit, make_elder, volunteer
):
    visit = make_visit(make_elder(worker=worker))
    desk, address = log_in(worker), f"{ROUND}?day=2026-11-11"
    desk.post(address, {"visit": [str(visit.pk)]})
    agree(assignments.offer(task=visit.task, volunteer=volunteer), TOMORROW)
    assert "老人甲" not in desk.get(address).content.decode()


def test_an_auditor_and_a_day_that_has_passed_plan_nothing(log_in, auditor, worker, make_visit, make_elder):
    assert log_in(auditor).get(ROUND).status_code == 403
    visit = make_visit(make_elder(worker=worker), starts_on=NOW.date() - timedelta(days=3))
    answer = log_in(worker).post(f"{ROUND}?day=2026-11-09", {"visit": [str(visit.pk)]}, follow=True)
    assert "This day has passed." in answer.content.decode()
    assert not PlannedStop.objects.exists()
