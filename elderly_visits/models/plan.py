"""The record of one planning of a month."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workbench.scopes import in_scope


class VisitPlanQuerySet(models.QuerySet["VisitPlan"]):
    def visible_to(self, user: Any) -> VisitPlanQuerySet:
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(in_scope(user))


class VisitPlan(models.Model):
    """What `plan_visits` did once: for which month and region, on which inputs, with which result.

    `fingerprint` is a hash of everything that goes into the plan: equal inputs need no second solution. `figures` is
    the JSON that the command prints (formats.md).
    """

    month = models.DateField(_("month"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    fingerprint = models.CharField(max_length=64)
    figures = models.JSONField(_("figures"), default=dict)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("requested by"),
    )

    objects = VisitPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["month", "region"], name="plan_month_region")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} · {self.region}"
