"""What a volunteer finds at a door, for tests."""

from __future__ import annotations

from typing import Any

from volunteers.tasks.services.proof import lines_to_print, scope_of


def next_line(task: Any, *, skip: int = 0) -> str:
    """The code of the first line of the sheet in a task's home that is not crossed out, or of one after it."""
    scope = scope_of(task)
    return lines_to_print([scope])[scope][skip][1]
