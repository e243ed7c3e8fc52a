"""Certificates of voluntary service: what was certified, the paper, and what became of it. All of it only grows."""

from __future__ import annotations

import uuid

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from people.persons.models import Person
from timebank.certificates.enums import CertificateState, RevocationReason
from timebank.certificates.numbers import format_number
from timebank.ledger.models.records import ServiceRecord
from workbench.scopes import in_scope


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def with_endings(self) -> CertificateQuerySet:
        """Fetch what `state` reads, so that it costs no query for each row."""
        return self.prefetch_related("endings")

    def valid(self) -> CertificateQuerySet:
        return self.filter(endings=None)

    def visible_to(self, user: AnyUser) -> CertificateQuerySet:
        """One's own, and those of the people of one's regions."""
        if not user.is_authenticated:
            return self.none()
        own = Q(person__in=Person.objects.filter(user=user).values("pk"))
        return self.filter(own | in_scope(user) | in_scope(user, "person__region_id"))


class Certificate(models.Model):
    """A certificate (志愿服务记录证明, Order 67): the holder's name, time, content and issuer, and nothing else.

    `content` is what the records said on the day of issue: `categories` ([category, services, minutes]) and `lines`
    ([day or month, activity, category, organiser, minutes]). `token` opens the public page; `number` is what is typed
    off the paper. `key` makes issuing happen once. Issued by
    `timebank.certificates.services.lifecycle.issue_certificate`, nowhere else.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number of the certificate"), max_length=16, unique=True)
    token = models.CharField(max_length=40, unique=True, editable=False)
    key = models.CharField(max_length=100, unique=True, editable=False)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="certificates", verbose_name=_("volunteer")
    )
    holder_name = models.CharField(_("name on the certificate"), max_length=60)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    issuer = models.CharField(_("issuing unit"), max_length=120)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    services = models.PositiveIntegerField(_("number of services"))
    minutes = models.PositiveIntegerField(_("minutes served"))
    content = models.JSONField(_("content"))
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    issued_by = login_on_record(_("asked for by"))

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["region", "-issued_at"], name="certificate_region_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, services__gt=0), name="certificate_certifies_something"
            ),
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="certificate_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.written_number

    @property
    @admin.display(description=_("number of the certificate"), ordering="number")
    def written_number(self) -> str:
        return format_number(self.number)

    @property
    def ending(self) -> CertificateEnding | None:
        """What took it out of force; a revocation says more than that there is a newer record."""
        found = sorted(self.endings.all(), key=lambda row: (row.state != CertificateState.REVOKED, row.pk))
        return found[0] if found else None

    @property
    def state(self) -> CertificateState:
        ending = self.ending
        return CertificateState(ending.state) if ending is not None else CertificateState.VALID

    @property
    @admin.display(description=_("state"))
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def masked_name(self) -> str:
        return self.holder_name[:1] + "*" * max(1, len(self.holder_name) - 1)


class CertificateFile(models.Model):
    """The signed PDF as it was handed out. Kept byte for byte: any other file is not this certificate."""

    certificate = models.OneToOneField(
        Certificate, models.PROTECT, related_name="file", primary_key=True, verbose_name=_("certificate")
    )
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("file of a certificate")
        verbose_name_plural = _("files of certificates")

    def __str__(self) -> str:
        return self.sha256


class CertifiedRecord(models.Model):
    """That a certificate counts a service record: who corrects the record finds the certificate."""

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="records", verbose_name=_("certificate")
    )
    record = models.ForeignKey(
        ServiceRecord, models.PROTECT, related_name="certified_in", verbose_name=_("service record")
    )

    class Meta:
        verbose_name = _("record of a certificate")
        verbose_name_plural = _("records of certificates")
        constraints = [
            models.UniqueConstraint(fields=["certificate", "record"], name="record_once_a_certificate")
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.record_id}"


class CertificateEnding(models.Model):
    """That a certificate is no longer in force: since when, and why. Each way once."""

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="endings", verbose_name=_("certificate")
    )
    state = models.CharField(_("state"), max_length=12, choices=CertificateState.choices)
    reason = models.CharField(_("reason"), max_length=20, choices=RevocationReason.choices)
    # For the file only: the public page shows the class of the reason.
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = login_on_record(_("by whom"))

    class Meta:
        verbose_name = _("end of a certificate")
        verbose_name_plural = _("ends of certificates")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "state"], name="certificate_ends_once_a_way"),
            models.CheckConstraint(
                condition=~Q(state=CertificateState.VALID), name="certificate_ending_ends_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} · {self.get_reason_display()}"
