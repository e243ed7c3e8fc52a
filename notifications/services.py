"""Putting messages in the outbox and taking them out."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from common.locking import locked
from notifications.models import Channel, DeliveryState, Message, MessageQuerySet
from notifications.sms import SMSError, send_sms
from notifications.wording import subject_of
from people.persons.models import Person

logger = logging.getLogger("shouwang.notifications")

MAX_ATTEMPTS = 6


def notify(
    *,
    person: Person,
    kind: str,
    subject: str,
    body: str,
    key: str,
    link: str = "",
    channel: Channel = Channel.INBOX,
    phone: str = "",
    not_before: datetime | None = None,
    batch: str = "",
) -> Message:
    """Write a message in the caller's transaction and nudge the worker once that commits.

    `phone` names another number than the one in the person's file. `key` makes it happen once: a second call with the
    same key returns the first message unchanged. One of a `batch` waits for the sweep, which keeps quiet hours. A
    `kind` without words raises ValueError.
    """
    subject_of(kind)
    message, created = Message.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "kind": kind,
            "subject": subject[:120],
            "body": body[:500],
            "link": link,
            "channel": channel,
            "phone": phone,
            "not_before": not_before or timezone.now(),
            "batch": batch,
        },
    )
    if created and not batch:
        _nudge(message.pk)
    return message


def _nudge(pk: int) -> None:
    """Tell the worker after the commit. A broker that does not answer is no reason to fail: the sweep comes by."""
    from notifications.jobs import deliver

    def nudge() -> None:
        deliver.delay(pk)

    transaction.on_commit(nudge, robust=True)


def send(*, pk: int) -> bool:
    """Deliver one waiting message; False when there was nothing to do. May run twice at once without harm.

    The attempt is claimed before the gateway is called: a worker killed in between leaves a message that the sweep
    tries again, so that at worst a text arrives twice and never not at all.
    """
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(pk=pk, state=DeliveryState.WAITING)
            .first()
        )
        if message is None or message.not_before > timezone.now():
            return False
        message.attempts += 1
        message.not_before = timezone.now() + timedelta(minutes=2**message.attempts)
        message.save(update_fields=["attempts", "not_before"])
    error = ""
    phone = message.phone or message.person.phone
    if message.channel == Channel.SMS and phone:
        try:
            send_sms(phone=phone, text=f"{message.subject}: {message.body}")
        except SMSError as failure:
            error = str(failure)[:300]
        except Exception as failure:
            # A gateway that breaks in an unforeseen way costs this message an attempt, not the others their turn.
            logger.exception("A text message could not be sent", extra={"message_pk": pk})
            error = f"{type(failure).__name__}: {failure}"[:300]
    with transaction.atomic():
        current = Message.objects.select_for_update().get(pk=pk)
        if current.state != DeliveryState.WAITING:
            return False
        current.error = error
        if not error:
            current.state, current.sent_at = DeliveryState.SENT, timezone.now()
        elif current.attempts >= MAX_ATTEMPTS:
            current.state = DeliveryState.FAILED
        current.save(update_fields=["error", "state", "sent_at"])
    return not error


def withdraw(*, batch: str) -> int:
    """Take what still waits of a batch out of the outbox, for good; returns how many. What is being sent arrives."""
    waiting = Message.objects.of_batch(batch).filter(state=DeliveryState.WAITING)
    return waiting.update(state=DeliveryState.WITHDRAWN)


def mark_read(*, messages: MessageQuerySet) -> int:
    """Mark those not yet read; returns how many. When they were first read stays as it is."""
    return messages.filter(read_at=None).update(read_at=timezone.now())


@transaction.atomic
def retry(*, message: Message) -> bool:
    """Take a message that was given up back into the outbox; False when it was not given up."""
    current = locked(message)
    if current.state != DeliveryState.FAILED:
        return False
    current.state, current.attempts, current.not_before = DeliveryState.WAITING, 0, timezone.now()
    current.save(update_fields=["state", "attempts", "not_before"])
    _nudge(current.pk)
    return True
