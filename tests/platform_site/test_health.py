"""What load balancers and monitors are told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone

from platform_site import health
from platform_site.jobs import heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_seen() -> Iterator[None]:
    cache.clear()
    health.migrations.cache_clear()
    yield
    health.migrations.cache_clear()


def ask(client: Client, address: str = "/health/") -> tuple[int, Any]:
    response = client.get(address)
    assert "no-store" in response.headers["Cache-Control"]
    return response.status_code, response.json()


def failing(client: Client, address: str) -> list[str]:
    status, answer = ask(client, address)
    assert (status, answer["status"]) == (503, "failing")
    return [name for name, found in answer["checks"].items() if found != "ok"]


def test_a_process_that_can_serve_says_so_and_names_what_it_looked_at(client: Client) -> None:
    assert ask(client) == (
        200,
        {"status": "ok", "checks": {"database": "ok", "cache": "ok", "migrations": "ok"}},
    )


def test_a_database_that_does_not_answer_is_named_and_why_stays_in_the_log(
    client: Client, monkeypatch: Any, caplog: Any
) -> None:
    def refuse() -> None:
        raise OperationalError("connection to db.inside:5432 refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failing"
    assert "db.inside" not in response.content.decode()
    assert "db.inside" in caplog.text


def test_a_cache_that_forgets_is_named(client: Client, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert failing(client, "/health/") == ["cache"]


def test_a_migration_that_is_not_applied_is_named_until_it_is(client: Client) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("regions", "0001_initial")
    assert failing(client, "/health/") == ["migrations"]
    recorder.record_applied("regions", "0001_initial")
    assert ask(client)[0] == 200


def test_a_worker_that_nobody_heard_of_fails_the_installation_and_not_the_process(client: Client) -> None:
    assert failing(client, "/health/installation/") == ["worker"]
    assert ask(client)[0] == 200
    heartbeat()
    assert ask(client, "/health/installation/")[0] == 200


def test_a_heartbeat_of_long_ago_counts_no_more(client: Client) -> None:
    with time_machine.travel(timezone.now() - timedelta(seconds=health.WORKER_SECONDS + 1)):
        heartbeat()
    assert failing(client, "/health/installation/") == ["worker"]


def test_a_full_disk_is_named(client: Client, monkeypatch: Any) -> None:
    heartbeat()
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=health.LEAST_FREE_BYTES - 1))
    assert failing(client, "/health/installation/") == ["disk"]
