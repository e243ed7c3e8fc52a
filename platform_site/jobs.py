"""Periodic tasks of the site."""

from __future__ import annotations

import time

from celery import shared_task
from celery.schedules import crontab
from django.core.cache import cache
from django.core.management import call_command

from people.access_log.services import remove_older_than
from platform_site.accounts.expiry import forget_what_has_expired
from platform_site.health import WORKER_SEEN
from platform_site.policy import ACCESS_LOG_MONTHS
from platform_site.rosters.work import sweep, work_on
from policies.selectors import value

SCHEDULE = {
    "site-heartbeat": {"task": "platform_site.jobs.heartbeat", "schedule": 60},
    "site-rosters": {"task": "platform_site.jobs.sweep_rosters", "schedule": 60},
    "site-remove-old-access-log": {
        "task": "platform_site.jobs.remove_old_access_log",
        "schedule": crontab(hour=4, minute=20),
    },
    "site-publish-scheduled": {"task": "platform_site.jobs.publish_scheduled", "schedule": 300},
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
def publish_scheduled() -> None:
    """Pages whose hour has come appear, those whose time is over go; twice does no harm."""
    call_command("publish_scheduled")


@shared_task
def forget_expired() -> None:
    """Sessions, counters of limits and requests whose time is over; nightly by beat, and twice does no harm."""
    forget_what_has_expired()


@shared_task
def work_on_roster(pk: int) -> None:
    """Go on with the import of a roster: read it, look at it, import it or take it back."""
    work_on(pk)


@shared_task
def sweep_rosters() -> None:
    """Remove rosters that have lain their time, and go on with what a lost nudge or a killed worker left."""
    for pk in sweep():
        work_on_roster.delay(pk)
