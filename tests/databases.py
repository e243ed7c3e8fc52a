"""The test database: migrated once, copied for each process, and put back after every test that commits.

Running all migrations takes ten seconds or more, so their result is kept as a template (a file on SQLite, a database
on PostgreSQL) for as long as no migration changes. Putting a copy of it back replaces Django's flush, which loses what
migrations wrote (policies, Wagtail's root page), cannot empty append-only tables, and runs all `post_migrate`
receivers.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from platform_site import clock

# The day on which every test database was set up: before all moments at which tests take place, so that no row that a
# migration wrote comes from a test's future.
SET_UP_AT = "2026-01-01T09:00:00+08:00"


def migrations_digest() -> str:
    """Changes when a migration, what a migration imports from us, or a pinned package does."""
    files = set(settings.BASE_DIR.glob("*/migrations/*.py"))
    for migration in list(files):
        for module in re.findall(r"^\s*from (\w+(?:\.\w+)+) import", migration.read_text(), re.MULTILINE):
            stem = settings.BASE_DIR / module.replace(".", "/")
            files |= {path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.exists()}
    sha = hashlib.sha256()
    for path in [*sorted(files), settings.BASE_DIR / "requirements" / "base.txt"]:
        sha.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode() + path.read_bytes())
    return sha.hexdigest()[:10]


# --- The two engines -------------------------------------------------------------------------------------------------


class SQLite:
    """Databases are files."""

    def template(self) -> str:
        return str(settings.VAR_DIR / f"template-{migrations_digest()}.sqlite3")

    def exists(self, name: str) -> bool:
        return Path(name).exists()

    def create(self, name: str) -> None:
        """`migrate` makes the file."""

    def rename(self, old: str, new: str) -> None:
        Path(old).replace(new)

    def copy(self, source: str, target: str) -> None:
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target, timeout=30)) as write:
            write.execute("PRAGMA synchronous=OFF")
            read.backup(write)

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)


class PostgreSQL:
    """Databases are copied by the server. Whoever is connected to a copied or dropped one loses the connection."""

    def template(self) -> str:
        return f"{settings.DATABASES['default']['NAME']}_template_{migrations_digest()}"

    def exists(self, name: str) -> bool:
        with self._cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def create(self, name: str) -> None:
        with self._cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')

    def rename(self, old: str, new: str) -> None:
        with self._cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    def copy(self, source: str, target: str) -> None:
        self.drop(target)
        with self._cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]
            )
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def drop(self, name: str) -> None:
        with self._cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _cursor(self) -> Any:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        return connection._nodb_cursor()  # type: ignore[attr-defined]


def engine() -> SQLite | PostgreSQL:
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()


# --- Template and baseline -------------------------------------------------------------------------------------------


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """The processes of one test run make the template once, not each for itself."""
    with (settings.VAR_DIR / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrated_template() -> str:
    """The name of a database in which all migrations ran, made when it does not exist yet."""
    databases = engine()
    name = databases.template()
    with one_at_a_time():
        if not databases.exists(name):
            unfinished = f"{name}_unfinished"
            databases.drop(unfinished)
            databases.create(unfinished)
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "platform_site.settings_test",
                "SHOUWANG_VAR": str(settings.VAR_DIR),
                "SHOUWANG_TEST_DATABASE": unfinished,
                clock.MOMENT: SET_UP_AT,
                clock.SINCE: "",
            }
            command = [
                sys.executable,
                str(settings.BASE_DIR / "manage.py"),
                "migrate",
                "--noinput",
                "--skip-checks",
                "-v0",
            ]
            migrated = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if migrated.returncode:
                raise RuntimeError(f"The migrations do not run:\n{migrated.stdout}{migrated.stderr}")
            databases.rename(unfinished, name)
    return name


class Baseline:
    """What the database holds before a test that commits, and again after it."""

    def __init__(self) -> None:
        self.source = ""
        self.own = ""

    def take(self) -> None:
        """Make the present content the baseline, for tests that share costly data. Nobody else may be connected."""
        connection.close()
        name = str(connection.settings_dict["NAME"])
        self.own = f"{name}_baseline"
        engine().copy(name, self.own)
        self.source = self.own

    def put_back(self) -> None:
        connection.close()
        engine().copy(self.source, str(connection.settings_dict["NAME"]))

    def forget(self) -> None:
        if self.own:
            engine().drop(self.own)
        self.source = self.own = ""


baseline = Baseline()


# --- Fixtures; tests/conftest.py imports them ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """pytest-django's fixture of this name: a copy of the template as the test database of this process."""
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        name = str(connection.creation._get_test_db_name())
        baseline.source = migrated_template()
        engine().copy(baseline.source, name)
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
        baseline.forget()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = before
        engine().drop(name)


@pytest.fixture(scope="session", autouse=True)
def databases_are_put_back() -> Iterator[None]:
    """Have every test that commits end with the baseline put back instead of Django's flush."""
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _case: baseline.put_back()  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[method-assign]
