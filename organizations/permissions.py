"""Who may act on organizations."""

from __future__ import annotations

from organizations.models import SocialOrganization
from people.actors import AnyUser
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def can_review_organization(user: AnyUser, organization: SocialOrganization) -> bool:
    """Officers and managers of the region; nobody decides about an organization they belong to, closed or not."""
    own = SocialOrganization.objects.of_member(user).filter(pk=organization.pk)
    return covers(user, organization.region_id, MANAGER_ROLES) and not own.exists()


def can_manage_organization(user: AnyUser, organization: SocialOrganization) -> bool:
    return SocialOrganization.objects.managed_by(user).filter(pk=organization.pk).exists()
