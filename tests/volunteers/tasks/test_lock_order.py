"""Rows are locked in one order (docs/conventions.md), so that no two services wait for each other's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from people.logins.models import User
from tests.door import next_line
from tests.threads import PATIENCE_S, Held, in_a_thread, still_waits
from volunteers.days.services.absences import record_absence
from volunteers.errors import NotAllowedNow, NotEligible
from volunteers.now.claims import claim_task
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services import suspension
from volunteers.registration.services.registration import leave
from volunteers.registration.services.suspension import suspend_volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments, presence

ORDER = ["Person", "Elder", "Volunteer", "Task", "Assignment"]


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The models whose rows were asked to be locked, each where it came first."""
    seen: list[str] = []
    ask = models.QuerySet.select_for_update

    def told(rows: Any, *args: Any, **how: Any) -> Any:
        if (name := rows.model.__name__) in ORDER and name not in seen:
            seen.append(name)
        return ask(rows, *args, **how)

    monkeypatch.setattr(models.QuerySet, "select_for_update", told)
    yield seen


def agreed(task: Task, volunteer: Volunteer) -> Assignment:
    offer = assignments.offer(task=task, volunteer=volunteer)
    return assignments.accept(assignment=offer, actor=volunteer.person.user)


def away(volunteer: Volunteer) -> None:
    today = timezone.localdate()
    record_absence(
        volunteer=volunteer,
        first_day=today,
        last_day=today + timedelta(days=20),
        actor=volunteer.person.user,  # type: ignore[arg-type]  # the cast logs in
    )


STEPS: dict[str, Callable[[Assignment, User], Any]] = {
    "checks in": lambda row, _by: assignments.check_in(
        assignment=row, actor=row.volunteer.person.user, without_proof=True
    ),
    "agrees on an hour": lambda row, _by: assignments.accept(
        assignment=row, actor=row.volunteer.person.user, planned_for=timezone.now() + timedelta(days=1)
    ),
    "withdraws": lambda row, _by: assignments.withdraw(assignment=row, actor=row.volunteer.person.user),
    "is away": lambda row, _by: away(row.volunteer),
    "leaves": lambda row, _by: leave(volunteer=row.volunteer, actor=row.volunteer.person.user),
    "is suspended": lambda row, by: suspend_volunteer(volunteer=row.volunteer, actor=by, note="请来社区面谈"),
}


@pytest.mark.parametrize("step", STEPS)
def test_whoever_needs_the_volunteer_locks_her_before_any_task(
    make_task: Callable[..., Task], volunteer: Volunteer, worker: User, order: list[str], step: str
) -> None:
    row = agreed(make_task(), volunteer)
    agreed(make_task(title="另一次"), volunteer)
    order.clear()
    STEPS[step](row, worker)
    assert "Task" in order
    assert order == sorted(order, key=ORDER.index)


@pytest.mark.parametrize("take", [assignments.claim_place, claim_task])
def test_who_takes_a_place_is_locked_before_the_task(
    task: Task, volunteer: Volunteer, order: list[str], take: Callable[..., Any]
) -> None:
    # Whether it is near enough to be taken from the list is asked under the locks.
    with suppress(NotEligible):
        take(task=task, volunteer=volunteer, actor=volunteer.person.user)
    assert order[:2] == ["Volunteer", "Task"]


@pytest.mark.django_db(transaction=True)
def test_suspended_in_the_moment_of_a_check_in_one_comes_after_the_other(
    make_task: Callable[..., Task], volunteer: Volunteer, worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = agreed(make_task(), volunteer)
    # The worker's transaction has the volunteer's row; now she stands at the door.
    held = Held(suspension.move_to, after=True)
    monkeypatch.setattr(suspension, "move_to", held)
    with ThreadPoolExecutor(2) as pool:
        suspending = in_a_thread(
            pool, lambda: suspend_volunteer(volunteer=volunteer, actor=worker, note="请来社区面谈")
        )
        assert held.reached.wait(PATIENCE_S)
        entering = in_a_thread(
            pool,
            lambda: assignments.check_in(
                assignment=row, actor=volunteer.person.user, code=next_line(row.task)
            ),
        )
        assert still_waits(entering)
        held.go_on.set()
        suspending.result(PATIENCE_S)
        with pytest.raises(NotAllowedNow):
            entering.result(PATIENCE_S)
    row.refresh_from_db()
    assert (row.state, Volunteer.objects.get().state) == ("replaced", "suspended")


@pytest.mark.django_db(transaction=True)
def test_a_check_in_under_way_is_finished_before_she_is_suspended(
    make_task: Callable[..., Task], volunteer: Volunteer, worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, other = agreed(make_task(), volunteer), agreed(make_task(title="另一次"), volunteer)
    held = Held(presence._require_nowhere_else)
    monkeypatch.setattr(presence, "_require_nowhere_else", held)
    with ThreadPoolExecutor(2) as pool:
        entering = in_a_thread(
            pool,
            lambda: assignments.check_in(
                assignment=row, actor=volunteer.person.user, code=next_line(row.task)
            ),
        )
        assert held.reached.wait(PATIENCE_S)
        suspending = in_a_thread(
            pool, lambda: suspend_volunteer(volunteer=volunteer, actor=worker, note="请来社区面谈")
        )
        assert still_waits(suspending)
        held.go_on.set()
        entering.result(PATIENCE_S)
        suspending.result(PATIENCE_S)
    row.refresh_from_db()
    other.refresh_from_db()
    # Who is at the door finishes; what has not begun goes to others.
    assert (row.state, other.state) == ("checked_in", "replaced")
