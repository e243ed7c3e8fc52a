from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.contrib import admin
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.fields import login_on_record
from people.actors import AnyUser
from timebank.ledger.enums import MOVING_KINDS, Reason
from timebank.ledger.models.transfers import Transfer
from timebank.rewards import voucher_codes
from timebank.rewards.enums import OfferKind, OfferState, VoucherState
from timebank.rewards.models.partners import Partner, PartnerStaff
from workbench.scopes import in_scope

MOST_POINTS = 1_000_000
MOST_STOCK = 1_000_000
MOST_A_MONTH = 1000


def last_day_before(end: datetime) -> date:
    """The local day whose end that is: midnight ends the day before."""
    return timezone.localdate(end - timedelta(seconds=1))


class OfferQuerySet(models.QuerySet["Offer"]):
    def on_offer(self, day: date) -> OfferQuerySet:
        """What can be ordered on `day`, as far as the offer itself says."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=day),
            state=OfferState.PUBLISHED,
            partner__in=Partner.objects.standing(),
            valid_from__lte=day,
        )

    def visible_to(self, user: AnyUser) -> OfferQuerySet:
        """What is on offer is public; the rest is seen by the partner's staff and the workers of its region."""
        public = Q(state=OfferState.PUBLISHED, partner__in=Partner.objects.standing())
        if not user.is_authenticated:
            return self.filter(public)
        own = PartnerStaff.objects.of_user(user).values("partner")
        return self.filter(public | Q(partner__in=own) | in_scope(user, "partner__region_id"))

    def with_ordered(self, now: datetime) -> OfferQuerySet:
        """`ordered`: how many of the stock are ordered or fetched."""
        ordered = (
            Voucher.objects.counted_in_stock(now)
            .filter(offer=OuterRef("pk"))
            .order_by()
            .values("offer")
            .annotate(count=Count("pk"))
            .values("count")
        )
        return self.annotate(ordered=Coalesce(Subquery(ordered, output_field=IntegerField()), Value(0)))


class Offer(models.Model):
    """Goods or a service of a partner, for points. Changed by `timebank.rewards.services.offers` only.

    `stock` is all there is to be had in the offer's life; None: no end of it. What is left follows from the vouchers.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="offers", verbose_name=pgettext_lazy("points", "partner")
    )
    title = models.CharField(pgettext_lazy("offer", "title"), max_length=60)
    description = models.CharField(pgettext_lazy("offer", "description"), max_length=600, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=OfferKind.choices)
    price_points = models.PositiveIntegerField(_("price in points"))
    stock = models.PositiveIntegerField(_("total quantity"), null=True, blank=True)
    most_per_month = models.PositiveIntegerField(
        _("monthly limit per person"), null=True, blank=True, help_text=_("Empty: no limit")
    )
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=OfferState.choices, default=OfferState.DRAFT)
    reach = models.ForeignKey(
        "regions.Region",
        models.PROTECT,
        related_name="+",
        verbose_name=_("for residents of, or volunteers in"),
    )
    changed_by = login_on_record(_("changed by"))
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = OfferQuerySet.as_manager()
    # Set by `with_ordered`.
    ordered: int

    class Meta:
        verbose_name = pgettext_lazy("points", "offer")
        verbose_name_plural = pgettext_lazy("points", "offers")
        ordering = ["partner", "title", "pk"]
        indexes = [models.Index(fields=["state", "valid_from"], name="offer_state_from")]
        constraints = [
            models.CheckConstraint(
                condition=Q(price_points__gte=1, price_points__lte=MOST_POINTS),
                name="offer_price_sensible",
                violation_error_message=_("The price is a whole number of points between 1 and 1,000,000."),
            ),
            models.CheckConstraint(
                condition=Q(stock__isnull=True) | Q(stock__gte=0, stock__lte=MOST_STOCK),
                name="offer_stock_sensible",
                violation_error_message=_("The stock is a whole number between 0 and 1,000,000."),
            ),
            models.CheckConstraint(
                condition=Q(most_per_month__isnull=True)
                | Q(most_per_month__gte=1, most_per_month__lte=MOST_A_MONTH),
                name="offer_month_limit_sensible",
                violation_error_message=_("The limit for a month is a whole number between 1 and 1,000."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="offer_period",
                violation_error_message=_("The offer would end before it begins."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="offer_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    @admin.display(description=_("quantity left"))
    def left(self) -> int | None:
        """How many are left; None: no end of it. Of a row that `with_ordered` fetched."""
        return None if self.stock is None else max(0, self.stock - self.ordered)

    @property
    def is_sold_out(self) -> bool:
        return self.left == 0


class VoucherQuerySet(models.QuerySet["Voucher"]):
    def counted_in_stock(self, now: datetime) -> VoucherQuerySet:
        """Those that were fetched or may still be: neither given back nor expired."""
        return self.filter(
            Q(reservation__resolution__kind__in=MOVING_KINDS)
            | Q(reservation__resolution=None, reservation__expires_at__gt=now)
        )

    def open(self, now: datetime) -> VoucherQuerySet:
        return self.filter(reservation__resolution=None, reservation__expires_at__gt=now)

    def redeemed(self) -> VoucherQuerySet:
        return self.filter(reservation__resolution__kind__in=MOVING_KINDS)

    def whole(self) -> VoucherQuerySet:
        """With all that a page says of a voucher."""
        return self.select_related(
            "offer__partner__region", "person", "reservation__resolution__recorded_by__person"
        )

    def visible_to(self, user: AnyUser) -> VoucherQuerySet:
        """One's own, those for the partner one works for, and those of the partners of one's regions."""
        if not user.is_authenticated:
            return self.none()
        own = PartnerStaff.objects.of_user(user).values("partner")
        return self.filter(
            Q(person__user=user) | Q(offer__partner__in=own) | in_scope(user, "offer__partner__region_id")
        )


class Voucher(models.Model):
    """The right to fetch one piece of an offer, paid with points. Append-only in the database itself.

    The points are reserved in the ledger until `expires_at`; what becomes of the reservation is what becomes of the
    voucher: booked is redeemed, let go is given back or expired. Nothing of that is stored twice, and no clock has to
    move a state. The title and the price are those of the day it was ordered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("short code"), max_length=8, unique=True)
    secret = models.CharField(max_length=32, unique=True, default=voucher_codes.new_secret)
    # Made by the page that asked to confirm: the same page sent twice orders once.
    order = models.UUIDField()
    offer = models.ForeignKey(
        Offer, models.PROTECT, related_name="vouchers", verbose_name=pgettext_lazy("points", "offer")
    )
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="vouchers", verbose_name=_("person")
    )
    title = models.CharField(pgettext_lazy("offer", "title"), max_length=60)
    reservation = models.OneToOneField(
        Transfer, models.PROTECT, related_name="voucher", verbose_name=_("reservation")
    )
    created_at = models.DateTimeField(_("ordered at"), default=timezone.now)

    objects = VoucherQuerySet.as_manager()

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["person", "-created_at"], name="voucher_person_time")]
        constraints = [models.UniqueConstraint(fields=["person", "order"], name="voucher_once_an_order")]

    def __str__(self) -> str:
        # Without the code, which is as good as the goods: lists and headings name a voucher like this.
        return self.title

    @property
    def spaced_code(self) -> str:
        return voucher_codes.spaced(self.code)

    @property
    @admin.display(description=pgettext_lazy("points", "partner"))
    def partner(self) -> Partner:
        return self.offer.partner

    @property
    @admin.display(description=_("points"))
    def price_points(self) -> int:
        return self.reservation.amount

    @property
    @admin.display(description=_("redeemable until"))
    def expires_at(self) -> datetime:
        assert self.reservation.expires_at is not None
        return self.reservation.expires_at

    @property
    def last_day(self) -> date:
        return last_day_before(self.expires_at)

    @property
    def resolution(self) -> Transfer | None:
        """What the reservation came to; None while nothing has."""
        return getattr(self.reservation, "resolution", None)

    def state_at(self, now: datetime) -> VoucherState:
        resolution = self.resolution
        if resolution is None:
            return VoucherState.ISSUED if self.expires_at > now else VoucherState.EXPIRED
        if resolution.kind in MOVING_KINDS:
            return VoucherState.REDEEMED
        return VoucherState.EXPIRED if resolution.reason == Reason.EXPIRED else VoucherState.CANCELLED

    @property
    def state(self) -> VoucherState:
        return self.state_at(timezone.now())

    @property
    @admin.display(description=_("state"))
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    @admin.display(description=pgettext_lazy("voucher", "for whom"))
    def holder(self) -> str:
        """Enough to recognise who stands at the till, no more."""
        return self.person.masked_name

    @property
    @admin.display(description=_("used at"))
    def redeemed_at(self) -> datetime | None:
        resolution = self.resolution
        return resolution.created_at if resolution and resolution.kind in MOVING_KINDS else None

    @property
    @admin.display(description=_("redeemed by"))
    def redeemed_by(self) -> str:
        resolution = self.resolution
        if resolution is None or resolution.recorded_by is None or resolution.kind not in MOVING_KINDS:
            return ""
        return resolution.recorded_by.display_name
