"""The transfers read once, in their order: what every account must have by them, and whether the chain holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from timebank.ledger.chain import GENESIS, Link, digest, microseconds
from timebank.ledger.chain import seal as sealed
from timebank.ledger.enums import TransferKind
from timebank.ledger.models.transfers import Transfer

ROWS_AT_ONCE = 5000
MOVING = frozenset({TransferKind.POSTED.value, TransferKind.POST_PENDING.value})
PENDING = TransferKind.PENDING.value
NOTHING = (0, 0, 0, 0)


@dataclass
class RecomputedBooks:
    """What comes out of the transfers. Sums by account: paid out, paid in, reserved out, reserved in."""

    transfers: int = 0
    through: int = 0
    seal: str = GENESIS
    broken_links: list[tuple[str, int]] = field(default_factory=list)
    sums: dict[int, list[int]] = field(default_factory=dict)
    heads: dict[tuple[int, int], str] = field(default_factory=dict)

    def pop(self, account: int) -> Sequence[int]:
        return self.sums.pop(account, NOTHING)

    def pop_head(self, account: int, slot: int) -> str:
        return self.heads.pop((account, slot), GENESIS)

    def left(self) -> list[int]:
        """Accounts that have transfers and were not taken."""
        return sorted(self.sums)


def recompute(*, through: int | None = None) -> RecomputedBooks:
    """Read all transfers, or those up to number `through`."""
    books = RecomputedBooks()
    open_reservations: dict[int, int] = {}
    sums, heads = books.sums, books.heads
    left: dict[int, int | None] = {}
    count, last, sealing = 0, 0, GENESIS
    for sequence, link, debit_left, credit_left, hashed in _read(through):
        count, last = count + 1, sequence
        debit, credit, amount, kind = link.debit, link.credit, link.amount, link.kind
        before_debit = heads.get((debit, link.debit_slot), GENESIS)
        before_credit = heads.get((credit, link.credit_slot), GENESIS)
        moved = amount if kind in MOVING else 0
        if digest(before_debit, before_credit, link) != hashed:
            books.broken_links.append(("the chain breaks here", sequence))
        elif not (_follows(left, debit, debit_left, -moved) and _follows(left, credit, credit_left, moved)):
            books.broken_links.append(("the balance it left is another", sequence))
        left[debit], left[credit] = debit_left, credit_left
        # Going on from what is written: only rows that were changed, or that follow a missing one, break.
        heads[debit, link.debit_slot] = heads[credit, link.credit_slot] = hashed
        sealing = sealed(sealing, hashed)
        out = sums.get(debit) or sums.setdefault(debit, [0, 0, 0, 0])
        into = sums.get(credit) or sums.setdefault(credit, [0, 0, 0, 0])
        if link.pending is not None:
            reserved = open_reservations.pop(link.pending, 0)
            out[2] -= reserved
            into[3] -= reserved
        if kind in MOVING:
            out[0] += amount
            into[1] += amount
        elif kind == PENDING:
            open_reservations[sequence] = amount
            out[2] += amount
            into[3] += amount
    books.transfers, books.through, books.seal = count, last, sealing
    return books


def _follows(left: dict[int, int | None], account: int, now: int | None, moved: int) -> bool:
    """Whether a balance is the one before it and what moved; parts of an account have none of their own."""
    before = left.get(account, 0)
    return now is None or before is None or now == before + moved


def _read(through: int | None) -> Iterator[tuple[int, Link, int | None, int | None, str]]:
    """Sequence, what the row says, the balances it left, and its digest."""
    postgresql = connection.vendor == "postgresql"
    moment = "(extract(epoch FROM {0}) * 1000000)::bigint" if postgresql else "{0}"
    columns = (
        "sequence, key, kind, unit, debit_account_id, credit_account_id, debit_slot, credit_slot, amount, pending_id, "
        f"undoes_id, batch, reason, memo, details, service_record_id, region_id, {moment.format('expires_at')}, "
        f"{moment.format('created_at')}, recorded_by_id, debit_balance, credit_balance, digest"
    )
    table = Transfer._meta.db_table
    limit, values = ("WHERE sequence <= %s", [through]) if through is not None else ("", [])
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} {limit} ORDER BY sequence", values)  # noqa: S608 - names of ours
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for row in rows:
                sequence, *said, debit_left, credit_left, hashed = row
                if (batch := said[10]) is not None and not isinstance(batch, str):
                    said[10] = batch.hex
                details = said[13]
                if isinstance(details, str):
                    said[13] = json.loads(details) if details != "{}" else None
                if not postgresql:
                    said[16], said[17] = _parsed(said[16]), _parsed(said[17])
                yield sequence, Link._make(said), debit_left, credit_left, hashed


def _parsed(moment: Any) -> int | None:
    """Microseconds of a time as SQLite keeps it: UTC without saying so."""
    if moment is None:
        return None
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return microseconds(moment.replace(tzinfo=UTC))
