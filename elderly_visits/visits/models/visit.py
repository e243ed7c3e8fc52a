"""A visit that is due."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elderly_visits.register.enums import RiskTier
from elderly_visits.visits.enums import VisitMethod
from people.actors import AnyUser
from people.mandates.models import in_sight

# For an order in which high risk comes first.
TIER_ORDER = models.Case(
    models.When(tier=RiskTier.HIGH, then=0),
    models.When(tier=RiskTier.KEY, then=1),
    default=2,
    output_field=models.IntegerField(),
)


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: AnyUser) -> VisitQuerySet:
        """Like the elder's file. Volunteers reach a visit through their own assignment only."""
        return self.filter(in_sight(user, "elder__person", "elder__region_id"))


class Visit(models.Model):
    """One visit (探访) due to one elder in one month. Where, when, who and whether it was done is the task's to say.

    `month` is the first day of the month; `ordinal` counts from 1, 0 marks a visit outside the plan (a crisis call).
    """

    elder = models.ForeignKey(
        "elderly_visits.Elder", models.PROTECT, related_name="visits", verbose_name=_("elder")
    )
    task = models.OneToOneField(
        "volunteers.Task", models.PROTECT, related_name="visit", verbose_name=_("task")
    )
    month = models.DateField(_("month"))
    ordinal = models.PositiveSmallIntegerField(_("number in the month"))
    tier = models.CharField(_("risk tier"), max_length=10, choices=RiskTier.choices)
    method = models.CharField(
        _("method"), max_length=10, choices=VisitMethod.choices, default=VisitMethod.HOME
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["month", "elder_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["elder", "month", "ordinal"], condition=Q(ordinal__gt=0), name="planned_visit_once"
            )
        ]
        indexes = [models.Index(fields=["month", "elder"], name="visit_month_elder")]

    def __str__(self) -> str:
        return f"{self.elder} · {self.month:%Y-%m} · {self.ordinal}"
