"""Reads of registration: the profile of a login, and what waits for review."""

from __future__ import annotations

from django.db.models import QuerySet

from organizations.enums import ReviewState
from people.actors import AnyUser
from people.logins.models import User
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


def volunteer_of(user: AnyUser) -> Volunteer | None:
    """The volunteer profile of a login, in any state."""
    if not user.is_authenticated:
        return None
    return Volunteer.objects.select_related("person", "region").filter(person__user=user).first()


def volunteers_to_review(user: User) -> QuerySet[Volunteer]:
    return (
        Volunteer.objects.filter(in_scope(user, "region_id", WORKER_ROLES), state=VolunteerState.PENDING)
        .exclude(person__user=user)
        .exclude(entered_by=user)
        .select_related("person", "region__parent__parent")
        .prefetch_related("skills")
        .order_by("registered_on", "pk")
    )


def teams_to_review(user: User) -> QuerySet[Team]:
    return (
        Team.objects.filter(in_scope(user, "region_id", WORKER_ROLES), state=ReviewState.PENDING)
        .exclude(leader__person__user=user)
        .select_related("leader__person", "region__parent__parent")
        .order_by("created_at")
    )
