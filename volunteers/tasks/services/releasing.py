"""Releasing the assignments of a volunteer who stops."""

from __future__ import annotations

from people.actors import Actor
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services.steps import step
from volunteers.tasks.signals import assignment_released


def release_assignments(*, volunteer: Volunteer, actor: Actor) -> None:
    """Take from a volunteer what has not begun. Each release is told in its transaction: it goes to somebody else."""
    rows = Assignment.objects.select_for_update(of=("self",)).filter(
        volunteer=volunteer, state__in=(AssignmentState.OFFERED, AssignmentState.ACCEPTED)
    )
    for assignment in rows.select_related("task", "volunteer__person"):
        taken = step(assignment, AssignmentState.REPLACED, actor=actor)
        assignment_released.announce(taken, actor)
