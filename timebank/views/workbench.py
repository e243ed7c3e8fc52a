"""Papers in the workbench: revoking a certificate, and taking records out in the fields of the national record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from people.enums import MANAGER_ROLES, AccessAction, AccessOutcome
from people.services import log_access
from people.workbench import refused, worker_required
from timebank import selectors
from timebank.enums import RevocationReason
from timebank.errors import TimebankError
from timebank.exporting import csv_response, xlsx_response
from timebank.models import Certificate
from timebank.permissions import can_export_records, can_revoke_certificate
from timebank.proof_forms import ExportForm, RevocationForm
from timebank.selectors.national import EXPORT_ROLES
from timebank.services import revoke_certificate

MOST_XLSX_ROWS = 20_000


def _form_page(
    request: HttpRequest, title: str, form: Any, *, status: int = 200, **context: Any
) -> HttpResponse:
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": context["back"], "label": context.pop("above")},
        {"url": "", "label": title},
    ]
    return render(
        request,
        "workbench/form.html",
        {"page_title": title, "header_icon": "doc-full", "breadcrumbs_items": trail, "form": form, **context},
        status=status,
    )


@worker_required(MANAGER_ROLES)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a certificate out of force."""
    found = get_object_or_404(
        Certificate.objects.visible_to(request.user).select_related("person").with_endings(), pk=pk
    )
    if not can_revoke_certificate(request.user, found):
        return refused(request)
    back = reverse("timebank_certificate:inspect", args=[pk])
    form = RevocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke_certificate(
                certificate=found,
                reason=RevocationReason(form.cleaned_data["reason"]),
                note=form.cleaned_data["note"],
                revoked_by=request.user,
            )
        except TimebankError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The certificate is revoked from now on."))
            return redirect(back)
    return _form_page(
        request,
        _("Revoke the certificate %(number)s") % {"number": found.written_number},
        form,
        back=back,
        above=_("Certificates"),
        lede=_(
            "Whoever checks it will see that it was revoked, since when, and the reason. It cannot be undone."
        ),
        button=_("Revoke it"),
    )


@worker_required(EXPORT_ROLES)
@never_cache
def export(request: HttpRequest) -> HttpResponseBase:
    """Records of a region and a period as a file. It goes on record before the first row leaves."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        allowed = can_export_records(request.user, data["region"])
        rows = selectors.records_to_export(request.user, data["region"], data["since"], data["until"])
        count = rows.count() if allowed else 0
        if allowed and data["format"] == "xlsx" and count > MOST_XLSX_ROWS:
            form.add_error(
                "format",
                _("There are %(count)d rows. Please take CSV, or a shorter period.") % {"count": count},
            )
        else:
            _log(
                request, data, rows.order_by().values("person").distinct().count() if allowed else 0, allowed
            )
            if not allowed:
                return refused(request)
            name = f"records-{data['region'].pk}-{data['since']:%Y%m%d}-{data['until']:%Y%m%d}"
            columns = selectors.columns(with_id_number=data["with_id_number"])
            table = selectors.national_rows(rows, with_id_number=data["with_id_number"])
            write = xlsx_response if data["format"] == "xlsx" else csv_response
            return write(name, columns, table)
    return _form_page(
        request,
        _("Export service records"),
        form,
        status=422 if form.errors else 200,
        back=reverse("timebank_servicerecord:index"),
        above=_("Service records"),
        lede=_(
            "In the fields of the national record (Order 67, art. 7). Your name, the reason and the number of people "
            "go into the access log."
        ),
        button=_("Export"),
    )


def _log(request: HttpRequest, data: dict[str, Any], people: int, allowed: bool) -> None:
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
