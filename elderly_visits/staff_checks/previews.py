"""Proposed rules of checking visits by staff, tried on the last 90 days and on last month. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from math import ceil

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import add_months, month_span_moments, this_month
from elderly_visits.staff_checks import policy
from elderly_visits.staff_checks.anomalies import DETECTORS
from elderly_visits.visits.models.report import VisitReport
from policies.previews import counting, register
from policies.selectors import PolicyBook
from regions.codes import county_code_of, prefix_of
from timebank.oversight.previews import found_by

_THRESHOLDS = (
    policy.HOUR_VISITS,
    policy.MINUTE_VISITS,
    policy.BULK_VISITS,
    policy.LAST_EVENING_VISITS,
    policy.UNCONFIRMED_SHARE,
    policy.UNCONFIRMED_LEAST,
)


def register_staff_check_previews() -> None:
    """Called when the application is ready."""
    odd = counting(
        found_by([one.kind for one in DETECTORS]),
        gettext_lazy(
            "What the detectors would find in the visits of the last 90 days, answered suspicions included."
        ),
    )
    for key in _THRESHOLDS:
        register(key, odd)
    for key in (policy.SAMPLE_SHARE, policy.SAMPLE_LEAST):
        register(key, counting(_calls))


def _calls(rules: PolicyBook, region: str) -> Mapping[str, int]:
    """How many of last month's visits by staff would be asked about by telephone, county by county."""
    start, end = month_span_moments(add_months(this_month(), -1))
    rows = VisitReport.objects.by_staff().filter(contact_made=True, voided_at=None)
    rows = rows.filter(visited_at__gte=start, visited_at__lt=end).order_by()
    inside = prefix_of(region) if region else ""
    visits: Counter[str] = Counter()
    for code, number in rows.values_list("visit__elder__region_id").annotate(number=Count("pk")):
        if code.startswith(inside) and (county := county_code_of(code)):
            visits[county] += number
    return {
        _("Telephone calls about last month's visits by staff"): sum(
            _size(rules, *one) for one in visits.items()
        )
    }


def _size(rules: PolicyBook, county: str, visits: int) -> int:
    share = Decimal(str(rules.value(policy.SAMPLE_SHARE, county)))
    return min(visits, max(rules.value(policy.SAMPLE_LEAST, county), ceil(share * visits)))
