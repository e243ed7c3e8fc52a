"""That a volunteer is suspended for a time, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from volunteers.registration.models.volunteer import Volunteer


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def in_force(self) -> SuspensionQuerySet:
        """Neither over nor ended."""
        return self.filter(ended_at=None, last_day__gte=timezone.localdate())


class Suspension(models.Model):
    """A volunteer is suspended from `first_day` to `last_day`, both included. It ends by itself the day after, unless
    somebody ends it before."""

    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="suspensions", verbose_name=_("volunteer")
    )
    reason = models.CharField(_("reason"), max_length=300)
    first_day = models.DateField(_("from"), default=timezone.localdate)
    last_day = models.DateField(_("until"))
    imposed_by = login_on_record(_("suspended by"))
    imposed_at = models.DateTimeField(_("suspended at"), default=timezone.now)
    ended_by = login_on_record(_("ended by"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="suspension_first_before_last"
            )
        ]
        indexes = [models.Index(fields=["last_day"], condition=Q(ended_at=None), name="suspension_not_ended")]

    def __str__(self) -> str:
        return f"{self.volunteer} · {self.first_day} – {self.last_day}"
