from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, next_url, posted_text
from timebank.pages import refusals_told
from timebank.rewards.selectors.partners import partners_to_review
from timebank.rewards.services.partners import reinstate_partner, review_partner, suspend_partner
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import MANAGER_ROLES


class PartnerQueue(WorkbenchView):
    """Partners that wait for a manager's word."""

    roles = MANAGER_ROLES
    page_title = gettext_lazy("Partners to review")
    header_icon = "home"
    template_name = "timebank/rewards/workbench/partner_queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(partners_to_review(self.request.user), 30).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page_obj": page}


@worker_required(MANAGER_ROLES)
@require_POST
def decide(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Approve, send back, suspend or take back a partner."""
    partner = get_object_or_404(partners_to_review(request.user, waiting_only=False), pk=pk)
    note = posted_text(request, "note")
    decision = request.POST.get("decision", "")
    with refusals_told(request):
        if decision == "suspend":
            suspend_partner(partner=partner, actor=request.user, note=note)
        elif decision == "reinstate":
            reinstate_partner(partner=partner, actor=request.user)
        else:
            review_partner(partner=partner, actor=request.user, approve=decision == "approve", note=note)
        done = {
            "approve": _("Approved."),
            "suspend": _("Suspended. Voucher holders have been notified."),
            "reinstate": _("Taken back."),
        }
        messages.success(request, done.get(decision, _("Sent back with your reason.")))
    return redirect(next_url(request, "timebank_partners:review"))
