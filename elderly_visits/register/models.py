"""The elder's profile."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.fields import EncryptedTextField, login_on_record
from elderly_visits.register.enums import (
    STORED_FLAGS,
    AbilityLevel,
    Assistance,
    HardshipFlag,
    LeftReason,
    RiskTier,
)
from people.actors import AnyUser
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.mandates.models import in_sight
from people.persons.enums import Sex
from regions.models import Located, LocatedQuerySet
from volunteers.slots import ALL_SLOTS

ADVANCED_AGE = 80


class ElderQuerySet(LocatedQuerySet["Elder"]):
    def on_register(self, day: date | None = None) -> ElderQuerySet:
        """On the register on `day` (default today)."""
        day = day or timezone.localdate()
        return self.filter(registered_on__lte=day).filter(Q(left_on=None) | Q(left_on__gt=day))

    def counted_in(self, first: date, last: date) -> ElderQuerySet:
        """The denominator of a month's visit rate: on the register on its last day, or left during it."""
        rows = self.filter(registered_on__lte=last).filter(Q(left_on=None) | Q(left_on__gte=first))
        return rows.exclude(left_reason=LeftReason.DUPLICATE)

    def consenting(self) -> ElderQuerySet:
        return self.filter(
            person__in=Consent.objects.in_force().filter(purpose=ConsentPurpose.VISITS).values("person")
        )

    def visible_to(self, user: AnyUser) -> ElderQuerySet:
        """The elder; relatives who hold a mandate; workers and auditors of the region. A volunteer never sees the file:
        what a visit needs is disclosed stage by stage (elderly_visits.visits.selectors.disclosure)."""
        return self.filter(in_sight(user, "person", "region_id"))


class Elder(Located):
    """An elder in special difficulty (特殊困难老年人): 60 or older with at least one hardship flag.

    `address` leads to the building, `door` is the rest; both encrypted and shown to volunteers in stages. `slots` masks
    the weekly slots in which the elder receives. `door_code` is on a card inside the door: reading it proves presence.
    `risk_tier` is kept by elderly_visits.register.services.elders from the flags, the age and the policy in force.
    """

    person = models.OneToOneField(
        "people.Person", models.PROTECT, related_name="elder", verbose_name=_("person")
    )
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    address = EncryptedTextField(_("address"), blank=True, default="")
    door = EncryptedTextField(_("door"), blank=True, default="")
    living_alone = models.BooleanField(_("living alone"), default=False)
    empty_nest = models.BooleanField(_("empty nest"), default=False)
    left_behind = models.BooleanField(_("left behind"), default=False)
    disabled = models.BooleanField(_("disabled"), default=False)
    severely_handicapped = models.BooleanField(_("severely disabled"), default=False)
    family_planning_special = models.BooleanField(_("family planning special family"), default=False)
    dementia = models.BooleanField(_("dementia"), default=False)
    life_threatening = models.BooleanField(_("life-threatening condition"), default=False)
    in_institution = models.BooleanField(_("lives in an institution"), default=False)
    assistance = models.CharField(
        _("assistance"), max_length=20, choices=Assistance.choices, default=Assistance.NONE
    )
    assistance_since = models.DateField(_("assistance since"), null=True, blank=True)
    ability_level = models.PositiveSmallIntegerField(
        _("ability"), choices=AbilityLevel.choices, null=True, blank=True
    )
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True)
    risk_tier = models.CharField(
        _("risk tier"), max_length=10, choices=RiskTier.choices, default=RiskTier.GENERAL
    )
    prefers_sex = models.CharField(
        _("preferred sex of visitors"), max_length=1, choices=Sex.choices, blank=True
    )
    needs_pair = models.BooleanField(_("needs two visitors"), default=False)
    slots = models.PositiveIntegerField(_("preferred visiting times"), default=ALL_SLOTS)
    door_code = EncryptedTextField(_("door code"), blank=True, default="")
    worker = login_on_record(_("responsible worker"))
    registered_on = models.DateField(_("registered on"), default=timezone.localdate)
    left_on = models.DateField(_("removed from the register on"), null=True, blank=True)
    left_reason = models.CharField(
        _("reason for leaving"), max_length=20, choices=LeftReason.choices, blank=True
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    history = HistoricalRecords(excluded_fields=["address", "door", "door_code"])
    objects = ElderQuerySet.as_manager()

    class Meta(Located.Meta):
        verbose_name = _("elder")
        verbose_name_plural = _("elders")
        ordering = ["region_id", "pk"]
        constraints = [
            *Located.Meta.constraints,
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("registered_on")),
                name="elder_left_after_registered",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None, left_reason="") | (Q(left_on__isnull=False) & ~Q(left_reason="")),
                name="elder_left_has_a_reason",
            ),
        ]
        indexes = [
            *getattr(Located.Meta, "indexes", []),
            models.Index(fields=["region", "risk_tier"], name="elder_region_tier"),
        ]

    def __str__(self) -> str:
        return self.person.name

    @property
    def flags(self) -> list[HardshipFlag]:
        """All hardship flags as they stand today."""
        found = [HardshipFlag(name) for name in STORED_FLAGS if getattr(self, name)]
        age = self.person.age
        return [*found, HardshipFlag.ADVANCED_AGE] if age is not None and age >= ADVANCED_AGE else found

    @property
    def full_address(self) -> str:
        return f"{self.address}{self.door}"


class EmergencyContact(models.Model):
    """Whom to call when something is wrong."""

    elder = models.ForeignKey(Elder, models.CASCADE, related_name="contacts", verbose_name=_("elder"))
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=20)
    relation = models.CharField(_("relation"), max_length=40, blank=True)
    # Who is checked by a call to this number should not have entered it. Empty: from before this was kept.
    added_by = login_on_record(_("entered by"))
    added_at = models.DateTimeField(_("entered at"), null=True, blank=True, default=timezone.now)

    class Meta:
        verbose_name = _("emergency contact")
        verbose_name_plural = _("emergency contacts")
        constraints = [models.UniqueConstraint(fields=["elder", "name", "phone"], name="contact_once")]

    def __str__(self) -> str:
        return self.name
