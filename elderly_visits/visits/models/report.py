"""What a visit found."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elderly_visits.visits.enums import (
    ContactState,
    Health,
    Hygiene,
    Living,
    Mood,
    NoContactReason,
    Safety,
    Support,
    VisitMethod,
)
from people.actors import AnyUser
from people.mandates.models import in_sight

# The five looks at the home, in the order of the form.
SAFETY_FIELDS = ("water", "gas", "electricity", "fire", "falls")


class VisitReportQuerySet(models.QuerySet["VisitReport"]):
    def submitted(self) -> VisitReportQuerySet:
        return self.exclude(submitted_at=None)

    def counting(self) -> VisitReportQuerySet:
        """Contacts made: submitted, contact made, and not refused at verification."""
        return self.submitted().filter(contact_made=True, voided_at=None)

    def visible_to(self, user: AnyUser) -> VisitReportQuerySet:
        """The author, the elder, relatives with a mandate, workers of the region."""
        if not user.is_authenticated:
            return self.none()
        seen = in_sight(user, "visit__elder__person", "visit__elder__region_id")
        return self.filter(Q(author=user) | seen)


class VisitReport(models.Model):
    """The record of a visit (探访记录): all fields of domain.md. A draft until `submitted_at` is set.

    `assignment` is empty when a community worker visited as part of the job: recorded, counted, and earning nothing
    (Order 67 art. 19). `voided_at` is set when verification found that the visit did not take place.
    """

    visit = models.OneToOneField(
        "elderly_visits.Visit", models.PROTECT, related_name="report", verbose_name=_("visit")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    assignment = models.ForeignKey(
        "volunteers.Assignment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visit_reports",
        verbose_name=_("assignment"),
    )
    on_behalf_of = models.CharField(_("entered on behalf of"), max_length=60, blank=True)
    visited_at = models.DateTimeField(_("visited at"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=VisitMethod.choices, blank=True)
    contact_made = models.BooleanField(_("contact made"), null=True, blank=True)
    no_contact_reason = models.CharField(
        _("why not"), max_length=20, choices=NoContactReason.choices, blank=True
    )
    health = models.CharField(_("health"), max_length=10, choices=Health.choices, blank=True)
    mood = models.CharField(_("state of mind"), max_length=12, choices=Mood.choices, blank=True)
    living = models.CharField(_("daily living"), max_length=10, choices=Living.choices, blank=True)
    support = models.CharField(
        _("family support and care"), max_length=10, choices=Support.choices, blank=True
    )
    gas = models.CharField(_("gas"), max_length=10, choices=Safety.choices, blank=True)
    water = models.CharField(_("water"), max_length=10, choices=Safety.choices, blank=True)
    electricity = models.CharField(_("electricity"), max_length=10, choices=Safety.choices, blank=True)
    fire = models.CharField(_("fire"), max_length=10, choices=Safety.choices, blank=True)
    falls = models.CharField(_("risk of falling"), max_length=10, choices=Safety.choices, blank=True)
    hygiene = models.CharField(
        _("hygiene and surroundings"), max_length=10, choices=Hygiene.choices, blank=True
    )
    needs = models.CharField(_("service needs"), max_length=500, blank=True)
    policy_information = models.CharField(_("policy information given"), max_length=300, blank=True)
    note = models.CharField(_("remarks"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)

    objects = VisitReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit report")
        verbose_name_plural = _("visit reports")
        ordering = ["-visited_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None)
                | (Q(visited_at__isnull=False, contact_made__isnull=False) & ~Q(method="")),
                name="submitted_report_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(contact_made=True) | ~Q(no_contact_reason=""),
                name="no_contact_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["submitted_at"], name="report_submitted")]

    def __str__(self) -> str:
        return str(self.visit)

    @property
    def contact_state(self) -> ContactState:
        """What a submitted report comes to."""
        if self.voided_at:
            return ContactState.VOIDED
        return ContactState.MADE if self.contact_made else ContactState.NONE

    @classmethod
    def label_of(cls, name: str) -> Any:
        """What a field is called."""
        field = cls._meta.get_field(name)
        assert isinstance(field, models.Field)
        return field.verbose_name
