"""Services that wait for verification."""

from __future__ import annotations

from django.db.models import QuerySet

from people.logins.models import User
from volunteers.task_types import kinds_settled_above
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


def to_verify(user: User) -> QuerySet[Assignment]:
    """Services in the worker's regions that wait for verification, oldest first; never the worker's own.

    A service that is paid with time waits for the word of the one who asked for it, not here.
    """
    return (
        Assignment.objects.filter(
            in_scope(user, "task__region_id", WORKER_ROLES), state=AssignmentState.CHECKED_OUT
        )
        .exclude(volunteer__person__user=user)
        .exclude(task__kind__in=kinds_settled_above())
        .select_related("task__region", "task__project", "volunteer__person")
        .order_by("checked_out_at", "pk")
    )
