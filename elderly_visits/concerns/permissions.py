"""Who may deal with a concern."""

from __future__ import annotations

from elderly_visits.concerns.models import Concern
from elderly_visits.register.permissions import can_work_for
from people.actors import AnyUser


def can_handle_concern(user: AnyUser, concern: Concern) -> bool:
    """Whoever works for the elder may deal with what concerns the elder, whoever owns it at the moment."""
    return can_work_for(user, concern.elder)
