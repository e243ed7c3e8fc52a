"""Celery's part: closing what time has closed."""

from celery import shared_task
from celery.schedules import crontab

from volunteers.tasks.services.tasks import lapse_tasks

SCHEDULE = {
    "volunteers-lapse-tasks": {
        "task": "volunteers.jobs.lapse_past_tasks",
        "schedule": crontab(hour=0, minute=20),
    },
}


@shared_task
def lapse_past_tasks() -> int:
    """Close tasks whose days have passed; again and again until none is left."""
    return lapse_tasks()
