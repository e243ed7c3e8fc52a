"""One plan of a month at a time: two at once would promise the same volunteer's hours twice."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from visit_planning.errors import PlanInProgress

# The first half of PostgreSQL's advisory lock keys of this program; the second is the month.
_ADVISORY = 0x5348


@contextmanager
def planning(month: date) -> Iterator[None]:
    """Hold the lock of a month. The database or the operating system lets go of it when the process is killed.

    All regions of a month share it, because volunteers help across their borders. Raises PlanInProgress when
    somebody else holds it.
    """
    if connection.vendor == "postgresql":
        with _advisory_lock(month):
            yield
    else:
        with _file_lock(month):
            yield


def _refuse(month: date) -> PlanInProgress:
    return PlanInProgress(
        _(
            "%(month)s is being planned at the moment. Please check again in a few minutes; nothing "
            "will be lost."
        )
        % {"month": f"{month:%Y-%m}"},
        code="in_progress",
    )


@contextmanager
def _advisory_lock(month: date) -> Iterator[None]:
    keys = [_ADVISORY, month.year * 100 + month.month]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", keys)
        if not cursor.fetchone()[0]:
            raise _refuse(month)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", keys)


@contextmanager
def _file_lock(month: date) -> Iterator[None]:
    folder = settings.VAR_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    # Two databases that share a folder (those of a test run's processes) do not wait for each other.
    database = hashlib.sha256(str(connection.settings_dict["NAME"]).encode()).hexdigest()[:12]
    with (folder / f"plan-{database}-{month:%Y-%m}").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _refuse(month) from error
        yield
