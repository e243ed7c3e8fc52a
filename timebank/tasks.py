"""Celery's part."""

from celery import shared_task
from celery.schedules import crontab

from timebank.services import expire_reservations
from timebank.services.anomalies import find_anomalies
from timebank.services.samples import draw_samples
from timebank.services.turnover import count_coins

# Gathered by platform_site.schedule for beat; seconds.
SCHEDULE = {
    "timebank-expire-reservations": {"task": "timebank.tasks.expire", "schedule": 300},
    "timebank-count-coins": {"task": "timebank.tasks.count", "schedule": crontab(minute=25)},
    "timebank-find-anomalies": {"task": "timebank.tasks.search", "schedule": crontab(hour=2, minute=40)},
    "timebank-draw-samples": {"task": "timebank.tasks.draw", "schedule": crontab(hour=5, minute=10)},
}


@shared_task
def expire(limit: int = 500) -> int:
    """Let go reservations whose time has passed. May run twice at once without harm."""
    return expire_reservations(limit=limit)


@shared_task
def count() -> int:
    """Count the coins that moved since the last count; the booking number reached."""
    return count_coins().through


@shared_task
def search() -> int:
    """Look for what is suspicious in what was written since the last search."""
    return find_anomalies().total


@shared_task
def draw() -> int:
    """Draw the samples for telephone checks that are due."""
    return len(draw_samples())
