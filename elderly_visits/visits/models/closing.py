"""Months that are closed: the figures as they stood, kept for good."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record


class MonthClosing(models.Model):
    """A month of a county is closed (月度结账). Append-only in the database itself: there is no opening it again.

    What comes later is a correction beside the closed figures (elderly_visits.visits.selectors.corrections).
    """

    county = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("county"))
    month = models.DateField(_("month"))
    closed_at = models.DateTimeField(_("month closed on"), default=timezone.now)
    # Empty: the clock.
    closed_by = login_on_record(_("month closed by"))

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["-month", "county"]
        constraints = [models.UniqueConstraint(fields=["county", "month"], name="month_closed_once")]

    def __str__(self) -> str:
        return f"{self.county} · {self.month:%Y-%m}"


class ClosedFigures(models.Model):
    """What a closed month came to in one community: numbers of elders, each counted once by the best contact of theirs.

    Append-only in the database itself. `region` is where the elders lived when the month was closed.
    """

    closing = models.ForeignKey(
        MonthClosing, models.PROTECT, related_name="figures", verbose_name=_("closed month")
    )
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", verbose_name=_("community")
    )
    # Beside the closing, so that a trend is a range of one index.
    month = models.DateField(_("month"))
    elders = models.PositiveIntegerField(_("elders"))
    verified = models.PositiveIntegerField(_("visited by volunteers, verified"))
    waiting = models.PositiveIntegerField(_("visited by volunteers, not verified"))
    staff_a = models.PositiveIntegerField(_("visited by staff only, grade A"))
    staff_b = models.PositiveIntegerField(_("visited by staff only, grade B"))
    staff_c = models.PositiveIntegerField(_("visited by staff only, grade C"))
    declined = models.PositiveIntegerField(_("declined or not asked"))

    class Meta:
        verbose_name = _("closed figures")
        verbose_name_plural = _("closed figures")
        ordering = ["month", "region"]
        constraints = [
            models.UniqueConstraint(fields=["month", "region"], name="figures_of_a_month_once"),
            models.CheckConstraint(
                condition=Q(
                    elders__gte=F("verified")
                    + F("waiting")
                    + F("staff_a")
                    + F("staff_b")
                    + F("staff_c")
                    + F("declined")
                ),
                name="closed_figures_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} · {self.month:%Y-%m}"
