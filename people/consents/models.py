"""Consent, and mandates by which one person acts for another."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from people.consents.enums import ConsentMethod, ConsentPurpose
from workbench.scopes import in_scope, own_rows


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> ConsentQuerySet:
        return self.filter(withdrawn_on=None)

    def visible_to(self, user: AnyUser) -> ConsentQuerySet:
        return self.filter(own_rows(user, "person__user") | in_scope(user, "person__region_id"))


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
    recorded_by = login_on_record(_("recorded by"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_note = models.CharField(_("reason for withdrawal"), max_length=200, blank=True)

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
