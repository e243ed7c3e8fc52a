"""A real Celery worker beside the tests: a process of its own, on their database and their broker.

    def test_…(real_worker):
        real_worker.start()
        …                       # nudges go to the broker and the worker carries them out
        real_worker.kill()      # SIGKILL: no farewell, what it held is lost

`real_worker` makes the test one that commits: the worker sees only what is committed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from platform_site.celery import app


class RealProcess:
    """A program of ours as its own process; `environment` adds to or overrides what it starts with."""

    def __init__(self, command: list[str], log: Path) -> None:
        self.command = command
        self.log = log
        self.environment: dict[str, str] = {}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "platform_site.settings_test",
            "SHOUWANG_VAR": str(settings.VAR_DIR),
            "SHOUWANG_TEST_DATABASE": str(connection.settings_dict["NAME"]),
            "SECRET_KEY": settings.SECRET_KEY,
            "SHOUWANG_FIELD_KEYS": ",".join(settings.FIELD_KEYS),
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=settings.BASE_DIR,
                env=environment | self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until(self, condition: Callable[[], Any], what: str, seconds: float = 60) -> Any:
        """The first true answer of `condition`; fails, naming `what`, when the process ends or time runs out first."""
        assert self.process is not None, "start() it first"
        deadline = time.monotonic() + seconds
        while not (answer := condition()):
            try:
                self.process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                if time.monotonic() < deadline:
                    continue
            log = self.log.read_text(errors="replace")
            pytest.fail(f"In vain waited for: {what}\n--- {self.log.name}\n{log}", pytrace=False)
        return answer

    def kill(self) -> None:
        """SIGKILL to the process and all it started."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to finish its work and go; by force when it does not."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.process = None


class RealWorker(RealProcess):
    """A Celery worker as `manage.py serve` starts it."""

    def __init__(self, folder: Path) -> None:
        command = [
            *(sys.executable, "-m", "celery", "-A", "platform_site.celery", "worker", "--pool", "threads"),
            *("--concurrency", "2", "--loglevel", "INFO"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ]
        super().__init__(command, folder / "worker.log")


@pytest.fixture
def real_broker(transactional_db: None) -> Iterator[None]:
    """Nudges go to the broker, not through it at once; it begins and ends empty."""
    eager, app.conf.task_always_eager = app.conf.task_always_eager, False
    empty_broker()
    yield
    empty_broker()
    app.conf.task_always_eager = eager


@pytest.fixture
def real_worker(real_broker: None, tmp_path: Path) -> Iterator[RealWorker]:
    """A worker to start and kill."""
    worker = RealWorker(tmp_path)
    yield worker
    worker.kill()


def empty_broker() -> None:
    with app.connection_for_write() as broker:
        channel = broker.default_channel
        channel.queue_declare(app.conf.task_default_queue)
        channel.queue_purge(app.conf.task_default_queue)
