"""Pages of the dashboard: thin adapters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.months import recent_months, this_month
from common.web import errors_shown, requested_month
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.corrections import (
    correction_counts,
    late_to_accept,
    listed_corrections,
)
from elderly_visits.visits.selectors.entering import last_day_to_enter
from elderly_visits.visits.selectors.names import CONTACT_FILTERS, names
from elderly_visits.visits.selectors.rate import closed, contacts
from elderly_visits.visits.services.closing import close_month
from people.access_log.services import log_page
from platform_site.dashboard.charts import indicator_cards, rate_map, trend_line
from platform_site.dashboard.figures import board
from platform_site.dashboard.indicators import INDICATORS, compute_indicators
from platform_site.dashboard.missing import MISSING_ACTIONS, WHY, missing, why_asked
from regions.enums import Level
from regions.models import Region
from workbench.access_recording import AccessAction
from workbench.bulk import offer
from workbench.guards import WorkbenchView, forbidden
from workbench.regions import requested_region
from workbench.roles import WORKER_ROLES, Role
from workbench.scopes import covers, role_regions

# Who closes a month where the clock has not.
_CLOSERS = (Role.COUNTY_MANAGER, Role.CITY_MANAGER)
_PER_PAGE = 30
_FILTERS = {
    "all": _("Visited"),
    "volunteers": _("By volunteers"),
    "staff": _("Only by staff"),
    "a": _("Two proofs (A)"),
    "b": _("One proof (B)"),
    "c": _("Entered afterwards (C)"),
    "waiting": _("By a volunteer, not yet verified"),
    "verified": _("By a volunteer, verified"),
}

# This month and the same month of the year before among them.
_MONTHS_OFFERED = 13


class OfMonth(WorkbenchView):
    """A page about a month in a region, with the choice of others."""

    @cached_property
    def region(self) -> Region:
        return requested_region(self.request)

    @cached_property
    def month(self) -> date:
        return requested_month(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month, region = self.month, self.region
        return super().get_context_data(**kwargs) | {
            "month": month,
            "region": region,
            "months": recent_months(_MONTHS_OFFERED),
            "own": Region.objects.filter(pk__in=role_regions(self.request.user)),
            **self.figures(month, region),
        }

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        """What the page shows of them."""
        raise NotImplementedError


class Dashboard(OfMonth):
    """The monthly visit rate of a region, region by region below it, and what waits."""

    page_title = _("Dashboard")
    header_icon = "view"
    template_name = "platform_site/dashboard/board.html"

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        found = board(self.request.user, region, month)
        return {
            "board": found,
            "map": rate_map(region.code, found.below),
            "trend": trend_line(found.trend),
            "may_close": self._may_close(found.region, month) and found.closed is None,
        }

    def _may_close(self, region: Region, month: date) -> bool:
        """Whether the month of a county lies behind, and the user answers for the county."""
        county = region.level == Level.COUNTY and covers(self.request.user, region, _CLOSERS)
        return county and month < this_month() and timezone.localdate() > last_day_to_enter(month, region.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Close the month of a county, where the clock has not. A second click finds it closed."""
        month, region = requested_month(request), requested_region(request)
        if region.level != Level.COUNTY or not covers(request.user, region, _CLOSERS):
            return forbidden(request)
        with errors_shown(request):
            close_month(county=region, month=month, actor=self.request.user)
            messages.success(request, _("The month is closed. What comes later is shown as a correction."))
        return redirect(f"{reverse('dashboard:board')}?region={region.pk}&month={month:%Y-%m}")


class NotYetVisited(OfMonth):
    """The elders not yet visited, for those who may see them."""

    page_title = _("Not yet visited")
    header_icon = "user"
    template_name = "platform_site/dashboard/missing.html"

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        why = why_asked(self.request.GET)
        rows: Any = missing(self.request.user, month, region.code, why)
        page = Paginator(rows, _PER_PAGE).get_page(self.request.GET.get("page"))
        elders = list(page)
        visits = Visit.objects.filter(month=month).select_related("task")
        visits = visits.prefetch_related("task__assignments__volunteer__person")
        prefetch_related_objects(elders, Prefetch("visits", visits, to_attr="month_visits"))
        if elders:
            what = {"region_id": region.code, "count": len(elders), "detail": "not yet visited"}
            log_page(self.request, AccessAction.LIST, **what)
        return {
            "page_obj": page,
            "elders": elders,
            "why": why,
            "reasons": WHY,
            "may_record": month == this_month() and covers(self.request.user, region, WORKER_ROLES),
            "bulk": offer(
                self.request,
                address=reverse("dashboard:missing_bulk"),
                actions=MISSING_ACTIONS if month == this_month() else (),
                list_url=self.request.path,
                count=page.paginator.count,
            ),
            "closed": closed(month, region.code),
        }


class Visited(OfMonth):
    """The elders behind a figure of who was visited: only by staff, by the grade of evidence; by volunteers."""

    header_icon = "user"
    template_name = "platform_site/dashboard/visited.html"

    @property
    def which(self) -> str:
        asked = self.request.GET.get("which", "")
        return asked if asked in CONTACT_FILTERS else "staff"

    def get_page_title(self) -> str:
        return str(_FILTERS[self.which])

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        which, user = self.which, self.request.user
        rows = names(user, month, region.code, which)
        page = self.listed(rows, _PER_PAGE, detail=f"visited: {which}")
        elders = list(page)
        made = contacts(month).filter(visit__elder__in=[elder.pk for elder in elders])
        by_elder: dict[int, list[Any]] = {}
        for report in made.select_related("visit", "author", "staff_call", "assignment__volunteer__person"):
            by_elder.setdefault(report.visit.elder_id, []).append(report)
        return {
            "page_obj": page,
            "rows": [(elder, by_elder.get(elder.pk, [])) for elder in elders],
            "which": which,
            "filters": _FILTERS,
            "closed": closed(month, region.code),
        }


class Corrections(OfMonth):
    """What became known of a closed month later, by name; and late entries that wait for a second person."""

    page_title = _("Corrections and late entries")
    header_icon = "history"
    template_name = "platform_site/dashboard/corrections.html"

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        user = self.request.user
        done = closed(month, region.code)
        rows = listed_corrections(user, month, region.code, done) if done else VisitReport.objects.none()
        waiting_rows = late_to_accept(user)
        shown = list(waiting_rows[:_PER_PAGE])
        page = self.listed(rows, _PER_PAGE, detail="corrections of a closed month")
        if shown:
            self.put_on_record(AccessAction.LIST, count=len(shown), detail="late entries")
        return {
            "page_obj": page,
            "counts": correction_counts(month, region.code, done) if done else {},
            "waiting_rows": shown,
            "waiting_number": waiting_rows.count(),
            "closed": done,
        }


class Indicators(OfMonth):
    """The programme's indicators, drawn."""

    page_title = _("Indicators of the programme")
    header_icon = "list-ul"
    template_name = "platform_site/dashboard/indicators.html"

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        return {"cards": indicator_cards(INDICATORS, compute_indicators(month, region.code))}
