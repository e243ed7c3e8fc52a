"""`manage.py bench repair --size N`: how long a drop-out takes and whom it disturbs, in a city of N visits.

On both databases, each made for it and thrown away: SQLite in a folder of its own, PostgreSQL where a server answers
(that of DATABASE_URL, or 127.0.0.1:5432); with ample supply and with a tight one.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

DROP_OUTS = 60
SUPPLIES = ("ample", "tight")


def measure(size: int, *, drop_outs: int = DROP_OUTS, supplies: Sequence[str] = SUPPLIES) -> dict[str, Any]:
    """Seconds (wall and processor) and elders disturbed, for each database; the month is planned first, untimed."""
    from bench.ledger.measure import NoServer, find_server

    figures: dict[str, Any] = {"size": size, "sqlite": _on_sqlite(size, drop_outs, supplies)}
    try:
        server = find_server()
    except NoServer as error:
        return figures | {"postgresql": str(error)}
    return figures | {"postgresql": _on_postgresql(server, size, drop_outs, supplies)}


def _on_sqlite(size: int, drop_outs: int, supplies: Sequence[str]) -> dict[str, Any]:
    figures = {}
    with tempfile.TemporaryDirectory(prefix="shouwang-bench-") as folder:
        invented = Path(folder) / "invented"
        invented.mkdir()
        _invent(size, {"SHOUWANG_VAR": str(invented)})
        for supply in supplies:
            copy = Path(folder) / supply
            shutil.copytree(invented, copy)
            figures[supply] = _let_drop_out(drop_outs, supply, {"SHOUWANG_VAR": str(copy)})
            shutil.rmtree(copy)
    return figures


def _on_postgresql(server: str, size: int, drop_outs: int, supplies: Sequence[str]) -> dict[str, Any]:
    from bench.ledger.measure import database

    figures = {}
    with tempfile.TemporaryDirectory(prefix="shouwang-bench-") as folder, database(server) as invented:
        _invent(size, {"SHOUWANG_VAR": folder, "DATABASE_URL": invented})
        for supply in supplies:
            with database(server, unquote(urlsplit(invented).path[1:])) as copy:
                where = {"SHOUWANG_VAR": folder, "DATABASE_URL": copy}
                figures[supply] = _let_drop_out(drop_outs, supply, where)
    return figures


def _invent(size: int, where: dict[str, str]) -> None:
    _call(where, str(settings.BASE_DIR / "manage.py"), "migrate", "--noinput", "--skip-checks", "-v0")
    _call(where, "-m", "bench.planning.city", str(size))


def _let_drop_out(drop_outs: int, supply: str, where: dict[str, str]) -> dict[str, Any]:
    said = _call(where, "-m", "bench.repair.drop_outs", str(drop_outs), supply)
    return dict(json.loads(said))


def _call(where: dict[str, str], *arguments: str) -> str:
    """What a process of our own printed last. Raises RuntimeError with its words when it fails."""
    environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"} | {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SHOUWANG_FIELD_KEYS": ",".join(settings.FIELD_KEYS),
        "DJANGO_SETTINGS_MODULE": "platform_site.settings",
        "ALLOWED_HOSTS": "localhost",
        "SMS_BACKEND": "notifications.sms.ConsoleSMS",
        "PYTHONPATH": str(settings.BASE_DIR),
        **where,
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip().rpartition("\n")[2]
