from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.web import LoggedInRequest
from people.logins.models import User
from timebank.ledger.workbench.viewsets import BookViewSet
from timebank.rewards.enums import PartnerState
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import Partner
from timebank.rewards.permissions import can_review_partner
from timebank.rewards.selectors.partners import sums_by_month
from workbench.menu import Section
from workbench.scopes import in_scope


class RewardsViewSet(BookViewSet):
    """Of the partners of one's regions."""

    scope = "partner__region_id"

    def visible_rows(self, user: User) -> models.QuerySet[Any]:
        """What is on offer is public on the portal; the workbench shows what one answers for."""
        return super().visible_rows(user).filter(in_scope(user, self.scope))


class PartnerViewSet(RewardsViewSet):
    model = Partner
    icon = "home"
    menu_section = Section.TIMEBANK
    menu_order = 70
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
    inspect_template_name = "timebank/rewards/workbench/partner.html"
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

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("region")

    def inspect_context(self, request: LoggedInRequest, instance: Any) -> dict[str, Any]:
        return {
            "offers": instance.offers.with_ordered(timezone.now()),
            "sums": sums_by_month(instance),
            "may_decide": can_review_partner(request.user, instance),
            "states": PartnerState,
        }


class OfferViewSet(RewardsViewSet):
    model = Offer
    icon = "tag"
    menu_section = Section.TIMEBANK
    menu_order = 71
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

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        rows: Any = super().list_rows(request)
        return rows.with_ordered(timezone.now()).select_related("partner").order_by("-created_at", "-pk")


class VoucherViewSet(RewardsViewSet):
    """Without codes, and with masked names: enough to answer a question, nothing to fetch goods with."""

    model = Voucher
    icon = "form"
    menu_section = Section.TIMEBANK
    menu_order = 72
    menu_label = gettext_lazy("Vouchers")
    scope = "offer__partner__region_id"
    list_display = ["title", "partner", "holder", "price_points", "state_label", "created_at", "redeemed_at"]
    list_filter = ["created_at"]
    list_export = ["title", "partner", "price_points", "state_label", "created_at", "redeemed_at"]
    search_fields = ["title", "offer__partner__name"]
    inspect_view_fields = ["title", "offer", "created_at"]
    inspect_template_name = "timebank/rewards/workbench/voucher.html"

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        rows: Any = super().list_rows(request)
        return rows.whole().order_by("-created_at", "-pk")
