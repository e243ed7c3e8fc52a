"""Volunteer teams."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.fields import login_on_record
from organizations.enums import ReviewState
from people.actors import AnyUser
from workbench.scopes import in_scope


class TeamQuerySet(models.QuerySet["Team"]):
    def approved(self) -> TeamQuerySet:
        return self.filter(state=ReviewState.APPROVED)

    def visible_to(self, user: AnyUser) -> TeamQuerySet:
        """Approved teams are public; others are seen by their leader and the workers of their region."""
        if not user.is_authenticated:
            return self.approved()
        return self.filter(Q(state=ReviewState.APPROVED) | Q(leader__person__user=user) | in_scope(user))


class Team(models.Model):
    """A volunteer team (志愿服务队伍)."""

    name = models.CharField(_("name"), max_length=100)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    leader = models.ForeignKey(
        "volunteers.Volunteer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams_led",
        verbose_name=_("leader"),
    )
    organization = models.ForeignKey(
        "organizations.SocialOrganization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("organization"),
    )
    introduction = models.CharField(_("introduction"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.PENDING
    )
    review_note = models.CharField(_("review comment"), max_length=300, blank=True)
    reviewed_by = login_on_record(_("reviewed by"))
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    is_demo = models.BooleanField(_("fictitious, for the demonstration"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    history = HistoricalRecords()
    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["region_id", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "region"], name="team_name_in_region")]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships", verbose_name=_("team"))
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="team_memberships", verbose_name=_("volunteer")
    )
    joined_on = models.DateField(_("joined on"), default=timezone.localdate)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "volunteer"], condition=Q(left_on=None), name="team_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.volunteer} · {self.team}"
