"""Reads of messages."""

from __future__ import annotations

from notifications.models import Message
from people.actors import AnyUser


def unread_count(user: AnyUser) -> int:
    """How many messages wait for this reader: one query."""
    return Message.objects.visible_to(user).filter(read_at=None).count()
