"""Periodic tasks of the site."""

from __future__ import annotations

import time

from celery import shared_task
from django.core.cache import cache

from platform_site.health import WORKER_SEEN

SCHEDULE = {"site-heartbeat": {"task": "platform_site.jobs.heartbeat", "schedule": 60}}


@shared_task
def heartbeat() -> None:
    """Let `/health/installation/` know that a worker is at work."""
    cache.set(WORKER_SEEN, time.time(), None)
