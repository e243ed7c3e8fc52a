"""Celery's part: what time brings about."""

from __future__ import annotations

from celery import shared_task

from elderly_visits.services.concerns import escalate_overdue

SCHEDULE = {
    "visits-escalate-concerns": {"task": "elderly_visits.tasks.escalate_concerns", "schedule": 600},
}


@shared_task
def escalate_concerns() -> int:
    """Give overdue concerns to the next level up. Running twice does nothing more."""
    return escalate_overdue()
