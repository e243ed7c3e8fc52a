"""What managers decide about partners: approving, sending back, suspending, taking back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, next_url, posted_text
from policies.selectors import value
from timebank.pages import refusals_told
from timebank.rewards import policy
from timebank.rewards.errors import PartnerRefused
from timebank.rewards.models.offers import Voucher
from timebank.rewards.models.partners import Partner
from timebank.rewards.selectors.partners import partners_to_review
from timebank.rewards.services.partners import lift_suspension, review_partner, suspend_partner
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import MANAGER_ROLES
from workbench.suspending import SuspensionPage


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
    """Approve or send back a partner, or lift its suspension."""
    partner = get_object_or_404(partners_to_review(request.user, waiting_only=False), pk=pk)
    note = posted_text(request, "note")
    decision = request.POST.get("decision", "")
    with refusals_told(request):
        if decision == "reinstate":
            lift_suspension(partner=partner, actor=request.user)
        else:
            review_partner(partner=partner, actor=request.user, approve=decision == "approve", note=note)
        done = {
            "approve": _("Approved."),
            "reinstate": _("Taken back."),
        }
        messages.success(request, done.get(decision, _("Sent back with your reason.")))
    return redirect(next_url(request, "timebank_partners:review"))


class SuspendPartner(SuspensionPage):
    """Out of use until a day, after a look at what that stops."""

    roles = MANAGER_ROLES
    page_title = gettext_lazy("Suspend a partner")
    done = gettext_lazy("Suspended. Voucher holders have been notified.")

    @cached_property
    def partner(self) -> Partner:
        rows = partners_to_review(self.request.user, waiting_only=False)
        return get_object_or_404(rows.approved(), pk=self.kwargs["pk"])

    @property
    def lede(self) -> str:
        return self.partner.name

    def most_days(self) -> int:
        return value(policy.LONGEST_SUSPENSION, region=self.partner.region_id)

    def consequences(self, until: date) -> Sequence[str]:
        offers = self.partner.offers.on_offer(timezone.localdate()).count()
        vouchers = Voucher.objects.open(timezone.now()).filter(offer__partner=self.partner).count()
        return [
            ngettext(
                "%(count)d offer cannot be ordered until then.",
                "%(count)d offers cannot be ordered until then.",
                offers,
            )
            % {"count": offers},
            ngettext(
                "%(count)d voucher cannot be redeemed; its holder is told and can give it back.",
                "%(count)d vouchers cannot be redeemed; their holders are told and can give them back.",
                vouchers,
            )
            % {"count": vouchers},
        ]

    def suspend(self, until: date, reason: str) -> None:
        try:
            suspend_partner(partner=self.partner, actor=self.request.user, until=until, note=reason)
        except PartnerRefused as error:
            raise ValidationError(str(error)) from error

    def back(self) -> str:
        return reverse("timebank_partner:inspect", args=[self.partner.pk])
