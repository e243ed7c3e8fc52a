"""That somebody leaves the city: announced by one worker, settled by another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Departure(models.Model):
    """A worker says that somebody leaves and their account is to be settled; a second person settles it.

    Over (`ended_at`) when it was settled or withdrawn.
    """

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="departures", verbose_name=_("person")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("announced departure")
        verbose_name_plural = _("announced departures")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="departure_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.entered_at:%Y-%m-%d}"
