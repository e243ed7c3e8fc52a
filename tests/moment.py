"""The moment at which a test run takes place: the same one for every module, whatever the machine's clock says.

`bin/test --at` chooses it; without a choice (`SHOUWANG_CLOCK` not set) it is an ordinary noon. Each module begins at
the moment and goes on from there, so that a run of half an hour does not cross midnight in the middle of some test. An
empty `SHOUWANG_CLOCK` leaves the machine's clock alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

import _moments
import pytest
from django.core.cache import caches

from platform_site import clock

_TEXT = os.environ.get(clock.MOMENT, _moments.MOMENTS[_moments.USUAL])
_MOMENT = datetime.fromisoformat(_TEXT) if _TEXT else None


def clock_of_the_run() -> datetime | None:
    """The moment of this run, aware; None when it lives by the machine's clock."""
    return _MOMENT


if _MOMENT is not None:
    # Modules of tests ask for today when they are read.
    clock.move_to(_MOMENT)


@pytest.fixture(scope="module", autouse=True)
def module_begins_at_the_moment() -> Iterator[None]:
    """Turn the clock back for each module, and forget what the module before left in the cache with its hour on it."""
    if _MOMENT is not None:
        clock.move_to(_MOMENT)
        for kept in caches.all():
            kept.clear()
    yield
