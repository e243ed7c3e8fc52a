"""Tables that only grow: database triggers that refuse UPDATE and DELETE, on SQLite and PostgreSQL.

Used by the access log here and by the ledger above. The refusal sits in the database itself, so that neither a stray
`update()` nor a hand at the SQL prompt rewrites history unnoticed.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _create(editor: BaseDatabaseSchemaEditor, table: str, events: Sequence[str]) -> None:
    for event in events:
        name = f"{table}_no_{event.lower()}"
        message = f"{table} is append-only: {event} refused"
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )


def _drop(editor: BaseDatabaseSchemaEditor, table: str, events: Sequence[str]) -> None:
    for event in events:
        name = f"{table}_no_{event.lower()}"
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def append_only(table: str, events: Sequence[str] = ("UPDATE", "DELETE")) -> migrations.RunPython:
    """A migration operation that makes `table` append-only.

    TRUNCATE is not refused: on PostgreSQL it is how a test database is emptied, and it needs ownership of the table.
    """
    return migrations.RunPython(
        lambda apps, editor: _create(editor, table, events),
        lambda apps, editor: _drop(editor, table, events),
    )
