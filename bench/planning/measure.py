"""`manage.py bench planning`: the month from the register to the offers, the database's share beside the engine's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from bench.ledger.measure import NoServer, database, environment, find_server
from common.months import add_months

# Of what the command prints, what tells one run from another.
_SAID = ("visits", "matched", "unmatched", "optimal", "gap", "offers", "kept", "moved", "peak_mb")

Environment = Mapping[str, str]


def measure(visits: int, *, template: str | None = None) -> dict[str, Any]:
    """Plan an invented city of `visits` visits three times in each kind of database that there is.

    `first` plans an empty month, `again` finds nothing new (and must write nothing), `after_days` plans when some have
    answered and a few fell ill. Each run is a process of its own; `ratio` = all of it ÷ the engine alone, wall times of
    one process and therefore as busy a machine for both. `template` names a PostgreSQL database in which all
    migrations ran, to save the time for them.
    """
    month = add_months(timezone.localdate(), 1)
    figures: dict[str, Any] = {"size": visits, "month": f"{month:%Y-%m}"}
    with sqlite() as environ:
        figures["sqlite"] = runs(environ, visits, month)
    with ExitStack() as stack:
        try:
            url = stack.enter_context(database(find_server(), template))
        except NoServer as error:
            figures["postgresql"] = f"not measured, none answers: {error}"
            return figures
        figures["postgresql"] = runs(environment(url), visits, month, migrated=template is not None)
    return figures


@contextmanager
def sqlite() -> Iterator[Environment]:
    """The embedded database, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="shouwang_bench_") as folder:
        others = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        yield others | {
            "SHOUWANG_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "platform_site.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
        }


def runs(environ: Environment, visits: int, month: date, *, migrated: bool = False) -> dict[str, Any]:
    """The three plans of a city, with the rows each has written."""
    if not migrated:
        _manage(environ, "migrate", "--noinput", "--skip-checks", "-v0")
    _module(environ, "bench.planning.city", str(visits))
    before = _rows(environ)
    figures = {}
    for name, changes in (("first", ()), ("again", ()), ("after_days", ("--pass",))):
        if changes:
            before = _rows(environ, *changes)
        run = _plan(environ, month)
        after = _rows(environ)
        run["rows_written"] = sum(after.values()) - sum(before.values())
        before = after
        figures[name] = run
    return figures


def _plan(environ: Environment, month: date) -> dict[str, Any]:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    command += ["plan_visits", "--month", f"{month:%Y-%m}", "--json"]
    began = time.perf_counter()
    with subprocess.Popen(command, env=dict(environ), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"plan_visits failed:\n{said}")
    return summary(
        json.loads(said.splitlines()[-1]), time.perf_counter() - began, usage.ru_utime + usage.ru_stime
    )


def summary(printed: Mapping[str, Any], process_seconds: float, cpu_seconds: float) -> dict[str, Any]:
    """What a run printed and took; without a ratio where the engine had nothing to do."""
    seconds = printed["seconds"]
    engine = seconds["candidates"] + seconds["solve"]
    return {name: printed[name] for name in _SAID} | {
        "seconds": seconds,
        "engine_seconds": round(engine, 2),
        "ratio": round(seconds["total"] / engine, 2) if engine else None,
        "process_seconds": round(process_seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
    }


def _rows(environ: Environment, *arguments: str) -> dict[str, int]:
    said = _module(environ, "bench.planning.changes", *arguments)
    return {str(name): int(count) for name, count in json.loads(said.splitlines()[-1]).items()}


def _manage(environ: Environment, *arguments: str) -> None:
    _output(environ, [str(settings.BASE_DIR / "manage.py"), *arguments])


def _module(environ: Environment, name: str, *arguments: str) -> str:
    return _output(environ, ["-m", name, *arguments])


def _output(environ: Environment, arguments: Sequence[str]) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=dict(environ), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
