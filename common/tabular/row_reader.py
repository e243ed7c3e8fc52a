"""Reading the cells of one row, with what is wrong noted in the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.tabular.records import ImportReport, Row

T = TypeVar("T")


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
