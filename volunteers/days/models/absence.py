"""Days on which a volunteer cannot serve."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from volunteers.days.enums import AbsenceReason
from volunteers.registration.models.volunteer import Volunteer
from workbench.scopes import in_scope


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def in_force(self) -> AbsenceQuerySet:
        """Not called off."""
        return self.filter(ended_at=None)

    def ahead(self, volunteer: Volunteer) -> AbsenceQuerySet:
        """Of one volunteer, in force and not over, the first first."""
        rows = self.in_force().filter(volunteer=volunteer, last_day__gte=timezone.localdate())
        return rows.order_by("first_day")

    def touching(self, first: date, last: date) -> AbsenceQuerySet:
        """In force, with a day from `first` to `last`."""
        return self.in_force().filter(first_day__lte=last, last_day__gte=first)

    def visible_to(self, user: AnyUser) -> AbsenceQuerySet:
        """One's own, and those of the volunteers of one's regions."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(volunteer__person__user=user) | in_scope(user, "volunteer__region_id"))


class Absence(models.Model):
    """A volunteer is ill or away from `first_day` to `last_day`, both included. Whoever is back earlier ends it."""

    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="absences", verbose_name=_("volunteer")
    )
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    reason = models.CharField(
        _("reason"), max_length=10, choices=AbsenceReason.choices, default=AbsenceReason.AWAY
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorded_by = login_on_record(_("recorded by"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="absence_first_before_last"
            ),
            models.UniqueConstraint(
                fields=["volunteer", "first_day", "last_day"],
                condition=Q(ended_at=None),
                name="absence_once",
            ),
        ]
        indexes = [models.Index(fields=["last_day"], condition=Q(ended_at=None), name="absence_in_force")]

    def __str__(self) -> str:
        return f"{self.volunteer} · {self.first_day} – {self.last_day}"
