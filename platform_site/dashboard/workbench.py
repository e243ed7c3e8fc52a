"""Pages of the dashboard: thin adapters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from common.months import recent_months, this_month
from common.web import requested_month
from elderly_visits.visits.selectors.rate import not_yet_visited
from people.access_log.services import log_page
from platform_site.dashboard.charts import indicator_cards, rate_map, trend_line
from platform_site.dashboard.figures import board, waiting
from platform_site.dashboard.indicators import INDICATORS, compute_indicators
from regions.models import Region
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView
from workbench.regions import requested_region
from workbench.scopes import role_regions

# This month and the same month of the year before among them.
_MONTHS_OFFERED = 13


class _OfMonth(WorkbenchView):
    """A page about a month in a region, with the choice of others."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month, region = requested_month(self.request), requested_region(self.request)
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


class Dashboard(_OfMonth):
    """The monthly visit rate of a region, region by region below it, and what waits."""

    page_title = _("Dashboard")
    header_icon = "view"
    template_name = "platform_site/dashboard/board.html"

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        found = board(self.request.user, region, month)
        return {"board": found, "map": rate_map(region.code, found.below), "trend": trend_line(found.trend)}


class NotYetVisited(_OfMonth):
    """The elders not yet visited, for those who may see them."""

    page_title = _("Not yet visited")
    header_icon = "user"
    template_name = "platform_site/dashboard/missing.html"

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        rows = not_yet_visited(self.request.user, month, region.code).prefetch_related(
            "visits__task__assignments__volunteer__person"
        )
        page = Paginator(rows, 30).get_page(self.request.GET.get("page"))
        elders = list(page)
        for elder in elders:
            elder.month_visits = [visit for visit in elder.visits.all() if visit.month == month]  # type: ignore[attr-defined]  # for the template
        if elders:
            what = {"region_id": region.code, "count": len(elders), "detail": "not yet visited"}
            log_page(self.request, AccessAction.LIST, **what)
        return {"page_obj": page, "elders": elders}


class Indicators(_OfMonth):
    """The programme's indicators, drawn."""

    page_title = _("Indicators of the programme")
    header_icon = "list-ul"
    template_name = "platform_site/dashboard/indicators.html"

    def figures(self, month: date, region: Region) -> dict[str, Any]:
        return {"cards": indicator_cards(INDICATORS, compute_indicators(month, region.code))}


class WaitingPanel(Component):
    """First thing on the workbench: what waits for me today."""

    name = "waiting"
    order = 50
    template_name = "platform_site/dashboard/waiting.html"

    def render_html(self, parent_context: Any = None) -> Any:
        request = parent_context["request"]
        codes = role_regions(request.user)
        context: dict[str, Any] = {"waiting": waiting(request.user)}
        if codes:
            region = Region.objects.get(pk=codes[0])
            context["board"] = board(request.user, region, this_month())
            context["region"] = region
        return render_to_string(self.template_name, context, request=request)
