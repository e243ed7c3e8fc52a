"""Celery's part: what time brings about."""

from __future__ import annotations

import logging
from datetime import date

from celery import shared_task
from django.contrib.auth import get_user_model
from django.utils import timezone

from common.months import add_months, first_day
from policies.selectors import value
from regions.models import Region
from regions.selectors import cities
from visit_planning.errors import PlanInProgress
from visit_planning.plan import policy

logger = logging.getLogger("shouwang.visits")


@shared_task
def plan_month_task(month: str, region_id: str, actor_id: int | None = None) -> None:
    """Plan a month (YYYY-MM-DD, any day of it) in a region, as somebody asked in the workbench.

    While the month is being planned already there is nothing to do: that run, or the next night's, sees to it.
    """
    # The engine's libraries take a second to load, and only the worker needs them.
    from visit_planning.plan.services.run import plan_month

    actor = get_user_model().objects.filter(pk=actor_id).first() if actor_id else None
    try:
        plan_month(month=date.fromisoformat(month), region=Region.objects.get(pk=region_id), actor=actor)
    except PlanInProgress:
        logger.info("%s is being planned already", month)


@shared_task
def plan_nightly() -> None:
    """Every night: this month again, for who declined, came new or did not answer; towards its end the next one too."""
    today = timezone.localdate()
    for city in cities():
        months = [first_day(today)]
        if today.day >= value(policy.PLAN_AHEAD_FROM_DAY, region=city):
            months.append(add_months(today, 1))
        for month in months:
            plan_month_task.delay(month.isoformat(), city.pk)


@shared_task
def run_repair_task(pk: int) -> None:
    """Match again what a repair names; twice is once."""
    from visit_planning.repair.services.run import run_repair

    run_repair(pk=pk)


@shared_task
def sweep_repairs_task() -> int:
    """Repairs that a lost nudge, a killed worker or a month under planning left behind; offers past their time."""
    from visit_planning.repair.services.run import sweep_repairs

    return sweep_repairs()


@shared_task
def sweep_stand_ins_task() -> int:
    """Who was asked to stand in and did not answer in time makes room for the next."""
    from visit_planning.stand_ins.services.searching import sweep_searches

    return sweep_searches()
