"""Reads about organizations."""

from __future__ import annotations

from django.db.models import QuerySet

from organizations.enums import ReviewState
from organizations.models import SocialOrganization
from people.actors import AnyUser
from workbench.roles import MANAGER_ROLES
from workbench.scopes import in_scope


def organizations_to_review(user: AnyUser, *, waiting_only: bool = True) -> QuerySet[SocialOrganization]:
    """Organizations in the manager's regions that wait for review, oldest first; never one she manages herself."""
    rows = (
        SocialOrganization.objects.filter(in_scope(user, "region_id", MANAGER_ROLES))
        .exclude(pk__in=SocialOrganization.objects.managed_by(user).values("pk"))
        .select_related("region__parent__parent")
        .order_by("created_at", "pk")
    )
    return rows.filter(state=ReviewState.PENDING) if waiting_only else rows
