"""Periodic tasks of the site."""

from __future__ import annotations

import time

from celery import shared_task
from celery.schedules import crontab
from django.core.cache import cache

from platform_site.accounts.expiry import forget_what_has_expired
from platform_site.health import WORKER_SEEN

SCHEDULE = {
    "site-heartbeat": {"task": "platform_site.jobs.heartbeat", "schedule": 60},
    "site-forget-expired": {
        "task": "platform_site.jobs.forget_expired",
        "schedule": crontab(hour=3, minute=40),
    },
}


@shared_task
def heartbeat() -> None:
    """Let `/health/installation/` know that a worker is at work."""
    cache.set(WORKER_SEEN, time.time(), None)


@shared_task
def forget_expired() -> None:
    """Sessions, counters of limits and requests whose time is over; nightly by beat, and twice does no harm."""
    forget_what_has_expired()
