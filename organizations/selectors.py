"""Reads about organizations."""

from __future__ import annotations

from django.db.models import QuerySet

from organizations.enums import ReviewState
from organizations.models import OrganizationMember, SocialOrganization
from people.actors import AnyUser
from people.persons.models import Person
from workbench.roles import MANAGER_ROLES
from workbench.scopes import in_scope


def organizations_to_review(user: AnyUser, *, waiting_only: bool = True) -> QuerySet[SocialOrganization]:
    """Organizations in the manager's regions that wait for review, oldest first; never one she belongs to."""
    rows = (
        SocialOrganization.objects.filter(in_scope(user, "region_id", MANAGER_ROLES))
        .exclude(pk__in=SocialOrganization.objects.of_member(user).values("pk"))
        .select_related("region__parent__parent")
        .order_by("created_at", "pk")
    )
    return rows.filter(state=ReviewState.PENDING) if waiting_only else rows


def members_shown(organization: SocialOrganization, user: AnyUser) -> list[tuple[OrganizationMember, bool]]:
    """Its members, managers first, each with whether `user` may open the person's file: two queries."""
    rows = list(organization.members.select_related("person").order_by("role", "since", "pk"))
    known = Person.objects.visible_to(user).filter(pk__in=[row.person_id for row in rows])
    open_to_user = set(known.values_list("pk", flat=True))
    return [(row, row.person_id in open_to_user) for row in rows]
