from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.actors import AnyUser
from timebank.oversight.enums import CallResult, CallState
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import in_scope


class PhoneSampleQuerySet(models.QuerySet["PhoneSample"]):
    def visible_to(self, user: AnyUser) -> PhoneSampleQuerySet:
        """Those of counties that hold, or lie in, a region one manages or audits."""
        if not user.is_authenticated:
            return self.none()
        calls = PhoneCall.objects.visible_to(user).values("sample")
        return self.filter(in_scope(user, "county_id", OVERSIGHT_ROLES) | models.Q(pk__in=calls))


class PhoneSample(models.Model):
    """A draw: which services of a month in a county are asked about. Append-only in the database itself.

    Reproducible: `frame` is what could be drawn, pairs of a record's key and of the log-in that confirmed it (null: the
    evidence sufficed); with `seed` it gives the same draw again at any time.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    county = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("county"))
    month = models.DateField(_("month of the services"))
    seed = models.CharField(_("random seed of the draw"), max_length=32)
    frame = models.JSONField(_("list of eligible services"), default=list)
    population = models.PositiveIntegerField(_("eligible services"))
    nobody_to_call = models.PositiveIntegerField(_("services with nobody to call"))
    verifiers = models.PositiveIntegerField(_("workers who confirmed them"))
    drawn_at = models.DateTimeField(_("drawn at"), default=timezone.now)

    objects = PhoneSampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample for telephone checks")
        verbose_name_plural = _("samples for telephone checks")
        ordering = ["-month", "county"]
        constraints = [models.UniqueConstraint(fields=["county", "month"], name="one_sample_a_month")]

    def __str__(self) -> str:
        return f"{self.county} · {self.month:%Y-%m}"


class PhoneCallQuerySet(models.QuerySet["PhoneCall"]):
    def visible_to(self, user: AnyUser) -> PhoneCallQuerySet:
        """Managers and auditors of the service's region, but not the volunteer who served."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_scope(user, "record__region_id", OVERSIGHT_ROLES)).exclude(
            record__person__user=user
        )


class PhoneCall(models.Model):
    """One service of a sample: whom to ask, and what was answered. Changed by timebank.oversight.services.samples
    only.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sample = models.ForeignKey(PhoneSample, models.PROTECT, related_name="calls", verbose_name=_("sample"))
    record = models.ForeignKey(
        "timebank.ServiceRecord", models.PROTECT, related_name="calls", verbose_name=_("service record")
    )
    served = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="+", verbose_name=_("beneficiary")
    )
    state = models.CharField(_("state"), max_length=15, choices=CallState.choices, default=CallState.TO_CALL)
    attempts = models.PositiveSmallIntegerField(_("calls made"), default=0)
    decided_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = PhoneCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("telephone check")
        verbose_name_plural = _("telephone checks")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sample", "record"], name="record_once_in_a_sample")]
        indexes = [models.Index(fields=["state"], name="phone_call_state")]

    def __str__(self) -> str:
        return f"{self.record} · {self.get_state_display()}"


class PhoneCallAttempt(models.Model):
    """A call that was made. Append-only in the database itself."""

    call = models.ForeignKey(
        PhoneCall, models.PROTECT, related_name="attempts_made", verbose_name=_("telephone check")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who called")
    )
    result = models.CharField(_("answer"), max_length=15, choices=CallResult.choices)
    note = models.CharField(pgettext_lazy("telephone check", "note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("telephone call")
        verbose_name_plural = _("telephone calls")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.get_result_display())
