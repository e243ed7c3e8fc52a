"""Who may end a mandate."""

from __future__ import annotations

from people.actors import AnyUser
from people.mandates.models import Mandate
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def can_revoke_mandate(user: AnyUser, mandate: Mandate) -> bool:
    """Both sides of a mandate, and a worker of the region of the one it is for."""
    return user.pk in (mandate.principal.user_id, mandate.agent.user_id) or covers(
        user, mandate.principal.region_id, WORKER_ROLES
    )
