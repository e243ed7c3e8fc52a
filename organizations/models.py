"""Social organizations and their members."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.fields import login_on_record
from common.suspensions import Suspendable, SuspensionBase
from organizations.enums import Grade, Kind, OrganizationRole, ReviewState, Tier
from people.actors import AnyUser
from workbench.roles import MANAGER_ROLES
from workbench.scopes import in_scope


def years_after(day: date, years: int) -> date:
    """The same day so many years later; a 29 February ends with the 1 March of a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)


class OrganizationQuerySet(models.QuerySet["SocialOrganization"]):
    def approved(self) -> OrganizationQuerySet:
        return self.filter(state=ReviewState.APPROVED)

    def suspended(self) -> OrganizationQuerySet:
        """Those that are out of use today, for a while."""
        return self.filter(pk__in=OrganizationSuspension.objects.in_force().values("organization"))

    def standing(self) -> OrganizationQuerySet:
        """Approved and not suspended today: in their name something can be done."""
        return self.approved().exclude(pk__in=self.model.objects.suspended().values("pk"))

    def visible_to(self, user: AnyUser) -> OrganizationQuerySet:
        """Approved organizations are public, and closed ones, which say so; others for members and workers there."""
        public = Q(state__in=(ReviewState.APPROVED, ReviewState.CLOSED))
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(
            public
            | Q(pk__in=OrganizationMember.objects.filter(person__user=user).values("organization"))
            | in_scope(user)
        )

    def editable_by(self, user: AnyUser) -> OrganizationQuerySet:
        """What the office may write in: nobody gives a grade to an organization they belong to."""
        own = self.model.objects.of_member(user).values("pk")
        return self.filter(in_scope(user, roles=MANAGER_ROLES)).exclude(pk__in=own)

    def managed_by(self, user: AnyUser) -> OrganizationQuerySet:
        """Those one manages today: of one that is closed or suspended nobody manages anything."""
        suspended = self.model.objects.suspended().values("pk")
        return self.of_manager(user).exclude(state=ReviewState.CLOSED).exclude(pk__in=suspended)

    def of_member(self, user: AnyUser) -> OrganizationQuerySet:
        """Those one belongs to, in whatever state: about them one decides nothing."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=OrganizationMember.objects.filter(person__user=user).values("organization"))

    def of_manager(self, user: AnyUser) -> OrganizationQuerySet:
        """Those one manages, with those that are closed or suspended."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(members__person__user=user, members__role=OrganizationRole.MANAGER).distinct()


class SocialOrganization(Suspendable):
    """A social organization (社会组织). `uscc` is empty for the two tiers that are not registered."""

    uscc = models.CharField(
        _("unified social credit code"), max_length=18, unique=True, null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=100)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    tier = models.CharField(_("tier"), max_length=20, choices=Tier.choices)
    fields = models.JSONField(_("fields of work"), default=list, blank=True, help_text=_("A list of words"))
    grade = models.CharField(_("grade"), max_length=2, choices=Grade.choices, blank=True)
    graded_on = models.DateField(_("graded on"), null=True, blank=True)
    introduction = models.TextField(_("introduction"), blank=True, max_length=2000)
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    contact_phone = models.CharField(_("contact's phone"), max_length=20, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.PENDING
    )
    review_note = models.CharField(_("review comment"), max_length=300, blank=True)
    reviewed_by = login_on_record(_("reviewed by"))
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    # What it gives for points, once its managers have asked for it.
    partner = models.OneToOneField(
        "timebank.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organization",
        verbose_name=_("partner of the time bank"),
    )
    is_demo = models.BooleanField(_("fictitious, for the demonstration"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    history = HistoricalRecords()
    objects = OrganizationQuerySet.as_manager()
    state_badges = "organization"

    class Meta:
        verbose_name = _("social organization")
        verbose_name_plural = _("social organizations")
        ordering = ["region_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "region"], name="organization_name_in_region"),
            models.CheckConstraint(
                condition=Q(tier=Tier.REGISTERED, uscc__isnull=False) | ~Q(tier=Tier.REGISTERED),
                name="registered_organization_has_uscc",
            ),
            models.CheckConstraint(
                condition=Q(grade="") | Q(graded_on__isnull=False), name="grade_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def grade_on(self, day: date, valid_years: int) -> str:
        """The grade in force on `day`: five years after the assessment there is none ('' )."""
        end = self.grade_ends(valid_years)
        return (
            self.grade
            if self.graded_on is not None and end is not None and self.graded_on <= day < end
            else ""
        )

    def grade_ends(self, valid_years: int) -> date | None:
        """The first day without the grade; None where there is none."""
        if not self.grade or self.graded_on is None:
            return None
        return years_after(self.graded_on, valid_years)


class OrganizationSuspension(SuspensionBase):
    """For a while nobody does anything in its name (`organizations.services.suspend_organization`)."""

    organization = models.ForeignKey(
        SocialOrganization, models.PROTECT, related_name="suspensions", verbose_name=_("organization")
    )

    class Meta(SuspensionBase.Meta):
        verbose_name = _("suspension of an organization")
        verbose_name_plural = _("suspensions of organizations")


class OrganizationMember(models.Model):
    organization = models.ForeignKey(
        SocialOrganization, models.PROTECT, related_name="members", verbose_name=_("organization")
    )
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="organization_memberships", verbose_name=_("person")
    )
    role = models.CharField(
        _("role"), max_length=10, choices=OrganizationRole.choices, default=OrganizationRole.MEMBER
    )
    since = models.DateField(_("since"), default=timezone.localdate)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["organization", "person"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.organization}"
