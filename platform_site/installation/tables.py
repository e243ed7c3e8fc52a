"""The tables of an installation as plain values: the same text for a row, whichever database it lies in."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import connection, models

ROWS_AT_ONCE = 2_000
# Made anew (the search index), or of one browser (sessions): whoever was logged in logs in again.
LEFT_OUT = frozenset({"wagtailsearch", "sessions", "usersessions"})
# Counted anew after a restore: the triggers of the tables that they are counted from write here while those are filled.
COUNTED_ANEW = frozenset({"changedcommunity", "keptfigures", "keptmonth"})
MICROSECOND = timedelta(microseconds=1)
Value = Any


@dataclass(frozen=True)
class Table:
    """A table with its columns in a fixed order."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def fields(self) -> list[models.Field[Any, Any]]:
        return list(self.model._meta.local_concrete_fields)

    @cached_property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]

    @cached_property
    def kinds(self) -> list[str]:
        return [_kind(field) for field in self.fields]

    @property
    def key(self) -> str:
        return str(self.model._meta.pk.column)

    def quoted(self) -> tuple[str, str]:
        """The name and the list of columns as SQL has them."""
        quote = connection.ops.quote_name
        return quote(self.name), ", ".join(quote(column) for column in self.columns)


def _kind(field: Any) -> str:
    """What a column holds: a relation what the column it points at holds."""
    while (
        getattr(field, "remote_field", None) is not None and getattr(field, "target_field", None) is not None
    ):
        field = field.target_field
    return str(field.get_internal_type())


def is_counted_anew(model: type[models.Model]) -> bool:
    return model._meta.app_label == "elderly_visits" and model._meta.model_name in COUNTED_ANEW


def tables() -> list[Table]:
    """All tables that a backup holds, by name."""
    found = [
        Table(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and not model._meta.swapped
        and model._meta.app_label not in LEFT_OUT
        and not is_counted_anew(model)
    ]
    return sorted(found, key=lambda table: table.name)


# --- Out -------------------------------------------------------------------------------------------------------------


def _moment_out(value: Any) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return str(moment.isoformat(timespec="microseconds"))


_OUT: dict[str, Callable[[Any], Value]] = {
    "BooleanField": bool,
    "DateTimeField": _moment_out,
    "DateField": str,
    "TimeField": str,
    "UUIDField": lambda value: value if isinstance(value, str) else value.hex,
    "DecimalField": str,
    "DurationField": lambda value: value if isinstance(value, int) else value // MICROSECOND,
    "BinaryField": lambda value: base64.b64encode(bytes(value)).decode(),
    "GenericIPAddressField": str,
}


def plain(table: Table, row: Any) -> list[Value]:
    """A row as values that JSON can hold."""
    return [
        None if value is None else _OUT[kind](value) if kind in _OUT else value
        for kind, value in zip(table.kinds, row, strict=True)
    ]


@contextmanager
def snapshot() -> Iterator[Callable[[Table], Iterator[list[Value]]]]:
    """A function that reads a table row by row, all tables as they stood at one moment; nobody has to wait."""
    if connection.vendor == "postgresql":
        with _postgresql_snapshot() as read:
            yield read
    else:
        with _sqlite_snapshot() as read:
            yield read


@contextmanager
def _sqlite_snapshot() -> Iterator[Callable[[Table], Iterator[list[Value]]]]:
    # A connection of its own: the one of Django begins as a writer, for whom everybody waits.
    name = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(name, timeout=30, isolation_level=None)) as own:
        own.execute("PRAGMA query_only = ON")
        own.execute("BEGIN")

        def read(table: Table) -> Iterator[list[Value]]:
            name, columns = table.quoted()
            cursor = own.execute(f'SELECT {columns} FROM {name} ORDER BY "{table.key}"')  # noqa: S608 - names of ours
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                for row in rows:
                    yield plain(table, row)

        yield read


@contextmanager
def _postgresql_snapshot() -> Iterator[Callable[[Table], Iterator[list[Value]]]]:
    import psycopg

    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters) as own:
        own.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        own.read_only = True

        def read(table: Table) -> Iterator[list[Value]]:
            name = table.quoted()[0]
            with own.cursor(name="backup") as cursor:
                cursor.itersize = ROWS_AT_ONCE
                cursor.execute(
                    f'SELECT {_as_text(table)} FROM {name} ORDER BY "{table.key}"'.encode()  # noqa: S608 - of ours
                )
                for row in cursor:
                    yield plain(table, row)

        yield read


def _as_text(table: Table) -> str:
    """The columns, those that the driver would take apart as text."""
    casts = {"JSONField": "::text", "GenericIPAddressField": "::inet"}
    parts = []
    for column, kind in zip(table.columns, table.kinds, strict=True):
        quoted = connection.ops.quote_name(column)
        if kind == "GenericIPAddressField":
            parts.append(f"host({quoted})")
        else:
            parts.append(quoted + casts.get(kind, ""))
    return ", ".join(parts)


# --- In --------------------------------------------------------------------------------------------------------------

_IN_POSTGRESQL: dict[str, Callable[[Any], Any]] = {
    "DurationField": lambda value: value * MICROSECOND,
    "BinaryField": base64.b64decode,
}
_IN_SQLITE: dict[str, Callable[[Any], Any]] = {
    # As Django writes it there: UTC without saying so, and no fraction where there is none.
    "DateTimeField": lambda value: str(datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)),
    "BinaryField": base64.b64decode,
}


def insert(table: Table, rows: Iterator[list[Value]]) -> int:
    """Put rows of a backup into an empty table, as they come; returns how many."""
    into = _copy_into_postgresql if connection.vendor == "postgresql" else _insert_into_sqlite
    return into(table, rows)


def _converted(
    table: Table, rows: Iterator[list[Value]], ways: dict[str, Callable[[Any], Any]]
) -> Iterator[list[Any]]:
    converters = [ways.get(kind) for kind in table.kinds]
    for row in rows:
        yield [
            value if value is None or convert is None else convert(value)
            for value, convert in zip(row, converters, strict=True)
        ]


def _copy_into_postgresql(table: Table, rows: Iterator[list[Value]]) -> int:
    name, columns = table.quoted()
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
        for row in _converted(table, rows, _IN_POSTGRESQL):
            copy.write_row(row)
            count += 1
    return count


def _insert_into_sqlite(table: Table, rows: Iterator[list[Value]]) -> int:
    name, columns = table.quoted()
    places = ", ".join("%s" for _column in table.columns)
    statement = f"INSERT INTO {name} ({columns}) VALUES ({places})"  # noqa: S608 - names of ours
    count, some = 0, []
    with connection.cursor() as cursor:
        for row in _converted(table, rows, _IN_SQLITE):
            some.append(row)
            count += 1
            if len(some) == ROWS_AT_ONCE:
                cursor.executemany(statement, some)
                some = []
        if some:
            cursor.executemany(statement, some)
    return count


def empty(all_tables: list[Table]) -> None:
    """Take away what migrations wrote, also from tables that only grow. Inside the caller's transaction."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quote(table.name) for table in all_tables)} CASCADE")
            return
        for table in all_tables:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table.name]
            )
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {quote(name)}")
            cursor.execute(f"DELETE FROM {quote(table.name)}")  # noqa: S608 - a name of ours
            for _name, sql in triggers:
                cursor.execute(sql)


def triggers() -> set[str]:
    """The triggers that keep what only grows from being rewritten (common.append_only); libraries have others."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall() if name.endswith(("_no_update", "_no_delete"))}
