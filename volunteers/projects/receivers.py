"""What happens to projects when their ground goes. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from organizations.models import SocialOrganization
from organizations.signals import organization_closed
from people.logins.models import User
from volunteers.projects.services import close_projects_of


@receiver(organization_closed, dispatch_uid="organization_closed_close_projects")
def organization_closed_close_projects(
    sender: Any, organization: SocialOrganization, actor: User, **_: Any
) -> None:
    close_projects_of(organization=organization, actor=actor)
