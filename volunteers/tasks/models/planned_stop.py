"""Times that are proposed and not agreed yet."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PlannedStop(models.Model):
    """When somebody means to do one task.

    With an `assignment` a draft: a time proposed or chosen, until it is agreed (Assignment.planned_for) or thrown away.
    Without one the intention of a worker who makes a visit as part of the job; it ends with the task. `starts_at` is
    empty where no time was found; `unfit` says why (routing.rounds.Infeasibility). Nothing here is history, so that
    rows are deleted with what they belong to.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", verbose_name=_("person"))
    task = models.ForeignKey("volunteers.Task", models.CASCADE, related_name="+", verbose_name=_("task"))
    assignment = models.ForeignKey(
        "volunteers.Assignment",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assignment"),
    )
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    unfit = models.CharField(_("why no time was found"), max_length=12, blank=True)
    by_hand = models.BooleanField(_("chosen by hand"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("stop to schedule")
        verbose_name_plural = _("stops to schedule")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "task"], name="stop_once_a_person"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=False, unfit="") | Q(starts_at__isnull=True) & ~Q(unfit=""),
                name="stop_has_time_or_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_at"], name="stop_person_day")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.task_id} · {self.starts_at}"
