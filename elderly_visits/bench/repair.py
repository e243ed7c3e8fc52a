"""`manage.py bench repair --size N`: how long a drop-out takes and whom it disturbs, in a city of N visits.

On both databases, each made for it and thrown away: SQLite in a folder of its own, PostgreSQL where a server answers (that of
DATABASE_URL, or 127.0.0.1:5432).
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from typing import Any

from django.conf import settings

DROP_OUTS = 60


def measure(size: int, *, drop_outs: int = DROP_OUTS) -> dict[str, Any]:
    """Seconds (wall and processor) and elders disturbed, for each database; the month is planned first, untimed."""
    from timebank.bench.measure import NoServer, database, find_server

    figures: dict[str, Any] = {"size": size}
    with tempfile.TemporaryDirectory(prefix="shouwang-bench-") as folder:
        figures["sqlite"] = _run(size, drop_outs, {"SHOUWANG_VAR": folder})
        try:
            server = find_server()
        except NoServer as error:
            return figures | {"postgresql": str(error)}
        with database(server) as url:
            figures["postgresql"] = _run(size, drop_outs, {"SHOUWANG_VAR": folder, "DATABASE_URL": url})
    return figures


def _run(size: int, drop_outs: int, where: dict[str, str]) -> dict[str, Any]:
    environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"} | {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SHOUWANG_FIELD_KEYS": ",".join(settings.FIELD_KEYS),
        "DJANGO_SETTINGS_MODULE": "platform_site.settings",
        "ALLOWED_HOSTS": "localhost",
        "SMS_BACKEND": "notifications.sms.ConsoleSMS",
        "PYTHONPATH": str(settings.BASE_DIR),
        **where,
    }
    manage = str(settings.BASE_DIR / "manage.py")
    _call(environment, manage, "migrate", "--noinput", "--skip-checks", "-v0")
    _call(environment, "-m", "elderly_visits.bench.city", str(size))
    return json.loads(_call(environment, "-m", "elderly_visits.bench.drop_outs", str(drop_outs)))


def _call(environment: dict[str, str], *arguments: str) -> str:
    """What a process of our own printed last. Raises RuntimeError with its words when it fails."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip().rpartition("\n")[2]
