"""A clock that shows another moment than the machine's, shared by all processes of a test run or a demonstration.

`SHOUWANG_CLOCK` names the moment (ISO 8601 with its distance from UTC) and the clock goes on from there.
`SHOUWANG_CLOCK_SINCE` says when the machine's own clock (in seconds since 1970) stood at that moment: the first process
writes it into its environment, and those it starts agree with it to the millisecond.

Only the test settings and a demonstration may do this. The package that turns the clock is in requirements/test.txt.
"""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured

MOMENT = "SHOUWANG_CLOCK"
SINCE = "SHOUWANG_CLOCK_SINCE"

# The clock that is shown, once there is one (time_machine.Traveller).
_traveller: Any = None


def keep(*, allowed: bool) -> None:
    """Show what the environment asks for, for the rest of this process; nothing when it asks for nothing.

    Raises ImproperlyConfigured when it may not, or when the moment cannot be read.
    """
    text = os.environ.get(MOMENT, "")
    if not text or _traveller is not None:
        return
    if not allowed:
        raise ImproperlyConfigured(
            f"{MOMENT} is set: only tests and a demonstration (SHOUWANG_DEMO=1) may show another time than it is."
        )
    move_to(_moment(text), since=float(os.environ.get(SINCE) or _machine_time()))


def move_to(moment: datetime, since: float | None = None) -> None:
    """Show `moment`, or what it has become when the machine's clock stood at `since` then; processes to come, too."""
    global _traveller
    machine = _time_machine()
    now = _machine_time()
    since = now if since is None else since
    shown = moment + timedelta(seconds=now - since)
    if _traveller is None:
        _traveller = machine.travel(shown, tick=True).start()
    else:
        _traveller.move_to(shown, tick=True)
    os.environ |= {MOMENT: moment.isoformat(), SINCE: repr(since)}


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{MOMENT} is no moment in ISO 8601: {text}") from error
    if moment.tzinfo is None:
        raise ImproperlyConfigured(
            f"{MOMENT} needs its distance from UTC, as in 2026-12-02T12:00+08:00: {text}"
        )
    return moment


def _machine_time() -> float:
    """What the machine's own clock says, in seconds since 1970."""
    hatch = _time_machine().escape_hatch
    return float(hatch.time.time() if hatch.is_travelling() else time.time())


def _time_machine() -> Any:
    """The package that turns the clock. An installation that shows the time as it is does without it."""
    try:
        import time_machine
    except ImportError as error:
        raise ImproperlyConfigured(
            f"{MOMENT} is set, and time-machine, which turns the clock, is not installed (requirements/test.txt)."
        ) from error
    return time_machine
