"""From drafts to booked transfers: lock, check in turn, link to the chain, insert, write the balances.

The accounts are locked in the order of their keys; each draft is checked against the balances as the drafts before it
leave them. A single transfer is a batch of one. The statements themselves stand in
`timebank.ledger.services.batch_writer`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from people.actors import Actor
from regions.models import Region
from timebank.ledger import errors
from timebank.ledger.chain import Link, digest, microseconds
from timebank.ledger.enums import MOVING_KINDS, RESOLVING_KINDS, AccountKind, Reason, TransferKind, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services import batch_writer
from timebank.ledger.services.accounts import chunks
from timebank.ledger.services.batch_writer import COLUMNS, Part

# Far above any city's minutes, far below what the columns hold even when millions of transfers add up.
LARGEST_AMOUNT = 10**12


@dataclass(kw_only=True, slots=True)
class Draft:
    """A transfer that is asked for: `amount` whole minutes or points out of `debit` into `credit`."""

    key: str
    debit: Account
    credit: Account
    amount: int
    reason: str = Reason.OTHER.value
    kind: str = TransferKind.POSTED.value
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


def apply(
    drafts: Sequence[Draft], *, recorded_by: Actor = None, created_at: datetime | None = None
) -> list[Transfer]:
    """Book drafts inside the caller's transaction. For the services of this package; others call `transfer_linked`."""
    return as_models(drafts, book(drafts, recorded_by=recorded_by, created_at=created_at, alone=False))


@dataclass(frozen=True)
class Booked:
    """What was inserted: values in the order of `COLUMNS`, and the number each row got."""

    rows: list[tuple[Any, ...]]
    numbers: list[int]


def book(
    drafts: Sequence[Draft], *, recorded_by: Actor, created_at: datetime | None, alone: bool
) -> Booked | list[Transfer]:
    """Book drafts; the transfers of the first time, where all of them were booked before.

    `alone`: nothing else happens in this transaction. A key used before is then found by the insert itself, and the
    caller, who can begin again, looks what it was used for; in a larger transaction that is looked up beforehand.
    """
    if not drafts:
        return []
    for draft in drafts:
        _refuse_cheaply(draft)
    if len({draft.key for draft in drafts}) != len(drafts):
        raise errors.KeyConflict
    parts = _lock(drafts)
    if len(drafts) > 1:
        keys = [draft.key for draft in drafts]
        if not alone and batch_writer.any_booked(keys) and (replayed := replay(drafts)):
            return replayed
        _refuse_settled(drafts)
    now = timezone.now()
    at = created_at or now
    written = (at, microseconds(at), recorded_by.pk if recorded_by else None)
    try:
        rows = [_moved(draft, parts, now, *written) for draft in drafts]
    except errors.LedgerError:
        if replayed := replay(drafts):
            return replayed
        _refuse_settled(drafts)
        raise
    changed = [part for part in {id(part): part for part in parts.values()}.values() if part.changed]
    if len(drafts) > 1:
        numbers = batch_writer.insert(rows)
        batch_writer.write_back(changed)
    else:
        numbers = batch_writer.insert_one(rows[0], changed)
        if not numbers:
            if replayed := replay(drafts):
                return replayed
            _refuse_settled(drafts)
    if len(numbers) < len(rows):
        raise IntegrityError("A key was used, or a reservation settled, by somebody else at this moment.")
    return Booked(rows, numbers)


# Accounts under the lock: by key and, for those with slots, by the slot that a reservation lies in (None: any).
Parts = dict[tuple[int, int | None], Part]


def _lock(drafts: Sequence[Draft]) -> Parts:
    plain: set[int] = set()
    spread: dict[int, Account] = {}
    numbers: dict[int, set[int]] = {}
    # What a slot must have so that none of the drafts, one after the other, overdraws it.
    needed: dict[int, int] = {}
    paid: dict[int, int] = {}
    for draft in drafts:
        for account, slot, amount in (
            (draft.debit, draft.pending.debit_slot if draft.pending else None, draft.amount),
            (draft.credit, draft.pending.credit_slot if draft.pending else None, -draft.amount),
        ):
            pk = account.id
            if not account.slots:
                plain.add(pk)
                continue
            spread[pk] = account
            if slot is not None:
                numbers.setdefault(pk, set()).add(slot)
                continue
            if amount > 0 or draft.kind in MOVING:
                paid[pk] = paid.get(pk, 0) + amount
            needed[pk] = max(needed.get(pk, 0), paid.get(pk, 0))
    parts: Parts = {(pk, None): part for pk, part in batch_writer.lock(plain).items()} if plain else {}
    for pk in sorted(spread):
        whole = Part.of(spread[pk])
        chosen = None
        if pk in needed:
            chosen = parts[pk, None] = batch_writer.lock_slot(whole, number=None, needed=needed[pk])
        for number in sorted(numbers.get(pk, ())):
            if chosen is not None and chosen.number == number:
                parts[pk, number] = chosen
            else:
                parts[pk, number] = batch_writer.lock_slot(whole, number=number, needed=0)
    return parts


def _refuse_cheaply(draft: Draft) -> None:
    """What can be said without looking at the books."""
    if not isinstance(draft.amount, int) or isinstance(draft.amount, bool) or draft.amount <= 0:
        raise errors.AmountNotPositive
    if draft.amount > LARGEST_AMOUNT:
        raise errors.AmountTooLarge
    if not isinstance(draft.key, str) or not 0 < len(draft.key) <= 200 or "\0" in draft.key:
        raise errors.KeyInvalid
    debit, credit = draft.debit, draft.credit
    if debit.id == credit.id:
        raise errors.SameAccount
    if debit.unit != credit.unit:
        raise errors.UnitMismatch
    if draft.record is None and debit.kind == AccountKind.ISSUING and debit.unit == Unit.COIN_MINUTES:
        raise errors.IssueWithoutService
    if draft.kind in RESOLVING_KINDS:
        if draft.pending is None or draft.pending.kind != TransferKind.PENDING:
            raise errors.NotReserved
        if draft.amount > draft.pending.amount:
            raise errors.AmountAboveReservation
    if draft.undoes is not None and (
        draft.undoes.kind not in MOVING_KINDS or draft.undoes.undoes_id is not None
    ):
        raise errors.CannotUndo


def _refuse_settled(drafts: Sequence[Draft]) -> None:
    """Under the lock: nobody else has resolved or undone what the drafts mean to."""
    pending = [draft.pending.pk for draft in drafts if draft.pending is not None]
    undoes = [draft.undoes.pk for draft in drafts if draft.undoes is not None]
    if len(set(pending)) != len(pending):
        raise errors.AlreadyResolved
    if len(set(undoes)) != len(undoes):
        raise errors.AlreadyUndone
    for some in chunks(pending):
        if Transfer.objects.filter(pending__in=some).exists():
            raise errors.AlreadyResolved
    for some in chunks(undoes):
        if Transfer.objects.filter(undoes__in=some).exists():
            raise errors.AlreadyUndone


# Plain words: comparing with members of an enumeration takes its time, a thousand times over.
PENDING, POST_PENDING = TransferKind.PENDING.value, TransferKind.POST_PENDING.value
MOVING = frozenset(kind.value for kind in MOVING_KINDS)


def _moved(
    draft: Draft, parts: Parts, now: datetime, at: datetime, microseconds_at: int, author: int | None
) -> tuple[Any, ...]:
    """Change the two accounts in memory as the draft says, or refuse; the row to insert, in the order of `COLUMNS`."""
    amount, kind, pending, reason = draft.amount, draft.kind, draft.pending, draft.reason
    kind = kind if type(kind) is str else str(kind)
    debit = parts[draft.debit.id, pending.debit_slot if pending and draft.debit.slots else None]
    credit = parts[draft.credit.id, pending.credit_slot if pending and draft.credit.slots else None]
    if pending is not None:
        expires_at = pending.expires_at
        if kind == POST_PENDING and expires_at is not None and expires_at <= now:
            raise errors.ReservationExpired(expires_at)
        debit.pending_debits -= pending.amount
        credit.pending_credits -= pending.amount
    elif debit.closed is not None or credit.closed is not None:
        raise errors.AccountClosed
    available = debit.available
    if kind == PENDING:
        debit.pending_debits += amount
        credit.pending_credits += amount
    elif kind in MOVING:
        debit.posted_debits += amount
        credit.posted_credits += amount
    if debit.limited and debit.available < 0:
        if debit.slots:
            available = draft.debit.available
        raise errors.InsufficientBalance(available=available, needed=amount, unit=debit.unit)
    link = Link(
        draft.key,
        kind,
        debit.unit,
        debit.account,
        credit.account,
        debit.number,
        credit.number,
        amount,
        pending.pk if pending else None,
        draft.undoes.pk if draft.undoes else None,
        draft.batch.hex if draft.batch else None,
        reason if type(reason) is str else str(reason),
        draft.memo[:200],
        draft.details,
        draft.record.pk if draft.record else None,
        draft.region_id,
        microseconds(draft.expires_at) if draft.expires_at else None,
        microseconds_at,
        author,
    )
    hashed = digest(debit.head, credit.head, link)
    debit.head = credit.head = hashed
    debit.changed = credit.changed = True
    return (*link[:16], draft.expires_at, at, author, debit.balance, credit.balance, hashed)


def as_models(drafts: Sequence[Draft], booked: Booked | list[Transfer]) -> list[Transfer]:
    if isinstance(booked, list):
        return booked
    return [
        _as_model(draft, number, row)
        for draft, number, row in zip(drafts, booked.numbers, booked.rows, strict=True)
    ]


def _as_model(draft: Draft, number: int, row: tuple[Any, ...]) -> Transfer:
    made = Transfer.from_db(None, LOADED, [number, *(row[place] for place in PLACES)])
    made.batch = draft.batch
    made.details = dict(draft.details)
    # The objects at hand, as after any insert: whoever goes on with the transfer asks for them.
    made._state.fields_cache |= {
        name: value
        for name, value in (
            ("debit_account", draft.debit),
            ("credit_account", draft.credit),
            ("service_record", draft.record),
            ("pending", draft.pending),
            ("undoes", draft.undoes),
        )
        if value is not None
    }
    return made


LOADED = [field.attname for field in Transfer._meta.concrete_fields]
PLACES = [COLUMNS.index(name) for name in LOADED if name != "sequence"]


def replay(drafts: Sequence[Draft]) -> list[Transfer] | None:
    """The transfers of the first time; None when no key was used. Raises `KeyConflict` for anything between."""
    found: dict[str, Transfer] = {}
    for some in chunks(drafts):
        found |= {row.key: row for row in Transfer.objects.filter(key__in=[draft.key for draft in some])}
    if not found:
        return None
    if len(found) != len(drafts) or any(_says(found[draft.key]) != _asks(draft) for draft in drafts):
        raise errors.KeyConflict
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
