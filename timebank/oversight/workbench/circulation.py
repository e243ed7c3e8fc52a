"""Coins in circulation: the report, the transfers behind a figure, the table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tabular.formulas import escape_formula
from common.web import LoggedInRequest
from people.access_log.services import log_access
from regions.models import Region
from timebank.oversight.enums import OVERSIGHT_ROLES
from timebank.oversight.selectors.circulation import circulation, transfers_behind
from timebank.oversight.selectors.circulation_figures import COLUMNS, conditions
from timebank.oversight.workbench.address import (
    overseen_regions,
    regions_above,
    requested_month,
    requested_region,
    selectable_months,
)
from timebank.oversight.workbench.charts import circulation_chart
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, worker_required

PER_PAGE = 50


class CirculationPage(WorkbenchView):
    """What was issued and moved in a region and a month, and what is in circulation."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("Coins in circulation")
    header_icon = "list-ol"
    template_name = "timebank/oversight/workbench/circulation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        region, month = requested_region(self.request), requested_month(self.request)
        report = circulation(region, month)
        return super().get_context_data(**kwargs) | {
            "report": report,
            "region": region,
            "month": month,
            "columns": COLUMNS,
            "chart": circulation_chart(report.months),
            "months": selectable_months(),
            "above": regions_above(self.request, region),
            "own": Region.objects.filter(pk__in=overseen_regions(self.request)),
        }


class TransfersBehind(WorkbenchView):
    """The transfers that a figure is the sum of."""

    roles = OVERSIGHT_ROLES
    header_icon = "list-ol"
    page_title = gettext_lazy("Transfers behind a figure")
    template_name = "timebank/oversight/workbench/transfers_behind.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        region, month = requested_region(self.request), requested_month(self.request)
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
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        if shown := len(page.object_list):
            log_access(
                actor=self.request.user,
                action=AccessAction.LIST,
                region_id=region.code,
                count=shown,
                detail=f"transfers: {figure} {month:%Y-%m}",
                request=self.request,
            )
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "region": region,
            "month": month,
            "figure": figure,
            "label": known[figure][0],
        }


@worker_required(OVERSIGHT_ROLES)
def circulation_csv(request: LoggedInRequest) -> HttpResponse:
    """The report's tables in minutes: a row a month for the region, then a row a region for the month."""
    region, month = requested_region(request), requested_month(request)
    report = circulation(region, month)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Month"),
            _("Region"),
            _("Region code"),
            *(f"{column.label} ({_('minutes')})" for column in COLUMNS),
            f"{_('In circulation at the end')} ({_('minutes')})",
        ]
    )
    for row in [*report.months, *report.below]:
        name = row.label or (region.name if row.code else _("No township or county named"))
        writer.writerow(
            [
                f"{row.month:%Y-%m}",
                escape_formula(name),
                row.code,
                *(row.figures[c.key] for c in COLUMNS),
                row.closing,
            ]
        )
    log_access(
        actor=request.user,
        action=AccessAction.EXPORT,
        region_id=region.code,
        count=0,
        detail=f"circulation {month:%Y-%m}",
        request=request,
    )
    # Spreadsheets find Chinese only behind a byte order mark.
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="circulation-{region.code}-{month:%Y-%m}.csv"'
    return response
