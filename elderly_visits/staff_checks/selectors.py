"""What the telephone checks of visits by staff showed, and the visits of one worker."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from common.months import month_span_moments
from elderly_visits.staff_checks.models import StaffCall, StaffSample
from elderly_visits.visits.models.report import VisitReport
from people.actors import AnyUser
from timebank.oversight.enums import CallState
from timebank.oversight.selectors.samples import SampleFigures
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import in_scope


def staff_samples(user: AnyUser) -> list[tuple[StaffSample, SampleFigures]]:
    """The samples that `user` may see, the newest first, with the figures of the calls they may see: two queries."""
    counts: Any = (
        StaffCall.objects.visible_to(user)
        .order_by()
        .values("sample")
        .annotate(**{state.value: Count("pk", filter=Q(state=state)) for state in CallState})
        .values_list("sample", *(state.value for state in CallState))
    )
    by_sample = {sample: SampleFigures(*numbers) for sample, *numbers in counts}
    rows = StaffSample.objects.visible_to(user).defer("frame").select_related("county")
    nothing = SampleFigures(0, 0, 0, 0)
    return [(sample, by_sample.get(sample.pk, nothing)) for sample in rows.order_by("-month", "county")]


def calls_of(user: AnyUser, sample: StaffSample, *, open_only: bool) -> QuerySet[StaffCall]:
    """The calls of a sample that the user may see, those tried least first."""
    rows = StaffCall.objects.visible_to(user).filter(sample=sample)
    if open_only:
        rows = rows.filter(state=CallState.TO_CALL)
    return rows.select_related("report__visit__elder__person", "report__visit__elder__region").order_by(
        "attempts", "pk"
    )


def visits_of_worker(user: AnyUser, worker: int, month: date) -> QuerySet[VisitReport]:
    """What one worker wrote down as visits of a month, in the user's regions, in the order of entry."""
    start, end = month_span_moments(month)
    return (
        VisitReport.objects.by_staff()
        .filter(in_scope(user, "visit__elder__region_id", OVERSIGHT_ROLES), author=worker)
        .filter(visited_at__gte=start, visited_at__lt=end)
        .select_related("visit__elder__person", "visit__elder__region", "author", "staff_call")
        .order_by("submitted_at", "pk")
    )
