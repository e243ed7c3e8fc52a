"""The verification queue of the workbench."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_shown, posted_text
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.queue import to_verify
from volunteers.tasks.services import assignments
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import WORKER_ROLES

PER_PAGE = 30


class VerificationQueue(WorkbenchView):
    """Services that wait for a worker's word, with the evidence there is."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("To verify")
    header_icon = "tasks"
    template_name = "volunteers/workbench/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(to_verify(self.request.user), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page_obj": page}


@worker_required(WORKER_ROLES)
@require_POST
def verify(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Confirm or refuse one service."""
    found = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    note = posted_text(request, "note")
    with errors_shown(request):
        if request.POST.get("decision") == "reject":
            assignments.reject(assignment=found, actor=request.user, note=note)
            messages.success(request, _("Not verified; the volunteer has been told why."))
        else:
            minutes = request.POST.get("minutes", "").strip()
            if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) <= 4):
                raise ValidationError(_("Minutes are a whole number."))
            done = assignments.verify(
                assignment=found, actor=request.user, minutes=int(minutes) if minutes else None, note=note
            )
            messages.success(
                request, _("Verified: %(minutes)d minutes were credited.") % {"minutes": done.minutes or 0}
            )
    return redirect("volunteers_workbench:queue")
