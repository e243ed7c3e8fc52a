"""Who looked at whose file."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access_log.enums import AccessOutcome
from people.actors import AnyUser
from workbench.access_recording import AccessAction
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import in_scope, own_rows


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    def about(self, user: AnyUser) -> AccessLogQuerySet:
        """Reads of one's own file by others."""
        return self.filter(subject__user=user).exclude(actor=user)

    def visible_to(self, user: AnyUser) -> AccessLogQuerySet:
        """The people themselves see who read their file; auditors and managers those of their regions."""
        return self.filter(own_rows(user, "subject__user") | in_scope(user, "region_id", OVERSIGHT_ROLES))


class AccessLog(models.Model):
    """One read of a person's file: who, what, whose, when, from where, outcome. Append-only in the database itself.

    Kept at least six months (Cybersecurity Law art. 21).
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
