"""Transfers between accounts: never changed, never deleted; a mistake is undone by a contra-transfer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record, optional_key
from people.actors import AnyUser
from timebank.ledger.enums import MOVING_KINDS, RESOLVING_KINDS, Reason, TransferKind, Unit
from timebank.ledger.models.accounts import Account
from workbench.scopes import any_of, in_scope


class TransferQuerySet(models.QuerySet["Transfer"]):
    def moving(self) -> TransferQuerySet:
        """Transfers that moved value, those that were undone later included."""
        return self.filter(kind__in=MOVING_KINDS)

    def in_effect(self) -> TransferQuerySet:
        """Transfers that moved value and stand: neither undone nor an undoing."""
        return self.moving().filter(undoes=None, undone_by=None)

    def visible_to(self, user: AnyUser) -> TransferQuerySet:
        """Those of the accounts one may see, and those booked in one's regions."""
        accounts = Account.objects.visible_to(user).values("pk")
        either = (Q(credit_account__in=accounts), Q(debit_account__in=accounts))
        return self.filter(any_of(user, in_scope(user), *either))


class Transfer(models.Model):
    """An amount that leaves one account and reaches another. Append-only in the database itself.

    `key` makes it happen once. A `pending` transfer reserves; a later one that names it in `pending` books all or
    part of it (`post_pending`) or lets it go (`void_pending`), once. A contra-transfer names in `undoes` what it
    undoes, once. Transfers of one `batch` were made together or not at all. `details` holds the figures from which
    the amount was computed. `digest` chains the row to what came before it on both accounts. `debit_balance` and
    `credit_balance` are the balances it left, so that a statement of any length is read a page at a time; accounts
    with slots have none (`debit_slot`, `credit_slot` say which part was used, 0 is the account itself).
    """

    sequence = models.BigAutoField(_("booking number"), primary_key=True)
    # Unique by a constraint, as `unique=True` would bring a second index for searches by beginning, which nobody makes.
    key = models.CharField(_("booking key"), max_length=200)
    kind = models.CharField(_("phase"), max_length=12, choices=TransferKind.choices)
    unit = models.CharField(_("unit"), max_length=12, choices=Unit.choices)
    # No index of their own: the two composite ones below serve the foreign keys as well.
    debit_account = models.ForeignKey(
        Account, models.PROTECT, related_name="debits", db_index=False, verbose_name=_("from account")
    )
    credit_account = models.ForeignKey(
        Account, models.PROTECT, related_name="credits", db_index=False, verbose_name=_("to account")
    )
    amount = models.BigIntegerField(_("amount"))
    debit_slot = models.PositiveSmallIntegerField(_("slot of the from account"), default=0)
    credit_slot = models.PositiveSmallIntegerField(_("slot of the to account"), default=0)
    debit_balance = models.BigIntegerField(_("balance left on the from account"), null=True, blank=True)
    credit_balance = models.BigIntegerField(_("balance left on the to account"), null=True, blank=True)
    digest = models.CharField(_("link of the chain"), max_length=64, default="")
    pending = optional_key("self", _("reservation"), field=models.OneToOneField, related_name="resolution")
    undoes = optional_key("self", _("reverses"), field=models.OneToOneField, related_name="undone_by")
    batch = models.UUIDField(_("batch"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    memo = models.CharField(_("memo"), max_length=200, blank=True)
    details = models.JSONField(_("how it was computed"), default=dict, blank=True)
    service_record = optional_key("timebank.ServiceRecord", _("service record"), related_name="transfers")
    region = optional_key("regions.Region", _("region"), db_index=False)
    expires_at = models.DateTimeField(_("reserved until"), null=True, blank=True)
    created_at = models.DateTimeField(_("booked at"), default=timezone.now)
    recorded_by = login_on_record(_("recorded by"), db_index=False)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["-sequence"]
        indexes = [
            models.Index(fields=["debit_account", "-sequence"], name="transfer_debits"),
            models.Index(fields=["credit_account", "-sequence"], name="transfer_credits"),
            models.Index(fields=["region", "created_at"], name="transfer_region_time"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="transfer_batch"),
            models.Index(
                fields=["expires_at"], condition=Q(expires_at__isnull=False), name="transfer_expiry"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="transfer_key_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount_positive"),
            models.CheckConstraint(condition=~Q(key=""), name="transfer_has_a_key"),
            models.CheckConstraint(
                condition=~Q(debit_account=F("credit_account")), name="transfer_between_two_accounts"
            ),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="transfer_unit_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[TransferKind.POSTED, TransferKind.PENDING], pending__isnull=True)
                | Q(kind__in=RESOLVING_KINDS, pending__isnull=False),
                name="transfer_resolves_a_reservation",
            ),
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | Q(kind=TransferKind.POSTED),
                name="transfer_undoing_is_booked",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(kind=TransferKind.PENDING),
                name="only_reservations_expire",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.sequence} {self.get_reason_display()}: {self.amount} {self.get_unit_display()}"

    @property
    def moves(self) -> bool:
        """Whether value changed hands, and was not only reserved or let go."""
        return self.kind in MOVING_KINDS
