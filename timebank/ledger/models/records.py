from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record, optional_key
from people.actors import AnyUser
from people.persons.models import Person
from people.persons.selectors import same_person
from timebank.ledger.enums import EvidenceGrade, ServiceCategory
from workbench.scopes import any_of, in_scope

# A record belongs to one day.
MINUTES_OF_A_DAY = 24 * 60


class ServiceRecordQuerySet(models.QuerySet["ServiceRecord"]):
    def certified(self) -> ServiceRecordQuerySet:
        """Records that stand: those that no later record corrects."""
        return self.filter(correction=None)

    def of(self, person: Person) -> ServiceRecordQuerySet:
        """Those of a person, also under a file that was merged into theirs: records are never rewritten."""
        return self.filter(person__in=same_person(person))

    def minutes(self) -> int:
        return self.aggregate(total=Sum("minutes"))["total"] or 0

    def visible_to(self, user: AnyUser) -> ServiceRecordQuerySet:
        """One's own, those of people one may see, and those of services in one's regions."""
        people = Person.objects.visible_to(user).values("pk")
        return self.filter(any_of(user, in_scope(user), Q(person__in=people)))


class ServiceRecord(models.Model):
    """A verified voluntary service (志愿服务记录; Order 67, art. 7). Append-only in the database itself.

    `minutes` is the time actually served. A mistake is mended by a new record that names the old one in `corrects`; a
    service that did not take place is corrected to 0 minutes. Written by
    `timebank.earning.services.crediting.record_service` and
    `correct_record`, nowhere else.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        related_name="service_records",
        db_index=False,
        verbose_name=_("volunteer"),
    )
    activity = models.CharField(_("activity"), max_length=200)
    category = models.CharField(_("kind of service"), max_length=15, choices=ServiceCategory.choices)
    served_on = models.DateField(_("day of service"))
    started_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"))
    minutes = models.PositiveIntegerField(_("minutes served"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    content = models.CharField(_("what was done"), max_length=500, blank=True)
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", db_index=False, verbose_name=_("region")
    )
    organiser = models.CharField(_("organising unit"), max_length=120)
    in_charge = models.CharField(_("person in charge"), max_length=60, blank=True)
    evidence_grade = models.CharField(_("evidence"), max_length=1, choices=EvidenceGrade.choices)
    group = models.CharField(
        _("team that served in its own name"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("Coins earned in the team's name can only be donated; the hours belong to each member."),
    )
    late = models.BooleanField(
        _("recorded too late"),
        default=False,
        help_text=_(
            "More working days passed between the service and its record than the rule in force allowed."
        ),
    )
    source_key = models.CharField(_("source of the record"), max_length=150, unique=True)
    corrects = optional_key("self", _("corrects"), field=models.OneToOneField, related_name="correction")
    correction_reason = models.CharField(_("why corrected"), max_length=300, blank=True)
    recorded_by = login_on_record(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)

    objects = ServiceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("service record")
        verbose_name_plural = _("service records")
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "served_on"], name="record_person_day"),
            models.Index(fields=["region", "served_on"], name="record_region_day"),
            models.Index(fields=["-started_at", "-id"], name="record_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0) | Q(corrects__isnull=False), name="record_minutes_positive"
            ),
            models.CheckConstraint(condition=Q(minutes__lte=MINUTES_OF_A_DAY), name="record_within_a_day"),
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")), name="record_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(category__in=ServiceCategory.values), name="record_category_known"
            ),
            models.CheckConstraint(
                condition=Q(evidence_grade__in=EvidenceGrade.values), name="record_grade_known"
            ),
            models.CheckConstraint(condition=~Q(source_key=""), name="record_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} · {self.served_on}"
