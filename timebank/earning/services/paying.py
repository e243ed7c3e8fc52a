"""A service that somebody asked for and pays with coins: what was reserved is booked, in whole or in part, into the
county's escrow and from there to the one who served. No coins are issued: these were earned once before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from people.persons.models import Person
from timebank.earning.allocation import Share
from timebank.earning.errors import RecordError
from timebank.ledger.enums import AccountKind, Reason, TransferKind
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.posting import Draft


@dataclass(frozen=True)
class Payment:
    """Coins of somebody who was served, in escrow or on their way to it.

    `reservation` is the pending transfer from the payer's account to the escrow. `up_to` limits what is paid, in
    minutes, when a correction may not make it dearer; `direct` books anew what a correction gave back, where the
    reservation itself has been resolved long ago.
    """

    reservation: Transfer
    up_to: int | None = None
    direct: bool = False

    def minutes_for(self, served: int) -> int:
        """What is paid for `served` minutes: never more than was reserved."""
        limits = [served, self.reservation.amount, *([] if self.up_to is None else [self.up_to])]
        return min(limits)


def reservation_accounts(payments: Iterable[Payment | None]) -> list[int]:
    """Keys of the accounts that payments move, to be locked with the others."""
    return [
        account
        for payment in payments
        if payment is not None
        for account in (payment.reservation.debit_account_id, payment.reservation.credit_account_id)
    ]


def check_payment(payment: Payment, *, served_by: Person, minutes: int) -> None:
    """Raises `RecordError` for what is no payment of a service: a reservation for nobody, or of one's own coins."""
    reservation = payment.reservation
    if (
        reservation.kind != TransferKind.PENDING
        or reservation.credit_account.kind != AccountKind.ESCROW
        or reservation.debit_account.kind != AccountKind.PERSONAL
    ):
        raise RecordError("payment", _("A service can only be paid for with coins set aside for it."))
    if reservation.debit_account.person_id == served_by.pk:
        raise RecordError("payment", _("You cannot pay yourself for a service."))
    if payment.up_to == 0 and minutes > 0:
        raise RecordError(
            "minutes",
            _(
                "Everything paid for this service has been refunded; if it is still needed, please "
                "request it again."
            ),
        )


def payment_drafts(
    payment: Payment,
    record: ServiceRecord,
    shares: Sequence[tuple[Account, Share]],
    *,
    details: Mapping[str, Any],
) -> list[Draft]:
    """The transfers that pay `record`: into escrow, and out of it to the account of each share.

    The figures behind them say how much was served and how much had been set aside.
    """
    reservation = payment.reservation
    amount = payment.minutes_for(record.minutes)
    if not amount:
        return []
    common: dict[str, Any] = {"record": record, "region": record.region_id, "batch": record.uuid}
    figures = {"served_minutes": record.minutes, "reserved_minutes": reservation.amount}
    drafts = [
        Draft(
            key=f"record:{record.uuid}:{Reason.SPENT}",
            debit=reservation.debit_account,
            credit=reservation.credit_account,
            amount=amount,
            reason=Reason.SPENT,
            kind=TransferKind.POSTED if payment.direct else TransferKind.POST_PENDING,
            pending=None if payment.direct else reservation,
            details=figures,
            **common,
        )
    ]
    drafts += [
        Draft(
            key=f"record:{record.uuid}:{share.reason}",
            debit=reservation.credit_account,
            credit=account,
            amount=share.minutes,
            reason=share.reason,
            details={**figures, **share.details, **details},
            **common,
        )
        for account, share in shares
    ]
    return drafts


def payment_behind(record: ServiceRecord) -> Payment | None:
    """How the service of `record` was paid, for its correction; None when nobody paid for it.

    A correction never makes a service dearer for the one who was served: it gives back, or leaves what was paid.
    """
    first = record
    while first.corrects is not None:
        first = first.corrects
    booked = (
        first.transfers.filter(reason=Reason.SPENT, pending__isnull=False)
        .select_related("pending__debit_account", "pending__credit_account")
        .first()
    )
    if booked is None or booked.pending is None:
        return None
    paid = record.transfers.filter(reason=Reason.SPENT, undoes=None).first()
    return Payment(booked.pending, up_to=paid.amount if paid else 0, direct=True)
