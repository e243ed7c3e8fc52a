"""Reading the cells of one row, with what is wrong noted in the report."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.tabular.records import ImportReport, Row, Table

T = TypeVar("T")
# Takes numbered rows and how many there are, and gives them back while a bar is shown.
Progress = Callable[[Iterable[tuple[int, Row]], int], Iterable[tuple[int, Row]]]


class RowReader:
    """One row. A reader takes the text of a cell and raises ValidationError or ValueError with a sentence."""

    def __init__(self, row: Row, report: ImportReport) -> None:
        self.row, self.report = row, report

    def text(self, column: str) -> str:
        return self.row.get(column, "")

    def refuse(self, column: str, why: str) -> None:
        self.report.refuse_cell(self.row, column, why)

    @property
    def refused(self) -> bool:
        """Whether anything in the row has been refused so far."""
        return self.row.number in self.report.refused_rows

    def refuse_repeated(self, column: str, key: Hashable, first: dict[Any, int]) -> None:
        """Refuse what an earlier row said already; `first` keeps the row in which each key stood first."""
        number = first.setdefault((column, key), self.row.number)
        if number != self.row.number:
            self.refuse(column, _("This already appears in row %(row)s.") % {"row": number})

    def optional(self, column: str, reader: Callable[[str], T]) -> T | None:
        """What the cell says; None when it is empty, or refused."""
        text = self.text(column)
        if not text:
            return None
        try:
            return reader(text)
        except ValidationError as error:
            self.refuse(column, " ".join(error.messages))
        except ValueError as error:
            self.refuse(column, str(error))
        return None

    def required(self, column: str, reader: Callable[[str], T]) -> T | None:
        """The same for a cell that must not be empty."""
        if not self.text(column):
            self.refuse(column, _("This must not be empty."))
            return None
        return self.optional(column, reader)


def readable_rows(
    table: Table, report: ImportReport, progress: Progress | None = None
) -> Iterator[RowReader]:
    """The rows, counted in the report; one that the file itself has spoilt is refused and left out."""
    for _number, row in progress(table.rows, table.total) if progress else table.rows:
        report.read += 1
        report.refuse(row, *row.refusals())
        cells = RowReader(row, report)
        if not cells.refused:
            yield cells
