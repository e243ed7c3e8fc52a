"""Services that somebody verified many at once."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class VerifiedTogether(models.Model):
    """One press on "verify together" (批量核实). `key` stands in the form: pressed twice it is one."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("verified by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("services verified together")
        verbose_name_plural = _("services verified together")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.actor} · {self.at:%Y-%m-%d %H:%M}"


class TogetherResult(models.Model):
    """What came of one of them: the minutes that were credited, or why it stays. Append-only in the database itself."""

    together = models.ForeignKey(
        VerifiedTogether,
        models.PROTECT,
        related_name="results",
        verbose_name=_("services verified together"),
    )
    assignment = models.ForeignKey(
        "volunteers.Assignment", models.PROTECT, related_name="+", verbose_name=_("assignment")
    )
    minutes = models.PositiveIntegerField(_("minutes credited"), null=True, blank=True)
    why_not = models.CharField(_("why it stays"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("result of verifying together")
        verbose_name_plural = _("results of verifying together")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["together", "assignment"], name="verified_together_once"),
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=False, why_not="")
                | (models.Q(minutes=None) & ~models.Q(why_not="")),
                name="together_done_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self.assignment)

    @property
    def is_done(self) -> bool:
        return self.minutes is not None
