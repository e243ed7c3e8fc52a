"""The settings of a big installation: it brings its own secrets, and nothing is left open by accident."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

BIG = {
    "DATABASE_URL": "postgres://shouwang@127.0.0.1:5432/shouwang",
    "SECRET_KEY": "a key of this test, long enough to be taken for a real one: 0123456789",
    "SHOUWANG_FIELD_KEYS": Fernet.generate_key().decode(),
    "ALLOWED_HOSTS": "shouwang.example",
    "SMS_BACKEND": "notifications.sms.TencentSMS",
    "SMS_OPTIONS": "secret_id=a,secret_key=b",
}


def python(*arguments: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath, "SHOUWANG_VAR": str(var), "DJANGO_SETTINGS_MODULE": "platform_site.settings"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def values(names: list[str], var: Path, **environment: str) -> dict[str, Any]:
    script = "import json; from django.conf import settings as s; "
    script += f"print(json.dumps({{name: getattr(s, name) for name in {names}}}))"
    answer = python("-c", script, var=var, **environment)
    assert answer.returncode == 0, answer.stderr
    return dict(json.loads(answer.stdout))


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SHOUWANG_FIELD_KEYS", "ALLOWED_HOSTS", "SMS_BACKEND"])
def test_a_missing_variable_of_a_big_installation_is_an_error_that_names_it(
    missing: str, tmp_path: Path
) -> None:
    given = {name: value for name, value in BIG.items() if name != missing}
    answer = python("-c", "import platform_site.settings", var=tmp_path, **given)
    assert answer.returncode == 1
    assert f"{missing} is not set" in answer.stderr.splitlines()[-1]


def test_no_secret_is_invented_for_a_big_installation(tmp_path: Path) -> None:
    python("-c", "import platform_site.settings", var=tmp_path, **BIG)
    assert not (tmp_path / "keys").exists()


def test_a_small_installation_makes_its_secrets_once_and_shows_them_to_nobody_else(tmp_path: Path) -> None:
    first = values(["SECRET_KEY", "FIELD_KEYS"], tmp_path)
    assert values(["SECRET_KEY", "FIELD_KEYS"], tmp_path) == first
    modes = {oct(file.stat().st_mode & 0o777) for file in (tmp_path / "keys").iterdir()}
    assert modes == {"0o600"}


def test_a_big_installation_passes_the_deployment_check(tmp_path: Path) -> None:
    check = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    answer = python(*check, var=tmp_path, **BIG, SHOUWANG_TRUSTED_PROXIES="1")
    assert answer.returncode == 0, answer.stderr


def test_a_big_installation_that_names_no_proxies_is_warned(tmp_path: Path) -> None:
    answer = python("manage.py", "check", "--deploy", var=tmp_path, **BIG)
    assert "platform_site.W001" in answer.stderr
    answer = python(
        "manage.py", "check", "--deploy", var=tmp_path, **BIG, SHOUWANG_CLIENT_IP_HEADER="X-Real-IP"
    )
    assert "platform_site.W001" not in answer.stderr


def test_the_first_field_key_encrypts_and_all_are_kept(tmp_path: Path) -> None:
    keys = [Fernet.generate_key().decode() for _number in range(2)]
    found = values(["FIELD_KEYS"], tmp_path, **(BIG | {"SHOUWANG_FIELD_KEYS": ",".join(keys)}))
    assert found == {"FIELD_KEYS": keys}


def test_what_was_set_up_is_read_from_the_folder_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("SHOUWANG_DEMO=1\n")
    assert values(["DEMO_CLAIM"], tmp_path) == {"DEMO_CLAIM": True}
    assert values(["DEMO_CLAIM"], tmp_path, SHOUWANG_DEMO="0") == {"DEMO_CLAIM": False}


@pytest.mark.parametrize("big", [True, False])
def test_a_big_installation_writes_its_log_for_programs_and_a_small_one_for_eyes(
    big: bool, tmp_path: Path
) -> None:
    script = "import logging.config; from django.conf import settings; logging.config.dictConfig(settings.LOGGING); "
    script += "logging.getLogger('shouwang.test').info('hello')"
    answer = python("-c", script, var=tmp_path, **(BIG if big else {}))
    last = answer.stderr.splitlines()[-1]
    assert (json.loads(last)["event"] == "hello") if big else ("[info" in last and "hello" in last)


# --- Private files, and what check --deploy refuses -------------------------------------------------------------------


def test_what_is_written_at_run_time_is_for_its_user_only(tmp_path: Path) -> None:
    var = tmp_path / "var"
    script = "from django.conf import settings; open(settings.VAR_DIR / 'anything', 'w').close()"
    assert python("-c", script, var=var).returncode == 0
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (var, var / "anything", var / "keys")}
    assert modes == {"var": "0o700", "anything": "0o600", "keys": "0o700"}


def test_a_folder_of_before_is_closed_at_the_next_start_and_no_other(tmp_path: Path) -> None:
    var, stranger = tmp_path / "var", tmp_path / "home"
    for folder, file in ((var, "shouwang.sqlite3"), (stranger, "letters.txt")):
        folder.mkdir()
        (folder / file).touch()
        folder.chmod(0o755)
        (folder / file).chmod(0o644)
        python("-c", "from platform_site.private_files import *; from pathlib import Path; "
               f"make_private(Path({str(folder)!r}))", var=tmp_path / "other")  # fmt: skip
    assert [oct(path.stat().st_mode & 0o777) for path in (var, var / "shouwang.sqlite3")] == [
        "0o700",
        "0o600",
    ]
    assert [oct(path.stat().st_mode & 0o777) for path in (stranger, stranger / "letters.txt")] == [
        "0o755",
        "0o644",
    ]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"SHOUWANG_DEMO": "1"}, "shouwang.E001"),
        ({"ALLOWED_HOSTS": "*"}, "shouwang.E002"),
        ({"SECRET_KEY": "short"}, "shouwang.E003"),
        ({"SECRET_KEY": "django-insecure-" + "x7Qp" * 12}, "shouwang.E003"),
        ({"SECRET_KEY": "changeme" * 8}, "shouwang.E003"),
        ({"SHOUWANG_FIELD_KEYS": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}, "shouwang.E004"),
        ({"DEBUG": "1"}, "shouwang.E005"),
    ],
)
def test_what_opens_a_city_is_an_error_of_the_deployment_check(
    said: dict[str, str], fault: str, tmp_path: Path
) -> None:
    answer = python("manage.py", "check", "--deploy", "--fail-level", "ERROR", var=tmp_path, **(BIG | said))
    assert answer.returncode != 0
    assert fault in answer.stderr


def test_an_open_folder_is_an_error_of_the_deployment_check(tmp_path: Path) -> None:
    var = tmp_path / "var"
    (var / "keys").mkdir(parents=True)
    (var / "keys" / "certificate.key").touch()
    (var / "keys" / "certificate.key").chmod(0o644)
    answer = python("manage.py", "check", "--deploy", "--fail-level", "ERROR", var=var, **BIG)
    assert "shouwang.E006" in answer.stderr
