"""What happens to projects when their ground goes. One line each: the rule is in the service."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.dispatch import receiver

from organizations.models import SocialOrganization
from organizations.signals import organization_closed, organization_suspended
from people.logins.models import User
from volunteers.projects.services import call_off_shifts, close_projects_of


@receiver(organization_closed, dispatch_uid="organization_closed_close_projects")
def organization_closed_close_projects(
    sender: Any, organization: SocialOrganization, actor: User, **_: Any
) -> None:
    close_projects_of(organization=organization, actor=actor)


@receiver(organization_suspended, dispatch_uid="organization_suspended_call_off_shifts")
def organization_suspended_call_off_shifts(
    sender: Any, organization: SocialOrganization, actor: User, until: date, **_: Any
) -> None:
    call_off_shifts(organization=organization, actor=actor, until=until)
