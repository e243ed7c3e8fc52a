"""An installation from before the first release is taken over: the schema of a new one, and all that it held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import IntegrityError
from django.utils import translation

from elderly_visits.concerns.models import ConcernEvent
from elderly_visits.visits.models.visit import Visit
from platform_site.adopting import AFTER, MOVED
from platform_site.installation.kind import settled_kind
from platform_site.installation.models import Kind
from tests.databases import baseline, engine
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.oversight.selectors.ledger_verification import verify
from visit_planning.plan.models.gaps import MissingVolunteers, TimeShortage
from visit_planning.plan.models.plan import Closure, VisitPlan
from visit_planning.repair.models import Repair, RepairedVisit
from visit_planning.stand_ins.models import StandIn, StandInSearch

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = Path(__file__).parent / "before"
Schema = dict[str, list[str]]


# --- A database of before --------------------------------------------------------------------------------------------


def _rows(query: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters or None)
        return list(cursor.fetchall())


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _empty_database() -> None:
    name = str(connection.settings_dict["NAME"])
    connection.close()
    engine().drop(name)
    engine().create(name)


def _load() -> None:
    script = (BEFORE / f"{connection.vendor}.sql").read_text()
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        # The tables come one after another, each with its rows.
        connection.disable_constraint_checking()
        connection.connection.executescript(script)
        connection.enable_constraint_checking()
    else:
        connection.connection.execute(script)
        connection.close()


@dataclass(frozen=True)
class Kept:
    """Names of two databases, and what a freshly migrated one looks like."""

    before: str
    after: str
    new_schema: Schema


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Kept]:
    """The database of before, and what becomes of it: made once, copied for each test."""
    name = str(connection.settings_dict["NAME"])
    made = (f"{name}_before", f"{name}_after")
    with django_db_blocker.unblock():
        new_schema = schema()
        _empty_database()
        _load()
        _copy(name, made[0])
        adopt()
        _copy(name, made[1])
        baseline.put_back()
    yield Kept(*made, new_schema)
    with django_db_blocker.unblock():
        for database in made:
            engine().drop(database)


def _copy(source: str, target: str) -> None:
    connection.close()
    engine().copy(source, target)
    ContentType.objects.clear_cache()


@pytest.fixture
def before(kept: Kept) -> Iterator[None]:
    """The test database is the one of before; it is put back as after any test that commits."""
    _copy(kept.before, str(connection.settings_dict["NAME"]))
    yield
    ContentType.objects.clear_cache()


@pytest.fixture
def adopted(kept: Kept) -> Iterator[None]:
    """The test database is the one of before, and the step has been done."""
    _copy(kept.after, str(connection.settings_dict["NAME"]))
    yield
    ContentType.objects.clear_cache()


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def adopt() -> list[str]:
    out = StringIO()
    call_command("adopt_migrations", stdout=out)
    return out.getvalue().splitlines()


# --- Schemas compared ------------------------------------------------------------------------------------------------


def schema() -> Schema:
    """Columns, constraints, indexes and triggers by table, as the database writes them, whatever they are called."""
    return _schema_of_sqlite() if connection.vendor == "sqlite" else _schema_of_postgresql()


def _schema_of_sqlite() -> Schema:
    found: Schema = {}
    for kind, table, text in _rows("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
        if kind == "table":
            found.setdefault(table, []).extend(_parts(text))
        else:
            found.setdefault(table, []).append(re.sub(r'INDEX "\w+"', "INDEX", text))
    return {table: sorted(parts) for table, parts in found.items()}


def _parts(create_table: str) -> list[str]:
    """The definitions between the outer brackets, each without its name if it is a constraint."""
    parts, depth, start = [], 0, create_table.index("(") + 1
    inside = create_table[start : create_table.rindex(")")]
    part = ""
    for sign in inside:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append(part)
            part = ""
        else:
            part += sign
    return [re.sub(r'CONSTRAINT "\w+" ', "", " ".join(text.split())) for text in (*parts, part)]


_POSTGRESQL = (
    (
        "SELECT table_name, concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable, is_identity,"
        " column_default) FROM information_schema.columns WHERE table_schema = 'public'"
    ),
    "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0",
    (
        "SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') FROM pg_indexes"
        " WHERE schemaname = 'public'"
    ),
    "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
)


def _schema_of_postgresql() -> Schema:
    found: Schema = {}
    for query in _POSTGRESQL:
        for table, text in _rows(query):
            # PostgreSQL writes a condition that was read from a dump with other casts and brackets.
            plain = re.sub(r"::(character varying|text)|\[\]|[()]", "", text)
            found.setdefault(table, []).append(plain)
    return {table: sorted(parts) for table, parts in found.items()}


# --- The step --------------------------------------------------------------------------------------------------------


def test_afterwards_the_schema_is_the_one_of_a_new_installation(adopted: None, kept: Kept) -> None:
    # As `bin/run` does next: the step stands for the first migrations, later ones follow.
    call_command("migrate", verbosity=0, interactive=False)
    found = schema()
    assert found.keys() == kept.new_schema.keys()
    for table, wanted in kept.new_schema.items():
        assert found[table] == wanted, table


@pytest.mark.parametrize(
    ("claim", "invented", "kind"),
    [(True, True, Kind.DEMONSTRATION), (None, True, Kind.CITY), (False, False, Kind.CITY)],
)
def test_what_was_set_up_before_gets_its_kind_with_the_migrations(
    adopted: None, settings: Any, claim: bool | None, invented: bool, kind: Kind
) -> None:
    settings.DEMO_CLAIM = claim
    _execute(f"UPDATE people_person SET is_demo = {invented}")
    call_command("migrate", "--noinput", verbosity=0)
    assert settled_kind() is kind


def test_a_city_of_before_that_is_called_a_demonstration_stays_a_city_and_says_so(
    adopted: None, settings: Any
) -> None:
    settings.DEMO_CLAIM = True
    with pytest.raises(ImproperlyConfigured, match="this database is a city's"):
        call_command("migrate", "--noinput", verbosity=0)
    assert settled_kind() is Kind.CITY


def test_what_planning_knew_is_there(adopted: None) -> None:
    counts = {
        model.__name__: model._default_manager.count()
        for model in (Closure, MissingVolunteers, Repair, RepairedVisit, StandIn, StandInSearch, TimeShortage)
    }
    assert counts == {
        "Closure": 1,
        "MissingVolunteers": 1,
        "Repair": 6,
        "RepairedVisit": 6,
        "StandIn": 1,
        "StandInSearch": 1,
        "TimeShortage": 1,
    }
    assert Closure.objects.get().why == "雪"
    assert Repair.objects.filter(cause="withdrawn", state="done", visits__before__isnull=False).count() == 1


def test_a_plan_names_the_visits_that_named_it(before: None) -> None:
    named = _rows("SELECT id, plan_id FROM elderly_visits_visit WHERE plan_id IS NOT NULL ORDER BY id")
    adopt()
    assert [
        (visit.pk, plan.pk) for plan in VisitPlan.objects.all() for visit in plan.visits.order_by("pk")
    ] == named
    assert len(named) == 3
    assert Visit.objects.count() == 11


def test_the_books_are_in_order_and_still_guarded(adopted: None) -> None:
    found = verify()
    assert (found.ok, Transfer.objects.count(), ServiceRecord.objects.count()) == (True, 2, 1)
    with pytest.raises(IntegrityError, match="append-only"):
        Transfer.objects.update(memo="x")
    assert not ConcernEvent.objects.exists()


def test_new_rows_get_numbers_of_their_own(adopted: None) -> None:
    last = Closure.objects.get()
    made = Closure.objects.create(
        region=last.region, first_day=last.last_day, last_day=last.last_day, why="洪水", opened_at=None
    )
    assert made.pk > last.pk


def test_content_types_and_permissions_go_along(before: None) -> None:
    (number,) = _rows(
        "SELECT id FROM django_content_type WHERE app_label = 'elderly_visits' AND model = 'repair'"
    )
    adopt()
    assert ContentType.objects.get(app_label="visit_planning", model="repair").pk == number[0]
    assert not ContentType.objects.filter(app_label="elderly_visits", model__in=MOVED).exists()
    assert Permission.objects.filter(content_type=number[0]).count() == 4
    gone = ContentType.objects.filter(app_label__in=["admin", "wagtailembeds", "wagtailforms"])
    assert not gone.exists()


def test_the_old_name_is_left_to_nothing(adopted: None) -> None:
    """Else a later model of that name would stumble over an index of the old one."""
    with connection.cursor() as cursor:
        for model in MOVED:
            names = connection.introspection.get_constraints(cursor, f"visit_planning_{model}")
            assert not [name for name in names if name.startswith("elderly_visits_")]


def test_the_new_migrations_are_recorded_and_none_is_left_to_run(adopted: None) -> None:
    recorded = MigrationRecorder(connection).applied_migrations()
    assert {key for key in recorded if key[0] in AFTER} == {
        (app, name) for app, names in AFTER.items() for name in names
    }
    call_command("migrate", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False, check_unapplied=True)


def test_it_says_what_it_did_and_a_second_time_that_nothing_is_left(before: None, in_english: None) -> None:
    assert adopt() == [
        "8 tables moved to visit_planning.",
        "3 visits are named by their plans.",
        "django_admin_log was empty and is removed.",
        "wagtailforms_formsubmission was empty and is removed.",
        "wagtailembeds_embed was empty and is removed.",
        "17 migrations stand in the place of 41.",
    ]
    assert adopt() == ["Nothing to do: this database stands on the new migrations or is empty."]


def test_a_table_that_holds_something_stays(before: None, in_english: None) -> None:
    _execute(
        "INSERT INTO wagtailembeds_embed (url, hash, type, html, title, author_name, provider_name, thumbnail_url,"
        " last_updated) VALUES ('https://example.org/', 'x', 'video', '', '', '', '', '', '2026-11-01')"
    )
    assert "wagtailembeds_embed holds 1 row and stays." in adopt()
    assert _rows("SELECT COUNT(*) FROM wagtailembeds_embed") == [(1,)]
    assert ContentType.objects.filter(app_label="wagtailembeds").exists()


# --- When it has no place --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM django_migrations WHERE app = 'timebank' AND name = '0015_services_of_settled_accounts'",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0007_later', '2026-11-30')",
    ],
    ids=["one is missing", "one too many"],
)
def test_any_other_state_is_refused_and_left_alone(before: None, change: str, in_english: None) -> None:
    _execute(change)
    as_it_was = schema()
    with pytest.raises(CommandError, match="not in the last state") as refused:
        adopt()
    assert refused.value.returncode == 2
    assert schema() == as_it_was


def test_when_a_part_fails_everything_stays_as_it_was(before: None, monkeypatch: pytest.MonkeyPatch) -> None:
    as_it_was = schema()

    def fails(_say: Callable[[str], Any]) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("platform_site.adopting._record", fails)
    with pytest.raises(ZeroDivisionError):
        adopt()
    assert schema() == as_it_was


def test_a_new_installation_is_left_alone(in_english: None) -> None:
    as_it_was = schema()
    assert len(adopt()) == 1
    assert schema() == as_it_was


def test_an_empty_database_is_left_alone(in_english: None) -> None:
    _empty_database()
    assert len(adopt()) == 1
    assert connection.introspection.table_names() == []


def test_without_the_step_migrate_refuses(before: None) -> None:
    with pytest.raises(InconsistentMigrationHistory):
        call_command("migrate", verbosity=0, interactive=False)
