"""The columns of a table that people fill in: what each is called, and what may be written into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language


@dataclass(frozen=True)
class Column:
    """One column. `name` is the one of the contract (docs/formats.md) and of the code.

    `headings`: every Chinese heading under which people keep it; the first is the one that we write. `note`: what
    belongs into it, for whom the heading is not enough. `example`: a cell as it may look. `choices`: words for a
    pick-list, `several` where a cell may hold more than one of them. `as_text`: digits that a spreadsheet must not take
    for a number or a date. `offered`: whether a form to fill in has it; the others are read where they are there.
    """

    name: str
    headings: tuple[str, ...]
    note: Any = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    several: bool = False
    as_text: bool = False
    offered: bool = True

    @property
    def title(self) -> str:
        """What the reader of the page calls it."""
        return self.headings[0] if (get_language() or "").startswith("zh") else self.name


def names_of(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)


def aliases_of(columns: Iterable[Column]) -> dict[str, str]:
    """The name of the column by each of its headings."""
    return {heading: column.name for column in columns for heading in column.headings}


def titles_of(columns: Iterable[Column]) -> dict[str, str]:
    """What readers call each column, by its name."""
    return {column.name: column.title for column in columns}
