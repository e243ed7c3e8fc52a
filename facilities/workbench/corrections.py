"""What workers do with care points beside the list: check, close, reopen, and the queue of reported errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.phone_lists import phone_links
from common.web import LoggedInRequest, errors_shown
from facilities.enums import CorrectionState
from facilities.forms import HandleCorrectionForm
from facilities.models import Facility, FacilityCorrection
from facilities.permissions import can_edit
from facilities.services import close_facility, handle_correction, reopen_facility, verify_facility
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import STAFF_ROLES, WORKER_ROLES

PER_PAGE = 30
_ACTIONS: dict[str, tuple[Callable[..., Facility], Any]] = {
    "verify": (verify_facility, gettext_lazy("Recorded: this entry was checked today.")),
    "close": (close_facility, gettext_lazy("Closed. Residents no longer find it.")),
    "reopen": (reopen_facility, gettext_lazy("Back on the register. Please check the entry.")),
}


@worker_required(WORKER_ROLES)
@require_POST
def act(request: LoggedInRequest, pk: int, action: str) -> HttpResponse:
    """Check, close or reopen one care point of the worker's regions."""
    facility = get_object_or_404(Facility.objects.editable_by(request.user), pk=pk)
    service, done = _ACTIONS[action]
    with errors_shown(request):
        service(facility=facility, actor=request.user)
        messages.success(request, done)
    return redirect("facilities_facility:inspect", facility.pk)


class CorrectionQueue(WorkbenchView):
    """Errors that residents reported in entries of the worker's regions; handled ones stay readable."""

    roles = STAFF_ROLES
    page_title = gettext_lazy("Reported errors")
    header_icon = "warning"
    template_name = "facilities/workbench/corrections.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        handled = self.request.GET.get("state") == "handled"
        rows = FacilityCorrection.objects.visible_to(user).select_related(
            "facility__region__parent__parent", "handled_by"
        )
        rows = (
            rows.exclude(state=CorrectionState.OPEN)
            if handled
            else rows.waiting().order_by("created_at", "pk")
        )
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        found = [
            {"correction": row, "phones": phone_links(row.phone), "may_handle": can_edit(user, row.facility)}
            for row in page
        ]
        return super().get_context_data(**kwargs) | {"page_obj": page, "rows": found, "handled": handled}


@worker_required(WORKER_ROLES)
@require_POST
def handle(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Close one report."""
    correction = get_object_or_404(FacilityCorrection.objects.editable_by(request.user), pk=pk)
    form = HandleCorrectionForm(request.POST)
    if form.is_valid():
        outcome = CorrectionState(form.cleaned_data["outcome"])
        handle_correction(
            correction=correction, actor=request.user, outcome=outcome, note=form.cleaned_data["note"]
        )
        messages.success(request, _("Thank you, the report is settled."))
    else:
        messages.error(request, _("Say whether the entry was corrected or was right."))
    return redirect("facilities_workbench:corrections")
