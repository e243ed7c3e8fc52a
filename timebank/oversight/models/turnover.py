"""What moved in a month and a township, kept as sums so that a report does not read every transfer again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from timebank.ledger.enums import AccountKind, Reason


class TurnoverRun(models.Model):
    """A run of the counting. All transfers up to number `through` are in `Turnover`; `seen` was the newest there was.

    `through` stays behind: a booking takes its number before it is committed, and only what was seen an hour before
    is certain to have arrived. Append-only in the database itself.
    """

    through = models.BigIntegerField(_("counted up to booking number"))
    seen = models.BigIntegerField(_("newest booking number"))
    at = models.DateTimeField(_("counted at"), default=timezone.now)

    class Meta:
        verbose_name = _("count of coins")
        verbose_name_plural = _("counts of coins")
        ordering = ["-pk"]
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"≤ {self.through}"


class Turnover(models.Model):
    """Coins that moved between two kinds of account for one reason, in the month of the booking and in a township.

    `region` is the code of the township, of the county or city where the booking names no township, "" where it names
    no region. Derived from the transfers: `manage.py count_coins --verify` recomputes every sum.
    """

    month = models.DateField(_("month"))
    region = models.CharField(_("region code"), max_length=12, blank=True)
    debit_kind = models.CharField(_("from account"), max_length=12, choices=AccountKind.choices)
    credit_kind = models.CharField(_("to account"), max_length=12, choices=AccountKind.choices)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    is_undoing = models.BooleanField(_("reverses an earlier booking"))
    amount = models.BigIntegerField(_("amount"))
    transfers = models.BigIntegerField(_("transfers"))

    class Meta:
        verbose_name = _("coins moved in a month")
        verbose_name_plural = _("coins moved by month")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "region", "debit_kind", "credit_kind", "reason", "is_undoing"],
                name="turnover_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0, transfers__gt=0), name="turnover_positive"),
        ]
        indexes = [models.Index(fields=["region", "month"], name="turnover_region_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.region} {self.reason}: {self.amount}"
