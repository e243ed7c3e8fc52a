"""What became known of a month after it was closed: shown beside the closed figures, never inside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from common.months import month_span_moments
from elderly_visits.visits.enums import Correction
from elderly_visits.visits.models.report import TAKEN, VisitReport
from elderly_visits.visits.selectors.rate import Closed
from people.actors import AnyUser
from regions.codes import in_subtree
from workbench.roles import STAFF_ROLES
from workbench.scopes import in_scope


def _after(counties: Mapping[str, datetime], field: str) -> Q:
    """Where something happened after the month was closed in the county of the elder."""
    parts = (
        in_subtree("visit__elder__region", county) & Q(**{f"{field}__gt": at})
        for county, at in counties.items()
    )
    return reduce(or_, parts, Q(pk__in=()))


def corrections(month: date, region_code: str, done: Closed) -> QuerySet[VisitReport]:
    """Reports of the month that came in, were found untrue or were verified after it was closed, with `correction`."""
    start, end = month_span_moments(month)
    # What comes late counts from the word of a second person on.
    late = _after(done.counties, "submitted_at") & TAKEN | _after(done.counties, "accepted_at")
    voided = _after(done.counties, "voided_at")
    verified = _after(done.counties, "assignment__verified_at")
    kind = Case(
        When(late, then=Value(Correction.LATE)),
        When(voided, then=Value(Correction.VOIDED)),
        default=Value(Correction.VERIFIED),
        output_field=CharField(),
    )
    return (
        VisitReport.objects.submitted()
        .filter(in_subtree("visit__elder__region", region_code), contact_made=True)
        .filter(visited_at__gte=start, visited_at__lt=end)
        .filter(late | voided | verified)
        .annotate(correction=kind)
    )


def correction_counts(month: date, region_code: str, done: Closed) -> dict[str, int]:
    """How many of each kind: one query."""
    rows = corrections(month, region_code, done).order_by().values_list("correction")  # type: ignore[misc]  # annotated by `corrections`
    counts = dict(rows.annotate(number=Count("pk")))
    return {kind.value: counts.get(kind.value, 0) for kind in Correction}


def listed_corrections(user: AnyUser, month: date, region_code: str, done: Closed) -> QuerySet[VisitReport]:
    """The same by name, for those who work or audit there, the latest entry first."""
    return (
        corrections(month, region_code, done)
        .filter(in_scope(user, "visit__elder__region_id", STAFF_ROLES))
        .select_related(
            "visit__elder__person", "visit__elder__region__parent__parent", "author", "accepted_by", "voided_by",
            "assignment__verified_by",
        )
        .order_by("-submitted_at", "-pk")
    )  # fmt: skip


def late_to_accept(user: AnyUser) -> QuerySet[VisitReport]:
    """Visits entered late, or with the visitor's own word for a consent, that wait for a second person in the user's
    regions, the oldest first."""
    return (
        VisitReport.objects.to_accept()
        .filter(in_scope(user, "visit__elder__region_id", STAFF_ROLES))
        .select_related(
            "visit__elder__person", "visit__elder__region__parent__parent", "author", "assignment"
        )
        .order_by("submitted_at", "pk")
    )
