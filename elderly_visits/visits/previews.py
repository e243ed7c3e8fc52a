"""Proposed rules of entering visits and of who may visit, tried on what is on record. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elderly_visits.register import policy as register_policy
from elderly_visits.register.models import Elder
from elderly_visits.visits import policy
from elderly_visits.visits.models.report import VisitReport
from policies.previews import counting_rows, register
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import TaskKind
from volunteers.tasks.eligibility.rules import of_age_since
from volunteers.tasks.enums import ACTIVE_STATES, Origin
from volunteers.tasks.models.assignment import Assignment

_LAST = timedelta(days=90)


def register_visit_rule_previews() -> None:
    """Called when the application is ready."""
    reports, volunteers = "visit__elder__region", "region"
    register(
        register_policy.MINIMUM_AGE,
        counting_rows(Elder.objects.on_register, _too_young, register_policy.MINIMUM_AGE, field="region"),
    )
    register(policy.LATE_DAYS, counting_rows(_reports, _late, policy.LATE_DAYS, field=reports))
    register(policy.LAST_TIME_DAYS, counting_rows(_same, _too_old, policy.LAST_TIME_DAYS, field=reports))
    register(
        policy.ADULTS_ONLY,
        counting_rows(_visitors, _of_age, policy.ADULTS_ONLY, field=volunteers, remarks=[_VISITORS]),
    )
    register(
        policy.INSURANCE,
        counting_rows(_visitors, _insured, policy.INSURANCE, field=volunteers, remarks=[_VISITORS]),
    )
    register(
        policy.CLAIMED_BY_VOLUNTEERS,
        counting_rows(_claimed, _may_claim, policy.CLAIMED_BY_VOLUNTEERS, field="task__region"),
    )


_VISITORS = _("Counted among the approved volunteers who are willing to visit elders.")


def _too_young(years: int) -> Mapping[Any, Q]:
    today = timezone.localdate()
    born = (today.replace(day=28) if (today.month, today.day) == (2, 29) else today).replace(
        year=today.year - years
    )
    return {_("Elders on the register who are younger"): Q(person__birth_date__gt=born)}


def _reports() -> QuerySet[VisitReport]:
    """Of the last 90 days, with the days between visit and report."""
    rows = VisitReport.objects.submitted().filter(submitted_at__gte=timezone.now() - _LAST)
    between = TruncDate("submitted_at") - TruncDate("visited_at")
    return rows.annotate(between=ExpressionWrapper(between, output_field=DurationField()))


def _late(days: int) -> Mapping[Any, Q]:
    late = Q(between__gt=timedelta(days=days))
    return {
        _("Reports of the last 90 days that a second person accepts"): late,
        _("Reports entered like any other"): ~late,
    }


def _same() -> QuerySet[VisitReport]:
    """Those of the last 90 days that said: as last time; with the days since."""
    rows = VisitReport.objects.submitted().filter(
        submitted_at__gte=timezone.now() - _LAST, same_as__isnull=False
    )
    between = TruncDate("visited_at") - TruncDate("same_as__visited_at")
    return rows.annotate(between=ExpressionWrapper(between, output_field=DurationField()))


def _too_old(days: int) -> Mapping[Any, Q]:
    old = Q(between__gt=timedelta(days=days))
    return {_("'As last time' of the last 90 days that would be asked in full"): old}


def _visitors() -> QuerySet[Volunteer]:
    return Volunteer.objects.approved().filter(visits_elders=True)


def _of_age(adults_only: bool) -> Mapping[Any, Q]:
    adult = Q(person__birth_date__lte=of_age_since(timezone.localdate()))
    return {_("Volunteers who may visit"): adult if adults_only else Q(pk__isnull=False)}


def _insured(needed: bool) -> Mapping[Any, Q]:
    insured = Q(insured_until__gte=timezone.localdate())
    return {_("Volunteers who may visit"): insured if needed else Q(pk__isnull=False)}


def _claimed() -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(task__kind=TaskKind.VISIT, origin=Origin.SIGNED_UP)
    return rows.filter(state__in=ACTIVE_STATES, offered_at__gte=timezone.now() - _LAST)


def _may_claim(allowed: bool) -> Mapping[Any, Q]:
    taken = Q(pk__isnull=not allowed)
    return {_("Visits of the last 90 days that volunteers took by themselves"): taken}
