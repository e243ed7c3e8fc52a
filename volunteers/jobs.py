"""Celery's part: closing what time has closed."""

from celery import shared_task
from celery.schedules import crontab

from volunteers.registration.services.suspension import end_suspensions
from volunteers.tasks.services.tasks import lapse_tasks

SCHEDULE = {
    "volunteers-lapse-tasks": {
        "task": "volunteers.jobs.lapse_past_tasks",
        "schedule": crontab(hour=0, minute=20),
    },
    # Each hour: what a night without power missed is made good in the morning.
    "volunteers-end-suspensions": {
        "task": "volunteers.jobs.end_past_suspensions",
        "schedule": crontab(minute=5),
    },
}


@shared_task
def lapse_past_tasks() -> int:
    """Close tasks whose days have passed; again and again until none is left."""
    return lapse_tasks()


@shared_task
def end_past_suspensions() -> int:
    """Take back the volunteers whose suspension is over."""
    return end_suspensions()
