"""Reading of CSV and XLSX files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeAlias
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from common.tabular import limits
from common.tabular.formulas import unescape_formula
from common.tabular.records import Row, Table, TableError

_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
# A spreadsheet keeps 15 digits of a number; what stands behind them has become zeros.
_EXACT_NUMBERS_BELOW = 10**15
# A phone, code or ID number as a spreadsheet hands it over: with the apostrophe that makes a number text, or as 138.0.
_NUMBER_AS_TEXT = re.compile(r"['’‘`]?([0-9]{6,}|[0-9]{17}[Xx])(?:\.0+)?")
_LONGEST_NUMBER = 30
# The row that names the columns is one of these; some more are kept to look at.
_HEADER_WITHIN = 10
HEAD = 12
# Addresses with line breaks need more lines than rows.
_LINES_A_ROW = 4
_MAX_LINE_LETTERS = 1_000_000

Source: TypeAlias = str | Path | IO[bytes]


def normal_header(text: str) -> str:
    """A column name as the imports know it: 'Region Code *' and 'region-code' are both `region_code`."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("*").strip().casefold()
    return re.sub(r"[\s\-]+", "_", plain)


class Record(NamedTuple):
    """One row as the file has it. `damaged`: positions of cells of which the spreadsheet has lost digits."""

    number: int
    cells: list[str]
    damaged: tuple[int, ...] = ()
    unclosed: bool = False


@dataclass
class Sheet:
    """The rows of a file, before anybody has said which columns they are. `records` can be gone through again.

    `encoding` is how a CSV was read, 'xlsx' for a workbook; `head` are its first rows.
    """

    head: Sequence[Record]
    records: Iterable[Record]
    encoding: str = "utf-8"

    def header(self, columns: Collection[str] = (), aliases: Mapping[str, str] | None = None) -> Header:
        """Which row names the columns, and what they are called.

        A title may stand above, and headings may be merged over two rows: of the first rows that one is the header
        which names most of `columns`; without them, the first.
        """
        vocabulary = _Vocabulary(columns, aliases or {})
        best = Header(0, [vocabulary.name(text) for text in (self.head[0].cells if self.head else [])], 0)
        best.known = vocabulary.count(best.columns)
        for position, record in enumerate(self.head[:_HEADER_WITHIN]):
            found = [Header(position, [vocabulary.name(text) for text in record.cells], 0)]
            if position + 1 < len(self.head):
                merged = vocabulary.merged(record.cells, self.head[position + 1].cells)
                found.append(Header(position + 1, merged, 0))
            for header in found:
                header.known = vocabulary.count(header.columns)
                if header.known > best.known:
                    best = header
        return best

    @property
    def title(self) -> str:
        """What stands above the table alone in its row, if anything."""
        for record in self.head[:1]:
            filled = [text for text in record.cells if text]
            return filled[0] if len(filled) == 1 else ""
        return ""

    def table(self, columns: Collection[str] = (), aliases: Mapping[str, str] | None = None) -> Table:
        """The table below the header, with its columns named. Raises TableError when nothing names them."""
        header = self.header(columns, aliases)
        names = header.columns
        if not any(names):
            raise TableError(_("The file is empty. Its first row must name the columns."))
        twice = sorted({name for name in names if name and names.count(name) > 1})
        if twice:
            raise TableError(
                _("Two columns have the same name: %(columns)s.") % {"columns": ", ".join(twice)}
            )
        while names and not names[-1]:
            names.pop()
        return Table(tuple(name for name in names if name), TableRows(self.records, header.position, names))


@dataclass
class Header:
    """A row of headings: its position among the first rows, the columns it names, how many of them are known."""

    position: int
    columns: list[str]
    known: int


class TableRows(Sequence[Row]):
    """The rows of a table, made when somebody asks for them: sixty thousand of them as dictionaries need much room."""

    def __init__(self, records: Iterable[Record], header: int, columns: Sequence[str]) -> None:
        self._records, self._header, self._columns = records, header, columns
        self._count: int | None = None

    def __iter__(self) -> Iterator[Row]:
        for position, record in enumerate(self._records):
            if position > self._header and any(record.cells):
                yield _row(self._columns, record)

    def __len__(self) -> int:
        if self._count is None:
            self._count = sum(1 for row in self)
        return self._count

    def __getitem__(self, place: Any) -> Any:
        return list(self)[place]


class _Vocabulary:
    """The columns an import knows, by every way of writing them."""

    def __init__(self, columns: Collection[str], aliases: Mapping[str, str]) -> None:
        self._known = {normal_header(alias): column for alias, column in aliases.items()}
        self._columns = {*columns, *aliases.values()}

    def name(self, text: str) -> str:
        plain = normal_header(text)
        return self._known.get(plain, plain)

    def count(self, names: Sequence[str]) -> int:
        return len({name for name in names if name in self._columns})

    def merged(self, upper: Sequence[str], lower: Sequence[str]) -> list[str]:
        """The names that two rows give together: a group above its parts, or one heading over both rows."""
        names = []
        group = ""
        for position in range(max(len(upper), len(lower))):
            above = upper[position] if position < len(upper) else ""
            below = lower[position] if position < len(lower) else ""
            group = above or (group if below else "")
            both = self.name(group + below)
            names.append(both if both in self._columns else self.name(below or above))
        return names


def open_sheet(source: Source) -> Sheet:
    """Read a CSV (UTF-8 or GBK) or XLSX file within the limits; which of the two is seen from its content.

    Raises TableError for whatever cannot be read: an old .xls file, one that holds more than a table may.
    """
    records, encoding = stream_records(source)
    kept = list(records)
    return Sheet(kept[:HEAD], kept, encoding)


def stream_records(source: Source) -> tuple[Iterator[Record], str]:
    """The same one row at a time, and how the file was read."""
    content = _content(source)
    if content.startswith(b"PK\x03\x04"):
        return _bounded(_xlsx_records(content)), "xlsx"
    text, encoding = _decoded(content)
    return _bounded(_csv_records(text)), encoding


def read_table(
    source: Source, *, aliases: Mapping[str, str] | None = None, columns: Collection[str] = ()
) -> Table:
    """The same, with the columns named: `aliases` maps other names of a column (a Chinese heading) to the one the
    import uses, `columns` are those it knows."""
    return open_sheet(source).table(columns, aliases)


def _bounded(records: Iterable[Record]) -> Iterator[Record]:
    """The records without empty cells behind them, as long as they are no more than a table may have."""
    for record in records:
        cells = record.cells
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > limits.MAX_COLUMNS:
            raise limits.too_many_columns(record.number)
        if any(len(text) > limits.MAX_CELL_LETTERS for text in cells):
            raise limits.too_long_cell(record.number)
        if record.number > limits.MAX_ROWS:
            if any(cells):
                raise limits.too_many_rows()
            return
        yield record


def _content(source: Source) -> bytes:
    try:
        if isinstance(source, str | Path):
            path = Path(source)
            if path.is_dir():
                raise TableError(_("%(path)s is a folder, not a file.") % {"path": path})
            if path.stat().st_size > limits.MAX_BYTES:
                raise limits.too_large()
            return path.read_bytes()
        content = source.read(limits.MAX_BYTES + 1)
    except OSError as error:
        name = source if isinstance(source, str | Path) else getattr(source, "name", "")
        raise TableError(
            _("The file %(path)s cannot be opened: %(why)s.") % {"path": name, "why": error.strerror or error}
        ) from error
    if isinstance(content, str):
        raise TypeError("read_table() needs a file opened in binary mode")
    if len(content) > limits.MAX_BYTES:
        raise limits.too_large()
    return content


def _row(columns: Sequence[str], record: Record) -> Row:
    cells = [*record.cells, *[""] * (len(columns) - len(record.cells))]
    return Row(
        record.number,
        {column: unescape_formula(text) for column, text in zip(columns, cells, strict=False) if column},
        [text for text in cells[len(columns) :] if text],
        frozenset(columns[place] for place in record.damaged if place < len(columns) and columns[place]),
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


def _csv_records(text: str) -> Iterator[Record]:
    """Records of a CSV file.

    A quotation mark that is never closed runs on until the next one, rows later, or to the end. Such a record is
    given up: its first line becomes a row that says what is wrong, and reading goes on with the line behind it.
    """
    source = _Lines(text)
    reader = csv.reader(source)
    number = 0
    while source.position < len(source.lines):
        number += 1
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
            yield _record(number, taken[0].split(","), unclosed=True)
        elif fault:
            raise TableError(
                _("Line %(line)s of the file cannot be read as CSV: %(why)s.")
                % {"line": began + 1, "why": fault}
            )
        else:
            yield _record(number, texts)


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


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and the encoding that it was in."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(
            _("This is an old Excel file (.xls) or has a password. Save it as .xlsx without one, please.")
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(_("This file is UTF-16. Save it as “CSV UTF-8” or as .xlsx, please."))
    if b"\x00" in content:
        raise TableError(_("This is neither a CSV nor an XLSX file."))
    if max(content.count(b"\n"), content.count(b"\r")) > _LINES_A_ROW * limits.MAX_ROWS:
        raise limits.too_many_rows()
    try:
        text, encoding = content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        try:
            # What Chinese spreadsheets save as "CSV"; GB 18030 reads GBK and GB 2312 too.
            text, encoding = content.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            line = content.count(b"\n", 0, error.start) + 1
            raise TableError(
                _("This file is neither UTF-8 nor GBK (line %(line)s). Save it as .xlsx, please.")
                % {"line": line}
            ) from error
    if any(len(line) > _MAX_LINE_LETTERS for line in io.StringIO(text, newline="")):
        raise TableError(_("A line of the file is too long for a table. Is this the right file?"))
    return text, encoding


# --- XLSX --------------------------------------------------------------------------------------------------


# What a damaged or protected archive makes the libraries below raise; they promise no class of their own.
_XLSX_FAULTS = (
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


def _xlsx_records(content: bytes) -> Iterator[Record]:
    broken = _("This XLSX file is damaged. Open it in a spreadsheet program and save it again, please.")
    try:
        limits.check_workbook(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            if not book.worksheets:
                raise TableError(broken)
            # The first sheet holds the table. The size it claims for itself is often wrong.
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for number, record in enumerate(sheet.iter_rows(values_only=True), start=1):
                if number > limits.MAX_ROWS:
                    return
                found = [_cell(value) for value in record]
                damaged = tuple(place for place, cell in enumerate(found) if cell.damaged)
                yield Record(number, [cell.text for cell in found], damaged)
        finally:
            book.close()
    except _XLSX_FAULTS as error:
        raise TableError(broken) from error


class _Cell(NamedTuple):
    text: str
    # Whether the spreadsheet has lost digits of it.
    damaged: bool = False


def _record(number: int, texts: Iterable[str], *, unclosed: bool = False) -> Record:
    cells = [_text_cell(text) for text in texts]
    damaged = tuple(place for place, cell in enumerate(cells) if cell.damaged)
    return Record(number, [cell.text for cell in cells], damaged, unclosed)


def _text_cell(text: str) -> _Cell:
    text = text.strip()
    # Full-width digits are digits; a text that is none stays as it was written.
    if len(text) < _LONGEST_NUMBER and (
        match := _NUMBER_AS_TEXT.fullmatch(unicodedata.normalize("NFKC", text))
    ):
        return _Cell(match.group(1))
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
