"""Reads of registration: the profile of a login, and what waits for review."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from volunteers.registration.enums import TeamState, VolunteerState
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


def volunteer_of(user: Any) -> Volunteer | None:
    """The volunteer profile of a login, in any state."""
    if not getattr(user, "is_authenticated", False):
        return None
    return Volunteer.objects.select_related("person", "region").filter(person__user=user).first()


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
