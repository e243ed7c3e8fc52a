"""What waits for a worker: registrations to review, services to verify."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from people.enums import WORKER_ROLES
from people.scopes import in_scope
from volunteers.enums import AssignmentState, ProjectState, TeamState, VolunteerState
from volunteers.kinds import kinds_settled_above
from volunteers.models import Assignment, Project, Team, Volunteer


def to_verify(user: Any) -> QuerySet[Assignment]:
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


def volunteers_to_review(user: Any) -> QuerySet[Volunteer]:
    return (
        Volunteer.objects.filter(in_scope(user, "region_id", WORKER_ROLES), state=VolunteerState.PENDING)
        .exclude(person__user=user)
        .select_related("person", "region__parent__parent")
        .prefetch_related("skills")
        .order_by("registered_on", "pk")
    )


def teams_to_review(user: Any) -> QuerySet[Team]:
    return (
        Team.objects.filter(in_scope(user, "region_id", WORKER_ROLES), state=TeamState.PENDING)
        .exclude(leader__person__user=user)
        .select_related("leader__person", "region__parent__parent")
        .order_by("created_at")
    )


def projects_to_review(user: Any) -> QuerySet[Project]:
    from people.enums import MANAGER_ROLES

    return (
        Project.objects.filter(in_scope(user, "region_id", MANAGER_ROLES), state=ProjectState.SUBMITTED)
        .exclude(pk__in=Project.objects.managed_by(user).values("pk"))
        .select_related("organization", "team", "region__parent__parent")
        .order_by("created_at")
    )
