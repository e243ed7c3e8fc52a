"""Who looked at whose file."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access_log.enums import AccessOutcome
from people.access_log.wording import in_words
from people.actors import AnyUser
from workbench.access_recording import FILE_ACTIONS, AccessAction
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import in_scope, own_rows, role_regions

# The first digits of a city's code: who oversees a whole city also sees what belongs to no region.
CITY_LEVEL = "00000000"


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    def of_files(self) -> AccessLogQuerySet:
        """Only those in which somebody saw or changed a file; neither log-ins nor what was refused."""
        return self.filter(action__in=FILE_ACTIONS, outcome=AccessOutcome.ALLOWED)

    def about(self, user: AnyUser) -> AccessLogQuerySet:
        """Reads of one's own file by others."""
        own = models.Q(subject__user=user) | models.Q(subject__merged_into__user=user)
        return self.of_files().filter(own).exclude(actor=user.pk)

    def visible_to(self, user: AnyUser) -> AccessLogQuerySet:
        """The people themselves see who read their file; auditors and managers those of their regions."""
        seen = own_rows(user, "subject__user") | in_scope(user, "region_id", OVERSIGHT_ROLES)
        if any(code.endswith(CITY_LEVEL) for code in role_regions(user, OVERSIGHT_ROLES)):
            # A log-in of somebody without a file, a number that nobody had: it must be seen by somebody.
            seen |= models.Q(region=None)
        return self.filter(seen)


class AccessLog(models.Model):
    """One read of a person's file, log-in or change of rights: who, what, whose, when, from where, outcome.

    Append-only in the database itself, signed row by row (`signature`; rows of before have none) and sealed in batches
    (`AccessSeal`). Kept at least six months (Cybersecurity Law art. 21) and removed as `AccessRemoval` says.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    action = models.CharField(_("what"), max_length=10, choices=AccessAction.choices)
    subject = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("whose file"),
        help_text=_("Empty for a list"),
    )
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, related_name="+", verbose_name=_("region")
    )
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    count = models.PositiveIntegerField(_("how many people"), default=1)
    address = models.GenericIPAddressField(_("from where"), null=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=AccessOutcome.choices, default=AccessOutcome.ALLOWED
    )

    signature = models.CharField(max_length=64, default="", editable=False)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("access to a file")
        verbose_name_plural = _("access log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "-at"], name="access_subject_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"

    @property
    @admin.display(description=_("who"))
    def actor_name(self) -> str:
        return self.actor.display_name if self.actor is not None else "—"

    @property
    @admin.display(description=_("detail"))
    def detail_in_words(self) -> str:
        return in_words(self.detail)


class AccessSeal(models.Model):
    """A batch of rows that is closed: those with a key above `after` and up to `through`, `rows` of them.

    `digest` covers the rows and the digest of the batch before; `signature` signs the seal. Append-only.
    """

    after = models.BigIntegerField(unique=True)
    through = models.BigIntegerField(unique=True)
    rows = models.PositiveIntegerField()
    newest_at = models.DateTimeField()
    sealed_at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal of the access log")
        verbose_name_plural = _("seals of the access log")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(through__gt=models.F("after")), name="access_seal_goes_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.after}-{self.through}"


class AccessRemoval(models.Model):
    """All rows up to `through`, the end of a sealed batch, are removed: they were older than they have to be kept.

    Signed and append-only; the database lets go of the rows that such a row covers, and of no others.
    """

    through = models.BigIntegerField(unique=True)
    rows = models.PositiveIntegerField()
    months = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)
    signature = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("removal from the access log")
        verbose_name_plural = _("removals from the access log")

    def __str__(self) -> str:
        return f"…{self.through}"


class AccessCheck(models.Model):
    """A verification of the access log: how much was read, how much does not fit. Append-only."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    rows = models.PositiveBigIntegerField()
    broken = models.PositiveIntegerField()
    first_broken = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("verification of the access log")
        verbose_name_plural = _("verifications of the access log")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.broken}"
