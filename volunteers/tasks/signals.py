"""What has happened to an assignment, announced inside the transaction: an error of whoever hears it undoes the step.

The owner of the kind hears it first, by the hook of its `TaskType`; then floors further up, as a signal whose sender is
the kind: `@receiver(assignment_accepted, sender=TaskKind.VISIT)`. Receivers get `assignment` and `actor` (User, or None
when the clock or the planner did it).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.dispatch import Signal

from people.actors import Actor
from volunteers.task_types import TaskType, type_of

if TYPE_CHECKING:
    from volunteers.tasks.models.assignment import Assignment


class AssignmentSignal(Signal):
    """`hook` picks the method of a `TaskType` that goes with this event."""

    def __init__(self, hook: Callable[[TaskType], Callable[[Assignment, Any], None]]) -> None:
        super().__init__()
        self.hook = hook

    def announce(self, assignment: Assignment, actor: Actor) -> None:
        owner = type_of(assignment.task.kind)
        self.hook(owner)(assignment, actor)
        self.send(sender=owner.kind, assignment=assignment, actor=actor)


assignment_accepted = AssignmentSignal(lambda owner: owner.accepted)
assignment_declined = AssignmentSignal(lambda owner: owner.declined)
assignment_withdrawn = AssignmentSignal(lambda owner: owner.withdrawn)
# Taken from a volunteer who left or was suspended, before it had begun.
assignment_released = AssignmentSignal(lambda owner: owner.released)
assignment_checked_out = AssignmentSignal(lambda owner: owner.checked_out)
assignment_verified = AssignmentSignal(lambda owner: owner.verified)
assignment_rejected = AssignmentSignal(lambda owner: owner.rejected)
