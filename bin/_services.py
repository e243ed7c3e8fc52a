"""Servers and a browser for bin/test: those of this run, those that answer, or those this machine can install.

Runs in the virtual environment. Nothing of a server used by others is touched: we make databases of our own and
drop them afterwards.
"""

from __future__ import annotations

import base64
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from _machine import apt_install
from _say import Trouble, line

START_SECONDS = 60
# Django 5.2 asks for it.
OLDEST_POSTGRESQL = 140000
# A database of the suite is a thousand files. Copying and dropping them in memory costs a tenth of what a disk takes.
MEMORY = Path("/dev/shm")
MEMORY_ENOUGH = 2 * 1024**3


class NotHere(Exception):
    """A server is neither running nor startable on this machine; the text says what was tried."""


def test_secrets() -> dict[str, str]:
    """What an installation with DATABASE_URL must bring, made up for one run."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SHOUWANG_FIELD_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(answers: Callable[[], Any], server: subprocess.Popen[bytes], name: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if server.poll() is not None or time.monotonic() > deadline:
            tail = (
                " / ".join(log.read_text(errors="replace").strip().splitlines()[-3:]) if log.exists() else ""
            )
            raise NotHere(f"{name} of this machine does not start: {tail}")
        time.sleep(0.1)


@contextmanager
def running(
    command: list[str], name: str, log: Path, answers: Callable[[], Any], **how: Any
) -> Iterator[None]:
    """A server for the length of the block."""
    line(f"    starting {name}: {command[0]}")
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True, **how)
    try:
        wait_for(answers, server, name, log)
        yield
    finally:
        # PostgreSQL takes SIGINT as "end at once, in order"; Redis ends on it too.
        server.send_signal(2)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


def postgresql_named() -> bool:
    """Whether the environment says which server it is to be."""
    return any(os.environ.get(name) for name in ("DATABASE_URL_TEST", "PGHOST", "PGUSER"))


def postgresql_that_answers() -> dict[str, Any] | None:
    """How to connect to a server that is up and lets us make databases."""
    import psycopg

    if url := os.environ.get("DATABASE_URL_TEST"):
        parts = urlsplit(url)
        named: dict[str, Any] = {
            "host": unquote(parts.hostname or "127.0.0.1"),
            "port": parts.port or 5432,
            "user": unquote(parts.username or "postgres"),
            "password": unquote(parts.password or ""),
        }
        ways = [named]
    else:
        ways = [{"host": "127.0.0.1", "port": 5432, "user": "postgres", "password": ""}]
        if os.environ.get("PGHOST") or os.environ.get("PGUSER"):
            from_environment: dict[str, Any] = {
                "host": os.environ.get("PGHOST", "127.0.0.1"),
                "port": int(os.environ.get("PGPORT", "5432")),
                "user": os.environ.get("PGUSER", "postgres"),
                "password": os.environ.get("PGPASSWORD", ""),
            }
            ways.insert(0, from_environment)
    for way in ways:
        try:
            with psycopg.connect(**way, dbname="postgres", connect_timeout=3) as connection:
                may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                (allowed,) = connection.execute(may).fetchone() or (False,)
                if allowed and connection.info.server_version >= OLDEST_POSTGRESQL:
                    line(
                        f"    PostgreSQL {connection.info.server_version // 10000} at {way['host']}:{way['port']}"
                    )
                    return way
        except psycopg.OperationalError:
            continue
    if url:
        raise Trouble(
            "The server of DATABASE_URL_TEST does not answer, is too old, or lets us make no database."
        )
    return None


def program(name: str, *folders: str) -> str | None:
    places = [str(path) for folder in folders for path in sorted(Path("/").glob(folder), reverse=True)]
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(places) or os.devnull)


@contextmanager
def quick_folder(scratch: Path) -> Iterator[Path]:
    """An empty folder of this run for a server's files: in memory where there is enough of it."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_ENOUGH
    folder = Path(tempfile.mkdtemp(prefix="shouwang-test-", dir=MEMORY if roomy else scratch))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def own_postgresql(scratch: Path) -> Iterator[dict[str, Any]]:
    """A PostgreSQL of this machine's binaries, in a folder of this run."""
    folders = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/local/pgsql/bin")
    initdb, postgres = program("initdb", *folders), program("postgres", *folders)
    if not initdb or not postgres:
        raise NotHere(
            "Not run: no PostgreSQL answers at 127.0.0.1:5432 (nor by DATABASE_URL_TEST or PGHOST), and this machine "
            "has no initdb and postgres to start one. On Debian: apt-get install postgresql redis-server"
        )
    with (
        quick_folder(scratch) as home,
        postgresql_in(home, initdb, postgres, scratch / "postgres.log") as way,
    ):
        yield way


@contextmanager
def postgresql_in(home: Path, initdb: str, postgres: str, log: Path) -> Iterator[dict[str, Any]]:
    import psycopg

    who: dict[str, Any] = {"cwd": home, "env": os.environ | {"HOME": str(home), "LC_ALL": "C.UTF-8"}}
    if os.geteuid() == 0:
        # initdb refuses root.
        names = {entry.pw_name: entry for entry in pwd.getpwall()}
        user = names.get("postgres") or names.get("nobody")
        if user is None:
            raise NotHere("Not run: initdb refuses root, and there is neither a user postgres nor nobody.")
        os.chown(home, user.pw_uid, user.pw_gid)
        who |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data = home / "data"
    made = subprocess.run(
        [initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
        capture_output=True, text=True, errors="replace", check=False, **who,
    )  # fmt: skip
    if made.returncode:
        raise NotHere(f"Not run: initdb does not work here: {made.stderr.strip().splitlines()[-1:]}")
    way: dict[str, Any] = {"host": "127.0.0.1", "port": free_port(), "user": "postgres", "password": ""}
    quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}
    # A copy of a database goes through the log, which lies in memory too.
    quick |= {"max_wal_size": "256MB"}
    command = [postgres, "-D", str(data), "-p", str(way["port"]), "-h", "127.0.0.1", "-k", str(home)]
    command += [part for key, value in quick.items() for part in ("-c", f"{key}={value}")]

    def answers() -> bool:
        try:
            psycopg.connect(**way, dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    with running(command, "PostgreSQL", log, answers, **who):
        yield way


@contextmanager
def postgresql(scratch: Path) -> Iterator[str]:
    """DATABASE_URL of databases of our own; what was made there is dropped afterwards.

    A server of this run comes before one that happens to answer: it need not write anything safely to disk, while the
    other waits for the disk whenever a database is copied or dropped.
    """
    way = postgresql_that_answers() if postgresql_named() else None
    if way is None:
        with ExitStack() as until_the_end:
            try:
                own = until_the_end.enter_context(own_postgresql(scratch))
            except NotHere:
                way = postgresql_that_answers()
                if way is None:
                    raise
            else:
                yield database_url(own, "shouwang")
                return
    name = f"shouwang_{secrets.token_hex(4)}"
    try:
        yield database_url(way, name)
    finally:
        drop_databases(way, name)


def database_url(way: dict[str, Any], name: str) -> str:
    password = f":{quote(way['password'], safe='')}" if way["password"] else ""
    return f"postgres://{quote(way['user'], safe='')}{password}@{quote(way['host'], safe='')}:{way['port']}/{name}"


def drop_databases(way: dict[str, Any], name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(**way, dbname="postgres", autocommit=True) as connection:
        like = [f"{name}%", f"test_{name}%"]
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE ANY(%s)", [like]
        ).fetchall()
        for (database,) in rows:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
            )


# --- Redis -----------------------------------------------------------------------------------------------------------


def claim_empty_databases(url: str, count: int) -> list[str]:
    """Addresses of databases of that Redis that held nothing; ours until the end. Empty when it does not answer."""
    import redis as client

    claimed = []
    for number in range(15, 0, -1):
        address = f"{url}/{number}"
        try:
            with client.Redis.from_url(address, socket_connect_timeout=3) as server:
                # Whoever sets the key first and finds nothing else owns the database.
                if (
                    server.dbsize() == 0
                    and server.set("shouwang-test-claim", "1", nx=True)
                    and server.dbsize() == 1
                ):
                    claimed.append(address)
        except (client.ConnectionError, client.TimeoutError):
            return []
        except client.ResponseError:
            # Fewer databases than usual, or a server that asks for a password.
            continue
        if len(claimed) == count:
            return claimed
    give_back(claimed)
    return []


def give_back(addresses: list[str]) -> None:
    import redis as client

    for address in addresses:
        with client.Redis.from_url(address) as server:
            server.flushdb()


@contextmanager
def redis(scratch: Path) -> Iterator[tuple[str, str]]:
    """Addresses of two Redis databases of our own, for cache and broker: emptying a cache must not lose a message."""
    url = os.environ.get("REDIS_URL_TEST", "redis://127.0.0.1:6379").rstrip("/")
    if addresses := claim_empty_databases(url, 2):
        line(f"    Redis at {urlsplit(url).hostname}:{urlsplit(url).port or 6379}")
        try:
            yield addresses[0], addresses[1]
        finally:
            give_back(addresses)
        return
    server = program("redis-server") or program("valkey-server")
    if not server:
        raise NotHere(
            "Not run: no Redis with two empty databases answers at 127.0.0.1:6379 (nor by REDIS_URL_TEST), and this "
            "machine has no redis-server to start one. On Debian: apt-get install postgresql redis-server"
        )
    port = free_port()
    url = f"redis://127.0.0.1:{port}"
    settings = {"port": str(port), "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": str(scratch)}
    command = [server, *(part for key, value in settings.items() for part in (f"--{key}", value))]

    def answers() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return False
        return True

    with running(command, "Redis", scratch / "redis.log", answers):
        yield f"{url}/0", f"{url}/1"


# --- Chromium --------------------------------------------------------------------------------------------------------


def find_chromium() -> str | None:
    if named := os.environ.get("SHOUWANG_CHROMIUM"):
        if not shutil.which(named):
            raise Trouble(f"SHOUWANG_CHROMIUM names {named}, which is not a program.")
        return named
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def has_chinese_font() -> bool:
    if fc_list := shutil.which("fc-list"):
        found = subprocess.run([fc_list, ":lang=zh-cn", "file"], capture_output=True, text=True, check=False)
        return bool(found.stdout.strip())
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    patterns = ("*wqy*", "*CJK*", "*SourceHan*", "*DroidSansFallback*", "*uming*")
    return any(
        next(folder.rglob(pattern), None) for folder in folders if folder.is_dir() for pattern in patterns
    )


def chromium() -> str:
    """The browser of the journeys, installed with a Chinese font when either is missing and we may."""
    browser = find_chromium()
    missing = ([] if browser else ["chromium"]) + ([] if has_chinese_font() else ["fonts-wqy-microhei"])
    if missing:
        apt_install(
            missing, otherwise=f"The journeys need {' and '.join(missing)}, which this machine does not have."
        )
        browser = find_chromium()
    if not browser:
        raise Trouble(
            "apt-get installed chromium, yet there is no such program. SHOUWANG_CHROMIUM may name another."
        )
    line(f"    {browser}")
    return browser
