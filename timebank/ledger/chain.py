"""The hash chain over the transfers: whoever changes, adds or removes one breaks it at that row.

Each transfer's digest covers what it says and the digests that its two accounts carried before it; the accounts carry
it on. So there is a chain for every account (for each slot of an account that has slots), and each transfer ties two
of them together. A single chain over the whole table would make every booking of the city wait for the one before it;
these wait only where the accounts themselves already do.

Nothing here depends on Django or on the database: the same bytes come out wherever the row is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from json import JSONEncoder
from typing import Any, NamedTuple

# What an account carries before its first transfer.
GENESIS = ""
_canonical = JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Link(NamedTuple):
    """What a transfer says, in the order in which it is hashed.

    Times are whole microseconds since 1970, `batch` is 32 hexadecimal digits.
    """

    key: str
    kind: str
    unit: str
    debit: int
    credit: int
    debit_slot: int
    credit_slot: int
    amount: int
    pending: int | None
    undoes: int | None
    batch: str | None
    reason: str
    memo: str
    details: Mapping[str, Any]
    record: int | None
    region: str | None
    expires_at: int | None
    created_at: int
    recorded_by: int | None


def digest(before_debit: str, before_credit: str, link: Link) -> str:
    """64 hexadecimal digits that stand for `link` and for everything before it on both its accounts."""
    # Positions are fixed, so that no two rows can ever spell the same text.
    said = _canonical(
        (
            before_debit,
            before_credit,
            *link[:13],
            plain(link.details) if link.details else 0,
            *link[14:],
        )
    )
    return sha256(said.encode()).hexdigest()


def seal(before: str, hashed: str) -> str:
    """One digest for all transfers up to the one with `hashed`: published today, it proves later what stood today."""
    return sha256((before + hashed).encode()).hexdigest()


def microseconds(moment: datetime) -> int:
    """Whole microseconds from 1970 to an aware time: what both databases keep of it."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def plain(value: Any) -> Any:
    """A JSON value as every database gives it back: 1.0 and 1 are the same number to some of them."""
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
