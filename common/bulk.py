"""Many rows at once, past the models: columns out of a query, columns into a table.

For the few places that move a hundred thousand rows, where an object for each would cost more than all the rest. No
`save()`, no signal and no validation runs; the database's own constraints do.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from itertools import islice, repeat
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.lookups import Lookup
from django.db.models.sql.constants import MULTI
from django.utils import timezone

_CHUNK = 20_000
_PIECE = 1_000
_WRITERS = 2
# Their values are what the database takes.
_PLAIN = (models.AutoField, models.IntegerField, models.FloatField, models.BooleanField, models.CharField)
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"
_VERSION = bytes(byte & 0x0F | 0x40 for byte in range(256))
_VARIANT = bytes(byte & 0x3F | 0x80 for byte in range(256))

Column = Sequence[Any]
T = TypeVar("T")


def parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Consecutive slices of at most `size` items."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def new_uuids(count: int) -> list[str]:
    """Random UUIDs (version 4) as 32 hex digits, which both databases take."""
    raw = bytearray(os.urandom(16 * count))
    raw[6::16] = raw[6::16].translate(_VERSION)
    raw[8::16] = raw[8::16].translate(_VARIANT)
    digits = raw.hex()
    return [digits[start : start + 32] for start in range(0, 32 * count, 32)]


class Among(Lookup):
    """`pk__among=keys`: like `in`, for thousands of whole numbers, which travel as one parameter."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, parameters = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{left} IN (SELECT unnest(%s::bigint[]))", [*parameters, list(self.rhs)]
        keys = json.dumps(list(self.rhs))
        return f"{left} IN (SELECT value FROM json_each(%s))", [*parameters, keys]  # noqa: S608 - a column's name


models.AutoField.register_lookup(Among)
models.BigAutoField.register_lookup(Among)


# --- Out -------------------------------------------------------------------------------------------------------------


def columns(rows: models.QuerySet[Any], *names: str) -> list[list[Any]]:
    """The named columns of a query, each a list; one query, no object for a row.

    A value that occurs often (a day, a state) is converted once and shared.
    """
    compiler = rows.values_list(*names).query.get_compiler(using=rows.db)
    found: list[list[Any]] = [[] for _name in names]
    for part in compiler.execute_sql(MULTI, chunked_fetch=True, chunk_size=_CHUNK) or ():
        for column, values in zip(found, zip(*part, strict=True), strict=False):
            column.extend(values)
    expressions = [selected[0] for selected in compiler.select or ()]
    for at, (converters, expression) in compiler.get_converters(expressions).items():
        found[at] = _converted(found[at], converters, expression)
    return found


def _converted(values: list[Any], converters: Sequence[Callable[..., Any]], expression: Any) -> list[Any]:
    known: dict[Any, Any] = {}
    for value in set(values):
        known[value] = value
        for convert in converters:
            known[value] = convert(known[value], expression, connection)
    return [known[value] for value in values]


# --- In --------------------------------------------------------------------------------------------------------------


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Primary keys for `count` rows that `insert` is about to write, in ascending order. Only inside a transaction.

    On SQLite the transaction holds the only right to write; insert them before more are reserved.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Keys are reserved inside the transaction that uses them.")
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            column = model._meta.pk.column
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', column, count],
            )
            return sorted(key for (key,) in cursor.fetchall())
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + 1 + count))


def insert(model: type[models.Model], varying: Mapping[str, Column], **same: Any) -> int:
    """Write rows: `varying` holds a value for each row by field name (`task_id` for a key), `same` one for all.

    Fields that are named nowhere get their default; a UUID is made for each row. Returns how many. COPY on
    PostgreSQL, one prepared INSERT elsewhere.
    """
    count = len(next(iter(varying.values())))
    if not count:
        return 0
    names: list[str] = []
    cells: list[Iterable[Any]] = []
    for field in model._meta.concrete_fields:
        if field.primary_key and field.attname not in varying:
            continue
        names.append(str(field.column))
        cells.append(_cells(field, varying, same, count))
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, names, cells)
    else:
        _execute(model._meta.db_table, names, cells)
    return count


def write_parts(write: Callable[[T], Any], parts: Iterable[T], *, done: Callable[[T], None]) -> None:
    """Call `write`, a transaction of its own, for each part, and `done` after it, in the order of the parts.

    PostgreSQL checks one part's keys while the next is on its way: two are written at a time there, on connections of
    their own, unless the caller is inside a transaction. SQLite lets one write. The first error ends it; what was
    written stays.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        for part in parts:
            write(part)
            done(part)
        return

    def apart(part: T) -> T:
        try:
            write(part)
        finally:
            connection.close()
        return part

    pool = ThreadPoolExecutor(_WRITERS, thread_name_prefix="bulk")
    try:
        for part in pool.map(apart, parts):
            done(part)
    finally:
        pool.shutdown(cancel_futures=True)


def refresh_statistics(*models_: type[models.Model]) -> None:
    """Let PostgreSQL look at tables that have just grown (at all, where none is named): else the next query plans with
    yesterday's sizes."""
    if connection.vendor == "postgresql":
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(quote(model._meta.db_table) for model in models_))


def _cells(
    field: models.Field[Any, Any], varying: Mapping[str, Column], same: Mapping[str, Any], count: int
) -> Iterable[Any]:
    """What the database takes for a field: a list, or an endless repetition of one value."""
    for name in (field.attname, field.name):
        if name in varying:
            return _prepared(field, varying[name])
        if name in same:
            return repeat(_prepared(field, [same[name]])[0])
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return repeat(_prepared(field, [timezone.now()])[0])
    if field.unique and isinstance(field, models.UUIDField):
        return new_uuids(count)
    return repeat(_prepared(field, [field.get_default()])[0])


def _prepared(field: models.Field[Any, Any], values: Column) -> list[Any]:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, _PLAIN):
        return values if isinstance(values, list) else list(values)
    if isinstance(target, models.UUIDField):
        return [value if isinstance(value, str) else value.hex for value in values]
    if isinstance(target, models.JSONField):
        # The few that there are, are shared.
        texts = {id(value): json.dumps(value, cls=target.encoder) for value in values}
        return [texts[id(value)] for value in values]
    if isinstance(target, models.DateField):
        days = {value: target.get_db_prep_save(value, connection) for value in set(values)}
        return [days[value] for value in values]
    return [target.get_db_prep_save(value, connection) for value in values]


def _execute(table: str, names: Sequence[str], cells: Sequence[Iterable[Any]]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in names)
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(table)} ({columns}) VALUES ({marks})",  # noqa: S608 - names of the models
            _rows(cells),
        )


def _rows(cells: Sequence[Iterable[Any]]) -> Any:
    # At least one column has an end: a key or what else differs from row to row.
    return zip(*cells, strict=False)


def _copy(table: str, names: Sequence[str], cells: Sequence[Iterable[Any]]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in names)
    texts = [_texts(column) for column in cells]
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(table)} ({columns}) FROM STDIN") as stream,
    ):
        # In pieces, so that the server is at work while the next piece is put together.
        lines = map("\t".join, _rows(texts))
        while piece := list(islice(lines, _PIECE)):
            stream.write("\n".join(piece) + "\n")


def _texts(column: Iterable[Any]) -> Iterable[str]:
    """The cells in COPY's text form; equal values are written once."""
    if isinstance(column, repeat):
        return repeat(_text(next(column)))
    known: dict[Any, str] = {}
    for value in set(column):
        known[value] = _text(value)
    return [known[value] for value in column]


def _text(value: Any) -> str:
    if value is None:
        return _NULL
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
