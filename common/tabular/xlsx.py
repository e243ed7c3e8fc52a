"""Reading of XLSX workbooks: one sheet of them, row by row."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from common.tabular import limits
from common.tabular.cells import Cell, record_of, value_cell
from common.tabular.records import Record, TableError

# What a damaged or protected archive makes the libraries below raise; they promise no class of their own.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    ExpatError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
)
# Sheets with nothing but instructions: ours and those of other offices.
INSTRUCTIONS = "填写说明"
_NO_TABLES = {INSTRUCTIONS, "填表说明", "说明"}
# Whether a sheet holds anything is seen from so many rows.
_LOOKED_AT = 20


def workbook_records(content: bytes) -> tuple[Iterator[Record], tuple[str, ...]]:
    """The rows of the first visible sheet that holds anything, and the names of others that do and are not read.

    A cell merged over several rows holds for each of them. Raises TableError for what is no workbook, or more than one
    may be; so does going through the rows.
    """
    with _faults_in_words():
        merged = limits.check_workbook(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        if not book.worksheets:
            raise TableError(_broken())
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        filled = [sheet for sheet in visible if _holds_anything(sheet)]
        tables = [sheet for sheet in filled if sheet.title.strip() not in _NO_TABLES] or filled or visible
        # Where the sheet lies in the archive is said nowhere else.
        part = getattr(tables[0], "_worksheet_path", "")
        return _records(book, tables[0], merged.get(part, [])), tuple(sheet.title for sheet in tables[1:])


def _broken() -> str:
    return _("This XLSX file is damaged. Open it in a spreadsheet program and save it again, please.")


@contextmanager
def _faults_in_words() -> Iterator[None]:
    try:
        yield
    except _FAULTS as error:
        raise TableError(_broken()) from error


def _holds_anything(sheet: Any) -> bool:
    # The size that a sheet claims for itself is often wrong.
    sheet.reset_dimensions()
    return any(
        value is not None for row in sheet.iter_rows(max_row=_LOOKED_AT, values_only=True) for value in row
    )


def _records(book: Any, sheet: Any, merged: Sequence[limits.Merged]) -> Iterator[Record]:
    with _faults_in_words():
        try:
            rows = (
                [value_cell(value) for value in row]
                for row in sheet.iter_rows(values_only=True, max_row=limits.MAX_ROWS)
            )
            for number, cells in enumerate(_filled_down(rows, merged) if merged else rows, start=1):
                yield record_of(number, cells)
        finally:
            book.close()


def _filled_down(rows: Iterable[list[Cell]], merged: Sequence[limits.Merged]) -> Iterator[list[Cell]]:
    """What a cell merged over several rows says, said in each of them that says anything itself."""
    waiting = sorted(merged, reverse=True)
    # By column, so that many claims about one cell need no more room than one.
    holding: dict[int, tuple[int, Cell]] = {}
    for number, cells in enumerate(rows, start=1):
        while waiting and waiting[-1].first_row <= number:
            one = waiting.pop()
            if one.first_row == number and one.column < len(cells):
                holding[one.column] = (one.last_row, cells[one.column])
        if holding and any(cell.text for cell in cells):
            holding = {column: held for column, held in holding.items() if held[0] >= number}
            for column, (_last, cell) in holding.items():
                cells.extend([Cell("")] * (column + 1 - len(cells)))
                if not cells[column].text:
                    cells[column] = cell
        yield cells
