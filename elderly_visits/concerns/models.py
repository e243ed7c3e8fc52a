"""What needs following up."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.fields import login_on_record
from elderly_visits.concerns.enums import ConcernKind, ConcernState, Outcome, Referral, Severity
from people.actors import AnyUser
from workbench.roles import Role
from workbench.scopes import in_scope


class ConcernQuerySet(models.QuerySet["Concern"]):
    def unclosed(self) -> ConcernQuerySet:
        return self.exclude(state=ConcernState.CLOSED)

    def visible_to(self, user: AnyUser) -> ConcernQuerySet:
        """Workers and auditors of the elder's region. Neither the elder nor relatives: a concern may be about them."""
        return self.filter(in_scope(user, "elder__region_id"))


class Concern(models.Model):
    """A concern (关注事项): owner, due time, escalation, outcome. Nothing is closed without an outcome.

    What one visit found is one concern with a finding for each answer that calls for action: `kind` is that of the
    gravest, `severity` the highest of all, `text` all of them in a line.

    `due_at` is until when it was to be dealt with when it was raised: it never moves, and overdue is measured from it
    alone. `level` is the role that answers for it now, `highest_level` the highest it has climbed to, whose own clock
    `level_due_at` is (empty while that is `due_at`). When that runs out the next level above gets it.
    """

    elder = models.ForeignKey(
        "elderly_visits.Elder", models.PROTECT, related_name="concerns", verbose_name=_("elder")
    )
    report = models.ForeignKey(
        "elderly_visits.VisitReport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="concerns",
        verbose_name=_("visit report"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ConcernKind.choices)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices)
    text = models.CharField(_("what was found"), max_length=500)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="concerns_owned",
        verbose_name=_("owner"),
    )
    level = models.CharField(_("level"), max_length=30, choices=Role.choices, default=Role.COMMUNITY_WORKER)
    highest_level = models.CharField(_("highest level"), max_length=30, choices=Role.choices, blank=True)
    level_since = models.DateTimeField(_("at this level since"), null=True, blank=True)
    level_due_at = models.DateTimeField(_("due at this level"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(
        _("state"), max_length=12, choices=ConcernState.choices, default=ConcernState.OPEN
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    outcome_note = models.CharField(pgettext_lazy("concern", "what was done"), max_length=500, blank=True)
    referral = models.CharField(_("referred to"), max_length=12, choices=Referral.choices, blank=True)
    referral_facility = models.ForeignKey(
        "facilities.Facility",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("care point"),
    )
    raised_by = login_on_record(_("raised by"))
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now)
    closed_at = models.DateTimeField(pgettext_lazy("concern", "closed at"), null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="closed_concern_has_an_outcome",
            ),
            models.UniqueConstraint(fields=["report", "kind"], name="one_concern_of_a_kind_per_report"),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="concern_state_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.elder}"

    def get_absolute_url(self) -> str:
        """Its page in the workbench."""
        return reverse("elderly_visits_workbench:concern", args=[self.pk])

    @property
    def kind_words(self) -> str:
        """What it is about, the gravest first: all kinds of its findings, which lists prefetch."""
        kinds = dict.fromkeys([self.kind, *(finding.kind for finding in self.findings.all())])
        return " · ".join(str(ConcernKind(kind).label) for kind in kinds)

    @property
    def is_overdue(self) -> bool:
        return self.state != ConcernState.CLOSED and self.due_at < timezone.now()

    @property
    def was_closed_late(self) -> bool:
        return self.closed_at is not None and self.closed_at > self.due_at

    @property
    def clock(self) -> datetime:
        """When the highest level that has had it should be done with it."""
        return self.level_due_at or self.due_at

    @property
    def level_from(self) -> datetime:
        """Since when the present level has it."""
        return self.level_since or self.raised_at


class ConcernFinding(models.Model):
    """One thing that was found, in the words of the answer or of who raised the concern.

    `answer` is the entry of the policy that decided on the severity ("health.sick"), "" for what was raised by hand.
    Append-only in the database itself.
    """

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="findings", verbose_name=_("concern"))
    kind = models.CharField(_("kind"), max_length=12, choices=ConcernKind.choices)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices)
    text = models.CharField(_("what was found"), max_length=500)
    answer = models.CharField(_("answer"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("finding of a concern")
        verbose_name_plural = _("findings of concerns")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"


class ConcernStage(models.Model):
    """Who has a concern from `since` on: level, owner, and that level's clock. It ends where the next begins.

    Append-only in the database itself.
    """

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="stages", verbose_name=_("concern"))
    level = models.CharField(_("level"), max_length=30, choices=Role.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    since = models.DateTimeField(_("had it since"))
    due_at = models.DateTimeField(_("due"))

    class Meta:
        verbose_name = _("stage of a concern")
        verbose_name_plural = _("stages of concerns")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.concern_id} · {self.level}"


class ConcernEvent(models.Model):
    """A step in dealing with a concern. Append-only in the database itself."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="events", verbose_name=_("concern"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = login_on_record(_("who"))
    what = models.CharField(pgettext_lazy("concern", "what"), max_length=200)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("step of a concern")
        verbose_name_plural = _("steps of concerns")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.what
