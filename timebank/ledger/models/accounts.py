"""Accounts, after TigerBeetle's model."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import optional_key
from people.actors import AnyUser
from people.persons.models import Person
from timebank.ledger.enums import AccountKind, Unit
from workbench.scopes import any_of, in_scope


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, user: AnyUser) -> AccountQuerySet:
        """The accounts of the people one may see, and those of one's regions."""
        people = Person.objects.visible_to(user).values("pk")
        return self.filter(any_of(user, in_scope(user), Q(person__in=people)))

    def coins(self, kind: str) -> AccountQuerySet:
        """The accounts of a kind that hold time coins."""
        return self.filter(kind=kind, unit=Unit.COIN_MINUTES)

    def with_totals(self) -> AccountQuerySet:
        """Annotate `total_balance` and `total_reserved`, the slots included: for sums and lists of accounts."""

        def in_slots(value: Any) -> Coalesce:
            slots = AccountSlot.objects.filter(account=OuterRef("pk")).order_by().values("account")
            return Coalesce(Subquery(slots.annotate(total=Sum(value)).values("total")), 0)

        balance = F("posted_credits") - F("posted_debits")
        return self.annotate(
            total_balance=balance + in_slots(balance),
            total_reserved=F("pending_debits") + in_slots(F("pending_debits")),
        )


class Sides(models.Model):
    """The growing sides of an account or of one of its slots, and the last link of its chain of transfers."""

    posted_debits = models.BigIntegerField(_("paid out"), default=0)
    posted_credits = models.BigIntegerField(_("paid in"), default=0)
    pending_debits = models.BigIntegerField(_("reserved to be paid out"), default=0)
    pending_credits = models.BigIntegerField(_("reserved to be paid in"), default=0)
    head = models.CharField(_("last link of the chain"), max_length=64, blank=True, default="")

    class Meta:
        abstract = True


class Account(Sides):
    """A place where value of one unit lies. Changed only by `timebank.services`, together with its transfers.

    A personal account belongs to a person, and so does the one for what a group earned and may only be given away. A
    pool, an honours and an escrow account belong to a region, an issuing account to a county (or to nobody: the
    installation's own, for services without a county). Amounts are whole minutes or whole points.

    An account that many use at once has `slots`: rows beside it, any one of which takes a transfer, so that nobody
    waits for the others. Its balance is the sum of its own sides and those of its slots.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=AccountKind.choices)
    unit = models.CharField(_("unit"), max_length=12, choices=Unit.choices)
    person = optional_key("people.Person", _("person"), related_name="accounts")
    region = optional_key("regions.Region", _("region"))
    may_not_go_below_zero = models.BooleanField(_("balance must not be negative"), default=True)
    slots = models.PositiveSmallIntegerField(_("slots"), default=0, editable=False)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        # Three partial constraints and not one over nullable columns: SQLite has no NULLS NOT DISTINCT.
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "unit"],
                condition=Q(person__isnull=False),
                name="account_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["region", "kind", "unit"],
                condition=Q(region__isnull=False),
                name="account_once_a_region",
            ),
            models.UniqueConstraint(
                fields=["kind", "unit"],
                condition=Q(person__isnull=True, region__isnull=True),
                name="account_once_without_owner",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[AccountKind.PERSONAL, AccountKind.DONATE_ONLY],
                    person__isnull=False,
                    region__isnull=True,
                )
                | Q(
                    kind__in=[AccountKind.POOL, AccountKind.HONOURS, AccountKind.ESCROW],
                    person__isnull=True,
                    region__isnull=False,
                )
                | Q(kind=AccountKind.ISSUING, person__isnull=True),
                name="account_owner_fits_kind",
            ),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="account_unit_known"),
            models.CheckConstraint(
                condition=(Q(kind=AccountKind.ISSUING, may_not_go_below_zero=False))
                | (~Q(kind=AccountKind.ISSUING) & Q(may_not_go_below_zero=True)),
                name="only_issuing_goes_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(
                    posted_debits__gte=0, posted_credits__gte=0, pending_debits__gte=0, pending_credits__gte=0
                ),
                name="account_sides_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(may_not_go_below_zero=False)
                | Q(posted_credits__gte=F("posted_debits") + F("pending_debits")),
                name="account_not_below_zero",
                violation_error_message=_("The balance of this account is not sufficient."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(posted_credits=F("posted_debits"), pending_debits=0, pending_credits=0),
                name="closed_account_is_empty",
            ),
        ]

    def __str__(self) -> str:
        owner = self.person or self.region
        return f"{self.get_kind_display()} · {owner}" if owner else str(self.get_kind_display())

    @property
    def balance(self) -> int:
        """What lies here, reserved amounts included. Negative on an issuing account: what it has given out.

        One query on an account with slots; `with_totals` sums many at once.
        """
        own = self.posted_credits - self.posted_debits
        return own + self._in_slots(F("posted_credits") - F("posted_debits"))

    @property
    def reserved(self) -> int:
        """What is reserved to be paid out."""
        return self.pending_debits + self._in_slots(F("pending_debits"))

    @property
    def available(self) -> int:
        """What can be paid out now: the balance less what is reserved."""
        return self.balance - self.reserved

    def _in_slots(self, value: Any) -> int:
        if not self.slots:
            return 0
        return int(AccountSlot.objects.filter(account=self.pk).aggregate(total=Sum(value))["total"] or 0)


class AccountSlot(Sides):
    """One of the parts of an account that many use at once. Changed only together with its transfers."""

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="parts", db_index=False, verbose_name=_("account")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    may_not_go_below_zero = models.BooleanField(_("balance must not be negative"), default=True)

    class Meta:
        verbose_name = _("slot of an account")
        verbose_name_plural = _("slots of accounts")
        constraints = [
            models.UniqueConstraint(fields=["account", "number"], name="slot_once_an_account"),
            models.CheckConstraint(condition=Q(number__gte=1), name="slot_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(
                    posted_debits__gte=0, posted_credits__gte=0, pending_debits__gte=0, pending_credits__gte=0
                ),
                name="slot_sides_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(may_not_go_below_zero=False)
                | Q(posted_credits__gte=F("posted_debits") + F("pending_debits")),
                name="slot_not_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}/{self.number}"
