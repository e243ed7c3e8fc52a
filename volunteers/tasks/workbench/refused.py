"""Services that were not verified, and looking at one of them again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import errors_added
from common.web import LoggedInRequest
from volunteers.tasks.duties import Bench
from volunteers.tasks.forms import ReopenForm
from volunteers.tasks.selectors.queue import refused
from volunteers.tasks.services import assignments
from workbench.guards import WorkbenchView, worker_required
from workbench.pages import render_form
from workbench.roles import WORKER_ROLES
from workbench.scopes import common_region

PER_PAGE = 30


class RefusedServices(WorkbenchView):
    """Services that were not verified, with the reason; who may decide about one puts it back into the queue."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Not verified")
    header_icon = "tasks"
    template_name = "volunteers/workbench/refused.html"
    access_detail = gettext_lazy("Not verified")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.listed(
            refused(self.request.user), PER_PAGE, region_id=common_region(self.request.user, WORKER_ROLES)
        )
        rows = list(page.object_list)
        bench = Bench(rows)
        why_not = [bench.why_not(self.request.user, row) for row in rows]
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "rows": [(row, str(why.label) if why else "") for row, why in zip(rows, why_not, strict=True)],
        }


@worker_required(WORKER_ROLES)
def reopen(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Put a refused service back into the queue, with a reason that the volunteer reads."""
    found = get_object_or_404(refused(request.user), pk=pk)
    back = reverse("volunteers_workbench:refused")
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        with errors_added(form):
            assignments.reopen_rejected(assignment=found, actor=request.user, note=form.cleaned_data["note"])
            messages.success(request, _("It is in the queue again; the volunteer has been told why."))
            return redirect("volunteers_workbench:queue")
    return render_form(
        request,
        _("Look at this service again"),
        form,
        back=back,
        trail=[(reverse("volunteers_workbench:queue"), _("To verify")), (back, _("Not verified"))],
        lede=_("%(volunteer)s, “%(task)s”, %(place)s. Not verified because: %(note)s")
        % {
            "volunteer": found.volunteer.person.name,
            "task": found.task.title,
            "place": found.task.place_label,
            "note": found.note or "—",
        },
        button=_("Look at it again"),
    )
