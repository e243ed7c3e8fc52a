from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.fields import login_on_record, optional_key
from common.suspensions import Suspendable, SuspensionBase
from people.actors import AnyUser
from timebank.rewards.enums import PartnerKind, PartnerRole, PartnerState
from workbench.scopes import in_scope


class PartnerQuerySet(models.QuerySet["Partner"]):
    def approved(self) -> PartnerQuerySet:
        return self.filter(state=PartnerState.APPROVED)

    def standing(self) -> PartnerQuerySet:
        """Approved and not suspended today: something can be ordered and redeemed there."""
        return self.approved().exclude(pk__in=PartnerSuspension.objects.in_force().values("partner"))

    def staffed_by(self, user: AnyUser, *roles: str) -> PartnerQuerySet:
        """Where a log-in works, in one of `roles` (default: any)."""
        staff = PartnerStaff.objects.of_user(user)
        if roles:
            staff = staff.filter(role__in=roles)
        return self.filter(pk__in=staff.values("partner"))

    def visible_to(self, user: AnyUser) -> PartnerQuerySet:
        """Those that stand are public; the others are seen by who works there and by the workers of their region."""
        if not user.is_authenticated:
            return self.standing()
        own = PartnerStaff.objects.of_user(user).values("partner")
        return self.filter(Q(pk__in=self.standing().values("pk")) | Q(pk__in=own) | in_scope(user))


class Partner(Suspendable):
    """Who takes points. Reviewed by a manager of its region before anything it offers is shown.

    Changed by `timebank.rewards.services.partners` only.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(pgettext_lazy("partner", "name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=PartnerKind.choices)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    address = models.CharField(pgettext_lazy("partner", "address"), max_length=120)
    phone = models.CharField(pgettext_lazy("partner", "phone"), max_length=20, blank=True)
    opening_note = models.CharField(
        pgettext_lazy("partner", "opening hours"),
        max_length=120,
        blank=True,
        help_text=_("In plain words, for example: daily from 8 to 18."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PartnerState.choices, default=PartnerState.PENDING
    )
    review_note = models.CharField(_("review comment"), max_length=300, blank=True)
    reviewed_by = login_on_record(_("reviewed by"))
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    is_demo = models.BooleanField(_("fictitious, for the demonstration"), default=False)
    created_at = models.DateTimeField(_("registered at"), default=timezone.now)

    objects = PartnerQuerySet.as_manager()
    state_badges = "partner"

    class Meta:
        verbose_name = pgettext_lazy("points", "partner")
        verbose_name_plural = pgettext_lazy("points", "partners")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["state", "region"], name="partner_state_region")]
        constraints = [
            models.UniqueConstraint(fields=["name", "region"], name="partner_name_in_region"),
            models.CheckConstraint(condition=~Q(name=""), name="partner_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stands(self) -> bool:
        """Approved and not suspended today."""
        return self.state == PartnerState.APPROVED and self.suspension is None


class PartnerSuspension(SuspensionBase):
    """For a while nothing is ordered or redeemed there (`timebank.rewards.services.partners.suspend_partner`)."""

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="suspensions", verbose_name=pgettext_lazy("points", "partner")
    )

    class Meta(SuspensionBase.Meta):
        verbose_name = _("suspension of a partner")
        verbose_name_plural = _("suspensions of partners")


class PartnerStaffQuerySet(models.QuerySet["PartnerStaff"]):
    def in_force(self) -> PartnerStaffQuerySet:
        return self.filter(ended_at=None, person__isnull=False)

    def of_user(self, user: AnyUser) -> PartnerStaffQuerySet:
        """Where a log-in works today."""
        if not user.is_authenticated:
            return self.none()
        return self.in_force().filter(person__user=user)

    def invitations_to(self, user: AnyUser, now: datetime) -> PartnerStaffQuerySet:
        """Invitations to the number that a log-in has proved to be its own."""
        if not (user.is_authenticated and user.phone and user.phone_verified):
            return self.none()
        return self.filter(person=None, ended_at=None, phone=user.phone, invited_until__gt=now)


class PartnerStaff(models.Model):
    """Somebody who may redeem vouchers for a partner, and as its manager look after its offers and staff.

    Invited by telephone number, and in force once its owner accepts: whether a number has a log-in is told to nobody.
    """

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="staff", verbose_name=pgettext_lazy("points", "partner")
    )
    person = optional_key("people.Person", _("person"), related_name="partner_staff")
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    role = models.CharField(
        pgettext_lazy("partner", "role"), max_length=10, choices=PartnerRole.choices, default=PartnerRole.TILL
    )
    invited_by = login_on_record(_("invited by"))
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    invited_until = models.DateTimeField(_("invitation valid until"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = login_on_record(_("ended by"))

    objects = PartnerStaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner's staff")
        verbose_name_plural = _("partners' staff")
        ordering = ["role", "invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "person"],
                condition=Q(ended_at=None, person__isnull=False),
                name="partner_staff_once",
            ),
            models.UniqueConstraint(
                fields=["partner", "phone"],
                condition=Q(ended_at=None, person__isnull=True),
                name="partner_invitation_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, accepted_at__isnull=True)
                | Q(person__isnull=False, accepted_at__isnull=False),
                name="partner_staff_accepted_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.partner}"
