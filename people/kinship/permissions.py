"""Who may decide whether two people are relatives."""

from __future__ import annotations

from people.actors import AnyUser
from people.kinship.models import Kinship
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def can_decide_kinship(user: AnyUser, kinship: Kinship) -> bool:
    """Workers of either side's region; for their own family a colleague."""
    sides = [side for side in (kinship.person, kinship.relative) if side is not None]
    if any(side.user_id == user.pk for side in sides):
        return False
    return any(covers(user, side.region_id, WORKER_ROLES) for side in sides)
