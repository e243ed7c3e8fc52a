"""`manage.py bench now`: a city in databases of its own, each asked by a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from bench.ledger.measure import NoServer, database, environment, find_server


def measure(size: int) -> dict[str, Any]:
    """Figures for a city of `size` visits on SQLite, and on PostgreSQL where a server answers.

    Both questions with p50, p95 and p99 in milliseconds, of the clock and of this program's own computing, with the
    number of queries; then again in a village where everybody lives at one point.
    """
    figures: dict[str, Any] = {"visits": size, "volunteers": round(0.4 * size)}
    with tempfile.TemporaryDirectory(prefix="shouwang-bench-") as folder:
        figures["sqlite"] = _asked(_embedded(folder), size)
    try:
        server = find_server()
    except NoServer as error:
        figures["postgresql"] = f"no server answers: {error}"
        return figures
    with database(server) as url:
        figures["postgresql"] = _asked(environment(url), size)
    return figures


def _embedded(folder: str) -> dict[str, str]:
    """What a process needs to work in a SQLite file of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {
        "SHOUWANG_VAR": folder,
        "DJANGO_SETTINGS_MODULE": "platform_site.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }


def _asked(env: Mapping[str, str], size: int) -> dict[str, Any]:
    """All tables, a city in them, and what came of asking."""
    manage = [
        sys.executable,
        str(settings.BASE_DIR / "manage.py"),
        "migrate",
        "--noinput",
        "--skip-checks",
        "-v0",
    ]
    _run(manage, env)
    return json.loads(_run([sys.executable, "-m", "bench.now.asking", str(size)], env).splitlines()[-1])


def _run(command: list[str], env: Mapping[str, str]) -> str:
    done = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
