"""The volunteer's profile and skills."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.fields import login_on_record
from organizations.enums import ReviewState
from people.actors import AnyUser
from regions.models import Located, LocatedQuerySet
from volunteers.registration.enums import VolunteerState
from volunteers.slots import ALL_SLOTS
from workbench.scopes import any_of, in_scope

ADULT_AGE = 18  # Civil Code art. 17: a fact of law, not a city's choice.


class Skill(models.Model):
    """Something a task may ask for. `needs_qualification`: only a qualification in force lets a volunteer use it."""

    code = models.SlugField(_("code"), max_length=40, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=40)
    needs_qualification = models.BooleanField(_("needs a qualification"), default=False)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(_(self.name))


class VolunteerQuerySet(LocatedQuerySet["Volunteer"]):
    def approved(self) -> VolunteerQuerySet:
        return self.filter(state=VolunteerState.APPROVED)

    def visible_to(self, user: AnyUser) -> VolunteerQuerySet:
        """Oneself; the volunteers of one's regions; those at work on a task there; those of a team one leads."""
        if not user.is_authenticated:
            return self.none()
        here = Volunteer.objects.filter(in_scope(user, "assignments__task__region_id"))
        led = Volunteer.objects.filter(
            team_memberships__team__leader__person__user=user,
            team_memberships__team__leader__state=VolunteerState.APPROVED,
            team_memberships__team__state=ReviewState.APPROVED,
            team_memberships__left_on=None,
        )
        ways = (Q(person__user=user), Q(pk__in=led.values("pk")), Q(pk__in=here.values("pk")))
        return self.filter(any_of(user, in_scope(user), *ways))


class Volunteer(Located):
    """A volunteer (志愿者): profile on a person. `lat`/`lon` is where the volunteer usually starts from.

    `max_distance_m` straight line; `monthly_cap_minutes` is what the volunteer offers a month; `availability` is a mask
    of weekly slots (volunteers.slots). State changes: volunteers.services.volunteers.
    """

    person = models.OneToOneField(
        "people.Person", models.PROTECT, related_name="volunteer", verbose_name=_("person")
    )
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    state = models.CharField(
        _("state"), max_length=10, choices=VolunteerState.choices, default=VolunteerState.PENDING
    )
    max_distance_m = models.PositiveIntegerField(
        _("maximum distance in metres"), validators=[MaxValueValidator(200_000)]
    )
    monthly_cap_minutes = models.PositiveIntegerField(
        _("minutes a month"), validators=[MaxValueValidator(31 * 24 * 60)]
    )
    availability = models.PositiveIntegerField(_("available"), default=ALL_SLOTS)
    skills = models.ManyToManyField(
        Skill, through="VolunteerSkill", related_name="volunteers", verbose_name=_("skills")
    )
    insured_until = models.DateField(_("accident insurance until"), null=True, blank=True)
    visits_elders = models.BooleanField(_("willing to visit elders"), default=True)
    introduction = models.CharField(_("about me"), max_length=500, blank=True)
    review_note = models.CharField(_("review comment"), max_length=300, blank=True)
    reviewed_by = login_on_record(_("reviewed by"))
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"), default=timezone.localdate)
    entered_by = login_on_record(_("entered by"))
    note = models.TextField(_("note"), blank=True)

    history = HistoricalRecords()
    objects = VolunteerQuerySet.as_manager()

    class Meta(Located.Meta):
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["region_id", "pk"]
        indexes = [
            *getattr(Located.Meta, "indexes", []),
            models.Index(fields=["state", "region"], name="volunteer_state_region"),
        ]

    def __str__(self) -> str:
        return self.person.name


class VolunteerSkill(models.Model):
    """That a volunteer has a skill, with the qualification where one is needed."""

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="skill_holdings", verbose_name=_("volunteer")
    )
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="holdings", verbose_name=_("skill"))
    certificate_number = models.CharField(_("certificate number"), max_length=60, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    checked_by = login_on_record(_("checked by"))

    class Meta:
        verbose_name = _("volunteer skill")
        verbose_name_plural = _("volunteer skills")
        constraints = [models.UniqueConstraint(fields=["volunteer", "skill"], name="skill_once")]

    def __str__(self) -> str:
        return str(self.skill)
