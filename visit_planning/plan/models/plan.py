"""The record of one planning of a month."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from visit_planning.plan.enums import FOR_PLANNERS, PlanStage
from workbench.roles import MANAGER_ROLES
from workbench.scopes import in_scope


class VisitPlanQuerySet(models.QuerySet["VisitPlan"]):
    def visible_to(self, user: AnyUser) -> VisitPlanQuerySet:
        """Plans of one's regions; drafts only for those who plan there."""
        return self.filter(
            in_scope(user) & (~Q(stage__in=FOR_PLANNERS) | in_scope(user, "region_id", MANAGER_ROLES))
        )

    def published(self) -> VisitPlanQuerySet:
        """Finished and sent out."""
        return self.filter(stage=PlanStage.PUBLISHED).exclude(finished_at=None)


class VisitPlan(models.Model):
    """What `plan_visits` did once: for which month and region, on which inputs, with which result.

    `fingerprint` is a hash of everything that goes into the plan: equal inputs need no second solution. `figures` is
    the JSON that the command prints (formats.md). `visits` are those that came into the register with it. A draft's
    figures say what publishing it would do; it has asked nobody.
    """

    month = models.DateField(_("month"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    fingerprint = models.CharField(max_length=64)
    figures = models.JSONField(_("figures"), default=dict)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    requested_by = login_on_record(_("requested by"))
    stage = models.CharField(
        _("stage"), max_length=12, choices=PlanStage.choices, default=PlanStage.PUBLISHED
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = login_on_record(_("published by"))
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    stopped_by = login_on_record(_("stopped by"))
    visits = models.ManyToManyField(
        "elderly_visits.Visit", blank=True, related_name="+", verbose_name=_("visits")
    )

    objects = VisitPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["month", "region"], name="plan_month_region")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} · {self.region}"

    @property
    def batch(self) -> str:
        """The mark of the messages that its publication writes."""
        return f"plan:{self.pk}"


class ClosureQuerySet(models.QuerySet["Closure"]):
    def in_force(self) -> ClosureQuerySet:
        """Not opened again."""
        return self.filter(opened_at=None)

    def touching(self, first: date, last: date) -> ClosureQuerySet:
        """In force, with a day from `first` to `last`."""
        return self.in_force().filter(first_day__lte=last, last_day__gte=first)

    def visible_to(self, user: AnyUser) -> ClosureQuerySet:
        return self.filter(in_scope(user))


class Closure(models.Model):
    """A region nobody gets into or out of from `first_day` to `last_day`, both included (snow, flood, a closed road).

    Volunteers who live there serve there, and nobody from outside is sent there.
    """

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    why = models.CharField(_("why"), max_length=200)
    closed_at = models.DateTimeField(_("entered at"), default=timezone.now)
    closed_by = login_on_record(_("entered by"))
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    opened_by = login_on_record(_("reopened by"))

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("road closure")
        verbose_name_plural = _("road closures")
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="closure_first_before_last"
            ),
            models.UniqueConstraint(
                fields=["region", "first_day", "last_day"], condition=Q(opened_at=None), name="closure_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} · {self.first_day} – {self.last_day}"
