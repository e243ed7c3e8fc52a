"""Proposed rules of oversight, tried on the records of the last 90 days and of last month. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta
from decimal import Decimal
from math import ceil

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import add_months, this_month
from policies.previews import Numbers, counting, register
from policies.selectors import PolicyBook
from regions.codes import county_code_of, prefix_of
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.oversight import policy
from timebank.oversight.anomalies import Window, detectors

_DAYS = 90
# Which detectors ask for a number: only these are run, so that the answer comes within seconds.
_ASKED_BY = {
    policy.OVERLAP_MINUTES: ("overlap",),
    policy.DAY_MINUTES: ("day",),
    policy.TRAVEL_KMH: ("travel", "staff_places"),
    policy.TRAVEL_LEAST_M: ("travel", "staff_places"),
    policy.LOOK_BACK_DAYS: ("pair", "pair_total", "verifier", "swap", "own_area", "staff_unconfirmed"),
    policy.PAIR_SHARE: ("pair",),
    policy.PAIR_MINUTES: ("pair", "kin"),
    policy.BULK_RECORDS: ("bulk",),
    policy.BULK_MINUTES: ("bulk",),
    policy.VERIFIER_SHARE: ("verifier",),
    policy.VERIFIER_RECORDS: ("verifier",),
    policy.SWAP_RECORDS: ("swap",),
    policy.PAIR_TOTAL: ("pair_total",),
}


def register_oversight_previews() -> None:
    """Called when the application is ready."""
    for key, kinds in _ASKED_BY.items():
        register(key, counting(found_by(kinds), _MAY_BE_ANSWERED))
    for key in (policy.SAMPLE_SHARE, policy.SAMPLE_LEAST):
        register(key, counting(_calls))


_MAY_BE_ANSWERED = gettext_lazy(
    "What the detectors would find in the records of the last 90 days, known and answered suspicions included."
)


def found_by(kinds: Collection[str]) -> Numbers:
    """How many suspicions detectors of these kinds would raise from what came in during the last 90 days."""

    def numbers(rules: PolicyBook, region: str) -> Mapping[str, int]:
        since = timezone.now() - timedelta(days=_DAYS)
        recent = Q(recorded_at__gte=since)
        records = ServiceRecord.objects.aggregate(first=Min("pk", filter=recent), last=Max("pk"))
        recent = Q(created_at__gte=since)
        moved = Transfer.objects.aggregate(first=Min("sequence", filter=recent), last=Max("sequence"))
        inside = prefix_of(region) if region else ""
        found: Counter[str] = Counter()
        window = Window(rules, _before(records), _before(moved), since)
        for one in detectors():
            if one.kind in kinds:
                found[str(one.label)] += sum(
                    (suspicion.region or "").startswith(inside) for suspicion in one.find(window)
                )
        return found

    return numbers


def _before(numbers: Mapping[str, int | None]) -> int:
    """The last number before the first that is new; the newest of all where none is."""
    first, last = numbers["first"], numbers["last"]
    return first - 1 if first is not None else last or 0


def _calls(rules: PolicyBook, region: str) -> Mapping[str, int]:
    """How many of last month's services would be asked about by telephone, county by county."""
    first, last = add_months(this_month(), -1), this_month() - timedelta(days=1)
    rows = ServiceRecord.objects.certified().filter(served_on__range=(first, last), minutes__gt=0)
    inside = prefix_of(region) if region else ""
    services: Counter[str] = Counter()
    for code, number in rows.order_by().values_list("region_id").annotate(number=Count("pk")):
        if code and code.startswith(inside) and (county := county_code_of(code)):
            services[county] += number
    return {
        _("Telephone calls about last month's services"): sum(_size(rules, *one) for one in services.items())
    }


def _size(rules: PolicyBook, county: str, services: int) -> int:
    share = Decimal(str(rules.value(policy.SAMPLE_SHARE, county)))
    return min(services, max(rules.value(policy.SAMPLE_LEAST, county), ceil(share * services)))
