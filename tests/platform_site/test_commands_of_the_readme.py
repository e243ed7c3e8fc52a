"""`bin/run` and `bin/test`: what they refuse, what they remember, what they leave alone."""

from __future__ import annotations

import argparse
import gettext
import os
import socket
import subprocess
import sys
from pathlib import Path

import _run
import _setup
import pytest
from _say import Trouble
from django.conf import settings

BIN = Path(settings.BASE_DIR) / "bin"


def call(script: str, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / script), *arguments],
        cwd=cwd,
        env={"PATH": f"{Path(sys.executable).parent}:{os.defpath}", "SHOUWANG_PYTHON": sys.executable}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def options(**given: bool) -> argparse.Namespace:
    return argparse.Namespace(**({"empty": False, "city": False} | given))


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run-time folder that nobody set up yet."""
    for name in ("DATABASE_URL", "SHOUWANG_DEMO"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "var"


def set_up_as(var: Path, demo: bool) -> None:
    _run.write_settings(var, demo)
    (var / "shouwang.sqlite3").touch()


# --- From the command line -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("run", ["--port", "--no-serve", "--empty", "--city", "SHOUWANG_VAR"]),
        ("test", ["--fast", "--changed", "--coverage", "--at", "-k"]),
    ],
)
def test_help_names_every_option_from_any_working_directory(
    script: str, names: list[str], tmp_path: Path
) -> None:
    answer = call(script, "--help", cwd=tmp_path)
    assert answer.returncode == 0
    assert [name for name in names if name not in answer.stdout] == []


def test_a_command_called_through_a_link_finds_its_checkout(tmp_path: Path) -> None:
    (tmp_path / "shouwang").symlink_to(BIN / "run")
    answer = subprocess.run(
        [str(tmp_path / "shouwang"), "--help"],
        env={"PATH": os.defpath, "SHOUWANG_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, "--no-serve" in answer.stdout) == (0, True)


def test_without_python_3_11_the_command_says_what_to_do(tmp_path: Path) -> None:
    answer = call("run", cwd=tmp_path, SHOUWANG_PYTHON="/bin/false")
    assert answer.returncode == 1
    assert "not a working Python 3.11" in answer.stderr


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused_before_anything_is_set_up(port: str, tmp_path: Path) -> None:
    answer = call("run", f"--port={port}", cwd=tmp_path)
    assert answer.returncode == 2
    assert "from 1 to 65535" in answer.stderr


def test_a_taken_port_is_named_with_another_to_take_before_anything_is_set_up(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = call("run", f"--port={port}", cwd=tmp_path, SHOUWANG_VAR=str(tmp_path / "var"))
    assert answer.returncode == 1
    assert f"Port {port}" in answer.stderr
    assert "--port" in answer.stderr
    assert not (tmp_path / "var").exists()


def test_a_phone_is_asked_for_the_empty_installation_only(tmp_path: Path) -> None:
    answer = call("run", "--phone", "13900000000", cwd=tmp_path)
    assert (answer.returncode, "--phone goes with --empty" in answer.stderr) == (2, True)


# --- Demo or empty ---------------------------------------------------------------------------------------------------


def test_the_first_set_up_is_a_demonstration_unless_asked_for_an_empty_one(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _run.decide_demo(var, options()) is True
    assert _run.decide_demo(var, options(empty=True)) is False
    monkeypatch.setenv("SHOUWANG_DEMO", "0")
    assert _run.decide_demo(var, options()) is False


def test_a_demonstration_cannot_be_made_empty_in_the_same_folder(var: Path) -> None:
    set_up_as(var, demo=True)
    with pytest.raises(Trouble, match="SHOUWANG_VAR"):
        _run.decide_demo(var, options(empty=True))
    assert _run.installed_as_demo(var) is True


def test_demo_people_do_not_come_into_an_empty_installation(var: Path) -> None:
    set_up_as(var, demo=False)
    with pytest.raises(Trouble, match="real people"):
        _run.decide_demo(var, options(city=True))


@pytest.mark.parametrize("demo", [True, False])
def test_a_second_run_keeps_what_the_installation_is(var: Path, demo: bool) -> None:
    set_up_as(var, demo=demo)
    assert _run.decide_demo(var, options()) is demo


def test_a_set_up_that_broke_off_before_its_database_may_be_the_other_kind(var: Path) -> None:
    _run.write_settings(var, demo=True)
    assert _run.decide_demo(var, options(empty=True)) is False


def test_remembering_the_kind_keeps_what_else_the_settings_say(var: Path) -> None:
    var.mkdir()
    (var / "settings.env").write_text("SMS_BACKEND=x.Y\nSHOUWANG_DEMO=1\n")
    _run.write_settings(var, demo=False)
    assert (var / "settings.env").read_text() == "SMS_BACKEND=x.Y\nSHOUWANG_DEMO=0\n"


# --- What was done already -------------------------------------------------------------------------------------------


@pytest.fixture
def stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stamp file of its own, and nothing may be started."""
    stamp = tmp_path / "stamp.json"
    monkeypatch.setattr(_setup, "VENV_STAMP", stamp)
    monkeypatch.setattr(
        _setup.subprocess, "Popen", lambda *_, **__: pytest.fail("nothing was to be installed")
    )
    return stamp


@pytest.mark.parametrize("installed", ["base", "test"])
def test_requirements_that_are_installed_are_not_installed_again(stamps: Path, installed: str) -> None:
    requirements = Path(settings.BASE_DIR) / "requirements" / f"{installed}.txt"
    _setup.write_stamp(**{installed: _setup.digest(requirements)})
    before = stamps.read_text()
    _setup.install_requirements("base")
    assert stamps.read_text() == before


def test_requirements_that_changed_are_installed(stamps: Path) -> None:
    _setup.write_stamp(base="of another time")
    with pytest.raises(pytest.fail.Exception, match="nothing was to be installed"):
        _setup.install_requirements("base")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of a checkout that decide whether something has to be done again."""
    names = [
        "requirements/base.txt",
        "package-lock.json",
        "platform_site/settings.py",
        "platform_site/storage.py",
    ]
    names += [
        "platform_site/apps.py",
        "platform_site/static/site.css",
        "platform_site/migrations/0001_first.py",
    ]
    names += ["var/static/site.css", "var/shouwang.sqlite3"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(_run, "ROOT", tmp_path)
    return tmp_path


def test_static_files_are_collected_again_only_when_a_source_changed(checkout: Path) -> None:
    before = _run.static_sources()
    (checkout / "var" / "static" / "site.css").write_text("what was collected is no source")
    assert _run.static_sources() == before
    (checkout / "platform_site" / "static" / "site.css").write_text("body { margin: 0 }")
    assert _run.static_sources() != before


@pytest.fixture
def migrated(checkout: Path, var: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An installation whose migrations ran; the list notes when they run again."""
    ran: list[str] = []
    monkeypatch.setattr(_run, "manage", lambda *command, **_: ran.append(command[0]) or "")
    _run.migrate(var, {})
    ran.clear()
    return ran


def test_where_no_database_was_yet_there_is_nothing_to_adopt(
    checkout: Path, var: Path, migrated: list[str]
) -> None:
    (var / "shouwang.sqlite3").unlink()
    _run.migrate(var, {})
    assert migrated == ["migrate"]


def test_migrations_that_ran_are_not_looked_through_again(var: Path, migrated: list[str]) -> None:
    _run.migrate(var, {})
    assert migrated == []


def test_a_new_migration_runs(checkout: Path, var: Path, migrated: list[str]) -> None:
    (checkout / "platform_site" / "migrations" / "0002_second.py").touch()
    _run.migrate(var, {})
    assert migrated == ["adopt_migrations", "migrate"]


def test_migrations_run_in_another_database_under_the_same_name(var: Path, migrated: list[str]) -> None:
    (var / "shouwang.sqlite3").rename(var / "old.sqlite3")
    (var / "shouwang.sqlite3").touch()
    _run.migrate(var, {})
    assert migrated == ["adopt_migrations", "migrate"]


def test_on_a_database_server_migrations_are_always_looked_through(
    var: Path, migrated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://…")
    _run.migrate(var, {})
    assert migrated == ["adopt_migrations", "migrate"]


CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: zh_Hans\\n"

msgid "Volunteer"
msgstr "志愿者"

#, fuzzy
msgid "Elder"
msgstr "大概是老人"
"""


def test_catalogues_are_compiled_once_and_again_when_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    po = tmp_path / "people" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "bin").symlink_to(BIN)
    monkeypatch.setattr(_setup, "ROOT", tmp_path)
    monkeypatch.setattr(_setup, "PYTHON", Path(sys.executable))
    _setup.message_catalogues()
    with po.with_suffix(".mo").open("rb") as compiled:
        messages = gettext.GNUTranslations(compiled)
    # What nobody confirmed is not shown.
    assert [messages.gettext(text) for text in ("Volunteer", "Elder")] == ["志愿者", "Elder"]
    assert _setup.stale_catalogues() == []
    later = po.with_suffix(".mo").stat().st_mtime + 5
    os.utime(po, (later, later))
    assert _setup.stale_catalogues() == [po]


def test_a_broken_catalogue_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    po = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "Volunteer"\nthis is no catalogue\n', encoding="utf-8")
    (tmp_path / "bin").symlink_to(BIN)
    monkeypatch.setattr(_setup, "ROOT", tmp_path)
    monkeypatch.setattr(_setup, "PYTHON", Path(sys.executable))
    with pytest.raises(Trouble, match=r"django\.po"):
        _setup.message_catalogues()


# --- Errors a person can act on --------------------------------------------------------------------------------------


def test_a_network_failure_is_told_from_other_failures() -> None:
    offline = [
        "WARNING: Retrying",
        "Failed to establish a new connection: Temporary failure in name resolution",
    ]
    assert "HTTPS_PROXY" in _setup.explain_failure("pip", offline, "the package index", "PIP_INDEX_URL")
    full = ["ERROR: Could not install packages due to an OSError: No space left on device"]
    explained = _setup.explain_failure("pip", full, "the package index", "PIP_INDEX_URL")
    assert "No space left" in explained
    assert "HTTPS_PROXY" not in explained


def test_of_a_missing_setting_only_the_sentence_is_shown() -> None:
    output = [
        "Traceback (most recent call last):",
        "django.core.exceptions.ImproperlyConfigured: SECRET_KEY is not set.",
    ]
    assert _run.explain_django(("migrate",), output) == "SECRET_KEY is not set."


def test_a_database_that_does_not_answer_is_called_that() -> None:
    output = [
        "django.db.utils.OperationalError: connection refused",
        "",
        "The above exception was the direct cause",
    ]
    assert "The database does not answer: connection refused" in _run.explain_django(("migrate",), output)


# --- What is pinned --------------------------------------------------------------------------------------------------


def pins(name: str) -> dict[str, str]:
    text = (Path(settings.BASE_DIR) / "requirements" / f"{name}.txt").read_text()
    return dict(
        line.split(" ")[0].split("==")
        for line in text.splitlines()
        if "==" in line and not line.startswith("#")
    )


def test_the_test_environment_holds_every_package_of_the_installation_in_its_version() -> None:
    assert pins("base").items() <= pins("test").items()


def test_what_only_measures_is_in_the_test_environment_and_not_in_the_installation() -> None:
    assert pins("bench").items() <= pins("test").items()
    assert not {"highspy", "ortools", "pyvrp"} & set(pins("base"))


def test_what_only_measures_can_be_installed_beside_the_installation() -> None:
    base, bench = pins("base"), pins("bench")
    assert {name: base[name] for name in base.keys() & bench.keys()} == {
        name: bench[name] for name in base.keys() & bench.keys()
    }


@pytest.mark.parametrize(
    "file",
    ["package-lock.json", "requirements/base.txt", "requirements/bench.txt", "requirements/test.txt"],
)
def test_lock_files_name_versions_and_hashes_but_no_address(file: str) -> None:
    text = (Path(settings.BASE_DIR) / file).read_text()
    assert "sha256:" in text or '"integrity": "sha512-' in text
    assert "://" not in text
