"""Reads of messages."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from django.utils import timezone

from notifications import policy
from notifications.models import DeliveryState, Message
from people.actors import AnyUser
from policies.selectors import PolicyBook, book


def unread_count(user: AnyUser) -> int:
    """How many messages wait for this reader: one query."""
    return Message.objects.visible_to(user).filter(read_at=None).count()


def room_now() -> int:
    """How many messages of batches may be sent now, those of the last minute counted; 0 in quiet hours."""
    now = timezone.now()
    rules = book(keys=(policy.MESSAGES_A_MINUTE, policy.QUIET_HOURS))
    if is_quiet(now, rules):
        return 0
    sent = Message.objects.exclude(batch="").filter(sent_at__gt=now - timedelta(seconds=55)).count()
    return max(0, int(rules.value(policy.MESSAGES_A_MINUTE)) - sent)


def is_quiet(moment: datetime, rules: PolicyBook) -> bool:
    """Whether nobody is written to at this moment of the installation's day. Equal hours mean: never quiet."""
    hours = rules.value(policy.QUIET_HOURS)
    begins, ends, hour = hours["from"], hours["until"], timezone.localtime(moment).hour
    if begins <= ends:
        return bool(begins <= hour < ends)
    return bool(hour >= begins or hour < ends)


def minutes_for(count: int) -> int:
    """How many minutes so many messages take outside quiet hours, behind those of other batches that wait."""
    waiting = Message.objects.exclude(batch="").filter(state=DeliveryState.WAITING).count()
    rules = book(keys=(policy.MESSAGES_A_MINUTE,))
    return math.ceil((count + waiting) / rules.value(policy.MESSAGES_A_MINUTE))
