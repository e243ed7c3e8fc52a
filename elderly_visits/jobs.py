"""Celery's part: what time brings about."""

from __future__ import annotations

import logging

from celery import shared_task
from celery.schedules import crontab

from elderly_visits.concerns.services.concerns import escalate_overdue
from elderly_visits.staff_checks.services import draw_staff_samples
from elderly_visits.visits.services.closing import close_due_months
from elderly_visits.visits.services.keeping import keep_figures, prove_figures

logger = logging.getLogger("shouwang.visits")

SCHEDULE = {
    "visits-escalate-concerns": {"task": "elderly_visits.jobs.escalate_concerns", "schedule": 600},
    # After midnight; a machine that was off closes what is due on the next day.
    "visits-close-months": {
        "task": "elderly_visits.jobs.close_months",
        "schedule": crontab(hour=0, minute=40),
    },
    "visits-keep-figures": {"task": "elderly_visits.jobs.keep_figures_task", "schedule": 60},
    # After the months that are due have been closed.
    "visits-prove-figures": {
        "task": "elderly_visits.jobs.prove_figures_task",
        "schedule": crontab(hour=1, minute=25),
    },
    "visits-draw-staff-samples": {
        "task": "elderly_visits.jobs.draw_samples",
        "schedule": crontab(hour=5, minute=20),
    },
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


@shared_task
def close_months() -> int:
    """Close the months of visits whose time has come. Running twice does nothing more."""
    return len(close_due_months())


@shared_task
def draw_samples() -> int:
    """Draw the samples of staff visits for telephone checks that are due. Running twice does nothing more."""
    return len(draw_staff_samples())


@shared_task
def keep_figures_task() -> int:
    """Count anew the communities in which something has changed. Running twice does nothing more."""
    return keep_figures()


@shared_task
def prove_figures_task() -> int:
    """Compare kept figures with a count; what does not hold is reported as an error and put right."""
    found = prove_figures(repair=True)
    for difference in found:
        logger.error(
            "Kept figures of %s, %s did not hold.", f"{difference.month:%Y-%m}", difference.community
        )
    return len(found)
