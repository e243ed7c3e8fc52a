"""Whether the site is well, for load balancers and monitors: named checks at /health/ and /health/installation/.

Anybody may ask, so the answer says which check fails and the log says why.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache as remembered

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from people.access_log.selectors import last_check, unsealed

logger = logging.getLogger("shouwang.health")

WORKER_SEEN = "health:worker-seen"
# The heartbeat comes every minute; a long task may hold up the only process of a worker for some of them.
WORKER_SECONDS = 600
# A long import puts sealing off.
SEALED_WITHIN = timedelta(hours=6)
LEAST_FREE_BYTES = 1024**3


class Unwell(Exception):
    """A check found what it must not find."""


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def shared_cache() -> None:
    # One key for all: a key for each question would fill a cache of files, which then forgets rate limits.
    cache.set("health:cache", "ok", 60)
    if cache.get("health:cache") != "ok":
        raise Unwell("The cache does not keep what it is given.")


@remembered
def migrations() -> None:
    """Remembered once all are applied: the code of a running process does not change."""
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unwell(f"{len(plan)} migrations are not applied, the first is {plan[0][0]}.")


def worker() -> None:
    """The way from beat through the broker to a worker is open: `platform_site.jobs.heartbeat` came through."""
    if time.time() - cache.get(WORKER_SEEN, 0) > WORKER_SECONDS:
        raise Unwell(f"No heartbeat of a worker came within {WORKER_SECONDS} s.")


def disk() -> None:
    free = shutil.disk_usage(settings.VAR_DIR).free
    if free < LEAST_FREE_BYTES:
        raise Unwell(f"Only {free // 1024**2} MB are free on the disk of the run-time folder.")


def audit_log() -> None:
    """The access log verified as whole the last time, and a worker closes what is written."""
    if (last := last_check()) is not None and last.broken:
        raise Unwell(f"The access log is not in order in {last.broken} places: {last.first_broken}")
    if unsealed().filter(at__lt=timezone.now() - SEALED_WITHIN).exists():
        raise Unwell("The access log was not sealed for hours: does people.jobs.seal_access_log run?")


Checks = Mapping[str, Callable[[], None]]
PROCESS: Checks = {"database": database, "cache": shared_cache, "migrations": migrations}
INSTALLATION: Checks = {**PROCESS, "worker": worker, "disk": disk, "audit_log": audit_log}


@never_cache
def health(request: HttpRequest, checks: Checks = PROCESS) -> HttpResponse:
    """200 and `{"status": "ok", "checks": {name: "ok"}}`, or 503 with "failing" for whatever fails."""
    found = {name: "ok" if passes(name, check) else "failing" for name, check in checks.items()}
    well = set(found.values()) == {"ok"}
    return JsonResponse({"status": "ok" if well else "failing", "checks": found}, status=200 if well else 503)


def passes(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:
        # Whatever a driver raises: the other checks still have their say.
        logger.exception("The health check %s fails", name)
        return False
    return True
