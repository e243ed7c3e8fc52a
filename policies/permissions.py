"""Who may change a rule."""

from __future__ import annotations

from people.actors import AnyUser
from regions.models import Region
from workbench.roles import Role
from workbench.scopes import covers

RULE_MAKERS = (Role.COUNTY_MANAGER, Role.CITY_MANAGER)


def can_set_policy(user: AnyUser, region: Region | None) -> bool:
    """The city decides for everywhere; a county for itself and below."""
    if region is None:
        return bool(user.is_active and Role.CITY_MANAGER in user.roles)
    return covers(user, region, RULE_MAKERS)
