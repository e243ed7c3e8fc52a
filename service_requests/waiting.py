"""What waits for workers about services asked for: to look at, to decide, to find somebody for."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from service_requests.models import ServiceRequest
from service_requests.selectors.queues import queue
from workbench import today


class _Tab(today.Waiting):
    """One tab of the queue of requests."""

    tab = ""

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(queue(user, self.tab), region)

    def line(self, row: ServiceRequest, user: Any) -> today.Line:
        return today.Line(
            name=row.beneficiary.name,
            place=row.region.short_name,
            what=row.get_category_display(),
            phone=row.beneficiary.phone,
            # When it can be given at the latest; a dispute waits since it was asked for.
            due=None if self.tab == "disputed" else today.end_of(row.last_day),
            since=row.asked_at,
            action=reverse("service_requests_workbench:request", args=[row.uuid]),
            region_id=row.region_id,
        )

    def address(self, region: str) -> str:
        return f"{reverse('service_requests_workbench:queue')}?tab={self.tab}"


class ToReview(_Tab):
    key, tab, order = "requests_to_review", "review", 35
    title = gettext_lazy("Requested services to review")
    button = gettext_lazy("Review")


class ToDecide(_Tab):
    key, tab, order = "requests_disputed", "disputed", 34
    title = gettext_lazy("Disputed services to decide")
    button = gettext_lazy("Decide")


class WithoutVolunteer(_Tab):
    key, tab, order = "requests_looking", "looking", 36
    title = gettext_lazy("Requested services without a volunteer")
    button = gettext_lazy("Find somebody")


def register() -> None:
    """Called once at start."""
    today.register(ToReview(), ToDecide(), WithoutVolunteer())
