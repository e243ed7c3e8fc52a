"""One step of an assignment: the check of the transition, the write and the record of who did it, in one place."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from volunteers.enums import ASSIGNMENT_TRANSITIONS, AssignmentState
from volunteers.errors import NotAllowedNow
from volunteers.models import Assignment, AssignmentEvent, Task


def locked(assignment: Assignment) -> Assignment:
    """The assignment as it is now, with its task and itself locked: the task first, always in that order."""
    Task.objects.select_for_update().get(pk=assignment.task_id)
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("task__project", "volunteer__person")
        .get(pk=assignment.pk)
    )


def require(assignment: Assignment, target: AssignmentState) -> None:
    """Raise NotAllowedNow unless the assignment's state leads to `target`."""
    if target not in ASSIGNMENT_TRANSITIONS[AssignmentState(assignment.state)]:
        raise NotAllowedNow(
            _("This is not possible any more: the assignment is “%(state)s”.")
            % {"state": assignment.get_state_display()},
            code="state",
        )


def step(
    assignment: Assignment, target: AssignmentState, *, actor: Any, note: str = "", **changes: Any
) -> Assignment:
    """Move a locked assignment to `target`, store `changes` with it, and write the event."""
    require(assignment, target)
    before = assignment.state
    assignment.state = target
    if note:
        assignment.note = note[:300]
    for name, value in changes.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=["state", "note", *changes])
    AssignmentEvent.objects.create(
        assignment=assignment, actor=actor, from_state=before, to_state=target, note=note[:300]
    )
    return assignment
