"""Each kind of task has one type, which hears first what happens to assignments and can undo it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from elderly_visits.visits.task_type import VisitType
from volunteers.errors import TaskError
from volunteers.registration.services.registration import leave
from volunteers.task_types import TaskKind, register, type_of
from volunteers.tasks import signals
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.services import assignments

# What leads up to the event, and the event itself.
STEPS = {
    "accepted": ("offer", "accept"),
    "declined": ("offer", "decline"),
    "withdrawn": ("offer", "accept", "withdraw"),
    "released": ("offer", "accept", "release"),
    "checked_out": ("record",),
    "verified": ("record", "verify"),
    "rejected": ("record", "reject"),
}


@pytest.fixture
def do(make_task: Callable[..., Any], volunteer: Any, worker: Any, officer: Any) -> Callable[[str], Any]:
    """Takes one step of a volunteer's shift."""
    task = make_task(kind=TaskKind.SHIFT)

    def one() -> Assignment:
        return Assignment.objects.get(task=task)

    steps: dict[str, Callable[[], Any]] = {
        "offer": lambda: assignments.offer(task=task, volunteer=volunteer),
        "accept": lambda: assignments.accept(assignment=one(), actor=volunteer.person.user),
        "decline": lambda: assignments.decline(assignment=one(), actor=volunteer.person.user),
        "withdraw": lambda: assignments.withdraw(assignment=one(), actor=volunteer.person.user),
        "release": lambda: leave(volunteer=volunteer, actor=volunteer.person.user),
        "record": lambda: assignments.record_on_behalf(
            task=task,
            volunteer=volunteer,
            actor=worker,
            started_at=timezone.now() - timedelta(hours=1),
            minutes=40,
        ),
        "verify": lambda: assignments.verify(assignment=one(), actor=officer),
        "reject": lambda: assignments.reject(assignment=one(), actor=officer, note="没有来"),
    }
    return lambda name: steps[name]()


def _written() -> list[Any]:
    return [*Assignment.objects.values_list("state"), AssignmentEvent.objects.count()]


def test_every_kind_of_task_has_a_type():
    assert {kind: type_of(kind).kind for kind in TaskKind.values} == {kind.value: kind for kind in TaskKind}


def test_a_second_type_of_a_kind_is_an_error():
    with pytest.raises(ImproperlyConfigured):
        register(VisitType())


def test_every_event_has_its_hook():
    events = {name.removeprefix("assignment_") for name in dir(signals) if name.startswith("assignment_")}
    assert events == STEPS.keys()


@pytest.mark.parametrize("event", STEPS)
def test_the_owner_of_the_kind_hears_of_a_step_before_others_do(event, do, monkeypatch):
    heard: list[Any] = []
    signal = getattr(signals, f"assignment_{event}")

    def receiver(sender: Any, assignment: Assignment, actor: Any, **_: Any) -> None:
        heard.append((sender, assignment.pk))

    def stranger(**_: Any) -> None:
        heard.append("stranger")

    monkeypatch.setattr(type_of(TaskKind.SHIFT), event, lambda assignment, actor: heard.append("owner"))
    signal.connect(receiver, sender=TaskKind.SHIFT)
    signal.connect(stranger, sender=TaskKind.VISIT)
    try:
        for name in STEPS[event]:
            do(name)
    finally:
        signal.disconnect(receiver, sender=TaskKind.SHIFT)
        signal.disconnect(stranger, sender=TaskKind.VISIT)
    assert heard == ["owner", (TaskKind.SHIFT, Assignment.objects.get().pk)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("event", STEPS)
def test_a_step_whose_owner_refuses_is_undone(event, do, monkeypatch):
    def refuse(assignment: Assignment, actor: Any) -> None:
        raise TaskError("no")

    *before, last = STEPS[event]
    for name in before:
        do(name)
    monkeypatch.setattr(type_of(TaskKind.SHIFT), event, refuse)
    written = _written()
    with pytest.raises(TaskError):
        do(last)
    assert _written() == written
