"""The random sample of visits by staff that are asked about by telephone.

Visits by staff earn nothing and make no service record, so that the time bank's sample does not know them. This one is
drawn and called in the same way.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elderly_visits.staff_checks.enums import Way
from people.actors import AnyUser
from timebank.oversight.enums import CallResult, CallState
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import in_scope


class StaffSampleQuerySet(models.QuerySet["StaffSample"]):
    def visible_to(self, user: AnyUser) -> StaffSampleQuerySet:
        """Those of counties that hold, or lie in, a region one manages or audits."""
        if not user.is_authenticated:
            return self.none()
        calls = StaffCall.objects.visible_to(user).values("sample")
        return self.filter(in_scope(user, "county_id", OVERSIGHT_ROLES) | models.Q(pk__in=calls))


class StaffSample(models.Model):
    """A draw: which visits by staff of a month in a county are asked about. Append-only in the database itself.

    Reproducible like the time bank's: `frame` holds pairs of a report's key and of the log-in that wrote it, and `seed`
    gives the same draw again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    county = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("county"))
    month = models.DateField(_("month of the visits"))
    seed = models.CharField(_("random seed of the draw"), max_length=32)
    frame = models.JSONField(_("list of eligible visits"), default=list)
    population = models.PositiveIntegerField(_("eligible visits"))
    nobody_to_call = models.PositiveIntegerField(_("visits with nobody to ask"))
    workers = models.PositiveIntegerField(_("workers who entered them"))
    drawn_at = models.DateTimeField(_("drawn at"), default=timezone.now)

    objects = StaffSampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample of visits by staff")
        verbose_name_plural = _("samples of visits by staff")
        ordering = ["-month", "county"]
        constraints = [models.UniqueConstraint(fields=["county", "month"], name="one_staff_sample_a_month")]

    def __str__(self) -> str:
        return f"{self.county} · {self.month:%Y-%m}"


class StaffCallQuerySet(models.QuerySet["StaffCall"]):
    def visible_to(self, user: AnyUser) -> StaffCallQuerySet:
        """Managers and auditors of the elder's region, but not who made the visit."""
        if not user.is_authenticated:
            return self.none()
        scope = in_scope(user, "report__visit__elder__region_id", OVERSIGHT_ROLES)
        return self.filter(scope).exclude(report__author=user)


class StaffCall(models.Model):
    """One visit of a sample: what the elder answered. Changed by elderly_visits.staff_checks.services only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sample = models.ForeignKey(StaffSample, models.PROTECT, related_name="calls", verbose_name=_("sample"))
    report = models.OneToOneField(
        "elderly_visits.VisitReport",
        models.PROTECT,
        related_name="staff_call",
        verbose_name=_("visit report"),
    )
    state = models.CharField(_("state"), max_length=15, choices=CallState.choices, default=CallState.TO_CALL)
    attempts = models.PositiveSmallIntegerField(_("calls made"), default=0)
    decided_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = StaffCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("telephone check of a visit by staff")
        verbose_name_plural = _("telephone checks of visits by staff")
        ordering = ["pk"]
        indexes = [models.Index(fields=["state"], name="staff_call_state")]

    def __str__(self) -> str:
        return f"{self.report} · {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """Its page in the workbench."""
        return reverse("staff_checks:call", args=[self.uuid])


class StaffCallAttempt(models.Model):
    """A call that was made. Append-only in the database itself."""

    call = models.ForeignKey(
        StaffCall, models.PROTECT, related_name="attempts_made", verbose_name=_("telephone check")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who called")
    )
    result = models.CharField(_("answer"), max_length=15, choices=CallResult.choices)
    way = models.CharField(_("how"), max_length=10, choices=Way.choices, default=Way.ELDER)
    # The number was entered by the one who is checked, or is theirs: nothing is confirmed by it.
    own_number = models.BooleanField(_("number of the one who is checked"), default=False)
    note = models.CharField(pgettext_lazy("telephone check", "note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("telephone call")
        verbose_name_plural = _("telephone calls")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.get_result_display())
