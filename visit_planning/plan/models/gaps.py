"""What the latest plan of a month says about its gaps: who competes for whose time, and where volunteers are missing.

Both are worked out from the engine's answer when a plan is made, and replaced by the next plan of the month and region.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.actors import AnyUser
from workbench.roles import STAFF_ROLES
from workbench.scopes import in_scope


class TimeShortage(models.Model):
    """A visit that nobody makes because nobody near has time, and the neighbourhood in which it competes.

    The neighbourhood's numbers (see matching.cut) are the same on all visits with its `neighbourhood`: so
    many `visits` for so many `elders` have only these `volunteers`, who can make `possible` of them. Not `complete`:
    there are at least so many.
    """

    plan = models.ForeignKey("visit_planning.VisitPlan", models.CASCADE, related_name="shortages")
    visit = models.OneToOneField("elderly_visits.Visit", models.CASCADE, related_name="shortage")
    neighbourhood = models.PositiveIntegerField(_("neighbourhood"))
    visits = models.PositiveIntegerField(_("visits"))
    elders = models.PositiveIntegerField(_("elders"))
    volunteers = models.PositiveIntegerField(_("volunteers"))
    possible = models.PositiveIntegerField(_("visits they can make"))
    complete = models.BooleanField(_("count complete"), default=True)

    class Meta:
        verbose_name = _("shortage of time")
        verbose_name_plural = _("shortages of time")
        ordering = ["plan", "neighbourhood", "pk"]

    def __str__(self) -> str:
        return f"{self.plan} · {self.neighbourhood}"


class MissingVolunteersQuerySet(models.QuerySet["MissingVolunteers"]):
    def visible_to(self, user: AnyUser) -> MissingVolunteersQuerySet:
        """Those of one's regions."""
        return self.filter(in_scope(user, "region_id", STAFF_ROLES))


class MissingVolunteers(models.Model):
    """What one more volunteer in a community would bring this month (see matching.missing).

    `visits` more would be made, `elders` of them seen who are seen by nobody now; `gain_m` is the same with ways, in
    metres as the planner weighs them, and orders the list. `uncovered` elders without any visit and `unmatched` visits
    lie within such a volunteer's reach.
    """

    plan = models.ForeignKey("visit_planning.VisitPlan", models.CASCADE, related_name="missing_volunteers")
    month = models.DateField(_("month"))
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", verbose_name=_("community")
    )
    gain_m = models.PositiveBigIntegerField(_("gain in metres"))
    visits = models.PositiveIntegerField(_("more visits"))
    elders = models.PositiveIntegerField(_("more elders seen"))
    uncovered = models.PositiveIntegerField(_("elders without any visit"))
    unmatched = models.PositiveIntegerField(_("visits without a volunteer"))

    objects = MissingVolunteersQuerySet.as_manager()

    class Meta:
        verbose_name = _("missing volunteers")
        verbose_name_plural = _("missing volunteers")
        ordering = ["-gain_m", "region_id"]
        constraints = [
            models.UniqueConstraint(fields=["month", "region"], name="missing_once_a_month_and_community")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} · {self.region}"
