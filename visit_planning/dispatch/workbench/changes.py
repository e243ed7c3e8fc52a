"""What changed: visits matched again between two plans, what became of each, and why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest
from visit_planning.dispatch.workbench.board import own_visit, to_dispatch
from visit_planning.repair.models import Repair
from visit_planning.repair.selectors import repairs, visits_of
from visit_planning.repair.services.requests import request_for_visit
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import WORKER_ROLES

PER_PAGE = 30


class Changes(WorkbenchView):
    """Repairs in the user's regions, the latest first."""

    page_title = gettext_lazy("What changed")
    header_icon = "history"
    template_name = "visit_planning/workbench/changes.html"

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*WorkbenchView.breadcrumbs_items, to_dispatch()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(repairs(self.request.user), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page_obj": page}


class RepairPage(WorkbenchView):
    """One repair, visit by visit: who before, who now, and why."""

    page_title = gettext_lazy("What changed")
    header_icon = "history"
    template_name = "visit_planning/workbench/repair.html"

    @cached_property
    def repair(self) -> Repair:
        return get_object_or_404(repairs(self.request.user), pk=self.kwargs["pk"])

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        changes = {"url": reverse("visit_planning_workbench:changes"), "label": _("What changed")}
        return [*WorkbenchView.breadcrumbs_items, to_dispatch(), changes]

    def get_page_title(self) -> str:
        return str(self.repair.get_cause_display())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, repair = self.request.user, self.repair
        page = self.listed(visits_of(repair, user), PER_PAGE, detail="what changed")
        return super().get_context_data(**kwargs) | {
            "repair": repair,
            "page_obj": page,
            "rows": list(page),
            "elsewhere": repair.visits.count() - page.paginator.count,
        }


@worker_required(WORKER_ROLES)
@require_POST
def match_again(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Look for somebody for one visit now, instead of with the next plan."""
    visit = own_visit(request, pk)
    if request_for_visit(visit=visit, actor=request.user):
        messages.success(request, _("A volunteer is being sought. Please check again in a moment."))
    else:
        messages.info(request, _("No one else is needed: the visit is over, or it has enough volunteers."))
    return redirect("visit_planning_workbench:dispatch_visit", pk)
