"""Roles of staff: what a login may do within one region and all below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.enums import Level

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Role(models.TextChoices):
    """What a login may do within one region and all below it. Volunteers, residents and relatives need no grant."""

    COMMUNITY_WORKER = "community_worker", _("Community worker")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    TOWNSHIP_OFFICER = "township_officer", _("Township officer")
    COUNTY_MANAGER = "county_manager", _("County manager")
    CITY_MANAGER = "city_manager", _("City manager")
    AUDITOR = "auditor", _("Auditor")
    EDITOR = "editor", _("Editor of the portal")
    APPROVER = "approver", _("Approver of the portal")


# Who works with people's files and may change them.
WORKER_ROLES = (
    Role.COMMUNITY_WORKER,
    Role.SOCIAL_WORKER,
    Role.TOWNSHIP_OFFICER,
    Role.COUNTY_MANAGER,
    Role.CITY_MANAGER,
)
# Who answers for others' work: approves organizations, grants roles, plans a month.
MANAGER_ROLES = (Role.TOWNSHIP_OFFICER, Role.COUNTY_MANAGER, Role.CITY_MANAGER)
# Who may look: workers, and auditors who change nothing.
STAFF_ROLES = (*WORKER_ROLES, Role.AUDITOR)
# Who writes the pages of the portal, and who publishes what somebody else wrote: neither sees anybody's file.
CONTENT_ROLES = (Role.EDITOR, Role.APPROVER)
# Whom the workbench lets in at all.
WORKBENCH_ROLES = (*STAFF_ROLES, *CONTENT_ROLES)

# How high a role stands: one gives roles up to one's own rank. Who is audited does not choose the auditor.
ROLE_RANKS = {
    Role.COMMUNITY_WORKER: 1,
    Role.SOCIAL_WORKER: 1,
    Role.TOWNSHIP_OFFICER: 2,
    Role.COUNTY_MANAGER: 3,
    Role.CITY_MANAGER: 4,
    Role.AUDITOR: 4,
    Role.EDITOR: 4,
    Role.APPROVER: 4,
}
# At which levels of region a role is at home.
ROLE_LEVELS = {
    Role.COMMUNITY_WORKER: (Level.COMMUNITY, Level.TOWNSHIP),
    Role.SOCIAL_WORKER: (Level.COMMUNITY, Level.TOWNSHIP, Level.COUNTY),
    Role.TOWNSHIP_OFFICER: (Level.TOWNSHIP,),
    Role.COUNTY_MANAGER: (Level.COUNTY,),
    Role.CITY_MANAGER: (Level.CITY,),
    Role.AUDITOR: (Level.COUNTY, Level.CITY),
    # The portal is the city's.
    Role.EDITOR: (Level.CITY,),
    Role.APPROVER: (Level.CITY,),
}

# Who watches over logins and books: those who answer for others' work, and auditors, who change nothing.
OVERSIGHT_ROLES = (*MANAGER_ROLES, Role.AUDITOR)


class Grant(Protocol):
    """A role that a login holds in a region, as far as a scope asks."""

    role: str
    region_id: str


class Login(Protocol):
    """A login as far as the workbench asks; the model is people.logins.models.User, one floor up."""

    is_active: bool
    is_superuser: bool

    @property
    def pk(self) -> Any: ...

    @property
    def is_authenticated(self) -> Literal[True]: ...

    @property
    def current_grants(self) -> Sequence[Grant]:
        """Role grants in force today."""

    @property
    def roles(self) -> set[str]:
        """The roles of these grants, wherever they hold."""


# Who looks, or asks whether they may: a login, or somebody who has not logged in.
AnyLogin: TypeAlias = "Login | AnonymousUser"


def has_role(user: AnyLogin, roles: Iterable[str]) -> bool:
    """Whether `user` holds one of `roles` anywhere today."""
    return bool(user.is_authenticated and user.is_active and user.roles & set(roles))
