"""Counted rows of the monthly visit rate: what pages add up instead of counting elders (decision 0038)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptMonth(models.Model):
    """A month whose figures are kept: every community without a row of KeptFigures has nobody to count."""

    month = models.DateField(_("month"), primary_key=True)
    # None: taken down, and not counted yet.
    counted_at = models.DateTimeField(_("figures counted at"), null=True)

    class Meta:
        verbose_name = _("kept month")
        verbose_name_plural = _("kept months")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class KeptFigures(models.Model):
    """What a month came to in one community when it was last counted: numbers of elders, by the best contact of each,
    and of visits, by how far they have come.

    True as long as nothing is marked for the community (ChangedCommunity) and `next_change` has not come.
    """

    month = models.DateField(_("month"))
    region = models.ForeignKey(
        "regions.Region", models.CASCADE, related_name="+", verbose_name=_("community")
    )
    elders = models.PositiveIntegerField(_("elders"))
    verified = models.PositiveIntegerField(_("visited by volunteers, verified"))
    waiting = models.PositiveIntegerField(_("visited by volunteers, not verified"))
    staff_a = models.PositiveIntegerField(_("visited by staff only, grade A"))
    staff_b = models.PositiveIntegerField(_("visited by staff only, grade B"))
    staff_c = models.PositiveIntegerField(_("visited by staff only, grade C"))
    declined = models.PositiveIntegerField(_("declined or not asked"))
    open = models.PositiveIntegerField(_("visits without a volunteer"), default=0)
    offered = models.PositiveIntegerField(_("visits offered"), default=0)
    accepted = models.PositiveIntegerField(_("visits accepted"), default=0)
    done = models.PositiveIntegerField(_("visits done"), default=0)
    # When somebody whose file is written already comes onto the register.
    next_change = models.DateField(_("changes on"), null=True)

    class Meta:
        verbose_name = _("kept figures")
        verbose_name_plural = _("kept figures")
        constraints = [models.UniqueConstraint(fields=["month", "region"], name="figures_kept_once")]
        indexes = [
            models.Index(
                fields=["month", "next_change"],
                condition=models.Q(next_change__isnull=False),
                name="figures_next_change",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_id} · {self.month:%Y-%m}"


class ChangedCommunity(models.Model):
    """A mark: something that the figures count has changed in this community. Written by triggers of the database in
    the transaction of the change (elderly_visits.visits.change_marks), and never joined with others' marks: whoever
    counts anew takes away only the marks that stood before."""

    community = models.CharField(_("community"), max_length=12)
    # PostgreSQL's number of the transaction: one mark for each. 0 on SQLite, where one writes at a time, and -1 once
    # somebody counts.
    written_in = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("changed community")
        verbose_name_plural = _("changed communities")
        indexes = [models.Index(fields=["community", "written_in"], name="changed_community")]

    def __str__(self) -> str:
        return self.community
