"""City or demonstration: it stands in the database; no variable, row or command makes the one of the other."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import _run
import pytest
from _say import Trouble
from cryptography.fernet import Fernet
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import IntegrityError
from django.test import Client

from common.installation import is_demonstration
from people.logins.demo_second_factor import demo_totp_code, enrol_demo_totp
from people.logins.models import User
from people.persons.models import Person
from platform_site.installation.kind import WrongKind, contradiction, settle, settled_kind, write_kind
from platform_site.installation.models import Installation, Kind
from tests.demonstration import open_demonstration
from tests.platform_site.accounts.test_accounts import ask_for_code


def set_up_city(*arguments: str) -> None:
    call_command("setup_city", "--json", *arguments, stdout=StringIO(), stderr=StringIO())


def invented(name: str = "甲某") -> Person:
    return Person.objects.create(name=name, is_demo=True)


def without_trigger(*statements: str) -> None:
    """What somebody does who owns the database and has no key."""
    with connection.cursor() as cursor:
        for event in ("update", "delete"):
            name = f"platform_site_installation_no_{event}"
            on = " ON platform_site_installation" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        for statement in statements:
            cursor.execute(statement)


# --- What a variable may do ------------------------------------------------------------------------------------------


def test_the_variable_alone_opens_no_database_that_holds_anybody(
    settings: Any, worker: User, client: Client
) -> None:
    settings.DEMO_CLAIM = True
    enrol_demo_totp(worker)
    ask_for_code(client, worker.phone)
    assert not is_demonstration()
    assert "demo_code" not in client.session
    assert demo_totp_code(worker) is None


def test_a_city_is_not_opened_by_the_variable_and_says_so(settings: Any, worker: User) -> None:
    assert settle() is Kind.CITY
    settings.DEMO_CLAIM = True
    assert not is_demonstration()
    assert "city's" in contradiction(settled_kind())
    with pytest.raises(WrongKind):
        settle()


def test_a_demonstration_is_told_that_it_is_no_city(settings: Any, db: None) -> None:
    open_demonstration(settings)
    assert is_demonstration()
    settings.DEMO_CLAIM = False
    assert "stays one" in contradiction(settled_kind())
    settings.DEMO_CLAIM = None
    assert contradiction(settled_kind()) == ""
    assert is_demonstration()


# --- A row that somebody forged --------------------------------------------------------------------------------------


def test_the_kind_is_written_once(settings: Any, db: None) -> None:
    write_kind(Kind.CITY)
    with pytest.raises(IntegrityError):
        Installation.objects.update(kind=Kind.DEMONSTRATION)


@pytest.mark.parametrize("was", [Kind.CITY, None])
def test_a_forged_row_makes_a_city(settings: Any, db: None, was: Kind | None) -> None:
    settings.DEMO_CLAIM = None
    if was:
        write_kind(was)
        without_trigger("UPDATE platform_site_installation SET kind = 'demonstration'")
    else:
        Installation.objects.create(kind=Kind.DEMONSTRATION, seal="0" * 64)
    assert settled_kind() is Kind.CITY
    assert not is_demonstration()


def test_a_row_signed_with_the_key_of_another_installation_makes_a_city(settings: Any, db: None) -> None:
    settings.DEMO_CLAIM = None
    own, settings.FIELD_KEYS = settings.FIELD_KEYS, [Fernet.generate_key().decode()]
    write_kind(Kind.DEMONSTRATION)
    assert is_demonstration()
    settings.FIELD_KEYS = own
    assert not is_demonstration()


def test_the_kind_outlives_a_new_secret_key_and_new_field_keys(settings: Any, db: None) -> None:
    open_demonstration(settings)
    settings.SECRET_KEY = "another one" * 6
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert is_demonstration()


# --- Setting up ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["a person", "a log-in", "an administrator"])
def test_the_demonstration_is_not_set_up_beside_anybody(settings: Any, city: Any, who: str) -> None:
    settings.DEMO_CLAIM = True
    if who == "a person":
        Person.objects.create(name="张三")
    elif who == "a log-in":
        User.objects.create(phone="+8613800138000")
    else:
        settings.DEMO_CLAIM = False
        set_up_city("--empty")
        settings.DEMO_CLAIM = True
    before = Person.objects.count()
    with pytest.raises(CommandError) as refused:
        set_up_city()
    assert "invented people do not belong in it" in str(refused.value) or "city's" in str(refused.value)
    assert refused.value.returncode == 2
    assert Person.objects.count() == before
    assert not is_demonstration()


def test_no_city_is_made_of_a_demonstration(settings: Any, city: Any) -> None:
    open_demonstration(settings)
    settings.DEMO_CLAIM = None
    with pytest.raises(CommandError, match="no city can be made of it"):
        set_up_city("--empty")
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_empty_database_becomes_what_it_is_set_up_as(settings: Any, city: Any) -> None:
    settings.DEMO_CLAIM = None
    set_up_city("--empty")
    assert settled_kind() is Kind.CITY
    with pytest.raises(CommandError):
        set_up_city()


def test_a_database_without_anybody_is_a_city_until_it_is_settled(settings: Any, db: None) -> None:
    settings.DEMO_CLAIM = True
    assert not is_demonstration()
    settings.DEMO_CLAIM = None
    assert settle() is None
    assert settle(fresh=Kind.DEMONSTRATION) is Kind.DEMONSTRATION


# --- Installations from before kinds were ----------------------------------------------------------------------------


def upgraded(settings: Any, claim: bool | None) -> Kind | None:
    """What `migrate` makes of the database as it is."""
    settings.DEMO_CLAIM = claim
    try:
        call_command("migrate", "--noinput", verbosity=0)
    except Exception as error:
        assert "SHOUWANG_DEMO=1 is set" in str(error)
    return settled_kind()


def test_a_demonstration_of_before_stays_one_also_when_strangers_tried_it(settings: Any, db: None) -> None:
    invented()
    visitor = User.objects.create(phone="+8613800138000", phone_verified=True)
    Person.objects.create(name="张三", user=visitor)
    assert upgraded(settings, True) is Kind.DEMONSTRATION


def test_a_city_into_which_the_demonstration_was_poured_is_a_city(settings: Any, db: None) -> None:
    Person.objects.create(name="张三")
    invented()
    assert upgraded(settings, True) is Kind.CITY
    assert not is_demonstration()


@pytest.mark.parametrize("claim", [None, False])
def test_invented_people_alone_make_no_demonstration(settings: Any, db: None, claim: bool | None) -> None:
    invented()
    assert upgraded(settings, claim) is Kind.CITY


def test_a_city_of_before_is_one(settings: Any, worker: User) -> None:
    assert upgraded(settings, None) is Kind.CITY


# --- Whole processes, and bin/run ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small installation of its own, migrated and settled as a city."""
    var = tmp_path_factory.mktemp("city") / "var"
    for command in (["migrate", "-v0"], ["settle_installation", "--as", "city"]):
        answer = manage(var, *command)
        assert answer.returncode == 0, answer.stderr
    return var


@pytest.fixture
def run_time_folder(small_city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That installation in a folder which the test may change."""
    monkeypatch.setattr(_run, "PYTHON", Path(sys.executable))
    for name in ("DATABASE_URL", "SHOUWANG_DEMO"):
        monkeypatch.delenv(name, raising=False)
    return Path(shutil.copytree(small_city, tmp_path / "var"))


def manage(var: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=django_settings.BASE_DIR,
        env={"PATH": os.defpath, "SHOUWANG_VAR": str(var), "DJANGO_SETTINGS_MODULE": "platform_site.settings"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_process_starts_on_a_city_that_is_called_a_demonstration(run_time_folder: Path) -> None:
    touch = "from people.persons.models import Person; print(Person.objects.count())"
    assert manage(run_time_folder, "shell", "-c", touch).returncode == 0
    for said in ({"SHOUWANG_DEMO": "1"}, {}):
        if not said:
            (run_time_folder / "settings.env").write_text("SHOUWANG_DEMO=1\n")
        for command in (["shell", "-c", touch], ["shell", "-c", "import platform_site.wsgi"], ["serve"]):
            answer = manage(run_time_folder, *command, **said)
            assert answer.returncode != 0, command
            assert "SHOUWANG_DEMO=1 is set, but this database is a city's" in answer.stderr
            assert "Traceback" not in answer.stderr or command[0] == "shell"


def test_a_city_restored_without_settings_env_is_a_city(run_time_folder: Path) -> None:
    (run_time_folder / "settings.env").unlink(missing_ok=True)
    options = type("Options", (), {"empty": False, "city": False})()
    demo = _run.decide_demo(run_time_folder, options)
    assert demo is None
    environment = {
        name: said for name, said in os.environ.items() if not name.startswith("SHOUWANG_CLOCK")
    } | {
        "SHOUWANG_VAR": str(run_time_folder),
        "DJANGO_SETTINGS_MODULE": "platform_site.settings",
    }
    assert _run.settle_kind(demo, environment) is False
    with pytest.raises(Trouble, match="invented people do not belong in it"):
        _run.settle_kind(True, environment)


def test_a_forged_row_opens_no_process_either(run_time_folder: Path) -> None:
    with closing(sqlite3.connect(run_time_folder / "shouwang.sqlite3")) as database, database:
        database.execute("DROP TRIGGER platform_site_installation_no_update")
        database.execute("UPDATE platform_site_installation SET kind = 'demonstration'")
    answer = manage(run_time_folder, "settle_installation", "--json")
    assert json.loads(answer.stdout) == {"kind": "city"}
