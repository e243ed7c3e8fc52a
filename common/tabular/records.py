"""What an import speaks in: tables, rows, refusals and the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _


class TableError(Exception):
    """The file as a whole cannot be used; the text says why and how to mend it, in the reader's language."""


@dataclass(frozen=True)
class Refusal:
    """Why one cell keeps its row out. `row` counts as the spreadsheet does: the header is row 1."""

    row: int
    column: str
    value: str
    why: str

    def as_dict(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "value": self.value, "why": str(self.why)}


class Row(dict[str, str]):
    """One row by column name; every value is text without blanks around it, '' where the cell is empty.

    `surplus` holds cells behind the last column; `damaged` names the columns in which a spreadsheet has
    overwritten digits; `unclosed` tells that a quotation mark was never closed. `refusals()` says all in
    words.
    """

    def __init__(
        self,
        number: int,
        cells: Mapping[str, str],
        surplus: Sequence[str] = (),
        damaged: frozenset[str] = frozenset(),
        unclosed: bool = False,
    ) -> None:
        super().__init__(cells)
        self.number = number
        self.surplus = tuple(surplus)
        self.damaged = damaged
        self.unclosed = unclosed

    def refusals(self) -> list[Refusal]:
        """What is wrong with the row before anybody looks at the meaning of its cells."""
        if self.unclosed:
            text = ",".join(self.values())
            return [
                Refusal(self.number, "", text, _("A quotation mark is opened in this row and never closed."))
            ]
        found = [
            Refusal(
                self.number,
                column,
                self[column],
                _(
                    "The spreadsheet program treated this as a number and lost digits. Format the "
                    "column as text first."
                ),
            )
            for column in self
            if column in self.damaged
        ]
        if self.surplus:
            found.append(
                Refusal(
                    self.number,
                    "",
                    ", ".join(self.surplus),
                    _(
                        "The row has more cells than the table has columns. Is there a comma "
                        "without quotation marks?"
                    ),
                )
            )
        return found


@dataclass
class Table:
    """A table that was opened: its columns, and its rows as (row number, row) in the order of the file.

    `total` is the number of rows that hold anything, for progress bars. Empty rows are skipped, yet counted
    in the row numbers.
    """

    columns: tuple[str, ...]
    records: Sequence[Row] = ()

    @property
    def rows(self) -> Iterator[tuple[int, Row]]:
        return ((row.number, row) for row in self.records)

    @property
    def total(self) -> int:
        return len(self.records)

    def require(self, *columns: str | tuple[str, ...]) -> None:
        """Raise TableError when a column is missing; of several in a tuple one is enough."""
        missing = [
            ways[0]
            for ways in ((column,) if isinstance(column, str) else column for column in columns)
            if not any(way in self.columns for way in ways)
        ]
        if missing:
            raise TableError(
                _("Missing columns: %(missing)s. The first row has: %(found)s.")
                % {"missing": ", ".join(missing), "found": ", ".join(self.columns) or "–"}
            )


@dataclass
class ImportReport:
    """What an import did, or would do. `refused` counts rows; `rows` lists every reason."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rows: list[Refusal] = field(default_factory=list)
    refused_rows: dict[int, Row] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len(self.refused_rows)

    @property
    def ok(self) -> bool:
        return not self.refused_rows

    def refuse(self, row: Row, *refusals: Refusal) -> None:
        """Keep a row out, with its reasons."""
        if refusals:
            self.refused_rows[row.number] = row
            self.rows.extend(refusals)

    def refuse_cell(self, row: Row, column: str, why: str) -> None:
        """Keep a row out because of one cell."""
        self.refuse(row, Refusal(row.number, column, row.get(column, ""), why))

    def count_stored(self, *, new: bool, changed: bool) -> None:
        """Count a row that was accepted."""
        if new:
            self.created += 1
        elif changed:
            self.updated += 1
        else:
            self.unchanged += 1

    def as_dict(self) -> dict[str, Any]:
        """`{read, created, updated, unchanged, refused, rows: [{row, column, value, why}, …]}`."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "rows": [refusal.as_dict() for refusal in sorted(self.rows, key=lambda refusal: refusal.row)],
        }
