from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record, optional_key
from people.actors import AnyUser
from timebank.ledger.enums import SettlementCause
from workbench.scopes import in_scope


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def standing(self) -> SettlementQuerySet:
        return self.filter(undone_at=None)

    def visible_to(self, user: AnyUser) -> SettlementQuerySet:
        """Workers and auditors of the region."""
        return self.filter(in_scope(user))


class Settlement(models.Model):
    """A person's accounts were emptied and closed. `batch` is that of its transfers; `ended` says what ended with it
    (mandates, instructions, nominees by key), so that a mistake can be taken back whole."""

    batch = models.UUIDField(_("batch"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="settlements", verbose_name=_("person")
    )
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    cause = models.CharField(_("why"), max_length=10, choices=SettlementCause.choices)
    to_relative_minutes = models.BigIntegerField(_("to the relative, in minutes"), default=0)
    to_pool_minutes = models.BigIntegerField(_("to the public pool, in minutes"), default=0)
    points = models.BigIntegerField(_("points forfeited"), default=0)
    relative = optional_key("people.Person", _("relative"))
    ended = models.JSONField(_("also ended"), default=dict)
    settled_at = models.DateTimeField(_("settled at"), default=timezone.now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    undone_at = models.DateTimeField(_("reversed at"), null=True, blank=True)
    undone_by = login_on_record(_("reversed by"))
    undo_reason = models.CharField(_("reason for reversal"), max_length=300, blank=True)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["-settled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(undone_at=None), name="settlement_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_cause_display()}"
