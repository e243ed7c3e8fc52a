"""Consent, and mandates by which one person acts for another."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.enums import ConsentMethod, ConsentPurpose
from people.scopes import in_scope


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> ConsentQuerySet:
        return self.filter(withdrawn_on=None)

    def visible_to(self, user: Any) -> ConsentQuerySet:
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(person__user=user) | in_scope(user, "person__region_id"))


class Consent(models.Model):
    """That a person agreed to something: who, when, how, recorded by whom (PIPL 14, 15). Withdrawal keeps the row."""

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="consents", verbose_name=_("person")
    )
    purpose = models.CharField(_("purpose"), max_length=30, choices=ConsentPurpose.choices)
    given_on = models.DateField(_("given on"))
    method = models.CharField(_("how"), max_length=20, choices=ConsentMethod.choices)
    given_by = models.CharField(
        _("given by"), max_length=60, blank=True, help_text=_("Guardian or relative, if not the person")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_note = models.CharField(_("why withdrawn"), max_length=200, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_on=None), name="one_consent_in_force"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=models.F("given_on")),
                name="consent_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_purpose_display()}"


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self) -> MandateQuerySet:
        today = timezone.localdate()
        return self.filter(revoked_at=None, valid_from__lte=today).filter(
            Q(valid_until=None) | Q(valid_until__gte=today)
        )

    def visible_to(self, user: Any) -> MandateQuerySet:
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            Q(principal__user=user) | Q(agent__user=user) | in_scope(user, "principal__region_id")
        )


class Mandate(models.Model):
    """That a relative or worker (`agent`) may see and act for a person (`principal`)."""

    principal = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="mandates_given", verbose_name=_("for whom")
    )
    agent = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="mandates_held", verbose_name=_("who acts")
    )
    relation = models.CharField(_("relation"), max_length=40)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(condition=~Q(principal=models.F("agent")), name="mandate_for_another"),
        ]

    def __str__(self) -> str:
        return f"{self.agent} → {self.principal}"

    @property
    def is_in_force(self) -> bool:
        today = timezone.localdate()
        return (
            self.revoked_at is None
            and self.valid_from <= today
            and (self.valid_until is None or self.valid_until >= today)
        )
