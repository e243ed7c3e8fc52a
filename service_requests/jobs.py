"""Celery's part."""

from celery import shared_task

from service_requests.services.sweeping import sweep as sweep_once

SCHEDULE = {"requests-sweep": {"task": "service_requests.jobs.sweep", "schedule": 600}}


@shared_task
def sweep() -> dict[str, int]:
    """Pay for silence, let lapsed requests go, ask the next volunteers."""
    return sweep_once()
