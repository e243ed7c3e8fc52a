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
from visit_planning.plan.enums import PlanStage, Publishing
from visit_planning.plan.selectors import published_regions

SCHEDULE = {"visits-sweep-plans": {"task": "visit_planning.jobs.sweep_plans", "schedule": 60}}

logger = logging.getLogger("shouwang.visits")


@shared_task
def plan_month_task(
    month: str, region_id: str, actor_id: int | None = None, publishing: str = Publishing.DRAFT
) -> None:
    """Plan a month (YYYY-MM-DD, any day of it) in a region: a draft, as somebody asked in the workbench.

    A draft that nobody asked for is told to who plans there.
    While the month is being planned already there is nothing to do: that run, or the next night's, sees to it.
    """
    # The engine's libraries take a second to load, and only the worker needs them.
    from visit_planning.plan.services.publishing import notify_planners
    from visit_planning.plan.services.run import plan_month

    actor = get_user_model().objects.filter(pk=actor_id).first() if actor_id else None
    try:
        plan = plan_month(
            month=date.fromisoformat(month),
            region=Region.objects.get(pk=region_id),
            actor=actor,
            publishing=Publishing(publishing),
        )
    except PlanInProgress:
        logger.info("%s is being planned already", month)
    else:
        if actor is None and plan.stage == PlanStage.DRAFT:
            notify_planners(plan)


@shared_task
def plan_nightly() -> None:
    """Every night: this month again, for who declined, came new or did not answer; towards its end the next one too.

    What is published is mended at once when few are told of it. Everything else becomes a draft that somebody is told
    of: a whole month is sent out by a person.
    """
    today = timezone.localdate()
    for city in cities():
        months = [first_day(today)]
        if today.day >= value(policy.PLAN_AHEAD_FROM_DAY, region=city):
            months.append(add_months(today, 1))
        for month in months:
            published = published_regions(month, city.pk)
            for code in published:
                plan_month_task.delay(month.isoformat(), code, publishing=Publishing.IF_FEW.value)
            if city.pk not in published:
                plan_month_task.delay(month.isoformat(), city.pk, publishing=Publishing.DRAFT.value)


@shared_task
def carry_out_plan(pk: int) -> None:
    """Send a plan out or stop it, as somebody asked; twice is once, and what is in the way is tried again."""
    from visit_planning.plan.services.sending import carry_out

    try:
        carry_out(pk=pk)
    except PlanInProgress:
        logger.info("Plan %s waits for another of its month", pk)


@shared_task
def sweep_plans() -> int:
    """Publications and stops that a killed worker left behind."""
    from visit_planning.plan.services.sending import sweep

    return sweep()


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
