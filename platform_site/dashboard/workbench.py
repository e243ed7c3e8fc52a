"""Pages of the dashboard: thin adapters."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from common.months import recent_months, this_month
from common.web import requested_month
from elderly_visits.visits.selectors.rate import not_yet_visited
from people.access_log.services import log_access
from platform_site.dashboard.charts import indicator_cards, rate_map, trend_line
from platform_site.dashboard.figures import board, waiting
from platform_site.dashboard.indicators import INDICATORS, compute_indicators
from regions.models import Region
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView
from workbench.regions import requested_region
from workbench.roles import STAFF_ROLES
from workbench.scopes import role_regions

# This month and the same month of the year before among them.
_MONTHS_OFFERED = 13


class Dashboard(WorkbenchView):
    """The monthly visit rate of a region, region by region below it, and what waits."""

    roles = STAFF_ROLES
    page_title = _("Dashboard")
    header_icon = "view"
    template_name = "platform_site/dashboard/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month, region = requested_month(self.request), requested_region(self.request)
        found = board(self.request.user, region, month)
        return super().get_context_data(**kwargs) | {
            "board": found,
            "map": rate_map(region.code, found.below),
            "trend": trend_line(found.trend),
            "months": recent_months(_MONTHS_OFFERED),
            "own": Region.objects.filter(pk__in=role_regions(self.request.user)),
        }


class NotYetVisited(WorkbenchView):
    """The elders not yet visited, for those who may see them."""

    roles = STAFF_ROLES
    page_title = _("Not yet visited")
    header_icon = "user"
    template_name = "platform_site/dashboard/missing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month, region = requested_month(self.request), requested_region(self.request)
        rows = not_yet_visited(self.request.user, month, region.code).prefetch_related(
            "visits__task__assignments__volunteer__person"
        )
        page = Paginator(rows, 30).get_page(self.request.GET.get("page"))
        elders = list(page)
        for elder in elders:
            elder.month_visits = [visit for visit in elder.visits.all() if visit.month == month]  # type: ignore[attr-defined]  # for the template
        if elders:
            log_access(
                actor=self.request.user, action=AccessAction.LIST, region_id=region.code, count=len(elders),
                detail="not yet visited", request=self.request,
            )  # fmt: skip
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "elders": elders,
            "region": region,
            "month": month,
        }


class Indicators(WorkbenchView):
    """The programme's indicators, drawn."""

    roles = STAFF_ROLES
    page_title = _("Indicators of the programme")
    header_icon = "list-ul"
    template_name = "platform_site/dashboard/indicators.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month, region = requested_month(self.request), requested_region(self.request)
        figures = compute_indicators(month, region.code)
        return super().get_context_data(**kwargs) | {
            "cards": indicator_cards(INDICATORS, figures),
            "region": region,
            "month": month,
            "months": recent_months(_MONTHS_OFFERED),
            "own": Region.objects.filter(pk__in=role_regions(self.request.user)),
        }


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
