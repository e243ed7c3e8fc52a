"""Several at once with real threads, connections and commits, stopped where a test wants them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from django.db import connection

PATIENCE_S = 60


class Held:
    """A step that waits in its thread until the test lets it go on: before it is done, or `after`."""

    def __init__(self, step: Callable[..., Any], *, after: bool = False) -> None:
        self._step, self._after = step, after
        self.reached, self.go_on = Event(), Event()

    def __call__(self, *args: Any, **how: Any) -> Any:
        done = self._step(*args, **how) if self._after else None
        self.reached.set()
        assert self.go_on.wait(PATIENCE_S)
        return done if self._after else self._step(*args, **how)


def in_a_thread(pool: ThreadPoolExecutor, job: Callable[[], Any]) -> Future[Any]:
    """Begin `job` on a connection of its own."""

    def run_and_close() -> Any:
        try:
            return job()
        finally:
            connection.close()

    return pool.submit(run_and_close)


def still_waits(job: Future[Any], seconds: float = 0.7) -> bool:
    """Give a job that has to wait for another's lock the time to reach it; whether it is under way."""
    return not Event().wait(seconds) and not job.done()
