"""Celery's part: nudges and the sweep."""

from celery import shared_task

from notifications.models import Message
from notifications.selectors import room_now
from notifications.services import send

# Gathered by platform_site.processes.schedule for beat; seconds.
SCHEDULE = {"notifications-sweep": {"task": "notifications.jobs.sweep", "schedule": 60}}


@shared_task
def deliver(pk: int) -> None:
    send(pk=pk)


@shared_task
def sweep(limit: int = 500) -> int:
    """Deliver what a lost nudge left behind, and of batches as many as this minute takes; every minute by beat."""
    due = Message.objects.due().order_by("not_before", "pk").values_list("pk", flat=True)
    # Batches last: whoever waits for a single message does not wait for them.
    keys = [*due.filter(batch="")[:limit], *due.exclude(batch="")[: room_now()]]
    return sum(send(pk=pk) for pk in keys)
