"""Who may do what with a care point."""

from __future__ import annotations

from facilities.models import Facility
from people.actors import AnyUser
from regions.models import Region
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def can_add_in(user: AnyUser, region: Region | str | None) -> bool:
    """Workers keep the care points of their own regions."""
    return covers(user, region, WORKER_ROLES)


def can_edit(user: AnyUser, facility: Facility) -> bool:
    return covers(user, facility.region_id, WORKER_ROLES)
