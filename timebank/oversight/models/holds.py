from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record, optional_key
from people.actors import AnyUser
from timebank.oversight.enums import HoldState
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import in_scope


class CreditHoldQuerySet(models.QuerySet["CreditHold"]):
    def visible_to(self, user: AnyUser) -> CreditHoldQuerySet:
        """Managers and auditors of the service's region, and the volunteer whose credit it is."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            in_scope(user, "record__region_id", OVERSIGHT_ROLES) | Q(record__person__user=user)
        )


class CreditHold(models.Model):
    """What a service record brought is set aside until somebody has decided (暂缓使用).

    Amounts: `coin_minutes` and `points` are what the record brought the person; `held_…` is what was still there and is
    reserved. The rest had been spent. Changed by timebank.oversight.services.holds only.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.ForeignKey(
        "timebank.ServiceRecord", models.PROTECT, related_name="holds", verbose_name=_("service record")
    )
    suspicion = optional_key("timebank.Suspicion", _("suspicion"), related_name="holds")
    reason = models.CharField(_("reason given to the volunteer"), max_length=200)
    contact = models.CharField(_("contact for the volunteer"), max_length=80)
    coin_minutes = models.PositiveBigIntegerField(_("coin minutes credited"))
    points = models.PositiveBigIntegerField(_("points credited"))
    held_coin_minutes = models.PositiveBigIntegerField(_("coin minutes set aside"))
    held_points = models.PositiveBigIntegerField(_("points set aside"))
    state = models.CharField(_("state"), max_length=10, choices=HoldState.choices, default=HoldState.HELD)
    placed_at = models.DateTimeField(_("set aside at"), default=timezone.now)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set aside by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = login_on_record(_("decided by"))
    decision = models.CharField(_("reason for the decision"), max_length=200, blank=True)
    kept_minutes = models.PositiveIntegerField(_("minutes upheld"), null=True, blank=True)

    objects = CreditHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit set aside")
        verbose_name_plural = _("credits set aside")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(state="held"), name="one_hold_of_a_record_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(held_coin_minutes__lte=models.F("coin_minutes"))
                & Q(held_points__lte=models.F("points")),
                name="no_more_held_than_credited",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state="held")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
                name="decided_hold_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} · {self.get_state_display()}"

    @property
    def missing_coin_minutes(self) -> int:
        """Credited, and spent before it could be set aside."""
        return self.coin_minutes - self.held_coin_minutes

    @property
    def missing_points(self) -> int:
        return self.points - self.held_points
