"""Asking people in turn to stand in for one visit."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest
from visit_planning.dispatch.workbench.board import own_visit
from visit_planning.reasons import reason_label
from visit_planning.stand_ins.enums import SearchState
from visit_planning.stand_ins.services.searching import start_search, stop_search
from workbench.guards import worker_required
from workbench.roles import WORKER_ROLES

MOST_AT_ONCE = 10


@worker_required(WORKER_ROLES)
@require_POST
def start(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Begin to ask; how many at once may be said, otherwise the rule in force decides."""
    visit = own_visit(request, pk)
    text = request.POST.get("at_once", "").strip()
    try:
        if text and not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MOST_AT_ONCE):
            raise ValidationError(_("From 1 to %(most)d people at once.") % {"most": MOST_AT_ONCE})
        search = start_search(visit=visit, actor=request.user, at_once=int(text) if text else None)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        if search.state == SearchState.EXHAUSTED:
            messages.warning(
                request, _("There is nobody to ask: %(reason)s.") % {"reason": reason_label(search.reason)}
            )
        else:
            messages.success(request, _("The first on the list are being asked."))
    return redirect("visit_planning_workbench:dispatch_visit", pk)


@worker_required(WORKER_ROLES)
@require_POST
def stop(request: LoggedInRequest, pk: int, search: int) -> HttpResponse:
    """Ask nobody any more."""
    visit = own_visit(request, pk)
    stop_search(search=get_object_or_404(visit.searches, pk=search), actor=request.user)
    messages.success(request, _("Asking has stopped."))
    return redirect("visit_planning_workbench:dispatch_visit", pk)
