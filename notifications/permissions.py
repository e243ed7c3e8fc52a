"""Who may touch the outbox."""

from __future__ import annotations

from notifications.models import DeliveryState, Message
from people.actors import AnyUser
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def can_retry(user: AnyUser, message: Message) -> bool:
    """Managers of the addressee's region, for a message that was given up."""
    return message.state == DeliveryState.FAILED and covers(user, message.person.region_id, MANAGER_ROLES)
