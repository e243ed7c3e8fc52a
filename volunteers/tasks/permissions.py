"""Who may act on tasks and assignments."""

from __future__ import annotations

from people.actors import AnyUser
from volunteers.tasks.duties import why_not_decide
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def can_dispatch(user: AnyUser, task: Task) -> bool:
    """Workers of the task's region give it to a volunteer, replace one, or cancel it."""
    return covers(user, task.region_id, WORKER_ROLES)


def is_own(user: AnyUser, assignment: Assignment) -> bool:
    return assignment.volunteer.person.user_id is not None and assignment.volunteer.person.user_id == user.pk


def can_act_for(user: AnyUser, assignment: Assignment) -> bool:
    """Workers act for a volunteer who cannot use a phone, never for themselves."""
    return can_dispatch(user, assignment.task) and not is_own(user, assignment)


def can_verify_service(user: AnyUser, assignment: Assignment) -> bool:
    """Workers of the region, for a shift also those who manage its project; nobody with a part in it (duties)."""
    return why_not_decide(user, assignment) is None
