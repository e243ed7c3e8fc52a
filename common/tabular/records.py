"""What an import speaks in: tables, rows, refusals and the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

_ROWS_NAMED = 20


class TableError(Exception):
    """The file as a whole cannot be used; the text says why and how to mend it, in the reader's language."""


class MissingColumnsError(TableError):
    """Columns without which nothing can be read are not there, or are called something else."""


class Record(NamedTuple):
    """One row as the file has it. `damaged`: positions of cells of which the spreadsheet has lost digits."""

    number: int
    cells: list[str]
    damaged: tuple[int, ...] = ()
    unclosed: bool = False


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
                    "The spreadsheet program took this for a number and lost the last digits. Format the column as "
                    "text, then enter the number again."
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
    in the row numbers. `titles`: what readers call the columns that an import knows. `left_out`: rows that hold no
    entry, such as totals, by their numbers; complete once the rows have been gone through.
    """

    columns: tuple[str, ...]
    records: Sequence[Row] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[tuple[int, Row]]:
        return ((row.number, row) for row in self.records)

    @property
    def total(self) -> int:
        return len(self.records)

    def require(self, *columns: str | tuple[str, ...]) -> None:
        """Raise MissingColumnsError when a column is not there; of several in a tuple one is enough."""
        missing = [
            ways
            for ways in ((column,) if isinstance(column, str) else column for column in columns)
            if not any(way in self.columns for way in ways)
        ]
        if missing:
            raise MissingColumnsError(
                _("Missing columns: %(missing)s. The headings are: %(found)s.")
                % {
                    "missing": ", ".join("/".join(self._called(ways)) for ways in missing),
                    "found": ", ".join(self._called(self.columns)) or "–",
                }
            )

    def _called(self, columns: Iterable[str]) -> list[str]:
        return [self.titles.get(column, column) for column in columns]

    def notes(self) -> list[str]:
        """What people should know of how the rows were read."""
        if not self.left_out:
            return []
        rows = ", ".join(map(str, sorted(self.left_out)[:_ROWS_NAMED]))
        more = "…" if len(self.left_out) > _ROWS_NAMED else ""
        return [_("These rows hold totals or notes and were left out: %(rows)s.") % {"rows": rows + more}]


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
