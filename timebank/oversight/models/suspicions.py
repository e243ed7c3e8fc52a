from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.fields import login_on_record
from people.actors import AnyUser
from timebank.oversight.enums import SuspicionState
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import in_scope


class AnomalyRun(models.Model):
    """A search for suspicions; the next one looks at what came after. Append-only in the database itself."""

    started_at = models.DateTimeField(_("began at"))
    seen_record = models.BigIntegerField(_("newest record"))
    seen_transfer = models.BigIntegerField(_("newest booking number"))
    found = models.PositiveIntegerField(_("found"))

    class Meta:
        verbose_name = _("search for suspicions")
        verbose_name_plural = _("searches for suspicions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}: {self.found}"


class SuspicionQuerySet(models.QuerySet["Suspicion"]):
    def undecided(self) -> SuspicionQuerySet:
        return self.filter(state__in=(SuspicionState.OPEN, SuspicionState.IN_CHECK))

    def visible_to(self, user: AnyUser) -> SuspicionQuerySet:
        """Managers and auditors of the region; nobody sees what is suspected of themself."""
        if not user.is_authenticated:
            return self.none()
        about_self = Suspicion.persons.through.objects.filter(person__user=user).values("suspicion")
        return self.filter(in_scope(user, "region_id", OVERSIGHT_ROLES)).exclude(pk__in=about_self)


class Suspicion(models.Model):
    """A suspicion (疑点): what was found, about whom, with the figures that its reason is written from.

    `key` makes one thing found once, however often one looks. `workers` are the log-ins that confirmed the services:
    they do not decide about them. `kind` names a detector of timebank.oversight.anomalies. What was found never
    changes; state,
    owner and decision are changed by timebank.oversight.services.suspicions, and each step leaves a `SuspicionEvent`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=30)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    figures = models.JSONField(_("figures"), default=dict)
    records = models.ManyToManyField(
        "timebank.ServiceRecord", related_name="suspicions", blank=True, verbose_name=_("service records")
    )
    persons = models.ManyToManyField(
        "people.Person", related_name="+", blank=True, verbose_name=_("people concerned")
    )
    workers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("confirmed by")
    )
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=SuspicionState.choices, default=SuspicionState.OPEN
    )
    owner = login_on_record(_("checked by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision = models.CharField(_("what the check showed"), max_length=500, blank=True)

    objects = SuspicionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspicion")
        verbose_name_plural = _("suspicions")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "in_check"))
                | (~Q(decision="") & Q(decided_at__isnull=False, owner__isnull=False)),
                name="decided_suspicion_says_why",
            )
        ]
        indexes = [models.Index(fields=["region", "state", "-found_at"], name="suspicion_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def get_absolute_url(self) -> str:
        """Its page in the workbench."""
        return reverse("timebank_oversight:suspicion", args=[self.uuid])

    @property
    def is_decided(self) -> bool:
        return self.state in (SuspicionState.CLEARED, SuspicionState.CONFIRMED)


class SuspicionEvent(models.Model):
    """A step in checking a suspicion. Append-only in the database itself."""

    suspicion = models.ForeignKey(
        Suspicion, models.PROTECT, related_name="events", verbose_name=_("suspicion")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = login_on_record(_("who"))
    to_state = models.CharField(pgettext_lazy("state", "to"), max_length=10, choices=SuspicionState.choices)
    note = models.CharField(pgettext_lazy("suspicion", "note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("step of a check")
        verbose_name_plural = _("steps of checks")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_to_state_display()}"
