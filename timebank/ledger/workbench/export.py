from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common.tabular.responses import csv_response, xlsx_response
from common.web import LoggedInRequest
from people.access_log.enums import AccessOutcome
from people.access_log.services import log_access
from timebank.ledger.forms import ExportForm
from timebank.ledger.selectors import national_record
from timebank.ledger.selectors.national_record import EXPORT_ROLES
from workbench.access_recording import AccessAction
from workbench.guards import forbidden, worker_required
from workbench.pages import render_form
from workbench.scopes import covers

MOST_XLSX_ROWS = 20_000


@worker_required(EXPORT_ROLES)
@never_cache
def export(request: LoggedInRequest) -> HttpResponseBase:
    """Records of a region and a period as a file. It goes on record before the first row leaves."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        allowed = covers(request.user, data["region"], EXPORT_ROLES)
        rows = national_record.records_to_export(request.user, data["region"], data["since"], data["until"])
        count = rows.count() if allowed else 0
        if allowed and data["format"] == "xlsx" and count > MOST_XLSX_ROWS:
            form.add_error(
                "format",
                _("There are %(count)d rows. Please choose CSV or a shorter period.") % {"count": count},
            )
        else:
            _log(
                request, data, rows.order_by().values("person").distinct().count() if allowed else 0, allowed
            )
            if not allowed:
                return forbidden(request)
            name = f"records-{data['region'].pk}-{data['since']:%Y%m%d}-{data['until']:%Y%m%d}"
            columns = national_record.columns(with_id_number=data["with_id_number"])
            table = national_record.national_rows(rows, with_id_number=data["with_id_number"])
            write = xlsx_response if data["format"] == "xlsx" else csv_response
            return write(name, columns, table)
    back = reverse("timebank_servicerecord:index")
    return render_form(
        request,
        _("Export service records"),
        form,
        status=422 if form.errors else 200,
        icon="doc-full",
        back=back,
        trail=[(back, _("Service records"))],
        lede=_(
            "Uses the fields of the national record (Order 67, art. 7). Your name, the reason and "
            "the number of people are recorded in the access log."
        ),
        button=_("Export"),
    )


def _log(request: LoggedInRequest, data: dict[str, Any], people: int, allowed: bool) -> None:
    with_id = ", ID numbers" if data["with_id_number"] else ""
    log_access(
        actor=request.user,
        action=AccessAction.EXPORT,
        region_id=data["region"].pk,
        count=people,
        detail=f"records {data['since']}–{data['until']}{with_id}: {data['reason']}",
        request=request,
        outcome=AccessOutcome.ALLOWED if allowed else AccessOutcome.REFUSED,
    )
