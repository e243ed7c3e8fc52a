"""Celery's part."""

from celery import shared_task

from timebank.services import expire_reservations

# Gathered by platform_site.schedule for beat; seconds.
SCHEDULE = {"timebank-expire-reservations": {"task": "timebank.tasks.expire", "schedule": 300}}


@shared_task
def expire(limit: int = 500) -> int:
    """Let go reservations whose time has passed. May run twice at once without harm."""
    return expire_reservations(limit=limit)
