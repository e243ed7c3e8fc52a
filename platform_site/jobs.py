"""Periodic tasks of the site."""

from __future__ import annotations

import time

from celery import shared_task
from celery.schedules import crontab
from django.core.cache import cache

from people.access_log.services import remove_older_than
from platform_site.accounts.expiry import forget_what_has_expired
from platform_site.health import WORKER_SEEN
from platform_site.policy import ACCESS_LOG_MONTHS
from policies.selectors import value

SCHEDULE = {
    "site-heartbeat": {"task": "platform_site.jobs.heartbeat", "schedule": 60},
    "site-remove-old-access-log": {
        "task": "platform_site.jobs.remove_old_access_log",
        "schedule": crontab(hour=4, minute=20),
    },
    "site-forget-expired": {
        "task": "platform_site.jobs.forget_expired",
        "schedule": crontab(hour=3, minute=50),
    },
}


@shared_task
def heartbeat() -> None:
    """Let `/health/installation/` know that a worker is at work."""
    cache.set(WORKER_SEEN, time.time(), None)


@shared_task
def remove_old_access_log() -> int:
    """Remove what of the access log is older than the city keeps it; nightly by beat."""
    return remove_older_than(months=int(value(ACCESS_LOG_MONTHS)))


@shared_task
def forget_expired() -> None:
    """Sessions, counters of limits and requests whose time is over; nightly by beat, and twice does no harm."""
    forget_what_has_expired()
