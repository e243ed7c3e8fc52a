"""`manage.py bench ledger`: the figures, each beside the bound's and the peer's."""

from __future__ import annotations

import json
import os
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import psycopg
from django.conf import settings
from psycopg import sql

CLIENTS = 8
BATCH = 1_000
ROUNDS = 3
SECONDS = 1.0
HERE = Path(__file__).resolve().parent


class NoServer(Exception):
    """No PostgreSQL server can be found that lets us make databases."""


def measure(
    transfers: int,
    *,
    rounds: int = ROUNDS,
    seconds: float = SECONDS,
    clients: Sequence[int] = (1, CLIENTS),
    template: str | None = None,
) -> dict[str, Any]:
    """Transfers a second of ledger, bound and peer; then reading and proving books of `transfers` transfers.

    Needs a PostgreSQL server: that of DATABASE_URL or one at 127.0.0.1:5432. Makes databases there and drops them;
    `template` names one in which all migrations ran, to save the time for them.
    """
    with ExitStack() as stack:
        server = find_server()
        ours = stack.enter_context(database(server, template))
        prepare(ours, migrated=template is not None)
        bound = stack.enter_context(database(server, unquote(urlsplit(ours).path[1:])))
        _without_slots(bound)
        peer_url, python, remark = stack.enter_context(peer_database(server))
        few = read_at(ours, max(1_000, transfers // 100))
        figures: dict[str, Any] = {
            "unit": "transfers a second, median of rounds",
            "rounds": rounds,
            "batch": BATCH,
            "writing": writing(ours, bound, peer_url, python, rounds, seconds, clients),
        }
        if remark:
            figures["peer"] = remark
        figures["reading"] = reading(few, read_at(ours, transfers), peer_url, python, transfers)
        figures["verify_ledger"] = proving(ours)
    return figures


# --- The server ------------------------------------------------------------------------------------------------------


def find_server() -> str:
    """The address of a server, without a database. Raises NoServer."""
    url = os.environ.get("DATABASE_URL", "")
    known = url.startswith(("postgres://", "postgresql://"))
    server = url.rpartition("/")[0] if known else "postgres://postgres@127.0.0.1:5432"
    try:
        psycopg.connect(f"{server}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError as error:
        raise NoServer(str(error)) from error
    return server


@contextmanager
def database(server: str, template: str | None = None) -> Iterator[str]:
    """The URL of a new database, dropped in the end."""
    name = f"shouwang_bench_{secrets.token_hex(4)}"
    made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template or "template1")
    )
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(made)
        try:
            yield f"{server}/{quote(name)}"
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def environment(url: str) -> dict[str, str]:
    """What a process needs to work in a database of the bench, as a big installation would."""
    # A big installation lives by the machine's clock; a test run may have one of its own.
    others = {name: value for name, value in os.environ.items() if name != "SHOUWANG_CLOCK"}
    return others | {
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SHOUWANG_FIELD_KEYS": ",".join(settings.FIELD_KEYS),
        "DJANGO_SETTINGS_MODULE": "platform_site.settings",
        "ALLOWED_HOSTS": "localhost",
        "SMS_BACKEND": "notifications.sms.ConsoleSMS",
        "PYTHONPATH": str(settings.BASE_DIR),
    }


def manage(url: str, *arguments: str) -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment(url), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def prepare(url: str, *, migrated: bool) -> None:
    """All tables, a county, and people with plenty on their accounts."""
    if not migrated:
        manage(url, "migrate", "--noinput", "--skip-checks", "-v0")
    command = [sys.executable, "-m", "bench.ledger.books", "people", str(CLIENTS * 100)]
    subprocess.run(command, env=environment(url), check=True)


def _without_slots(url: str) -> None:
    """Hand-written SQL keeps a balance in one row."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE timebank_account SET slots = 0, posted_debits = s.a, posted_credits = s.b FROM ("
            "SELECT account_id, sum(posted_debits) AS a, sum(posted_credits) AS b FROM timebank_accountslot "
            "GROUP BY account_id) AS s WHERE timebank_account.id = s.account_id"
        )


# --- The clients -----------------------------------------------------------------------------------------------------


class Client:
    """A process that answers orders."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            command,
            env=None if env is None else dict(env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.answer("ready")

    def order(self, **order: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def answer(self, what: str = "answer") -> Any:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):
                return json.loads(line)[what]
        raise RuntimeError("A client of the bench stopped.")

    def ask(self, **order: Any) -> Any:
        self.order(**order)
        return self.answer()

    def close(self) -> None:
        assert self._process.stdin is not None
        with self._process:
            self._process.stdin.close()
            self._process.wait(timeout=30)


@contextmanager
def clients_of(
    command: Sequence[str], count: int, *more: str, env: Mapping[str, str] | None = None
) -> Iterator[list[Client]]:
    started: list[Client] = []
    try:
        for number in range(count):
            started.append(Client([*command, str(number), *more], env))
        yield started
    finally:
        for client in started:
            client.close()


def together(clients: Sequence[Client], **order: Any) -> float:
    """Transfers a second of all clients at once."""
    for client in clients:
        client.order(**order)
    answers = [client.answer() for client in clients]
    return float(sum(answer["made"] / answer["seconds"] for answer in answers))


# --- Writing ---------------------------------------------------------------------------------------------------------


def writing(
    ours: str,
    bound: str,
    peer_url: str,
    python: str,
    rounds: int,
    seconds: float,
    clients: Sequence[int],
) -> list[dict[str, Any]]:
    """A row for each way of committing, number of clients, kind of accounts and size of batch."""
    rows = []
    with ExitStack() as stack:
        most = max(clients)
        run = [sys.executable, "-m"]
        parties = {
            "ledger": stack.enter_context(
                clients_of([*run, "bench.ledger.client"], most, env=environment(ours))
            ),
            "bound": stack.enter_context(
                clients_of([*run, "bench.ledger.bound"], most, bound, env=environment(bound))
            ),
        }
        if python:
            command = [python, str(HERE / "peer.py")]
            parties["hordak"] = stack.enter_context(clients_of(command, most, peer_url))
        for waits in (True, False):
            for party in parties.values():
                for client in party:
                    client.ask(do="commit", waits=waits)
            for count in clients:
                for hot in (False, True):
                    for order in ({"do": "single"}, {"do": "batch", "size": BATCH}):
                        rates = _taking_turns(parties, count, rounds, seconds=seconds, hot=hot, **order)
                        rows.append(
                            {
                                "synchronous_commit": waits,
                                "clients": count,
                                "accounts": "one hot pool" if hot else "disjoint",
                                "at_a_time": order.get("size", 1),
                                **rates,
                            }
                        )
    _beside_disjoint(rows)
    return rows


def _taking_turns(
    parties: Mapping[str, Sequence[Client]], count: int, rounds: int, **order: Any
) -> dict[str, Any]:
    # The peer has no batches: its rate one at a time is what a batch is compared with.
    asked = {name: clients[:count] for name, clients in parties.items()}
    measured: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, clients in asked.items():
            if name == "hordak" and order["do"] == "batch":
                alone = {key: value for key, value in order.items() if key != "size"} | {"do": "single"}
                measured[name].append(together(clients, **alone))
            else:
                measured[name].append(together(clients, **order))
    rates = {name: round(statistics.median(values), 1) for name, values in measured.items()}
    ratios = {
        f"of_{name}": round(
            statistics.median(a / b for a, b in zip(measured["ledger"], measured[name], strict=True)), 2
        )
        for name in rates
        if name != "ledger"
    }
    return rates | ratios


def _beside_disjoint(rows: list[dict[str, Any]]) -> None:
    alike = ("synchronous_commit", "clients", "at_a_time")
    disjoint = {
        tuple(row[key] for key in alike): row["ledger"] for row in rows if row["accounts"] == "disjoint"
    }
    for row in rows:
        if row["accounts"] != "disjoint":
            row["of_disjoint"] = round(row["ledger"] / disjoint[tuple(row[key] for key in alike)], 2)


# --- The peer --------------------------------------------------------------------------------------------------------


@contextmanager
def peer_database(server: str) -> Iterator[tuple[str, str, str]]:
    """The peer's database and Python; without a Python the remark says why."""
    python = settings.VAR_DIR / "peers" / "bin" / "python"
    try:
        if not (settings.VAR_DIR / "peers" / "complete").exists():
            _install(python)
    except (OSError, subprocess.CalledProcessError) as error:
        yield "", "", f"django-hordak could not be installed, and is not measured: {error}"
        return
    with database(server) as url:
        client = Client([str(python), str(HERE / "peer.py"), "-1", url])
        client.close()
        yield url, str(python), ""


def _install(python: Path) -> None:
    home = python.parent.parent
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True, capture_output=True)
    locked = settings.BASE_DIR / "requirements" / "peers.txt"
    command = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(locked)]
    subprocess.run(command, check=True, capture_output=True)
    (home / "complete").touch()


# --- Reading and proving ---------------------------------------------------------------------------------------------


def read_at(url: str, transfers: int) -> dict[str, Any]:
    """Load books up to `transfers`: how fast that went, and milliseconds to read what somebody with a tenth has."""
    command = [sys.executable, "-m", "bench.ledger.books", "read"]
    with clients_of(command, 1, env=environment(url)) as (client,):
        return client.ask(do="load", transfers=transfers) | {"milliseconds": client.ask(do="read")}


def reading(
    few: dict[str, Any], many: dict[str, Any], peer_url: str, python: str, transfers: int
) -> dict[str, Any]:
    """A balance and pages of a long statement, in short books and in long ones, and the peer's balance beside them."""
    before, now = few["milliseconds"], many["milliseconds"]
    figures = {
        "short_books": few,
        "long_books": many,
        "growth": {name: round(now[name] / before[name], 2) for name in before},
    }
    if python:
        with clients_of([python, str(HERE / "peer.py")], 1, peer_url) as (client,):
            client.ask(do="load", transfers=transfers, of_one=transfers // 10)
            theirs = client.ask(do="balance", times=5)
        figures["hordak_balance_milliseconds"] = round(theirs, 3)
        figures["balance_faster_than_hordak"] = round(theirs / now["balance"], 1)
    return figures


def proving(ours: str) -> dict[str, Any]:
    """`verify_ledger` in a process of its own: seconds, megabytes at the peak, and what it says."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "verify_ledger", "--json"]
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment(ours), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    found = json.loads(said.splitlines()[-1])
    return {
        "transfers": found["transfers"],
        "ok": found["ok"],
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        # Kilobytes on Linux, bytes on macOS.
        "peak_mb": round(usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)),
    }
