"""Celery's part: what time brings about."""

from __future__ import annotations

from celery import shared_task
from celery.schedules import crontab

from elderly_visits.concerns.services.concerns import escalate_overdue

SCHEDULE = {
    "visits-escalate-concerns": {"task": "elderly_visits.jobs.escalate_concerns", "schedule": 600},
    "visits-sweep-repairs": {"task": "visit_planning.jobs.sweep_repairs_task", "schedule": 60},
    "visits-sweep-stand-ins": {"task": "visit_planning.jobs.sweep_stand_ins_task", "schedule": 60},
    # After the tasks of yesterday have lapsed and before anybody is up.
    "visits-plan-nightly": {
        "task": "visit_planning.jobs.plan_nightly",
        "schedule": crontab(hour=2, minute=10),
    },
}


@shared_task
def escalate_concerns() -> int:
    """Give overdue concerns to the next level up. Running twice does nothing more."""
    return escalate_overdue()
