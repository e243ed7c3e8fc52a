from __future__ import annotations

from typing import Any

import django_filters
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column

from common.months import first_day
from common.phone_lists import first_call, phone_links
from common.suspensions import suspensions_of
from common.web import LoggedInRequest
from people.logins.models import User
from timebank.ledger.workbench.viewsets import BookViewSet
from timebank.rewards.enums import OfferState, PartnerKind, PartnerState, VoucherState
from timebank.rewards.models.offers import Offer, Voucher
from timebank.rewards.models.partners import Partner, PartnerSuspension
from timebank.rewards.permissions import can_review_partner
from timebank.rewards.selectors.partners import sums_by_month
from workbench.columns import BadgeColumn, LinkColumn, MomentColumn
from workbench.filters import ScopedFilterSet
from workbench.menu import Section
from workbench.scopes import in_scope


class RewardsViewSet(BookViewSet):
    """Of the partners of one's regions."""

    scope = "partner__region_id"

    def visible_rows(self, user: User) -> models.QuerySet[Any]:
        """What is on offer is public on the portal; the workbench shows what one answers for."""
        return super().visible_rows(user).filter(in_scope(user, self.scope))


SUSPENDED = "suspended"


class PartnerFilterSet(ScopedFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="by_state",
        choices=[*PartnerState.choices, (SUSPENDED, gettext_lazy("Suspended"))],
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=PartnerKind.choices)

    class Meta:
        model = Partner
        fields: list[str] = []

    def by_state(self, rows: models.QuerySet[Any], name: str, value: str) -> models.QuerySet[Any]:
        suspended = PartnerSuspension.objects.in_force().values("partner")
        if value == SUSPENDED:
            return rows.filter(pk__in=suspended)
        return rows.filter(state=value).exclude(pk__in=suspended)


def _phone(row: Partner) -> str:
    return " ".join(phone.label for phone in phone_links(row.phone))


class PartnerViewSet(RewardsViewSet):
    model = Partner
    icon = "home"
    menu_section = Section.TIMEBANK
    menu_order = 70
    menu_label = pgettext_lazy("points", "Partners")
    scope = "region_id"
    list_display = [
        "name",
        "kind",
        Column("region", label=gettext_lazy("Region"), accessor="region.full_name", sort_key="region"),
        LinkColumn(
            "phone",
            label=pgettext_lazy("partner", "Phone"),
            accessor=_phone,
            get_url=lambda row: first_call(row.phone),
        ),
        BadgeColumn("state", label=gettext_lazy("State"), accessor="state_badge", sort_key="state"),
        MomentColumn("created_at", label=gettext_lazy("Registered on"), sort_key="created_at"),
    ]
    filterset_class = PartnerFilterSet
    list_export = [
        "name",
        "get_kind_display",
        "region",
        "address",
        "phone",
        "state_words",
        "created_at",
    ]
    search_fields = ["name", "address"]
    inspect_template_name = "timebank/rewards/workbench/partner.html"
    inspect_view_fields = ["name"]

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        rows = super().list_rows(request)
        return rows.select_related("region__parent__parent").prefetch_related("suspensions")

    def inspect_context(self, request: LoggedInRequest, instance: Any) -> dict[str, Any]:
        sums, redeemed = sums_by_month(instance), Voucher.objects.redeemed().filter(offer__partner=instance)
        return {
            "phones": phone_links(instance.phone),
            "organization": getattr(instance, "organization", None),
            "staff": instance.staff.filter(ended_at=None).order_by("role", "invited_at", "pk"),
            "offers": instance.offers.with_ordered(timezone.now()),
            "published": instance.offers.filter(state=OfferState.PUBLISHED).count(),
            "redeemed": redeemed.count(),
            "open_vouchers": Voucher.objects.open(timezone.now()).filter(offer__partner=instance).count(),
            "sums": sums,
            "this_month": next((one for one in sums if one.month == first_day(timezone.localdate())), None),
            "suspensions": suspensions_of(instance),
            "may_decide": can_review_partner(request.user, instance),
            "states": PartnerState,
        }


def _partner_url(row: Any) -> str:
    return reverse("timebank_partner:inspect", args=[row.partner.pk])


def _partners(request: LoggedInRequest) -> models.QuerySet[Partner]:
    return Partner.objects.filter(in_scope(request.user))


class OfferFilterSet(ScopedFilterSet):
    region_path = "partner__region_id"
    by_address = ("partner",)
    partner = django_filters.ModelChoiceFilter(queryset=_partners)

    class Meta:
        model = Offer
        fields = ["state", "kind"]


class VoucherFilterSet(ScopedFilterSet):
    region_path = "offer__partner__region_id"
    by_address = ("partner",)
    partner = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("points", "Partner"), field_name="offer__partner", queryset=_partners
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="by_state",
        choices=[(state, state.label) for state in (VoucherState.ISSUED, VoucherState.REDEEMED)],
    )

    class Meta:
        model = Voucher
        fields = ["created_at"]

    def by_state(self, rows: models.QuerySet[Any], name: str, value: str) -> models.QuerySet[Any]:
        wanted = (
            Voucher.objects.redeemed()
            if value == VoucherState.REDEEMED
            else Voucher.objects.open(timezone.now())
        )
        return rows.filter(pk__in=wanted.values("pk"))


class OfferViewSet(RewardsViewSet):
    model = Offer
    icon = "tag"
    menu_section = Section.TIMEBANK
    menu_order = 71
    menu_label = pgettext_lazy("points", "Offers")
    list_display = [
        "title",
        LinkColumn(
            "partner", label=pgettext_lazy("points", "Partner"), accessor="partner.name", get_url=_partner_url
        ),
        "kind",
        "price_points",
        "left",
        "valid_until",
        "state",
    ]
    filterset_class = OfferFilterSet
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
    list_display = [
        "title",
        LinkColumn(
            "partner",
            label=pgettext_lazy("points", "Partner"),
            accessor="offer.partner.name",
            get_url=lambda row: _partner_url(row.offer),
        ),
        "holder",
        "price_points",
        "state_label",
        MomentColumn("created_at", label=gettext_lazy("Ordered at"), sort_key="created_at"),
        MomentColumn("redeemed_at", label=gettext_lazy("Redeemed at")),
    ]
    filterset_class = VoucherFilterSet
    list_export = ["title", "partner", "price_points", "state_label", "created_at", "redeemed_at"]
    search_fields = ["title", "offer__partner__name"]
    inspect_view_fields = ["title", "offer", "created_at"]
    inspect_template_name = "timebank/rewards/workbench/voucher.html"

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        rows: Any = super().list_rows(request)
        return rows.whole().order_by("-created_at", "-pk")
