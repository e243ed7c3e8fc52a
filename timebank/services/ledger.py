"""The ledger: two-sided transfers that happen once, wholly, and never below zero.

Everything goes through `apply`: lock the accounts in the order of their keys, look for the keys, check each draft in
turn against the balances as the drafts before it leave them, insert, and write the balances. A single transfer is a
batch of one.

Idempotence: a key that is already in the books returns the transfer of the first time, provided that it says the same
(accounts, amount, phase, reason, what it resolves or undoes); otherwise `KeyConflict`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from timebank.enums import MOVING_KINDS, RESOLVING_KINDS, AccountKind, Reason, TransferKind, Unit
from timebank.errors import (
    AccountClosed,
    AlreadyResolved,
    AlreadyUndone,
    AmountAboveReservation,
    AmountNotPositive,
    AmountTooLarge,
    CannotUndo,
    InsufficientBalance,
    IssueWithoutService,
    KeyConflict,
    KeyInvalid,
    NotReserved,
    ReservationExpired,
    SameAccount,
    UnitMismatch,
)
from timebank.models import Account, ServiceRecord, Transfer
from timebank.services.accounts import chunks, lock_accounts

if TYPE_CHECKING:
    from regions.models import Region

# Far above any city's minutes, far below what the columns hold even when millions of transfers add up.
LARGEST_AMOUNT = 10**12
SIDES = ("posted_debits", "posted_credits", "pending_debits", "pending_credits")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A transfer that is asked for: `amount` whole minutes or points out of `debit` into `credit`."""

    key: str
    debit: Account
    credit: Account
    amount: int
    reason: str = Reason.OTHER
    kind: str = TransferKind.POSTED
    memo: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    record: ServiceRecord | None = None
    region: Region | str | None = None
    pending: Transfer | None = None
    undoes: Transfer | None = None
    batch: uuid.UUID | None = None
    expires_at: datetime | None = None

    @property
    def region_id(self) -> str | None:
        return self.region if self.region is None or isinstance(self.region, str) else self.region.pk


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
    recorded_by: Any = None,
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
    recorded_by: Any = None,
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


def post(
    *, pending: Transfer, key: str, amount: int | None = None, memo: str = "", recorded_by: Any = None
) -> Transfer:
    """Book a reservation, wholly or in part; the rest is let go. Raises `AlreadyResolved`, `ReservationExpired`, …"""
    if amount is None:
        amount = pending.amount
    return _one(
        _resolving(pending, key, TransferKind.POST_PENDING, amount, pending.reason, memo), recorded_by
    )


def void(
    *, pending: Transfer, key: str, reason: str | None = None, memo: str = "", recorded_by: Any = None
) -> Transfer:
    """Let a reservation go."""
    draft = _resolving(
        pending, key, TransferKind.VOID_PENDING, pending.amount, reason or pending.reason, memo
    )
    return _one(draft, recorded_by)


def undo(
    *, transfer: Transfer, key: str, reason: str = Reason.CORRECTION, memo: str = "", recorded_by: Any = None
) -> Transfer:
    """Book the opposite of a transfer, once. Raises `InsufficientBalance` when the amount has been spent since."""
    return _one(undoing(transfer, key=key, reason=reason, memo=memo), recorded_by)


def undoing(transfer: Transfer, *, key: str, reason: str = Reason.CORRECTION, memo: str = "") -> Draft:
    """The contra-transfer of a transfer, as a draft for `transfer_linked`."""
    return Draft(
        key=key,
        debit=transfer.credit_account,
        credit=transfer.debit_account,
        amount=transfer.amount,
        reason=reason,
        memo=memo,
        record=transfer.service_record,
        region=transfer.region_id,
        undoes=transfer,
    )


def transfer_linked(
    *, drafts: Sequence[Draft], recorded_by: Any = None, created_at: datetime | None = None
) -> list[Transfer]:
    """Book several drafts together: all of them or none, in the order given, each seeing what those before it did."""
    try:
        with transaction.atomic():
            return apply(drafts, recorded_by=recorded_by, created_at=created_at)
    except IntegrityError:
        # Somebody else used one of the keys between other accounts at the same moment: theirs is committed by now.
        with transaction.atomic():
            if replayed := _replay(drafts):
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


def _one(draft: Draft, recorded_by: Any) -> Transfer:
    return transfer_linked(drafts=[draft], recorded_by=recorded_by)[0]


def _resolving(pending: Transfer, key: str, kind: str, amount: int, reason: str, memo: str) -> Draft:
    return Draft(
        key=key,
        debit=pending.debit_account,
        credit=pending.credit_account,
        amount=amount,
        reason=reason,
        kind=kind,
        memo=memo,
        record=pending.service_record,
        region=pending.region_id,
        pending=pending,
    )


def apply(
    drafts: Sequence[Draft], *, recorded_by: Any = None, created_at: datetime | None = None
) -> list[Transfer]:
    """Book drafts inside the caller's transaction. For the services of this package; others call `transfer_linked`."""
    for draft in drafts:
        _refuse_cheaply(draft)
    if len({draft.key for draft in drafts}) != len(drafts):
        raise KeyConflict
    accounts = lock_accounts(account.pk for draft in drafts for account in (draft.debit, draft.credit))
    if replayed := _replay(drafts):
        return replayed
    now = timezone.now()
    _refuse_settled(drafts)
    before = {pk: [getattr(account, side) for side in SIDES] for pk, account in accounts.items()}
    for draft in drafts:
        _move(draft, accounts[draft.debit.pk], accounts[draft.credit.pk], now)
    rows = Transfer.objects.bulk_create(
        [_row(draft, recorded_by, created_at or now) for draft in drafts], batch_size=CHUNK_OF_ROWS
    )
    changed = [
        account for pk, account in accounts.items() if before[pk] != [getattr(account, s) for s in SIDES]
    ]
    Account.objects.bulk_update(changed, SIDES, batch_size=CHUNK_OF_ACCOUNTS)
    return rows


# An update of many rows is one CASE a column, which the database reads once for each row: small batches are faster.
CHUNK_OF_ACCOUNTS = 50
CHUNK_OF_ROWS = 500


def _refuse_cheaply(draft: Draft) -> None:
    """What can be said without looking at the books."""
    if not isinstance(draft.amount, int) or isinstance(draft.amount, bool) or draft.amount <= 0:
        raise AmountNotPositive
    if draft.amount > LARGEST_AMOUNT:
        raise AmountTooLarge
    if not isinstance(draft.key, str) or not 0 < len(draft.key) <= 200 or "\0" in draft.key:
        raise KeyInvalid
    if draft.debit.pk == draft.credit.pk:
        raise SameAccount
    if draft.debit.unit != draft.credit.unit:
        raise UnitMismatch
    if (
        draft.debit.kind == AccountKind.ISSUING
        and draft.debit.unit == Unit.COIN_MINUTES
        and draft.record is None
    ):
        raise IssueWithoutService
    if draft.kind in RESOLVING_KINDS:
        if draft.pending is None or draft.pending.kind != TransferKind.PENDING:
            raise NotReserved
        if draft.amount > draft.pending.amount:
            raise AmountAboveReservation
    if draft.undoes is not None and (
        draft.undoes.kind not in MOVING_KINDS or draft.undoes.undoes_id is not None
    ):
        raise CannotUndo


def _refuse_settled(drafts: Sequence[Draft]) -> None:
    """Under the lock: nobody else has resolved or undone what the drafts mean to."""
    pending = [draft.pending.pk for draft in drafts if draft.pending is not None]
    undoes = [draft.undoes.pk for draft in drafts if draft.undoes is not None]
    if len(set(pending)) != len(pending):
        raise AlreadyResolved
    if len(set(undoes)) != len(undoes):
        raise AlreadyUndone
    for some in chunks(pending):
        if Transfer.objects.filter(pending__in=some).exists():
            raise AlreadyResolved
    for some in chunks(undoes):
        if Transfer.objects.filter(undoes__in=some).exists():
            raise AlreadyUndone


def _move(draft: Draft, debit: Account, credit: Account, now: datetime) -> None:
    """Change the two accounts in memory as the draft says, or refuse."""
    if draft.pending is not None:
        expires_at = draft.pending.expires_at
        if draft.kind == TransferKind.POST_PENDING and expires_at is not None and expires_at <= now:
            raise ReservationExpired(expires_at)
        debit.pending_debits -= draft.pending.amount
        credit.pending_credits -= draft.pending.amount
    elif debit.closed_at is not None or credit.closed_at is not None:
        raise AccountClosed
    available = debit.available
    if draft.kind == TransferKind.PENDING:
        debit.pending_debits += draft.amount
        credit.pending_credits += draft.amount
    elif draft.kind in MOVING_KINDS:
        debit.posted_debits += draft.amount
        credit.posted_credits += draft.amount
    if debit.may_not_go_below_zero and debit.available < 0:
        raise InsufficientBalance(available=available, needed=draft.amount, unit=debit.unit)


def _row(draft: Draft, recorded_by: Any, created_at: datetime) -> Transfer:
    return Transfer(
        key=draft.key,
        kind=draft.kind,
        unit=draft.debit.unit,
        debit_account=draft.debit,
        credit_account=draft.credit,
        amount=draft.amount,
        pending=draft.pending,
        undoes=draft.undoes,
        batch=draft.batch,
        reason=draft.reason,
        memo=draft.memo[:200],
        details=dict(draft.details),
        service_record=draft.record,
        region_id=draft.region_id,
        expires_at=draft.expires_at,
        created_at=created_at,
        recorded_by=recorded_by if getattr(recorded_by, "pk", None) else None,
    )


def _replay(drafts: Sequence[Draft]) -> list[Transfer] | None:
    """The transfers of the first time; None when no key was used. Raises `KeyConflict` for anything between."""
    found: dict[str, Transfer] = {}
    for some in chunks(drafts):
        found |= {row.key: row for row in Transfer.objects.filter(key__in=[draft.key for draft in some])}
    if not found:
        return None
    if len(found) != len(drafts) or any(_says(found[draft.key]) != _asks(draft) for draft in drafts):
        raise KeyConflict
    return [found[draft.key] for draft in drafts]


def _says(row: Transfer) -> tuple[Any, ...]:
    return (
        row.kind,
        row.debit_account_id,
        row.credit_account_id,
        row.amount,
        row.reason,
        row.pending_id,
        row.undoes_id,
        row.service_record_id,
    )


def _asks(draft: Draft) -> tuple[Any, ...]:
    return (
        draft.kind,
        draft.debit.pk,
        draft.credit.pk,
        draft.amount,
        draft.reason,
        draft.pending.pk if draft.pending else None,
        draft.undoes.pk if draft.undoes else None,
        draft.record.pk if draft.record else None,
    )
