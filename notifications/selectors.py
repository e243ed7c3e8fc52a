"""Reads of messages."""

from __future__ import annotations

from typing import Any

from notifications.models import Message


def unread_count(user: Any) -> int:
    """How many messages wait for this reader: one query."""
    return Message.objects.visible_to(user).filter(read_at=None).count()
