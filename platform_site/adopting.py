"""Taking an installation from the migrations of the development, forty of them, to the first ones of the releases.

Tables and their content were the same on both sides, except that the models of planning moved from `elderly_visits` to
`visit_planning` and that a visit named its plan, where now the plan names its visits. It is done once; an installation
that is set up today does not need it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visit_planning.plan.models.plan import VisitPlan

BEFORE = {
    "regions": ["0001_initial"],
    "people": [
        "0001_initial",
        "0002_access_log_append_only",
        "0003_role_and_mandate_endings",
        "0004_kinship",
        "0005_mandate_scopes_and_uses",
        "0006_mandate_uses_append_only",
    ],
    "policies": ["0001_initial"],
    "notifications": ["0001_initial"],
    "timebank": [
        "0001_initial",
        "0002_append_only",
        "0003_groups_and_escrow",
        "0004_chain_and_slots",
        "0005_chain_what_was_booked_before",
        "0006_partners_offers_vouchers",
        "0007_vouchers_append_only",
        "0008_certificates",
        "0009_certificates_only_grow",
        "0010_group_and_late_records",
        "0011_objections_to_stars",
        "0012_oversight",
        "0013_oversight_append_only",
        "0014_giving",
        "0015_services_of_settled_accounts",
    ],
    "organizations": ["0001_initial", "0002_partner_of_the_time_bank"],
    "facilities": ["0001_initial"],
    "volunteers": [
        "0001_initial",
        "0002_events_append_only",
        "0003_a_team_serves_as_one",
        "0004_requests_are_tasks",
        "0005_free_places_near",
        "0006_away_and_earlier_answers",
        "0007_days_are_planned",
    ],
    "elderly_visits": [
        "0001_initial",
        "0002_events_append_only",
        "0003_gaps_of_a_plan",
        "0004_between_two_plans",
    ],
    "service_requests": ["0001_initial", "0002_events_append_only"],
    "platform_site": ["0001_content_pages"],
}
AFTER = {
    "regions": ["0001_initial"],
    "people": ["0001_initial", "0002_append_only"],
    "policies": ["0001_initial"],
    "notifications": ["0001_initial"],
    "timebank": ["0001_initial", "0002_append_only"],
    "organizations": ["0001_initial"],
    "facilities": ["0001_initial"],
    "volunteers": ["0001_initial", "0002_append_only"],
    "elderly_visits": ["0001_initial", "0002_append_only"],
    "service_requests": ["0001_initial", "0002_append_only"],
    "visit_planning": ["0001_initial"],
    "platform_site": ["0001_initial"],
}
OLD_APP, NEW_APP = "elderly_visits", "visit_planning"
MOVED = (
    "visitplan",
    "timeshortage",
    "missingvolunteers",
    "closure",
    "repair",
    "repairedvisit",
    "standin",
    "standinsearch",
)
# Applications that were installed and never used, with their tables.
REMOVED = {
    "admin": "django_admin_log",
    "wagtailforms": "wagtailforms_formsubmission",
    "wagtailembeds": "wagtailembeds_embed",
}
Say = Callable[[str], Any]


class UnknownState(Exception):
    """The database stands neither before this step nor after it; `migrations` are those that do not belong there."""

    def __init__(self, migrations: list[str]) -> None:
        self.migrations = migrations
        super().__init__(", ".join(migrations))


def _pairs(applications: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {(app, name) for app, names in applications.items() for name in names}


def is_due() -> bool:
    """Whether the database stands exactly before the step. Raises UnknownState when it stands somewhere else."""
    recorded = {key for key in MigrationRecorder(connection).applied_migrations() if key[0] in AFTER}
    before, after = _pairs(BEFORE), _pairs(AFTER)
    if recorded == before:
        return True
    if recorded.isdisjoint(before - after):
        return False
    raise UnknownState(sorted(f"{app}.{name}" for app, name in recorded ^ before))


def adopt(say: Say) -> bool:
    """Carry the step out in one transaction, telling `say` each part; False when there was nothing to do."""
    if not is_due():
        return False
    # On SQLite the editor suspends foreign keys, so that a table may be renamed, and checks all of them at the end.
    with connection.schema_editor() as editor:
        if not is_due():
            return False
        _move_tables(editor, say)
        _turn_plan_of_visits(editor, say)
        _remove_unused(editor, say)
        _record(say)
    return True


# --- Planning --------------------------------------------------------------------------------------------------------


def _move_tables(editor: BaseDatabaseSchemaEditor, say: Say) -> None:
    quote = connection.ops.quote_name
    for model in MOVED:
        old, new = f"{OLD_APP}_{model}", f"{NEW_APP}_{model}"
        editor.execute(f"ALTER TABLE {quote(old)} RENAME TO {quote(new)}", params=None)
        for statement in _renamings(new):
            editor.execute(statement, params=None)
        _execute(
            "UPDATE django_content_type SET app_label = %s WHERE app_label = %s AND model = %s",
            [NEW_APP, OLD_APP, model],
        )
    say(
        ngettext("%(count)s table moved to %(app)s.", "%(count)s tables moved to %(app)s.", len(MOVED))
        % {"count": len(MOVED), "app": NEW_APP}
    )


def _renamings(table: str) -> Iterator[str]:
    """What the table's indexes, constraints and sequences are called after its old name is called after the new one."""
    quote = connection.ops.quote_name
    if connection.vendor == "sqlite":
        rows = _rows("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s", [table])
        for name, sql in rows:
            if name.startswith(OLD_APP):
                yield f"DROP INDEX {quote(name)}"
                yield sql.replace(quote(name), quote(_renamed(name)), 1)
        return
    for kind, query in _NAMES.items():
        for (name,) in _rows(query, [table]):
            if name.startswith(OLD_APP):
                yield kind % (quote(table), quote(name), quote(_renamed(name)))


# On PostgreSQL: how something is renamed, and what a table has of it. An index that serves a constraint goes with that.
_NAMES = {
    "ALTER TABLE %s RENAME CONSTRAINT %s TO %s": "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass",
    "/* %s */ ALTER INDEX %s RENAME TO %s": (
        "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = %s::regclass"
    ),
    "/* %s */ ALTER SEQUENCE %s RENAME TO %s": "SELECT pg_get_serial_sequence(%s, 'id')::regclass::text",
}


def _renamed(name: str) -> str:
    return NEW_APP + name.removeprefix(OLD_APP)


def _turn_plan_of_visits(editor: BaseDatabaseSchemaEditor, say: Say) -> None:
    """`Visit.plan` becomes `VisitPlan.visits`."""
    editor.create_model(VisitPlan.visits.through)
    count = _execute(
        "INSERT INTO visit_planning_visitplan_visits (visitplan_id, visit_id)"
        " SELECT plan_id, id FROM elderly_visits_visit WHERE plan_id IS NOT NULL ORDER BY id"
    )
    # SQLite drops no column that an index names; PostgreSQL drops both at once.
    for name in _indexes_of_plan() if connection.vendor == "sqlite" else ():
        editor.execute(f"DROP INDEX {connection.ops.quote_name(name)}", params=None)
    editor.execute("ALTER TABLE elderly_visits_visit DROP COLUMN plan_id", params=None)
    say(
        ngettext("%(count)s visit is named by its plan.", "%(count)s visits are named by their plans.", count)
        % {"count": count}
    )


def _indexes_of_plan() -> list[str]:
    found = _rows(
        "SELECT list.name FROM pragma_index_list('elderly_visits_visit') AS list"
        " JOIN pragma_index_info(list.name) AS info WHERE info.name = 'plan_id'"
    )
    return [name for (name,) in found]


# --- Applications that go --------------------------------------------------------------------------------------------


def _remove_unused(editor: BaseDatabaseSchemaEditor, say: Say) -> None:
    """Drop the tables of applications that are no longer installed; one that holds something stays as it is."""
    existing = set(connection.introspection.table_names())
    for app, table in REMOVED.items():
        if table not in existing:
            continue
        if rows := _rows(f"SELECT COUNT(*) FROM {table}")[0][0]:  # noqa: S608 - a name from above
            say(
                ngettext(
                    "%(table)s holds %(rows)s row and stays.",
                    "%(table)s holds %(rows)s rows and stays.",
                    rows,
                )
                % {"table": table, "rows": rows}
            )
            continue
        editor.execute(f"DROP TABLE {table}", params=None)
        _forget(app)
        say(_("%(table)s was empty and is removed.") % {"table": table})


def _forget(app: str) -> None:
    types = "SELECT id FROM django_content_type WHERE app_label = %s"
    permissions = f"SELECT id FROM auth_permission WHERE content_type_id IN ({types})"  # noqa: S608 - from above
    for statement in (
        f"DELETE FROM auth_group_permissions WHERE permission_id IN ({permissions})",  # noqa: S608 - from above
        f"DELETE FROM people_user_user_permissions WHERE permission_id IN ({permissions})",  # noqa: S608 - from above
        f"DELETE FROM auth_permission WHERE content_type_id IN ({types})",  # noqa: S608 - from above
        "DELETE FROM django_content_type WHERE app_label = %s",
        "DELETE FROM django_migrations WHERE app = %s",
    ):
        _execute(statement, [app])


# --- The record ------------------------------------------------------------------------------------------------------


def _record(say: Say) -> None:
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app__in=AFTER).delete()
    for app, name in sorted(_pairs(AFTER)):
        recorder.record_applied(app, name)
    say(
        _("%(after)s migrations stand in the place of %(before)s.")
        % {"after": len(_pairs(AFTER)), "before": len(_pairs(BEFORE))}
    )


# --- SQL -------------------------------------------------------------------------------------------------------------


def _execute(statement: str, parameters: list[Any] | None = None) -> int:
    """Returns how many rows were touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def _rows(query: str, parameters: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())
