"""Proposed rules of service requests, tried on those of the last 90 days. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.previews import counting_rows, register
from service_requests import policy
from service_requests.models import ServiceRequest

_LAST = timedelta(days=90)


def register_request_previews() -> None:
    """Called when the application is ready."""
    for key, conditions in (
        (policy.SHORTEST_MINUTES, _too_short),
        (policy.LONGEST_MINUTES, _too_long),
        (policy.OPEN_DAYS, _too_far_ahead),
        (policy.CATEGORIES, _not_offered),
    ):
        register(key, counting_rows(_requests, conditions, key, field="region"))


def _requests() -> QuerySet[ServiceRequest]:
    rows = ServiceRequest.objects.filter(asked_at__gte=timezone.now() - _LAST)
    ahead = F("last_day") - TruncDate("asked_at")
    return rows.annotate(ahead=ExpressionWrapper(ahead, output_field=DurationField()))


_REFUSED = _("Requests of the last 90 days that could not have been made")
_MADE = _("Requests that could")


def _refused(condition: Q) -> Mapping[Any, Q]:
    return {_REFUSED: condition, _MADE: ~condition}


def _too_short(minutes: int) -> Mapping[Any, Q]:
    return _refused(Q(minutes__lt=minutes))


def _too_long(minutes: int) -> Mapping[Any, Q]:
    return _refused(Q(minutes__gt=minutes))


def _too_far_ahead(days: int) -> Mapping[Any, Q]:
    return _refused(Q(ahead__gt=timedelta(days=days)))


def _not_offered(categories: list[str]) -> Mapping[Any, Q]:
    return _refused(~Q(category__in=categories))
