"""A volunteer is suspended with a reason and a last day, and comes back by herself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from common.months import midnight
from notifications.models import Message
from people.access_log.models import AccessLog
from people.kinship.models import Kinship
from people.roles.models import Role, RoleGrant
from policies.models import PolicyRow
from volunteers.errors import TaskError
from volunteers.jobs import end_past_suspensions
from volunteers.registration import policy
from volunteers.registration.models.suspension import Suspension
from volunteers.registration.services.registration import leave, register_volunteer, review_volunteer
from volunteers.registration.services.suspension import suspend_volunteer, take_back, usual_last_day
from volunteers.tasks.eligibility import Refusal, refusals
from volunteers.tasks.services import assignments

pytestmark = pytest.mark.django_db


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def suspend(volunteer: Any, actor: Any, days: int = 9) -> None:
    with translation.override("en"):
        suspend_volunteer(volunteer=volunteer, actor=actor, note="正在核实投诉", last_day=in_days(days))
    volunteer.refresh_from_db()


def page_of(volunteer: Any, name: str = "suspend") -> str:
    return reverse(f"volunteers_workbench:{name}", args=[volunteer.pk])


def file_of(volunteer: Any) -> str:
    return reverse("volunteers_volunteer:inspect", args=[volunteer.pk])


def test_the_page_shows_what_goes_to_others_before_it_does(log_in, make_task, volunteer, worker):
    offered = assignments.offer(task=make_task(), volunteer=volunteer)
    client = log_in(worker)
    assert page_of(volunteer) in client.get(file_of(volunteer)).content.decode()
    page = client.get(page_of(volunteer))
    assert list(page.context["going"]) == [offered]
    assert page.context["form"]["last_day"].value() == usual_last_day(volunteer.region_id)
    assert AccessLog.objects.filter(subject=volunteer.person, actor=worker, action="read").exists()
    client.post(page_of(volunteer), {"note": " ", "last_day": in_days(9)})
    volunteer.refresh_from_db()
    assert volunteer.state == "approved"
    for _click in range(2):
        client.post(page_of(volunteer), {"note": "正在核实投诉", "last_day": in_days(9)})
    volunteer.refresh_from_db()
    offered.refresh_from_db()
    assert (volunteer.state, offered.state) == ("suspended", "replaced")
    suspension = Suspension.objects.get()
    assert (suspension.imposed_by, suspension.until) == (worker, in_days(9))
    assert Message.objects.get(person=volunteer.person, body="正在核实投诉")
    assert "正在核实投诉" in log_in(volunteer.person.user).get(reverse("volunteers:home")).content.decode()


def test_it_ends_by_itself_the_day_after_the_last_one(volunteer, worker):
    suspend(volunteer, worker, days=2)
    with time_machine.travel(midnight(in_days(2)) + timedelta(hours=23), tick=False):
        assert end_past_suspensions() == 0
    with time_machine.travel(midnight(in_days(3)) + timedelta(minutes=5), tick=False):
        assert [end_past_suspensions(), end_past_suspensions()] == [1, 0]
        volunteer.refresh_from_db()
        assert (volunteer.state, volunteer.review_note) == ("approved", "")
    suspension = Suspension.objects.get()
    assert suspension.lifted_at is not None
    assert suspension.lifted_by is None


def test_nobody_who_is_suspended_is_asked(make_task, volunteer, worker):
    task = make_task()
    suspend(volunteer, worker)
    assert Refusal.NOT_APPROVED in refusals(task, volunteer)
    with pytest.raises(TaskError):
        assignments.offer(task=task, volunteer=volunteer)


def test_taking_back_keeps_what_there_was(log_in, volunteer, worker):
    suspend(volunteer, worker)
    client = log_in(worker)
    assert page_of(volunteer, "take_back") in client.get(file_of(volunteer)).content.decode()
    assert client.get(page_of(volunteer, "take_back")).status_code == 405
    for _click in range(2):
        client.post(page_of(volunteer, "take_back"))
    volunteer.refresh_from_db()
    assert volunteer.state == "approved"
    suspension = Suspension.objects.get()
    assert (suspension.reason, suspension.lifted_by) == ("正在核实投诉", worker)
    assert Message.objects.filter(person=volunteer.person, key__startswith="volunteer-back").count() == 1


def test_nobody_lifts_ones_own(log_in, volunteer, community, worker):
    suspend(volunteer, worker)
    own = volunteer.person.user
    RoleGrant.objects.create(user=own, role=Role.COMMUNITY_WORKER, region=community)
    client = log_in(own)
    assert client.get(page_of(volunteer)).status_code == 403
    client.post(page_of(volunteer, "take_back"))
    assert page_of(volunteer, "take_back") not in client.get(file_of(volunteer)).content.decode()
    for step in (take_back, review_volunteer):
        more = {"approve": True} if step is review_volunteer else {}
        with pytest.raises(TaskError):
            step(volunteer=volunteer, actor=own, **more)
    volunteer.refresh_from_db()
    assert volunteer.state == "suspended"


def test_a_relative_neither_suspends_nor_lifts(volunteer, worker):
    Kinship.objects.create(person=volunteer.person, relative=worker.person, relation="spouse", named="甲")
    with pytest.raises(TaskError) as refused:
        suspend(volunteer, worker)
    assert refused.value.code == "close"


def test_leaving_and_registering_anew_does_not_end_it(log_in, volunteer, worker):
    suspend(volunteer, worker)
    leave(volunteer=volunteer, actor=volunteer.person.user)
    register_volunteer(
        person=volunteer.person, region=volunteer.region, max_distance_m=3000, monthly_cap_minutes=240,
        availability=7, skills=[], introduction="",
    )  # fmt: skip
    volunteer.refresh_from_db()
    with pytest.raises(TaskError) as refused:
        review_volunteer(volunteer=volunteer, actor=worker, approve=True)
    assert refused.value.code == "suspended"
    log_in(worker).post(reverse("volunteers_workbench:approve_many"), {"pk": [volunteer.pk]})
    volunteer.refresh_from_db()
    assert volunteer.state == "pending"
    take_back(volunteer=volunteer, actor=worker)
    review_volunteer(volunteer=volunteer, actor=worker, approve=True)
    volunteer.refresh_from_db()
    assert volunteer.state == "approved"


def test_other_areas_and_auditors_have_no_part_in_it(log_in, volunteer, worker_next_door, auditor, worker):
    sent = {"note": "x", "last_day": in_days(3)}
    for name in ("suspend", "take_back"):
        assert log_in(worker_next_door).post(page_of(volunteer, name), sent).status_code == 404
        assert log_in(auditor).post(page_of(volunteer, name), sent).status_code == 403
    assert page_of(volunteer) not in log_in(auditor).get(file_of(volunteer)).content.decode()
    assert not Suspension.objects.exists()


@pytest.mark.parametrize("days", [-1, 183])
def test_days_that_are_over_or_too_many_are_refused(volunteer, worker, days):
    with pytest.raises(TaskError) as refused:
        suspend(volunteer, worker, days)
    assert "last_day" in refused.value.error_dict


def test_a_city_decides_how_long(volunteer, worker):
    for key, days in ((policy.SUSPENSION_DAYS, 5), (policy.LONGEST_SUSPENSION_DAYS, 7)):
        PolicyRow.objects.create(key=key, value=days, valid_from=timezone.localdate())
    assert usual_last_day(volunteer.region_id) == in_days(4)
    with pytest.raises(TaskError):
        suspend(volunteer, worker, 7)
    suspend(volunteer, worker, 6)
    assert volunteer.state == "suspended"
