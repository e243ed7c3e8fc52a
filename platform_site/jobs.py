"""Periodic tasks of the site."""

from __future__ import annotations

import time

from celery import shared_task
from django.core.cache import cache

from platform_site.health import WORKER_SEEN
from platform_site.rosters.work import sweep, work_on

SCHEDULE = {
    "site-heartbeat": {"task": "platform_site.jobs.heartbeat", "schedule": 60},
    "site-rosters": {"task": "platform_site.jobs.sweep_rosters", "schedule": 60},
}


@shared_task
def heartbeat() -> None:
    """Let `/health/installation/` know that a worker is at work."""
    cache.set(WORKER_SEEN, time.time(), None)


@shared_task
def work_on_roster(pk: int) -> None:
    """Go on with the import of a roster: read it, look at it, import it or take it back."""
    work_on(pk)


@shared_task
def sweep_rosters() -> None:
    """Remove rosters that have lain their time, and go on with what a lost nudge or a killed worker left."""
    for pk in sweep():
        work_on_roster.delay(pk)
