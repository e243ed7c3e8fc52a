"""How the access log proves itself: a signature on each row, a seal on each batch, and how long rows are kept.

A row is signed with a key that the database does not hold, so that a changed or invented one is seen at once. That none
is missing is what the seals say: each counts its rows and covers them and the seal before. Rows are not chained one to
the next, because every page that shows personal data writes one and all of them would wait for each other (decision
0028).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from json import JSONEncoder
from typing import Any, NamedTuple

from common.encryption import is_signed, sign
from people.access_log.models import AccessLog, AccessRemoval, AccessSeal

# What the law asks for (Cybersecurity Law art. 21: six months); no city may keep less.
FEWEST_MONTHS = 6
FEWEST_DAYS = timedelta(days=181)
GENESIS = ""
_canonical = JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Row(NamedTuple):
    """What a row of the log says, in the order in which it is read and signed."""

    at: datetime
    actor_id: int | None
    action: str
    subject_id: int | None
    region_id: str | None
    detail: str
    count: int
    address: str | None
    outcome: str


COLUMNS = ("pk", *Row._fields, "signature")


def said(row: Row) -> str:
    """One text for what a row says, the same on every database."""
    address = str(ip_address(row.address)) if row.address else None
    return _canonical(
        [
            _microseconds(row.at),
            row.actor_id,
            str(row.action),
            row.subject_id,
            row.region_id,
            row.detail,
            row.count,
            address,
            str(row.outcome),
        ]
    )


def sign_row(entry: AccessLog) -> str:
    return sign("access log", said(Row(*(getattr(entry, name) for name in Row._fields))))


def is_row_signed(text: str, signature: str) -> bool:
    return is_signed("access log", text, signature)


def link(key: int, text: str, signature: str) -> bytes:
    """What a sealed row adds to the digest of its batch."""
    return _canonical([key, text, signature]).encode()


def _sealed(seal: AccessSeal) -> str:
    times = _microseconds(seal.newest_at), _microseconds(seal.sealed_at)
    return _canonical([seal.after, seal.through, seal.rows, *times, seal.digest])


def sign_seal(seal: AccessSeal) -> str:
    return sign("access seal", _sealed(seal))


def is_seal_signed(seal: AccessSeal) -> bool:
    return is_signed("access seal", _sealed(seal), seal.signature)


def _removed(removal: AccessRemoval) -> str:
    return _canonical([removal.through, removal.rows, removal.months, _microseconds(removal.at)])


def sign_removal(removal: AccessRemoval) -> str:
    return sign("access removal", _removed(removal))


def is_removal_signed(removal: AccessRemoval) -> bool:
    return is_signed("access removal", _removed(removal), removal.signature)


def _microseconds(moment: datetime) -> int:
    since: Any = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
