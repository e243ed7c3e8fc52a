"""One person on one task."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from timebank.ledger.enums import EvidenceGrade
from volunteers.task_types import type_of
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState, CheckInMethod, Origin, WaitsFor
from workbench.scopes import in_scope


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def active(self) -> AssignmentQuerySet:
        return self.filter(state__in=ACTIVE_STATES)

    def of(self, user: AnyUser) -> AssignmentQuerySet:
        """The volunteer's own."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(volunteer__person__user=user)

    def visible_to(self, user: AnyUser) -> AssignmentQuerySet:
        """One's own, those on tasks of one's regions, and those on the projects one manages."""
        if not user.is_authenticated:
            return self.none()
        from volunteers.projects.models import Project

        return self.filter(
            Q(volunteer__person__user=user)
            | in_scope(user, "task__region_id")
            | Q(task__project__in=Project.objects.managed_by(user))
        )


class Assignment(models.Model):
    """One person on one task (派单/报名): the lifecycle from offer to credit.

    Each state change is one function of volunteers.tasks.services.assignments and leaves an `AssignmentEvent`. Of the
    position given at check-in only the distance to the task and a keyed hash are kept (least data). `waits_for` are
    codes of WaitsFor: why the service is not credited by itself.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(
        "volunteers.Task", models.PROTECT, related_name="assignments", verbose_name=_("task")
    )
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="assignments", verbose_name=_("volunteer")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=AssignmentState.choices, default=AssignmentState.OFFERED
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    offered_at = models.DateTimeField(_("offered at"), default=timezone.now)
    # Earlier than policy's time for an answer, where somebody else has to be found soon.
    expires_at = models.DateTimeField(_("reply deadline"), null=True, blank=True)
    planned_for = models.DateTimeField(_("agreed time"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    distance_m = models.PositiveIntegerField(_("distance in metres"), null=True, blank=True)
    explanation = models.JSONField(_("why this volunteer"), default=dict, blank=True)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True)
    check_in_method = models.CharField(
        _("checked in by"), max_length=10, choices=CheckInMethod.choices, blank=True
    )
    check_in_distance_m = models.PositiveIntegerField(_("distance at check-in"), null=True, blank=True)
    # Equal exactly when two phones sent the same position to the last digit; says nothing about where that is.
    position_index = models.CharField(max_length=64, blank=True, editable=False)
    waits_for = models.JSONField(_("why a person looks at it"), default=list, blank=True, editable=False)
    checked_out_at = models.DateTimeField(_("checked out at"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes served"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=1, choices=EvidenceGrade.choices, blank=True)
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    verified_by = login_on_record(_("verified by"), help_text=_("Empty when the evidence sufficed"))
    # More than one person may verify alone: what the first found, until a second one agrees (services.verifying).
    proposed_minutes = models.PositiveIntegerField(_("minutes proposed"), null=True, blank=True)
    proposed_by = login_on_record(_("proposed by"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "volunteer"],
                condition=Q(state__in=("offered", "accepted", "checked_in", "checked_out", "verified")),
                name="volunteer_once_on_a_task",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gt=0, minutes__lte=24 * 60), name="assignment_minutes"
            ),
            models.CheckConstraint(
                condition=Q(checked_out_at=None) | Q(checked_out_at__gte=models.F("checked_in_at")),
                name="out_after_in",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(minutes__isnull=False, verified_at__isnull=False),
                name="verified_has_minutes",
            ),
        ]
        indexes = [
            models.Index(fields=["volunteer", "state", "checked_out_at"], name="assignment_volunteer_month"),
            models.Index(fields=["state", "checked_out_at"], name="assignment_queue"),
            models.Index(
                fields=["position_index"], condition=~Q(position_index=""), name="assignment_position"
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(state="offered", expires_at__isnull=False),
                name="assignment_expiring",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer} · {self.task}"

    def get_absolute_url(self) -> str:
        """The page on which the volunteer works with this assignment."""
        return type_of(self.task.kind).assignment_url(self)

    @property
    def waiting_reasons(self) -> list[str]:
        """What the worker who decides reads. The grade is told beside it, so that it is not told twice."""
        known = {reason.value: str(reason.label) for reason in WaitsFor}
        return [known[code] for code in self.waits_for if code in known and code != WaitsFor.GRADE]

    @property
    def minutes_by_plan(self) -> int | None:
        """The minutes served, at most those planned: what a worker who knows nothing else should confirm."""
        return None if self.minutes is None else min(self.minutes, self.task.minutes)

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE_STATES


class AssignmentEvent(models.Model):
    """Who moved an assignment from which state to which, when, and why. Append-only in the database itself."""

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="events", verbose_name=_("assignment")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = login_on_record(_("who"))
    from_state = models.CharField(_("from"), max_length=12, choices=AssignmentState.choices, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=AssignmentState.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of an assignment")
        verbose_name_plural = _("assignment steps")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
