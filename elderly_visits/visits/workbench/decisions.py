"""A second person's word about a visit that a worker wrote down, on the page of the report."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_to_messages, posted_text
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.services.staff_visits import (
    accept_late_report,
    refuse_consent,
    void_report_of_staff,
)
from workbench.guards import worker_required
from workbench.roles import MANAGER_ROLES
from workbench.scopes import in_scope


@worker_required(MANAGER_ROLES)
@require_POST
def decide_report(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Accept a late entry, or say that the visit does not count, with the reason."""
    rows = VisitReport.objects.submitted().filter(
        in_scope(request.user, "visit__elder__region_id", MANAGER_ROLES)
    )
    report = get_object_or_404(rows, pk=pk)
    try:
        if request.POST.get("step") == "accept":
            accept_late_report(report=report, actor=request.user)
            messages.success(request, _("Accepted: the visit counts from now on."))
        elif request.POST.get("step") == "no_consent":
            refuse_consent(report=report, actor=request.user)
            messages.success(request, _("Recorded: the elder had not agreed, and the visit does not count."))
        elif request.POST.get("step") == "void":
            void_report_of_staff(
                report=report, actor=request.user, reason=posted_text(request, "reason", 300)
            )
            messages.success(
                request, _("The visit no longer counts, and whoever entered it has been told why.")
            )
    except ValidationError as error:
        errors_to_messages(request, error)
    return redirect("elderly_visits_visitreport:inspect", pk)
