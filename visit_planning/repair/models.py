"""What changed between two plans: a place that cannot be reached, visits matched again, and what became of each."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from visit_planning.plan.models.plan import Closure
from visit_planning.repair.enums import Fate, RepairCause, RepairState
from workbench.scopes import in_scope


def _or_nobody(to: str, verbose_name: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        to, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=verbose_name
    )


class RepairQuerySet(models.QuerySet["Repair"]):
    def due(self) -> RepairQuerySet:
        return self.filter(state=RepairState.WAITING, not_before__lte=timezone.now())

    def visible_to(self, user: AnyUser) -> RepairQuerySet:
        """Those that touch a visit in one's regions, and those for all of a region of one's own."""
        if not user.is_authenticated:
            return self.none()
        touched = RepairedVisit.objects.filter(in_scope(user, "visit__elder__region_id"))
        return self.filter(Q(pk__in=touched.values("repair")) | in_scope(user))


class Repair(models.Model):
    """Visits of one month that are matched again because something happened. Written in the transaction of what
    happened; carried out afterwards, once, however often it is tried.

    `region` is the smallest around the visits that were affected. `figures` holds `visits`, `found`, `nobody`,
    `disturbed` (other elders whose unanswered offer moved), `optimal`, `gap`, `pairs`, `seconds`.
    """

    cause = models.CharField(_("cause"), max_length=12, choices=RepairCause.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=RepairState.choices, default=RepairState.WAITING
    )
    month = models.DateField(_("month"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    volunteer = _or_nobody("volunteers.Volunteer", _("volunteer"))
    elder = _or_nobody("elderly_visits.Elder", _("elder"))
    closure = models.ForeignKey(
        Closure, models.PROTECT, null=True, blank=True, related_name="repairs", verbose_name=_("road closure")
    )
    requested_by = login_on_record(_("asked by"))
    requested_at = models.DateTimeField(_("asked at"), default=timezone.now)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = RepairQuerySet.as_manager()

    class Meta:
        verbose_name = _("repair")
        verbose_name_plural = _("repairs")
        ordering = ["-requested_at", "-pk"]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="repair_waiting"),
            models.Index(fields=["month", "region"], name="repair_month_region"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} · {self.get_cause_display()}"


class RepairedVisit(models.Model):
    """One visit in a repair: who held it before, who was asked instead, and why, or why nobody."""

    repair = models.ForeignKey(Repair, models.PROTECT, related_name="visits", verbose_name=_("repair"))
    visit = models.ForeignKey(
        "elderly_visits.Visit", models.PROTECT, related_name="repairs", verbose_name=_("visit")
    )
    before = _or_nobody("volunteers.Volunteer", _("before"))
    after = _or_nobody("volunteers.Volunteer", _("after"))
    fate = models.CharField(_("result"), max_length=10, choices=Fate.choices, default=Fate.WAITING)
    reason = models.CharField(_("why unassigned"), max_length=40, blank=True)
    distance_m = models.PositiveIntegerField(_("distance in metres"), null=True, blank=True)
    again = models.BooleanField(_("knows the elder"), default=False)

    class Meta:
        verbose_name = _("rematched visit")
        verbose_name_plural = _("rematched visits")
        ordering = ["pk"]
        constraints = [
            # Two volunteers of one visit may drop out; who was asked in their place stands in a row of their own.
            models.UniqueConstraint(fields=["repair", "visit", "before"], name="repaired_visit_once"),
            models.UniqueConstraint(
                fields=["repair", "visit"], condition=Q(before=None), name="repaired_visit_of_nobody_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} · {self.get_fate_display()}"
