"""Reading of CSV and XLSX files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple, TypeAlias
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from common.tabular.formulas import unescape_formula
from common.tabular.records import Row, Table, TableError

# A roster of a prefecture has 60,000 rows and 10 MB; beyond this it is the wrong file, or a trap.
MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 512 * 1024 * 1024

_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
# A spreadsheet keeps 15 digits of a number; what stands behind them has become zeros.
_EXACT_NUMBERS_BELOW = 10**15

Source: TypeAlias = str | Path | IO[bytes]


def normal_header(text: str) -> str:
    """A column name as the imports know it: 'Region Code *' and 'region-code' are both `region_code`."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("*").strip().casefold()
    return re.sub(r"[\s\-]+", "_", plain)


def read_table(source: Source, *, aliases: Mapping[str, str] | None = None) -> Table:
    """Read a CSV (UTF-8, with or without BOM) or XLSX file; which of the two is seen from its content.

    `aliases` maps other names of a column (a Chinese heading) to the one the import uses. Raises TableError
    for whatever cannot be read: another encoding, an old .xls file, no header, two columns of one name.
    """
    content = _content(source)
    grid = _xlsx_records(content) if content.startswith(b"PK\x03\x04") else _csv_records(content)
    header = next(grid, _Record([]))
    columns = _columns([cell.text for cell in header.cells], aliases or {})
    table = Table(tuple(column for column in columns if column))
    for number, record in enumerate(grid, start=2):
        if any(cell.text for cell in record.cells):
            table.records.append(_row(number, columns, record))
    return table


class _Cell(NamedTuple):
    text: str
    # Whether the spreadsheet has lost digits of it.
    damaged: bool = False


class _Record(NamedTuple):
    cells: list[_Cell]
    unclosed: bool = False


def _content(source: Source) -> bytes:
    try:
        if isinstance(source, str | Path):
            path = Path(source)
            if path.is_dir():
                raise TableError(_("%(path)s is a folder, not a file.") % {"path": path})
            if path.stat().st_size > MAX_BYTES:
                raise TableError(_("The file is larger than 64 MB. Split it, please."))
            return path.read_bytes()
        content = source.read(MAX_BYTES + 1)
    except OSError as error:
        name = source if isinstance(source, str | Path) else getattr(source, "name", "")
        raise TableError(
            _("The file %(path)s cannot be opened: %(why)s.") % {"path": name, "why": error.strerror or error}
        ) from error
    if isinstance(content, str):
        raise TypeError("read_table() needs a file opened in binary mode")
    if len(content) > MAX_BYTES:
        raise TableError(_("The file is larger than 64 MB. Split it, please."))
    return content


def _columns(header: Sequence[str], aliases: Mapping[str, str]) -> list[str]:
    known = {normal_header(alias): column for alias, column in aliases.items()}
    columns = [known.get(normal_header(text), normal_header(text)) for text in header]
    if not any(columns):
        raise TableError(_("The file is empty. Its first row must name the columns."))
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise TableError(_("Two columns have the same name: %(columns)s.") % {"columns": ", ".join(twice)})
    while columns and not columns[-1]:
        columns.pop()
    return columns


def _row(number: int, columns: Sequence[str], record: _Record) -> Row:
    cells = [*record.cells, *[_Cell("")] * (len(columns) - len(record.cells))]
    named = [(column, cell) for column, cell in zip(columns, cells, strict=False) if column]
    return Row(
        number,
        {column: unescape_formula(cell.text) for column, cell in named},
        [cell.text for cell in cells[len(columns) :] if cell.text],
        frozenset(column for column, cell in named if cell.damaged),
        record.unclosed,
    )


# --- CSV ---------------------------------------------------------------------------------------------------


class _Lines:
    """Lines for a csv.reader, which can be asked where it stands and sent back."""

    def __init__(self, text: str) -> None:
        self.lines = io.StringIO(text, newline="").readlines()
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.position >= len(self.lines):
            raise StopIteration
        self.position += 1
        return self.lines[self.position - 1]


def _csv_records(content: bytes) -> Iterator[_Record]:
    """Records of a CSV file.

    A quotation mark that is never closed runs on until the next one, rows later, or to the end. Such a record is
    given up: its first line becomes a row that says what is wrong, and reading goes on with the line behind it.
    """
    source = _Lines(_decoded(content))
    reader = csv.reader(source)
    while source.position < len(source.lines):
        began = source.position
        fault: csv.Error | None = None
        texts: list[str] = []
        try:
            texts = next(reader)
        except csv.Error as error:
            fault = error
        taken = source.lines[began : source.position]
        if _runs_on(taken) or (fault and len(taken) > 1):
            source.position = began + 1
            yield _Record([_text_cell(text) for text in taken[0].split(",")], unclosed=True)
        elif fault:
            raise TableError(
                _("Line %(line)s of the file cannot be read as CSV: %(why)s.")
                % {"line": began + 1, "why": fault}
            )
        else:
            yield _Record([_text_cell(text) for text in texts])


def _runs_on(lines: Sequence[str]) -> bool:
    """Whether the lines of one record hold a quotation mark that was not meant to reach so far.

    Proper cells of several lines pass the strict reader. On a single line it is stricter than spreadsheets are, so
    there only a mark left open at the end of the file counts.
    """
    try:
        list(csv.reader(lines, strict=True))
    except csv.Error as error:
        return len(lines) > 1 or "unexpected end of data" in str(error)
    return False


def _decoded(content: bytes) -> str:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(
            _("This is an old Excel file (.xls) or has a password. Save it as .xlsx without one, please.")
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(_("This file is UTF-16. Save it as “CSV UTF-8” or as .xlsx, please."))
    if b"\x00" in content:
        raise TableError(_("This is neither a CSV nor an XLSX file."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(
            _(
                "This file is not UTF-8 (line %(line)s); it was probably saved as GBK. "
                "Save it as “CSV UTF-8” or as .xlsx, please."
            )
            % {"line": line}
        ) from error


# --- XLSX --------------------------------------------------------------------------------------------------


# What a damaged or protected archive makes the libraries below raise; they promise no class of their own.
_XLSX_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
)


def _xlsx_records(content: bytes) -> Iterator[_Record]:
    broken = _("This XLSX file is damaged. Open it in a spreadsheet program and save it again, please.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise TableError(_("The file is larger than 64 MB. Split it, please."))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            if not book.worksheets:
                raise TableError(broken)
            # The first sheet holds the table. The size it claims for itself is often wrong.
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for record in sheet.iter_rows(values_only=True):
                yield _Record([_cell(value) for value in record])
        finally:
            book.close()
    except _XLSX_FAULTS as error:
        raise TableError(broken) from error


def _text_cell(text: str) -> _Cell:
    text = text.strip()
    return _Cell(text, _SCIENTIFIC.fullmatch(text) is not None)


def _cell(value: object) -> _Cell:
    if value is None:
        return _Cell("")
    if isinstance(value, bool):
        return _Cell("1" if value else "0")
    if isinstance(value, int | float):
        whole = float(value).is_integer()
        return _Cell(str(int(value)) if whole else repr(value), whole and abs(value) >= _EXACT_NUMBERS_BELOW)
    if isinstance(value, dt.datetime):
        return _Cell((value.date() if value.time() == dt.time() else value).isoformat())
    if isinstance(value, dt.date | dt.time):
        return _Cell(value.isoformat())
    return _text_cell(str(value))
