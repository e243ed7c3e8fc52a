"""Tables that only grow: database triggers that refuse UPDATE and DELETE, on SQLite and PostgreSQL.

Used by the access log here and by the ledger above. The refusal sits in the database itself, so that neither a stray
`update()` nor a hand at the SQL prompt rewrites history unnoticed.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


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


class AppendOnly(Operation):
    """Make `table` append-only. As an operation of its own it asks for no models: a RunPython would have Django make
    the classes of all applications anew each time.

    TRUNCATE is not refused: on PostgreSQL it is how a test database is emptied, and it needs ownership of the table.
    """

    reduces_to_sql = True
    reversible = True
    elidable = False

    def __init__(self, table: str, events: Sequence[str] = ("UPDATE", "DELETE")) -> None:
        self.table, self.events = table, events

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        _create(schema_editor, self.table, self.events)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        _drop(schema_editor, self.table, self.events)

    def describe(self) -> str:
        return f"Make {self.table} append-only"


class StillAppendOnly(AppendOnly):
    """After a change of the table's columns, and before it for the way back.

    SQLite makes such a table anew, without its triggers.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        _drop(schema_editor, self.table, self.events)
        _create(schema_editor, self.table, self.events)

    database_backwards = database_forwards

    def describe(self) -> str:
        return f"Keep {self.table} append-only"


class KeepUnless(AppendOnly):
    """Make `table` append-only, or leave it so, and let rows be deleted where `condition` (SQL over OLD) holds.

    For records that must be kept for a time and then go: the condition asks for a row, itself append-only, that says
    so. The database goes on refusing everybody who does not leave that row behind.
    """

    def __init__(self, table: str, condition: str) -> None:
        super().__init__(table)
        self.condition = condition

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        _drop(schema_editor, self.table, self.events)
        _create(schema_editor, self.table, ["UPDATE"])
        name, message = f"{self.table}_no_delete", f"{self.table} is append-only: DELETE refused"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN IF {self.condition} THEN RETURN OLD; END IF; "
                f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE DELETE ON {self.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE DELETE ON {self.table} WHEN NOT ({self.condition}) "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        _drop(schema_editor, self.table, ["DELETE"])
        _create(schema_editor, self.table, ["DELETE"])

    def describe(self) -> str:
        return f"Keep rows of {self.table} unless they were removed on record"


# As migrations call it.
append_only = AppendOnly
still_append_only = StillAppendOnly
