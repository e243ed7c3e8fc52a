"""Codes that change: the lines of a sheet in a home, and the code on an organizer's phone.

Both are derived from the installation's key as HOTP and TOTP are (RFC 4226, RFC 6238), so that nothing is stored before
it is used: no list of codes can be read in the database, and a sheet can be printed again. Whoever has only the code on
the door card cannot work them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from common.encryption import blind_index

# As many as fit on a sheet of A4 in figures that old eyes read: two years of monthly visits.
LINES_OF_A_SHEET = 24
# Who reads a code off a phone and types it has at least one whole step for it.
_STEPS_BACK = 1


def sheet_code(scope: str, line: int) -> str:
    """The six digits of a line of the sheet that belongs to `scope` (volunteers.task_types.TaskType.code_scope)."""
    return _six_digits(f"sheet:{scope}:{line}")


def moment_code(scope: str, at: datetime, *, minutes: int) -> str:
    """The six digits that an organizer's phone shows at a moment; they change every so many minutes."""
    return _six_digits(f"moment:{scope}:{_step(at, minutes)}")


def moment_codes(scope: str, at: datetime, *, minutes: int) -> Iterator[str]:
    """Those that are good at a moment: the one shown now and the one before it."""
    for back in range(_STEPS_BACK + 1):
        yield _six_digits(f"moment:{scope}:{_step(at, minutes) - back}")


def _step(at: datetime, minutes: int) -> int:
    return int(at.timestamp()) // (60 * minutes)


def _six_digits(text: str) -> str:
    return f"{int(blind_index(text)[:15], 16) % 1_000_000:06d}"
