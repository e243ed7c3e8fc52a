"""Partners, offers and vouchers in the workbench: a queue to decide on, and lists within one's regions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from people.enums import MANAGER_ROLES
from people.scopes import in_scope
from people.web import typed
from people.workbench import ScopedModelViewSet, WorkbenchView, worker_required
from timebank.enums import PartnerState
from timebank.errors import TimebankError
from timebank.models import Offer, Partner, Voucher
from timebank.permissions import can_review_partner
from timebank.selectors import partners_to_review, sums_by_month
from timebank.services import reinstate_partner, review_partner, suspend_partner


class PointsViewSet(ScopedModelViewSet):
    """A list and a file without any form, of the partners of one's regions."""

    add_to_admin_menu = False
    change_roles: Iterable[str] = ()
    history_view_enabled = False
    scope = "partner__region_id"

    def visible_rows(self, user: Any) -> models.QuerySet[Any]:
        """What is on offer is public on the portal; the workbench shows what one answers for."""
        return super().visible_rows(user).filter(in_scope(user, self.scope))


class PartnerViewSet(PointsViewSet):
    model = Partner
    icon = "home"
    menu_label = pgettext_lazy("points", "Partners")
    scope = "region_id"
    list_display = ["name", "kind", "region", "state", "created_at"]
    list_filter = ["state", "kind"]
    list_export = [
        "name",
        "get_kind_display",
        "region",
        "address",
        "phone",
        "get_state_display",
        "created_at",
    ]
    search_fields = ["name", "address"]
    inspect_template_name = "timebank/workbench/partner.html"
    inspect_view_fields = [
        "name",
        "kind",
        "region",
        "address",
        "phone",
        "opening_note",
        "state",
        "review_note",
        "reviewed_by",
        "reviewed_at",
        "created_at",
        "is_demo",
    ]

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("region")

    def inspect_context(self, request: HttpRequest, instance: Any) -> dict[str, Any]:
        return {
            "offers": instance.offers.with_taken(timezone.now()),
            "sums": sums_by_month(instance),
            "may_decide": can_review_partner(request.user, instance),
            "states": PartnerState,
        }


class OfferViewSet(PointsViewSet):
    model = Offer
    icon = "tag"
    menu_label = pgettext_lazy("points", "Offers")
    list_display = ["title", "partner", "kind", "price_points", "left", "valid_until", "state"]
    list_filter = ["state", "kind"]
    list_export = [
        "title",
        "partner",
        "get_kind_display",
        "price_points",
        "stock",
        "left",
        "valid_from",
        "valid_until",
        "get_state_display",
    ]
    search_fields = ["title", "partner__name"]
    inspect_view_fields = [
        "title",
        "partner",
        "kind",
        "description",
        "price_points",
        "stock",
        "most_per_month",
        "valid_from",
        "valid_until",
        "reach",
        "state",
        "changed_by",
        "created_at",
    ]

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows: Any = super().list_rows(request)
        return rows.with_taken(timezone.now()).select_related("partner").order_by("-created_at", "-pk")


class VoucherViewSet(PointsViewSet):
    """Without codes, and with masked names: enough to answer a question, nothing to fetch goods with."""

    model = Voucher
    icon = "form"
    menu_label = gettext_lazy("Vouchers")
    scope = "offer__partner__region_id"
    list_display = ["title", "partner", "holder", "price_points", "state_label", "created_at", "redeemed_at"]
    list_filter = ["created_at"]
    list_export = ["title", "partner", "price_points", "state_label", "created_at", "redeemed_at"]
    search_fields = ["title", "offer__partner__name"]
    inspect_view_fields = ["title", "offer", "created_at"]
    inspect_template_name = "timebank/workbench/voucher.html"

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows: Any = super().list_rows(request)
        return rows.whole().order_by("-created_at", "-pk")


class PartnerQueue(WorkbenchView):
    """Partners that wait for a manager's word."""

    roles = MANAGER_ROLES
    page_title = gettext_lazy("Partners to review")
    header_icon = "home"
    template_name = "timebank/workbench/partner_queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(partners_to_review(self.request.user), 30).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page_obj": page}


@worker_required(MANAGER_ROLES)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, send back, suspend or take back a partner."""
    partner = get_object_or_404(partners_to_review(request.user, waiting_only=False), pk=pk)
    note = typed(request, "note")
    decision = request.POST.get("decision", "")
    try:
        if decision == "suspend":
            suspend_partner(partner=partner, actor=request.user, note=note)
        elif decision == "reinstate":
            reinstate_partner(partner=partner, actor=request.user)
        else:
            review_partner(partner=partner, actor=request.user, approve=decision == "approve", note=note)
    except TimebankError as error:
        messages.error(request, str(error))
    else:
        done = {
            "approve": _("Approved."),
            "suspend": _("Suspended. Who holds a voucher was told."),
            "reinstate": _("Taken back."),
        }
        messages.success(request, done.get(decision, _("Sent back with your reason.")))
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return redirect(target)
    return redirect("timebank_partners:review")
