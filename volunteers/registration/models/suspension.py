"""That a volunteer is suspended for a time, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.suspensions import SuspensionBase
from volunteers.registration.models.volunteer import Volunteer


class Suspension(SuspensionBase):
    """A volunteer's, always with a last day. The day after it is lifted by nobody, unless somebody lifted it before."""

    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="suspensions", verbose_name=_("volunteer")
    )

    class Meta(SuspensionBase.Meta):
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        indexes = [models.Index(fields=["until"], condition=Q(lifted_at=None), name="suspension_not_lifted")]
