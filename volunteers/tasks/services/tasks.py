"""Creating, cancelling and lapsing tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.encryption import blind_index
from common.locking import locked
from people.actors import Actor
from volunteers.errors import NotAllowedNow
from volunteers.tasks.enums import NOT_TRIED, AssignmentState, TaskState
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.offers import notify_of_change
from volunteers.tasks.services.steps import NOT_BEGUN, step


def check_in_index(code: str) -> str:
    """What a task keeps of the code at its door: comparable, not readable. Empty for no code."""
    return blind_index(code) if code else ""


@transaction.atomic
def create_task(*, check_in_code: str = "", **fields: Any) -> Task:
    """Create an open task, for which nobody has been looked yet. Raises ValidationError when a field does not fit."""
    fields.setdefault("unmatched_reason", NOT_TRIED)
    task = Task(check_in_index=check_in_index(check_in_code), **fields)
    task.full_clean(exclude=["project", "region"])
    task.save()
    return task


@transaction.atomic
def cancel_task(*, task: Task, actor: Actor, note: str = "") -> Task:
    """Cancel a task and release whoever was on it, telling those who had said yes. Cancelling twice does nothing more.

    Raises NotAllowedNow when somebody is at work on it or has already served.
    """
    task = locked(task, key_stays=True)
    if task.state == TaskState.CANCELLED:
        return task
    begun = task.assignments.active().exclude(state__in=NOT_BEGUN)
    if task.state == TaskState.DONE or begun.exists():
        raise NotAllowedNow(
            _("Someone has already started this task; it can no longer be cancelled."), code="begun"
        )
    _release(task, actor, note)
    task.state = TaskState.CANCELLED
    task.save(update_fields=["state"])
    return task


@transaction.atomic
def close_task(*, task: Task, actor: Actor, note: str = "") -> Task:
    """What the task was for has been done by somebody who earns nothing for it: release and tell who had said yes.

    Closing twice does nothing more. Raises NotAllowedNow when a volunteer is at work on it.
    """
    task = locked(task, key_stays=True)
    if task.state == TaskState.DONE:
        return task
    if task.assignments.filter(state=AssignmentState.CHECKED_IN).exists():
        raise NotAllowedNow(_("A volunteer is working on this task now."), code="begun")
    _release(task, actor, note)
    task.state, task.unmatched_reason = TaskState.DONE, ""
    task.save(update_fields=["state", "unmatched_reason"])
    return task


def _release(task: Task, actor: Actor, note: str) -> None:
    rows = task.assignments.select_for_update(of=("self",), no_key=True).filter(state__in=NOT_BEGUN)
    for assignment in rows.select_related("task", "volunteer__person").order_by("pk"):
        accepted = assignment.state == AssignmentState.ACCEPTED
        step(assignment, AssignmentState.CANCELLED, actor=actor, note=note)
        if accepted:
            with translation.override(settings.LANGUAGE_CODE):
                notify_of_change(assignment, _("A task was cancelled"), note)


@transaction.atomic
def lapse_task(*, task: Task, actor: Actor, note: str = "") -> Task:
    """Nothing came of this task, and nobody is to be asked for it again: release who has not begun. Twice is once.

    A service on it that is verified all the same makes it done. Raises NotAllowedNow when somebody is at work on it.
    """
    task = locked(task, key_stays=True)
    if task.state != TaskState.OPEN:
        return task
    if task.assignments.filter(state=AssignmentState.CHECKED_IN).exists():
        raise NotAllowedNow(_("A volunteer is working on this task now."), code="begun")
    _release(task, actor, note)
    task.state = TaskState.LAPSED
    task.save(update_fields=["state"])
    return task


def lapse_tasks(*, today: date | None = None, limit: int = 5000) -> int:
    """Close open tasks whose last day has passed and on which nobody is at work. Returns how many."""
    today = today or timezone.localdate()
    late = Task.objects.open().filter(ends_on__lt=today).order_by("pk")[:limit]
    lapsed = 0
    for task in late:
        with transaction.atomic():
            current = locked(task, key_stays=True)
            if current.state != TaskState.OPEN:
                continue
            if current.assignments.filter(
                state__in=(AssignmentState.CHECKED_IN, AssignmentState.CHECKED_OUT)
            ).exists():
                continue
            for assignment in current.assignments.filter(state__in=NOT_BEGUN).select_related(
                "task", "volunteer"
            ):
                step(
                    assignment, AssignmentState.CANCELLED, actor=None, note=_("The days for it have passed.")
                )
            served = current.assignments.filter(state=AssignmentState.VERIFIED).exists()
            current.state = TaskState.DONE if served else TaskState.LAPSED
            current.save(update_fields=["state"])
            lapsed += 1
    return lapsed
