from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import optional_key
from people.actors import AnyUser
from people.persons.models import Person


class ExpiryNoticeQuerySet(models.QuerySet["ExpiryNotice"]):
    def visible_to(self, user: AnyUser) -> ExpiryNoticeQuerySet:
        """Those of the people one may see."""
        return self.filter(account__person__in=Person.objects.visible_to(user).values("pk"))


class ExpiryNotice(models.Model):
    """What was announced to end: coins of `account` credited up to `credited_until`, on `expires_on`.

    Nothing ends that was not announced the full notice before, also when a rule is new.
    """

    account = models.ForeignKey(
        "timebank.Account", models.PROTECT, related_name="expiry_notices", verbose_name=_("account")
    )
    expires_on = models.DateField(_("expires on"))
    credited_until = models.DateField(_("coins credited until"))
    minutes = models.BigIntegerField(_("minutes"))
    told_at = models.DateTimeField(_("notified at"), default=timezone.now)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    expired_minutes = models.BigIntegerField(_("minutes expired"), default=0)
    transfer = optional_key("timebank.Transfer", _("transfer"), field=models.OneToOneField)

    objects = ExpiryNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of expiring coins")
        verbose_name_plural = _("notices of expiring coins")
        indexes = [models.Index(fields=["expires_on"], condition=Q(done_on=None), name="expiry_due")]
        constraints = [
            models.UniqueConstraint(fields=["account", "expires_on"], name="expiry_notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.expires_on}"
