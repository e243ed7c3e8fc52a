from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import recent_months, this_month
from common.tabular.responses import csv_response
from common.web import LoggedInRequest, requested_month
from people.access_log.services import log_access
from regions.models import Region
from timebank.oversight.selectors.circulation import circulation, transfers_behind
from timebank.oversight.selectors.circulation_figures import COLUMNS, conditions
from timebank.oversight.workbench.charts import circulation_chart
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, worker_required
from workbench.regions import regions_above, requested_region
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import role_regions

PER_PAGE = 50
_MONTHS_OFFERED = 24


def _asked(request: LoggedInRequest) -> tuple[Region, date]:
    return requested_region(request, OVERSIGHT_ROLES), requested_month(request, latest=this_month())


class CirculationPage(WorkbenchView):
    """What was issued and moved in a region and a month, and what is in circulation."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("Coins in circulation")
    header_icon = "list-ol"
    template_name = "timebank/oversight/workbench/circulation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        region, month = _asked(self.request)
        report = circulation(region, month)
        return super().get_context_data(**kwargs) | {
            "report": report,
            "region": region,
            "month": month,
            "columns": COLUMNS,
            "chart": circulation_chart(report.months),
            "months": recent_months(_MONTHS_OFFERED),
            "above": regions_above(self.request.user, region, OVERSIGHT_ROLES),
            "own": Region.objects.filter(pk__in=role_regions(self.request.user, OVERSIGHT_ROLES)),
        }


class TransfersBehind(WorkbenchView):
    """The transfers that a figure is the sum of."""

    roles = OVERSIGHT_ROLES
    header_icon = "list-ol"
    page_title = gettext_lazy("Transfers behind a figure")
    template_name = "timebank/oversight/workbench/transfers_behind.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        region, month = _asked(self.request)
        figure = self.request.GET.get("figure", "")
        known = conditions()
        if figure not in known:
            raise Http404
        rows = (
            transfers_behind(region, month, figure)
            .select_related("debit_account__person", "debit_account__region", "service_record")
            .select_related("credit_account__person", "credit_account__region", "region")
            .order_by("-sequence")
        )
        self.access_detail = f"transfers: {figure} {month:%Y-%m}"
        return super().get_context_data(**kwargs) | {
            "page_obj": self.listed(rows, PER_PAGE, region_id=region.code),
            "region": region,
            "month": month,
            "figure": figure,
            "label": known[figure][0],
        }


@worker_required(OVERSIGHT_ROLES)
def circulation_csv(request: LoggedInRequest) -> HttpResponseBase:
    """The report's tables in minutes: a row a month for the region, then a row a region for the month."""
    region, month = _asked(request)
    report = circulation(region, month)
    columns = {
        "month": _("Month"),
        "region": _("Region"),
        "code": _("Region code"),
        **{column.key: f"{column.label} ({_('minutes')})" for column in COLUMNS},
        "closing": f"{_('In circulation at the end')} ({_('minutes')})",
    }
    rows = [
        {
            "month": f"{row.month:%Y-%m}",
            "region": row.label or (region.name if row.code else _("No township or county named")),
            "code": row.code,
            **row.figures,
            "closing": row.closing,
        }
        for row in [*report.months, *report.below]
    ]
    log_access(
        actor=request.user,
        action=AccessAction.EXPORT,
        region_id=region.code,
        count=0,
        detail=f"circulation: {month:%Y-%m}",
        request=request,
    )
    return csv_response(f"circulation-{region.code}-{month:%Y-%m}", columns, rows)
