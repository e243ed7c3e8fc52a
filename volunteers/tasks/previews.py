"""Proposed rules of volunteering, tried on the services of the last 90 days and on the register. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.previews import counting, counting_rows, register
from policies.previews import parts as parts_of
from policies.selectors import PolicyBook
from timebank.earning.policy import AUTOMATIC_GRADES
from timebank.oversight.previews import found_by
from volunteers.registration import policy as registration_policy
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks import policy
from volunteers.tasks.models.assignment import Assignment

_LAST = timedelta(days=90)
_PLACE = "task__region"


def register_volunteer_previews() -> None:
    """Called when the application is ready."""
    for key, rows, conditions in (
        (policy.FENCE_M, _check_ins, _within_fence),
        (policy.FAR_M, _check_ins, _too_far),
        (policy.EARLY_MINUTES, _agreed, _too_early),
        (policy.LATE_MINUTES, _agreed, _too_late),
        (policy.SHORTEST_MINUTES, _served, _too_short),
        (policy.COUNTED_SHARE, _served, _beyond_plan),
        (policy.LONGEST_SHARE, _served, _beyond_plan),
        (policy.LONGEST_BY_ONE, _served, _beyond_plan),
        (policy.TOGETHER_SHARE, _served, _beyond_plan),
        (policy.ANSWER_WITHIN_HOURS, _answered, _answered_late),
        (AUTOMATIC_GRADES, _served, _by_grade),
    ):
        register(key, counting_rows(rows, conditions, key, field=_PLACE))
    register(policy.SAMPLE_SHARE, counting(_drawn))
    register(policy.OWN_AREA_MINUTES, counting(found_by(["own_area"])))
    for key, reached in (
        (registration_policy.MINIMUM_AGE, _younger),
        (registration_policy.MAXIMUM_ROSTER_AGE, _older),
    ):
        register(key, counting_rows(Volunteer.objects.approved, reached, key, field="region"))


def _since() -> Any:
    return timezone.now() - _LAST


def _served() -> QuerySet[Assignment]:
    return Assignment.objects.filter(checked_out_at__gte=_since(), minutes__isnull=False)


def _check_ins() -> QuerySet[Assignment]:
    return Assignment.objects.filter(checked_in_at__gte=_since(), check_in_distance_m__isnull=False)


def _agreed() -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(checked_in_at__gte=_since())
    return rows.annotate(begin=Coalesce("task__starts_at", "planned_for")).filter(begin__isnull=False)


def _answered() -> QuerySet[Assignment]:
    return Assignment.objects.filter(offered_at__gte=_since(), accepted_at__isnull=False)


def _within_fence(metres: int) -> Mapping[str, Q]:
    near = Q(check_in_distance_m__lte=metres)
    return {_("Check-ins within the fence"): near, _("Check-ins outside"): ~near}


def _too_far(metres: int) -> Mapping[str, Q]:
    return {_("Check-ins that a worker looks at"): Q(check_in_distance_m__gt=metres)}


def _too_early(minutes: int) -> Mapping[str, Q]:
    early = Q(checked_in_at__lt=F("begin") - timedelta(minutes=minutes))
    return {_("Check-ins that a worker looks at"): early}


def _too_late(minutes: int) -> Mapping[str, Q]:
    late = Q(checked_in_at__gt=F("begin") + timedelta(minutes=minutes))
    return {_("Check-ins that a worker looks at"): late}


def _too_short(minutes: int) -> Mapping[str, Q]:
    return {_("Services too short to be credited by themselves"): Q(minutes__lt=minutes)}


def _beyond_plan(share: float) -> Mapping[str, Q]:
    return {_("Services longer than that"): Q(minutes__gt=F("task__minutes") * share)}


def _answered_late(hours: int) -> Mapping[str, Q]:
    late = Q(accepted_at__gt=F("offered_at") + timedelta(hours=hours))
    return {_("Offers accepted later than that"): late, _("Offers accepted in time"): ~late}


def _by_grade(grades: list[str]) -> Mapping[str, Q]:
    fits = Q(evidence__in=grades)
    return {
        _("Services whose proof is enough to be credited by themselves"): fits,
        _("Services that a worker verifies because of their proof"): ~fits,
    }


def _drawn(rules: PolicyBook, region: str) -> Mapping[str, int]:
    """How many well-proven services of the last 90 days a worker would have looked at all the same."""
    drawn = 0.0
    keys = (AUTOMATIC_GRADES, policy.SAMPLE_SHARE)
    for where, (grades, share) in parts_of(rules, *keys, field=_PLACE, region=region):
        drawn += share * _served().filter(where, evidence__in=grades).count()
    return {_("Well-proven services that a worker looks at (90 days)"): round(drawn)}


def _born_by(years: int) -> date:
    """The latest birth date of somebody who is so old today."""
    today = timezone.localdate()
    day = today.replace(day=28) if (today.month, today.day) == (2, 29) else today
    return day.replace(year=day.year - years)


def _younger(years: int) -> Mapping[str, Q]:
    return {_("Approved volunteers who are younger"): Q(person__birth_date__gt=_born_by(years))}


def _older(years: int) -> Mapping[str, Q]:
    return {_("Approved volunteers who are older"): Q(person__birth_date__lte=_born_by(years + 1))}
