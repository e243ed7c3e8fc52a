"""Celery's part: nudges and the sweep."""

from celery import shared_task

from notifications.models import Message
from notifications.services import send

# Gathered by platform_site.processes.schedule for beat; seconds.
SCHEDULE = {"notifications-sweep": {"task": "notifications.jobs.sweep", "schedule": 60}}


@shared_task
def deliver(pk: int) -> None:
    send(pk=pk)


@shared_task
def sweep(limit: int = 500) -> int:
    """Deliver what a lost nudge left behind; every minute by beat."""
    keys = list(Message.objects.due().order_by("not_before").values_list("pk", flat=True)[:limit])
    return sum(send(pk=pk) for pk in keys)
