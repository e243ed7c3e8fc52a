"""Closing a month: the figures as they stand are kept for good, once."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.months import add_months, first_day, this_month
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.closing import ClosedFigures, MonthClosing
from elderly_visits.visits.selectors.entering import last_day_to_enter
from elderly_visits.visits.selectors.rate import FIGURES, counted, rates_by_part
from people.actors import Actor
from policies.selectors import book
from regions.enums import Level
from regions.models import Region

_BATCH = 500


@transaction.atomic
def close_month(*, county: Region, month: date, actor: Actor = None) -> MonthClosing:
    """Keep what a month came to in a county, community by community. Twice is once: the first stands for good.

    `actor` None: the clock. Raises VisitError before the last day on which its visits are entered has passed.
    """
    month = first_day(month)
    Region.objects.select_for_update(no_key=True).get(pk=county.pk)
    if earlier := MonthClosing.objects.filter(county=county, month=month).first():
        return earlier
    last = last_day_to_enter(month, county.pk)
    if timezone.localdate() <= last:
        raise VisitError(
            _("Visits of this month can be entered until %(day)s; it is closed after that day.")
            % {"day": last.isoformat()},
            code="early",
        )
    closing = MonthClosing.objects.create(county=county, month=month, closed_by=actor)
    by_community = rates_by_part(counted(month, county.pk), 12)
    ClosedFigures.objects.bulk_create(
        [
            ClosedFigures(
                closing=closing,
                region_id=code,
                month=month,
                **{name: getattr(rate, name) for name in FIGURES},
            )
            for code, rate in sorted(by_community.items())
        ],
        batch_size=_BATCH,
    )
    return closing


def months_to_close(county: Region) -> list[date]:
    """The months of a county whose time has come, the oldest first: all since the last that was closed, or the month
    before where none was yet."""
    latest = MonthClosing.objects.filter(county=county).order_by("-month").first()
    before = add_months(this_month(), -1)
    month = add_months(latest.month, 1) if latest else before
    due, rules, today = [], book(), timezone.localdate()
    while month <= before:
        if today > last_day_to_enter(month, county.pk, rules):
            due.append(month)
        month = add_months(month, 1)
    return due


def close_due_months() -> list[MonthClosing]:
    """Close whatever is due in any county. One that was interrupted goes on with the counties that are left."""
    return [
        close_month(county=county, month=month)
        for county in Region.objects.filter(level=Level.COUNTY).order_by("code")
        for month in months_to_close(county)
    ]
