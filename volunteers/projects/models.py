"""Service projects."""

from __future__ import annotations

import uuid

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.fields import login_on_record
from organizations.enums import ReviewState
from organizations.models import SocialOrganization
from people.actors import AnyUser
from timebank.ledger.enums import ServiceCategory
from volunteers.projects.enums import ProjectState
from volunteers.registration.enums import VolunteerState
from workbench.scopes import in_scope


class ProjectQuerySet(models.QuerySet["Project"]):
    def published(self) -> ProjectQuerySet:
        return self.filter(state=ProjectState.PUBLISHED)

    def with_ground(self) -> ProjectQuerySet:
        """Those whose organization or team is approved and not suspended."""
        return self.filter(
            Q(organization__in=SocialOrganization.objects.standing())
            | Q(organization=None, team__state=ReviewState.APPROVED)
        )

    def managed_by(self, user: AnyUser) -> ProjectQuerySet:
        """Those of the organizations one manages and of the teams one leads, while these stand.

        Nobody manages for an organization that is closed, suspended or sent back, or leads a team that is not approved,
        or while suspended as a volunteer or after leaving.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(
                organization__in=SocialOrganization.objects.standing(),
                organization__members__person__user=user,
                organization__members__role="manager",
            )
            | Q(
                team__state=ReviewState.APPROVED,
                team__leader__person__user=user,
                team__leader__state=VolunteerState.APPROVED,
            )
        ).distinct()

    def visible_to(self, user: AnyUser) -> ProjectQuerySet:
        if not user.is_authenticated:
            return self.published()
        return self.filter(
            Q(state=ProjectState.PUBLISHED)
            | Q(pk__in=self.model.objects.managed_by(user).values("pk"))
            | in_scope(user)
        )


class Project(models.Model):
    """A service project (服务项目) of an organization or a team. Its shifts are tasks."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=100)
    description = models.TextField(_("description"), max_length=3000)
    category = models.CharField(_("service category"), max_length=20, choices=ServiceCategory.choices)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    organization = models.ForeignKey(
        "organizations.SocialOrganization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("organization"),
    )
    team = models.ForeignKey(
        "volunteers.Team",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("team"),
    )
    serves_as_group = models.BooleanField(
        _("serving in the team's name"),
        default=False,
        help_text=_(
            "Earnings go to charity: time coins can only be donated. Service hours are still "
            "credited to each member."
        ),
    )
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    contact_phone = models.CharField(_("contact's phone"), max_length=20, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ProjectState.choices, default=ProjectState.DRAFT
    )
    review_note = models.CharField(_("review comment"), max_length=300, blank=True)
    reviewed_by = login_on_record(_("reviewed by"))
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    created_by = login_on_record(_("created by"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    is_demo = models.BooleanField(_("fictitious, for the demonstration"), default=False)

    history = HistoricalRecords()
    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | Q(team__isnull=False),
                name="project_has_a_publisher",
            ),
            models.CheckConstraint(
                condition=Q(serves_as_group=False) | Q(team__isnull=False), name="project_group_is_a_team"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("volunteers:project", args=[self.uuid])

    @property
    @admin.display(description=_("published by"))
    def publisher(self) -> str:
        return self.organization.name if self.organization else self.team.name if self.team else ""
