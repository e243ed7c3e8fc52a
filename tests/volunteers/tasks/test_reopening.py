"""A service that was not verified is put back into the queue on a page, with a reason that the volunteer reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifications.models import Message
from people.access_log.models import AccessLog
from people.kinship.enums import KinRelation
from people.kinship.models import Kinship
from people.logins.models import User
from volunteers.errors import TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
LIST = "/workbench/volunteers/queue/refused/"


def refused_by(worker: User, task: Task, volunteer: Volunteer) -> Assignment:
    start, own = timezone.now() - timedelta(minutes=40), volunteer.person.user
    with time_machine.travel(start, tick=False):
        row = assignments.accept(assignment=assignments.offer(task=task, volunteer=volunteer), actor=own)
        assignments.check_in(assignment=row, actor=own, code="123456")
    with time_machine.travel(start + timedelta(minutes=40), tick=False):
        row = assignments.check_out(assignment=row, actor=own)
    return assignments.reject(assignment=row, actor=worker, note="老人说没有人来过")


@pytest.fixture
def refused(worker: User, task: Task, volunteer: Volunteer) -> Assignment:
    return refused_by(worker, task, volunteer)


def page_of(row: Assignment) -> str:
    return reverse("volunteers_workbench:reopen", args=[row.pk])


def test_from_the_list_with_a_reason_it_is_in_the_queue_again_and_the_volunteer_reads_why(
    refused: Assignment, volunteer: Volunteer, officer: User, log_in: LogIn
) -> None:
    desk = log_in(officer)
    assert LIST in desk.get("/workbench/volunteers/queue/").content.decode()
    listed = desk.get(LIST).content.decode()
    assert page_of(refused) in listed and "老人说没有人来过" in listed
    assert "老人说没有人来过" in desk.get(page_of(refused)).content.decode()
    for _click in range(2):
        desk.post(page_of(refused), {"note": "老人想起来了，是上午来的"})
    refused.refresh_from_db()
    assert refused.state == "checked_out"
    assert refused.events.filter(from_state="rejected").count() == 1
    assert Message.objects.filter(person=volunteer.person, body__contains="老人想起来了").count() == 1
    assert page_of(refused) not in desk.get(LIST).content.decode()
    assert assignments.verify(assignment=refused, actor=officer).state == "verified"


def test_without_a_reason_it_stays_refused(refused: Assignment, officer: User, log_in: LogIn) -> None:
    for note in ("", "   "):
        assert log_in(officer).post(page_of(refused), {"note": note}).status_code == 200
    refused.refresh_from_db()
    assert refused.state == "rejected"


def test_nobody_from_elsewhere_finds_it(
    refused: Assignment,
    worker_next_door: User,
    manager_next_door: User,
    auditor: User,
    resident: User,
    log_in: LogIn,
) -> None:
    for stranger in (worker_next_door, manager_next_door):
        assert log_in(stranger).post(page_of(refused), {"note": "来过"}).status_code == 404
    for outsider in (auditor, resident):
        assert log_in(outsider).post(page_of(refused), {"note": "来过"}).status_code in (302, 403, 404)
    refused.refresh_from_db()
    assert refused.state == "rejected"


def test_who_is_close_to_the_volunteer_does_not_put_it_back(
    refused: Assignment, volunteer: Volunteer, officer: User, log_in: LogIn
) -> None:
    Kinship.objects.create(
        person=volunteer.person,
        relative=officer.person,
        relation=KinRelation.SPOUSE,
        named=officer.person.name,
        proof="relative",
        verified_at=timezone.now(),
    )
    desk = log_in(officer)
    assert page_of(refused) not in desk.get(LIST).content.decode()
    assert desk.post(page_of(refused), {"note": "来过"}).status_code == 200
    refused.refresh_from_db()
    assert refused.state == "rejected"


def test_refused_and_looked_at_again_twice_is_told_each_time(
    refused: Assignment, volunteer: Volunteer, worker: User
) -> None:
    for why, why_not in (("第一次重看", "第二次没通过"), ("第二次重看", "第三次没通过")):
        assignments.reopen_rejected(assignment=refused, actor=worker, note=why)
        assignments.reject(assignment=refused, actor=worker, note=why_not)
    told = Message.objects.filter(person=volunteer.person, kind="change")
    for words in ("第一次重看", "第二次没通过", "第二次重看", "第三次没通过"):
        assert told.filter(body__contains=words).count() == 1


def test_who_holds_the_task_anew_does_not_hold_it_twice(
    refused: Assignment, volunteer: Volunteer, task: Task, worker: User
) -> None:
    Task.objects.filter(pk=task.pk).update(state="open")
    assignments.offer(task=task, volunteer=volunteer, actor=worker)
    with pytest.raises(TaskError) as why:
        assignments.reopen_rejected(assignment=refused, actor=worker, note="来过")
    assert why.value.code == "again"


def test_who_refused_it_reads_that_a_colleague_has_it_looked_at_again(
    refused: Assignment, worker: User, officer: User
) -> None:
    for _click in range(2):
        assignments.reopen_rejected(assignment=refused, actor=officer, note="老人想起来了，是上午来的")
    told = Message.objects.get(person=worker.person)
    assert officer.display_name in told.body and "老人想起来了" in told.body
    assert told.link == reverse("volunteers_workbench:service", args=[refused.pk])
    # Her own second thought is no news to her.
    again = assignments.reject(assignment=refused, actor=worker, note="打了电话，没有人来过")
    assignments.reopen_rejected(assignment=again, actor=worker, note="再核实一次")
    assert Message.objects.filter(person=worker.person).count() == 1


def test_that_the_list_was_read_is_on_record(refused: Assignment, officer: User, log_in: LogIn) -> None:
    log_in(officer).get(LIST)
    assert AccessLog.objects.filter(actor=officer, action="list", count=1).exists()


def test_the_list_asks_no_query_for_each_service(
    refused: Assignment, worker: User, officer: User, log_in: LogIn,
    make_task: Callable[..., Task], make_volunteer: Callable[..., Volunteer],
) -> None:  # fmt: skip
    desk = log_in(officer)

    def queries() -> int:
        desk.get(LIST)
        with CaptureQueriesContext(connection) as counted:
            desk.get(LIST)
        return len(counted)

    few = queries()
    for number in range(4):
        refused_by(worker, make_task(), make_volunteer(f"志愿者{number}"))
    assert queries() == few
