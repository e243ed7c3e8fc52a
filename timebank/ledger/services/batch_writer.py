"""The writing side of the ledger in few and plain statements: lock, insert, write back.

Everything that books goes through here, and what a booking costs is what the database needs for it; so the statements
are written out, the same for SQLite and PostgreSQL. What may be booked is decided in
`timebank.ledger.services.posting`.

Lock order: accounts by their keys, then slots account by account. A slot is taken from among the free ones; only when
none has enough are all of an account's slots locked, in the order of their numbers, and what is free spread anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection

from timebank.ledger.chain import plain
from timebank.ledger.models.accounts import Account, AccountSlot
from timebank.ledger.models.transfers import Transfer

# Where a COPY begins to be faster than one INSERT with many rows.
ROWS_FOR_COPY = 50
# Up to so many values are named one by one: putting a list together takes longer.
FEW = 4
# Below the number of parameters that SQLite takes in one statement.
PARAMETERS = 30_000
COLUMNS = (
    "key",
    "kind",
    "unit",
    "debit_account_id",
    "credit_account_id",
    "debit_slot",
    "credit_slot",
    "amount",
    "pending_id",
    "undoes_id",
    "batch",
    "reason",
    "memo",
    "details",
    "service_record_id",
    "region_id",
    "expires_at",
    "created_at",
    "recorded_by_id",
    "debit_balance",
    "credit_balance",
    "digest",
)
SIDES = "posted_debits, posted_credits, pending_debits, pending_credits, head"
ACCOUNTS, PARTS, TRANSFERS = (model._meta.db_table for model in (Account, AccountSlot, Transfer))


class Part:
    """An account, or the slot of it that is used, as it stands under the lock and as the drafts leave it."""

    __slots__ = (
        "account",
        "changed",
        "closed",
        "head",
        "limited",
        "number",
        "pending_credits",
        "pending_debits",
        "pk",
        "posted_credits",
        "posted_debits",
        "slots",
        "unit",
    )

    def __init__(self, account: int, unit: str, limited: bool, slots: int, closed: Any) -> None:
        self.account, self.unit, self.limited, self.slots, self.closed = account, unit, limited, slots, closed
        self.pk, self.number, self.changed = account, 0, False

    @classmethod
    def of(cls, account: Account) -> Part:
        """An account with slots, of which nothing is locked yet."""
        return cls(account.pk, account.unit, account.may_not_go_below_zero, account.slots, account.closed_at)

    def with_sums(self, row: Sequence[Any]) -> Part:
        (
            self.posted_debits,
            self.posted_credits,
            self.pending_debits,
            self.pending_credits,
            self.head,
        ) = row
        return self

    @property
    def available(self) -> int:
        return self.posted_credits - self.posted_debits - self.pending_debits

    @property
    def balance(self) -> int | None:
        """What the account has; unknown for one of several parts."""
        return None if self.slots else self.posted_credits - self.posted_debits

    def values(self) -> tuple[Any, ...]:
        return (
            self.pk,
            self.posted_debits,
            self.posted_credits,
            self.pending_debits,
            self.pending_credits,
            self.head,
        )


def _cursor() -> Any:
    """A cursor whose statements PostgreSQL plans once and remembers; Django's own sends them as whole texts.

    An installation behind a pooler that cannot remember them turns this off by DB_PREPARE_THRESHOLD.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    return connection._prepare_cursor(psycopg.Cursor(connection.connection))  # type: ignore[attr-defined]


def lock(pks: Collection[int]) -> dict[int, Part]:
    """Lock accounts without slots, in the order of their keys, and return them as they stand."""
    wanted = sorted(pks)
    found: dict[int, Part] = {}
    for some in _parts(wanted, PARAMETERS):
        with _cursor() as cursor:
            cursor.execute(
                f"SELECT id, unit, may_not_go_below_zero, closed_at, {SIDES} FROM {ACCOUNTS} "  # noqa: S608 - names of ours
                f"WHERE {_among('id', some)} ORDER BY id{_for_update()}",
                _as_parameters(some),
            )
            rows = cursor.fetchall()
        for pk, unit, limited, closed, *sides in rows:
            found[pk] = Part(pk, unit, bool(limited), 0, closed).with_sums(sides)
    return found


def any_booked(keys: Sequence[str]) -> bool:
    """Whether one of the keys is in the books."""
    for some in _parts(keys, PARAMETERS):
        with _cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {TRANSFERS} WHERE {_among('key', some)} LIMIT 1",  # noqa: S608 - names of ours
                _as_parameters(some),
            )
            if cursor.fetchone():
                return True
    return False


def _among(column: str, values: Sequence[Any]) -> str:
    if connection.vendor == "postgresql" and len(values) > FEW:
        return f"{column} = ANY(%s)"
    return f"{column} IN ({','.join(['%s'] * len(values))})"


def _as_parameters(values: Sequence[Any]) -> list[Any]:
    return [list(values)] if connection.vendor == "postgresql" and len(values) > FEW else list(values)


def lock_slot(account: Part, *, number: int | None, needed: int) -> Part:
    """Lock a slot of an account: `number`, or a free one that can pay `needed`.

    Returns the slot with most on it when the whole account cannot pay so much.
    """
    if number == 0:
        return _locked(account, "SELECT id, 0", ACCOUNTS, "id = %s", [account.account])[0]
    if number is not None:
        return _locked(
            account, "SELECT id, number", PARTS, "account_id = %s AND number = %s", [account.account, number]
        )[0]
    condition, values = "account_id = %s", [account.account]
    if needed and account.limited:
        condition += " AND posted_credits - posted_debits - pending_debits >= %s"
        values.append(needed)
    if free := _locked(account, "SELECT id, number", PARTS, condition, values, any_free=True):
        return free[0]
    parts = [
        *_locked(account, "SELECT id, 0", ACCOUNTS, "id = %s", [account.account]),
        *_locked(account, "SELECT id, number", PARTS, "account_id = %s", [account.account]),
    ]
    return _spread(parts, needed)


def _locked(
    account: Part, select: str, table: str, condition: str, values: Sequence[Any], *, any_free: bool = False
) -> list[Part]:
    how = "ORDER BY random() LIMIT 1" if any_free else "ORDER BY id"
    # Somebody else's slot is passed over, not waited for: that is what slots are for.
    how += _for_update() + (" SKIP LOCKED" if any_free and connection.vendor == "postgresql" else "")
    with _cursor() as cursor:
        cursor.execute(f"{select}, {SIDES} FROM {table} WHERE {condition} {how}", values)
        rows = cursor.fetchall()
    parts = []
    for pk, number, *sides in rows:
        part = Part(account.account, account.unit, account.limited, account.slots, account.closed).with_sums(
            sides
        )
        part.pk, part.number = pk, number
        parts.append(part)
    return parts


def _spread(parts: Sequence[Part], needed: int) -> Part:
    """Share what is free among the slots: `needed` on one of them, the rest evenly, nothing left on the account.

    Free value moves between the parts of one account, so their sum stays what the transfers say.
    """
    free = [part.available for part in parts]
    slots = parts[1:]
    if not parts[0].limited or sum(free) < needed:
        return max(slots, key=lambda part: part.available)
    share, rest = divmod(sum(free) - needed, len(slots))
    targets = [0, needed + share + rest, *([share] * (len(slots) - 1))]
    for part, had, has in zip(parts, free, targets, strict=True):
        part.posted_credits += has - had
    # All of it at once: what is asked for may turn out to have been booked before, and then nothing more is written.
    write_back(parts)
    return slots[0]


def insert(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """Insert rows of `COLUMNS` in their order; returns their sequence numbers.

    Fewer numbers than rows: some unique column was taken, and what was inserted must be rolled back.
    """
    if len(rows) >= ROWS_FOR_COPY and connection.vendor == "postgresql":
        return _copied(rows)
    numbers: list[int] = []
    prepared = _PREPARE[connection.vendor == "sqlite"]
    for some in _parts(rows, PARAMETERS // len(COLUMNS)):
        marks = ",".join([_MARKS] * len(some))
        with _cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TRANSFERS} ({_NAMES}) VALUES {marks} ON CONFLICT DO NOTHING RETURNING sequence",  # noqa: S608 - names of ours
                [value for row in some for value in prepared(row)],
            )
            numbers += [number for (number,) in cursor.fetchall()]
    return numbers


def insert_one(row: tuple[Any, ...], changed: Sequence[Part]) -> list[int]:
    """`insert` and `write_back` of a single transfer: on PostgreSQL one statement; on a conflict nothing is written."""
    if connection.vendor != "postgresql":
        if numbers := insert([row]):
            write_back(changed)
        return numbers
    moved, values = "", list(_for_postgresql(row))
    for n, part in enumerate(changed):
        pk, *sides = part.values()
        table = PARTS if part.number else ACCOUNTS
        moved += f", moved{n} AS (UPDATE {table} SET {_SET} WHERE id = %s AND EXISTS (SELECT 1 FROM made))"  # noqa: S608 - names of ours
        values += [*sides, pk]
    with _cursor() as cursor:
        cursor.execute(
            f"WITH made AS (INSERT INTO {TRANSFERS} ({_NAMES}) VALUES {_MARKS} "  # noqa: S608 - names of ours
            f"ON CONFLICT DO NOTHING RETURNING sequence){moved} SELECT sequence FROM made",
            values,
        )
        return [number for (number,) in cursor.fetchall()]


def _copied(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    with _cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'sequence')) FROM generate_series(1, %s)",
            [TRANSFERS, len(rows)],
        )
        numbers = [number for (number,) in cursor.fetchall()]
        with cursor.copy(f"COPY {TRANSFERS} (sequence, {_NAMES}) FROM STDIN") as copy:
            for number, row in zip(numbers, rows, strict=True):
                copy.write_row((number, *_for_postgresql(row)))
    return numbers


def write_back(parts: Sequence[Part]) -> None:
    """Write the changed sides of accounts and slots, a statement for each table."""
    for table, of_table in (
        (ACCOUNTS, [part for part in parts if part.number == 0]),
        (PARTS, [part for part in parts if part.number]),
    ):
        if of_table and connection.vendor == "postgresql":
            with _cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} SET posted_debits = v.a, posted_credits = v.b, pending_debits = v.c, "  # noqa: S608 - names of ours
                    "pending_credits = v.d, head = v.e FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], "
                    f"%s::bigint[], %s::bigint[], %s::text[]) AS v(id, a, b, c, d, e) WHERE {table}.id = v.id",
                    [list(column) for column in zip(*(part.values() for part in of_table), strict=True)],
                )
        elif of_table:
            with _cursor() as cursor:
                cursor.executemany(
                    f"UPDATE {table} SET {_SET} WHERE id = %s",  # noqa: S608 - names of ours
                    [(*part.values()[1:], part.pk) for part in of_table],
                )


def _for_update() -> str:
    # On SQLite the transaction itself is the lock: it is begun IMMEDIATE, and there is one writer at a time.
    return " FOR NO KEY UPDATE" if connection.vendor == "postgresql" else ""


_NAMES = ", ".join(COLUMNS)
_SET = ", ".join(f"{name} = %s" for name in SIDES.split(", "))
_MARKS = f"({','.join(['%s'] * len(COLUMNS))})"
_BATCH, _DETAILS, _EXPIRES, _CREATED = (
    COLUMNS.index(name) for name in ("batch", "details", "expires_at", "created_at")
)


def _for_postgresql(row: tuple[Any, ...]) -> tuple[Any, ...]:
    details: Mapping[str, Any] = row[_DETAILS]
    return (*row[:_DETAILS], json.dumps(plain(details)) if details else "{}", *row[_DETAILS + 1 :])


def _for_sqlite(row: tuple[Any, ...]) -> tuple[Any, ...]:
    values = list(_for_postgresql(row))
    for place in (_EXPIRES, _CREATED):
        moment: datetime | None = values[place]
        values[place] = moment and connection.ops.adapt_datetimefield_value(moment)
    return tuple(values)


_PREPARE = (_for_postgresql, _for_sqlite)


def _parts(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
