"""The ledger: two-sided transfers that happen once, wholly, and never below zero.

The one way in for whoever books: a transfer at once, a reservation that is posted, voided or expires, an undoing, and
several of them linked. How they are checked and written stands in `timebank.ledger.services.posting`.

Idempotence: a key that is already in the books returns the transfer of the first time, provided that it says the same
(accounts, amount, phase, reason, what it resolves or undoes); otherwise `KeyConflict`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from people.actors import Actor
from regions.models import Region
from timebank.ledger.enums import Reason, TransferKind
from timebank.ledger.errors import AlreadyResolved
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.posting import Draft, as_models, book, replay


def transfer(
    *,
    key: str,
    debit: Account,
    credit: Account,
    amount: int,
    reason: str = Reason.OTHER,
    memo: str = "",
    details: Mapping[str, Any] | None = None,
    record: ServiceRecord | None = None,
    region: Region | str | None = None,
    recorded_by: Actor = None,
) -> Transfer:
    """Book `amount` from `debit` to `credit` at once.

    Raises a `LedgerError` (`InsufficientBalance`, `AccountClosed`, `AmountNotPositive`, …) or `KeyConflict`.
    """
    draft = Draft(
        key=key,
        debit=debit,
        credit=credit,
        amount=amount,
        reason=reason,
        memo=memo,
        details=details or {},
        record=record,
        region=region,
    )
    return _one(draft, recorded_by)


def reserve(
    *,
    key: str,
    debit: Account,
    credit: Account,
    amount: int,
    reason: str = Reason.OTHER,
    memo: str = "",
    region: Region | str | None = None,
    expires_at: datetime | None = None,
    recorded_by: Actor = None,
) -> Transfer:
    """Set `amount` aside on `debit` for `credit`: it cannot be spent otherwise until it is posted or voided."""
    draft = Draft(
        key=key,
        debit=debit,
        credit=credit,
        amount=amount,
        reason=reason,
        memo=memo,
        region=region,
        kind=TransferKind.PENDING,
        expires_at=expires_at,
    )
    return _one(draft, recorded_by)


def post(*, pending: Transfer, key: str, amount: int | None = None, recorded_by: Actor = None) -> Transfer:
    """Book a reservation, wholly or in part; the rest is let go. Raises `AlreadyResolved`, `ReservationExpired`, …"""
    if amount is None:
        amount = pending.amount
    return _one(_resolving(pending, key, TransferKind.POST_PENDING, amount, pending.reason), recorded_by)


def void(*, pending: Transfer, key: str, reason: str | None = None, recorded_by: Actor = None) -> Transfer:
    """Let a reservation go."""
    reason = reason or pending.reason
    return _one(_resolving(pending, key, TransferKind.VOID_PENDING, pending.amount, reason), recorded_by)


def undo(*, transfer: Transfer, key: str) -> Transfer:
    """Book the opposite of a transfer, once. Raises `InsufficientBalance` when the amount has been spent since."""
    return _one(undoing(transfer, key=key), None)


def undoing(transfer: Transfer, *, key: str) -> Draft:
    """The contra-transfer of a transfer, as a draft for `transfer_linked`."""
    return Draft(
        key=key,
        debit=transfer.credit_account,
        credit=transfer.debit_account,
        amount=transfer.amount,
        reason=Reason.CORRECTION,
        record=transfer.service_record,
        region=transfer.region_id,
        undoes=transfer,
    )


def transfer_linked(
    *, drafts: Sequence[Draft], recorded_by: Actor = None, created_at: datetime | None = None
) -> list[Transfer]:
    """Book several drafts together: all of them or none, in the order given, each seeing what those before it did."""
    try:
        with transaction.atomic():
            booked = book(drafts, recorded_by=recorded_by, created_at=created_at, alone=True)
            return as_models(drafts, booked)
    except IntegrityError:
        # Somebody else used one of the keys between other accounts at the same moment: theirs is committed by now.
        with transaction.atomic():
            if replayed := replay(drafts):
                return replayed
        raise


def expire_reservations(*, limit: int = 500) -> int:
    """Let go the reservations whose time has passed; returns how many. May run twice at once without harm."""
    now = timezone.now()
    due = Transfer.objects.filter(
        kind=TransferKind.PENDING, expires_at__lte=now, resolution=None
    ).select_related("debit_account", "credit_account")
    count = 0
    for pending in due.order_by("expires_at")[:limit]:
        try:
            void(pending=pending, key=f"expired:{pending.sequence}", reason=Reason.EXPIRED)
        except AlreadyResolved:
            continue
        count += 1
    return count


def _one(draft: Draft, recorded_by: Actor) -> Transfer:
    return transfer_linked(drafts=[draft], recorded_by=recorded_by)[0]


def _resolving(pending: Transfer, key: str, kind: str, amount: int, reason: str) -> Draft:
    return Draft(
        key=key,
        debit=pending.debit_account,
        credit=pending.credit_account,
        amount=amount,
        reason=reason,
        kind=kind,
        record=pending.service_record,
        region=pending.region_id,
        pending=pending,
    )
