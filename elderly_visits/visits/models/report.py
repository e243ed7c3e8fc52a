"""What a visit found."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
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
from timebank.ledger.enums import EvidenceGrade

# The five looks at the home, in the order of the form.
SAFETY_FIELDS = ("water", "gas", "electricity", "fire", "falls")


# What needs no second person, or has had one's word.
NEEDS_SECOND = Q(late_reason__gt="") | Q(consent_own_word=True, consent_refused_at=None)
TAKEN = Q(late_reason="", consent_own_word=False) | Q(accepted_at__isnull=False)


class VisitReportQuerySet(models.QuerySet["VisitReport"]):
    def submitted(self) -> VisitReportQuerySet:
        return self.exclude(submitted_at=None)

    def counting(self) -> VisitReportQuerySet:
        """Contacts made: submitted, contact made, not found untrue, with an elder who had agreed to visits, and
        accepted by a second person where they were entered late or the consent is the visitor's own late word."""
        return self.submitted().filter(contact_made=True, voided_at=None, without_consent=False).filter(TAKEN)

    def by_staff(self) -> VisitReportQuerySet:
        """What workers visited as part of the job and wrote down themselves."""
        return self.submitted().filter(assignment=None)

    def to_accept(self) -> VisitReportQuerySet:
        """Entered late, or with a consent that only the visitor wrote down, and waiting for a second person's word."""
        # As the index says it: few of all reports.
        return self.submitted().filter(NEEDS_SECOND, accepted_at=None, voided_at=None)

    def visible_to(self, user: AnyUser) -> VisitReportQuerySet:
        """The author, the elder, relatives with a mandate, workers of the region."""
        if not user.is_authenticated:
            return self.none()
        seen = in_sight(user, "visit__elder__person", "visit__elder__region_id")
        return self.filter(Q(author=user) | seen)


class VisitReport(models.Model):
    """The record of a visit (探访记录): all fields of domain.md. A draft until `submitted_at` is set.

    `assignment` is empty when a community worker visited as part of the job: recorded, counted, and earning nothing
    (Order 67 art. 19); how well that is proved says `evidence`, as an assignment says it of a volunteer's. `voided_at`
    is set when it was found that the visit did not take place. `without_consent`: nothing on record when the report
    came in said that the elder had agreed to be visited on that day; it stays so. `consent_own_word`: only who entered
    or made the visit, or somebody close, had written that down, and after the visit; `consent_refused_by` found that
    the elder had not agreed. A report that came in late says why (`late_reason`). Both count once `accepted_by`, who is
    not the author, has accepted them. `same_as`: the report whose harmless answers the worker said again ('all well, as
    last time'); they are her own word all the same.
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
    voided_by = login_on_record(_("voided by"))
    void_reason = models.CharField(_("why voided"), max_length=300, blank=True)
    evidence = models.CharField(_("evidence"), max_length=1, choices=EvidenceGrade.choices, blank=True)
    without_consent = models.BooleanField(_("no consent on record"), default=False)
    consent_own_word = models.BooleanField(_("consent written down later by the visitor"), default=False)
    late_reason = models.CharField(_("why entered late"), max_length=300, blank=True)
    consent_refused_by = login_on_record(_("consent not confirmed by"))
    consent_refused_at = models.DateTimeField(_("consent not confirmed at"), null=True, blank=True)
    accepted_by = login_on_record(_("late entry accepted by"))
    accepted_at = models.DateTimeField(_("late entry accepted at"), null=True, blank=True)

    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("as last time")
    )

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
            # Nobody accepts what they entered late themselves.
            models.CheckConstraint(
                condition=Q(accepted_by=None) | ~Q(accepted_by=models.F("author")),
                name="late_entry_accepted_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["submitted_at"], name="report_submitted"),
            # The figures of a month ask for the contacts of that month.
            models.Index(fields=["visited_at"], name="report_visited"),
            models.Index(fields=["submitted_at"], condition=NEEDS_SECOND, name="report_to_accept"),
            # What a worker wrote down, for the detectors and for the list of one worker's visits.
            models.Index(
                fields=["author", "submitted_at"],
                condition=Q(assignment=None, submitted_at__isnull=False),
                name="report_by_staff",
            ),
        ]

    def __str__(self) -> str:
        return str(self.visit)

    @property
    def contact_state(self) -> ContactState:
        """What a submitted report comes to."""
        if self.voided_at:
            return ContactState.VOIDED
        if self.waits_for_acceptance:
            return ContactState.OWN_WORD if self.waits_for_consent else ContactState.LATE
        if self.contact_made and self.without_consent:
            return ContactState.NO_CONSENT
        return ContactState.MADE if self.contact_made else ContactState.NONE

    @property
    def is_by_staff(self) -> bool:
        return self.assignment_id is None

    @property
    def waits_for_acceptance(self) -> bool:
        """Entered late, or with the visitor's own word for a consent, and nobody else has accepted it yet."""
        return self.needs_second and self.accepted_at is None and self.voided_at is None

    @property
    def needs_second(self) -> bool:
        """Whether it counts only by the word of a second person."""
        return bool(self.late_reason) or self.waits_for_consent

    @property
    def waits_for_consent(self) -> bool:
        """Whether a second person has yet to find out if the elder had agreed."""
        return self.consent_own_word and self.consent_refused_at is None and self.accepted_at is None

    @classmethod
    def label_of(cls, name: str) -> Any:
        """What a field is called."""
        field = cls._meta.get_field(name)
        assert isinstance(field, models.Field)
        return field.verbose_name
