"""`manage.py bench pages`: each address asked once by each role, in this process, with what it costs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bench.pages.addresses import Address, our_addresses
from bench.pages.objects import kwargs_of
from common.phones import demo_phone
from people.logins.models import User

BOUND_MS = 100
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Who of the demonstration asks: the easy numbers of its log-ins.
ROLES = {
    "anonymous": 0, "volunteer": 11, "resident": 15, "relative": 14, "team_leader": 12, "organization": 13,
    "partner": 21, "worker": 1, "officer": 2, "county_manager": 3, "city_manager": 4, "auditor": 5,
}  # fmt: skip
# Pages of Wagtail and of the site that every role sees, and that no address of ours names.
MORE = {"home": "/", "login": "/accounts/login/", "workbench": "/workbench/"}


@dataclass(frozen=True)
class Asked:
    """One page for one role. `cpu_ms`: of this process; `database_ms`: of the server's, where it is one of this machine
    and can be read; `total_ms`: both. `bytes`: of the answer."""

    page: str
    role: str
    path: str
    status: int
    queries: int
    cpu_ms: float
    database_ms: float
    total_ms: float
    bytes: int


def measure(*, only: str = "", roles: str = "", say: Callable[[str], object] | None = None) -> dict[str, Any]:
    """Every page for every role, the dearest first, and which exceed the bound.

    `only`: a part of the pages' names; `roles`: names of ROLES, separated by commas. What a page writes (a read put on
    record) is taken back.
    """
    asked: list[Asked] = []
    # A refusal is a line of the log; here they are asked for.
    logging.disable(logging.WARNING)
    for role in [name for name in ROLES if not roles or name in roles.split(",")]:
        user = _user(ROLES[role])
        if user is None:
            continue
        began = time.perf_counter()
        client = _client(user)
        asked += [_ask(client, role, name, path) for name, path in _pages(user) if only in name]
        if say is not None:
            say(f"{role}: {time.perf_counter() - began:.0f} s")
    logging.disable(logging.NOTSET)
    asked.sort(key=lambda row: -row.total_ms)
    return {
        "database": connection.vendor,
        "bound_ms": BOUND_MS,
        "pages": len(asked),
        "above": [asdict(row) for row in asked if row.total_ms > BOUND_MS],
        "errors": [asdict(row) for row in asked if row.status >= 500],
        "all": [asdict(row) for row in asked],
    }


def _user(serial: int) -> Any:
    return User.objects.filter(phone=demo_phone(serial)).first() if serial else AnonymousUser()


def _client(user: Any) -> Client:
    client = Client(raise_request_exception=False, headers={"host": _host()})
    if user.is_authenticated:
        client.force_login(user, backend=BACKEND)
    return client


def _host() -> str:
    """A name under which this installation answers."""
    allowed = [name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))]
    return allowed[0] if allowed else "localhost"


def _pages(user: Any) -> Iterator[tuple[str, str]]:
    yield from MORE.items()
    for address in our_addresses():
        path = _path(address, user)
        if path is not None:
            yield address.name, path


def _path(address: Address, user: Any) -> str | None:
    kwargs = kwargs_of(address, user)
    return None if kwargs is None else reverse(address.name, kwargs=kwargs)


def _ask(client: Client, role: str, name: str, path: str) -> Asked:
    """Once to warm up what a process keeps, with the queries counted; then the cheaper of two."""
    queries = 0

    def count(execute: Any, *statement: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*statement)

    with connection.execute_wrapper(count):
        status, size = _get(client, path)
    costs = [_cost(client, path)]
    # A second try only where the first says something.
    if sum(costs[0]) > BOUND_MS / 2:
        costs.append(_cost(client, path))
    cpu, database = min(costs, key=sum)
    return Asked(
        page=name, role=role, path=path, status=status, queries=queries, cpu_ms=round(cpu, 1),
        database_ms=round(database, 1), total_ms=round(cpu + database, 1), bytes=size,
    )  # fmt: skip


def _cost(client: Client, path: str) -> tuple[float, float]:
    """Milliseconds of this process and of the database's."""
    server, own = _server_ms(), time.process_time()
    _get(client, path)
    return 1000 * (time.process_time() - own), _server_ms() - server


def _get(client: Client, path: str) -> tuple[int, int]:
    with transaction.atomic():
        answer = client.get(path, secure=settings.SECURE_SSL_REDIRECT)
        size = sum(len(part) for part in answer) if answer.streaming else len(answer.content)
        transaction.set_rollback(True)
    return answer.status_code, size


_OURS: dict[int, Path] = {}


def _server_ms() -> float:
    """Milliseconds that the server's process behind this connection has computed; 0 where that cannot be read."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    clock = _OURS.setdefault(pid, Path(f"/proc/{pid}/schedstat"))
    try:
        return int(clock.read_text().split()[0]) / 1e6
    except OSError:
        return 0.0
