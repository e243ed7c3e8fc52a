from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class PartnerKind(models.TextChoices):
    """Who takes points for goods and services."""

    SHOP = "shop", _("Shop")
    ORGANIZATION = "organization", pgettext_lazy("partner", "Social organization")
    PUBLIC_BODY = "public_body", _("Public service")


class PartnerState(models.TextChoices):
    """What the review made of it. Whether it is suspended today is said by `PartnerSuspension`."""

    PENDING = "pending", pgettext_lazy("partner", "Waiting for review")
    SENT_BACK = "sent_back", pgettext_lazy("partner", "Sent back")
    APPROVED = "approved", pgettext_lazy("partner", "Approved")


register_badges("partner", {PartnerState.APPROVED: Badge.OK}, default=Badge.WARN)


PARTNER_TRANSITIONS: dict[PartnerState, frozenset[PartnerState]] = {
    PartnerState.PENDING: frozenset({PartnerState.APPROVED, PartnerState.SENT_BACK}),
    PartnerState.SENT_BACK: frozenset({PartnerState.PENDING, PartnerState.APPROVED}),
    PartnerState.APPROVED: frozenset(),
}


class PartnerRole(models.TextChoices):
    MANAGER = "manager", pgettext_lazy("partner", "Manager")
    TILL = "till", pgettext_lazy("partner", "Till staff")


class OfferKind(models.TextChoices):
    """What points are exchanged for. Money is none of them (no cash, ever)."""

    GOODS = "goods", _("Goods")
    SERVICE = "service", pgettext_lazy("offer", "Service")


class OfferState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("offer", "Draft")
    PUBLISHED = "published", pgettext_lazy("offer", "On offer")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Withdrawn")


register_badges("offer", {OfferState.PUBLISHED: Badge.OK}, default=Badge.PLAIN)


class VoucherState(models.TextChoices):
    """Where a voucher stands. Read off its reservation in the ledger, and stored nowhere else."""

    ISSUED = "issued", pgettext_lazy("voucher", "Unused")
    REDEEMED = "redeemed", pgettext_lazy("voucher", "Used")
    CANCELLED = "cancelled", pgettext_lazy("voucher", "Returned")
    EXPIRED = "expired", pgettext_lazy("voucher", "Expired")


register_badges("voucher", {VoucherState.ISSUED: Badge.OK}, default=Badge.WARN)
# In the list of one's vouchers those that are over are no news.
register_badges("listed_voucher", {VoucherState.ISSUED: Badge.OK}, default=Badge.PLAIN)
