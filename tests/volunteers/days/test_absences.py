"""A volunteer is ill or away: what cannot wait goes to others, the rest stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from people.logins.models import User
from tests.conftest import in_english
from volunteers.days.models.absence import Absence
from volunteers.days.services.absences import end_absence, record_absence
from volunteers.errors import TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import days_left, slots_on
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LogIn = Callable[[User], Client]


@pytest.fixture
def clock() -> Any:
    """It is a Tuesday in November. Sentences are read in English."""
    with time_machine.travel("2026-11-10 09:00+08:00", tick=False) as traveller, translation.override("en"):
        yield traveller


def day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)


def away(volunteer: Volunteer, first: int = 0, last: int = 9, actor: User | None = None) -> Any:
    return record_absence(
        volunteer=volunteer,
        first_day=day(first),
        last_day=day(last),
        actor=actor or volunteer.person.user,
    )


def promised(task: Task, volunteer: Volunteer, **how: Any) -> Assignment:
    offer = assignments.offer(task=task, volunteer=volunteer)
    return assignments.accept(assignment=offer, actor=volunteer.person.user, **how)


def test_what_can_only_be_done_on_these_days_is_given_away(
    make_task: Callable[..., Task], volunteer: Volunteer
) -> None:
    offered = assignments.offer(task=make_task(), volunteer=volunteer)
    accepted = promised(make_task(), volunteer)
    outcome = away(volunteer)
    offered.refresh_from_db()
    accepted.refresh_from_db()
    assert (offered.state, accepted.state) == (AssignmentState.DECLINED, AssignmentState.WITHDRAWN)
    assert outcome.reassigned == 2


def test_what_can_wait_stays_and_loses_the_time_that_was_agreed(
    make_task: Callable[..., Task], volunteer: Volunteer
) -> None:
    task = make_task(ends_on=day(14))
    soon = promised(task, volunteer, planned_for=timezone.now() + timedelta(days=2))
    outcome = away(volunteer)
    soon.refresh_from_db()
    assert (soon.state, soon.planned_for) == (AssignmentState.ACCEPTED, None)
    assert outcome.needs_another_time == [soon]


def test_a_day_that_is_left_counts_only_when_the_volunteer_is_free_on_it(
    make_task: Callable[..., Task], volunteer: Volunteer
) -> None:
    """Free on Tuesdays only; the day that is left is a Wednesday."""
    Volunteer.objects.filter(pk=volunteer.pk).update(availability=slots_on([day(0)]))
    row = promised(make_task(ends_on=day(8)), volunteer)
    away(Volunteer.objects.get(pk=volunteer.pk), 0, 7)
    row.refresh_from_db()
    assert row.state == AssignmentState.WITHDRAWN


def test_what_lies_elsewhere_is_left_alone(make_task: Callable[..., Task], volunteer: Volunteer) -> None:
    later = promised(make_task(starts_on=day(10), ends_on=day(14)), volunteer)
    away(volunteer)
    later.refresh_from_db()
    assert later.state == AssignmentState.ACCEPTED


def test_saying_it_twice_is_once(make_task: Callable[..., Task], volunteer: Volunteer) -> None:
    promised(make_task(), volunteer)
    assert (away(volunteer).reassigned, away(volunteer).reassigned) == (1, 0)
    assert Absence.objects.count() == 1


def test_who_is_back_is_back(volunteer: Volunteer) -> None:
    absence = away(volunteer).absence
    end_absence(absence=absence, actor=volunteer.person.user)
    assert not Absence.objects.touching(day(0), day(9)).exists()
    assert away(volunteer).absence != absence


@pytest.mark.parametrize(
    ("first", "last", "why"), [(2, 1, "before the first"), (-5, -1, "over"), (0, 92, "At most 92 days")]
)
def test_days_that_make_no_sense_are_refused(volunteer: Volunteer, first: int, last: int, why: str) -> None:
    with pytest.raises(TaskError, match=why):
        away(volunteer, first, last)


@pytest.mark.parametrize("who", ["resident", "worker_next_door"])
def test_strangers_send_nobody_away(who: str, volunteer: Volunteer, request: Any) -> None:
    with pytest.raises(TaskError):
        away(volunteer, actor=request.getfixturevalue(who))


def test_days_left_and_their_slots() -> None:
    days = days_left(date(2026, 11, 9), date(2026, 11, 15), [(date(2026, 11, 9), date(2026, 11, 14))])
    assert days == [date(2026, 11, 15)]
    assert slots_on(days) == 0b111 << 18


# --- Pages ----------------------------------------------------------------------------------------------------------


def test_a_volunteer_says_it_on_the_portal_and_comes_back(
    log_in: LogIn, volunteer: Volunteer, task: Task
) -> None:
    promised(task, volunteer)
    client = in_english(log_in(volunteer.person.user))
    assert "ill or away" in client.get(reverse("volunteers:home")).content.decode()
    sent = {"first_day": day(0).isoformat(), "last_day": day(9).isoformat(), "reason": "ill"}
    page = client.post(reverse("volunteers:away"), sent, follow=True).content.decode()
    assert "1 task has been passed on" in page
    absence = Absence.objects.get()
    assert day(9).isoformat() in client.get(reverse("volunteers:away")).content.decode()
    client.post(reverse("volunteers:back", args=[absence.pk]))
    absence.refresh_from_db()
    assert absence.ended_at is not None


def test_a_wrong_day_keeps_what_was_typed(log_in: LogIn, volunteer: Volunteer) -> None:
    client = in_english(log_in(volunteer.person.user))
    sent = {"first_day": day(5).isoformat(), "last_day": day(1).isoformat(), "reason": "ill"}
    page = client.post(reverse("volunteers:away"), sent).content.decode()
    assert "The last day must not be before the first." in page
    assert f'value="{day(5).isoformat()}"' in page
    assert not Absence.objects.exists()


def test_somebody_elses_absence_is_not_there(
    log_in: LogIn, volunteer: Volunteer, make_volunteer: Callable[..., Volunteer]
) -> None:
    absence = away(make_volunteer("别人")).absence
    response = log_in(volunteer.person.user).post(reverse("volunteers:back", args=[absence.pk]))
    assert response.status_code == 404


def test_a_worker_enters_it_for_who_cannot_use_a_phone(
    log_in: LogIn, worker: User, volunteer: Volunteer, task: Task
) -> None:
    row = promised(task, volunteer)
    client = in_english(log_in(worker))
    address = reverse("volunteers_workbench:away", args=[volunteer.pk])
    assert (
        address in client.get(reverse("volunteers_volunteer:inspect", args=[volunteer.pk])).content.decode()
    )
    sent = {"first_day": day(0).isoformat(), "last_day": day(9).isoformat(), "reason": "away"}
    client.post(address, sent)
    row.refresh_from_db()
    assert row.state == AssignmentState.WITHDRAWN
    absence = Absence.objects.get(recorded_by=worker)
    client.post(reverse("volunteers_workbench:back", args=[absence.pk]))
    absence.refresh_from_db()
    assert absence.ended_at is not None


@pytest.mark.parametrize("who", ["worker_next_door", "manager_next_door"])
def test_workers_from_elsewhere_get_a_404(
    log_in: LogIn, volunteer: Volunteer, who: str, request: Any
) -> None:
    client = log_in(request.getfixturevalue(who))
    assert client.get(reverse("volunteers_workbench:away", args=[volunteer.pk])).status_code == 404


def test_a_shift_that_begins_within_hours_needs_a_call(
    volunteer: Volunteer, make_task: Callable[..., Task]
) -> None:
    begins: datetime = timezone.now() + timedelta(hours=3)
    shift = make_task(
        kind="shift", starts_on=day(0), ends_on=day(0), starts_at=begins, ends_at=begins + timedelta(hours=2)
    )
    row = assignments.sign_up(task=shift, volunteer=volunteer, actor=volunteer.person.user)
    outcome = away(volunteer)
    row.refresh_from_db()
    assert (row.state, outcome.must_call) == (AssignmentState.ACCEPTED, [row])
