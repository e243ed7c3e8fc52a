from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import optional_key
from people.actors import AnyUser
from timebank.giving.enums import GrantOutcome
from workbench.scopes import in_scope


class PoolGrantQuerySet(models.QuerySet["PoolGrant"]):
    def visible_to(self, user: AnyUser) -> PoolGrantQuerySet:
        """One's own, and those of one's regions."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(person__user=user) | in_scope(user))


class PoolGrant(models.Model):
    """What a key elder got from the county's pool in a month, or why nothing. Once a person and month.

    A later run of the same month takes up those that were waiting; what was given is never given again.
    """

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="pool_grants", verbose_name=_("person")
    )
    month = models.DateField(_("month"))
    county = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("county"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    ground = models.CharField(_("basis of entitlement"), max_length=40)
    outcome = models.CharField(_("outcome"), max_length=10, choices=GrantOutcome.choices)
    minutes = models.BigIntegerField(_("minutes"), default=0)
    place = models.PositiveIntegerField(_("place in the order"), default=0)
    balance_before = models.BigIntegerField(_("balance before"), default=0)
    transfer = optional_key(
        "timebank.Transfer", _("transfer"), field=models.OneToOneField, related_name="pool_grant"
    )
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)

    objects = PoolGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant from the public pool")
        verbose_name_plural = _("grants from the public pool")
        ordering = ["-month", "place", "person_id"]
        indexes = [models.Index(fields=["county", "month", "outcome"], name="grant_county_month")]
        constraints = [
            models.UniqueConstraint(fields=["person", "month"], name="grant_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="grant_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(outcome=GrantOutcome.GRANTED, minutes__gt=0, transfer__isnull=False)
                | (~Q(outcome=GrantOutcome.GRANTED) & Q(minutes=0, transfer=None)),
                name="grant_has_its_transfer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.month:%Y-%m}"
