"""Reading of CSV and XLSX files."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple, TypeAlias

from django.utils.translation import gettext as _

from common.tabular import limits
from common.tabular.cells import text_record
from common.tabular.records import Record, Table, TableError
from common.tabular.sheet import HEAD, Sheet, Vocabulary
from common.tabular.xlsx import workbook_records

# Addresses with line breaks need more lines than rows.
_LINES_A_ROW = 4
_MAX_LINE_LETTERS = 1_000_000

Source: TypeAlias = str | Path | IO[bytes]


class How(NamedTuple):
    """How a file was read: the encoding of a CSV, or 'xlsx'; names of sheets that hold something and were not read."""

    encoding: str
    unread_sheets: tuple[str, ...] = ()


def open_sheet(source: Source) -> Sheet:
    """Read a CSV (UTF-8, UTF-16 or GBK) or XLSX file within the limits; which of them is seen from its content.

    Raises TableError for whatever cannot be read: an old .xls file, one that holds more than a table may.
    """
    records, how = stream_records(source)
    kept = list(records)
    return Sheet(kept[:HEAD], kept, how.encoding)


def stream_records(source: Source) -> tuple[Iterator[Record], How]:
    """The same one row at a time, and how the file was read."""
    content = _content(source)
    if content.startswith(b"PK\x03\x04"):
        records, unread = workbook_records(content)
        return _bounded(records), How("xlsx", unread)
    text, encoding = _decoded(content)
    return _bounded(_csv_records(text)), How(encoding)


def read_table(
    source: Source, *, aliases: Mapping[str, str] | None = None, columns: Collection[str] = ()
) -> Table:
    """The same, with the columns named: `aliases` maps other names of a column (a Chinese heading) to the one the
    import uses, `columns` are those it knows."""
    return open_sheet(source).table(Vocabulary(columns, aliases))


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
    separator = _separator(source.lines)
    reader = csv.reader(source, delimiter=separator)
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
        if _runs_on(taken, separator) or (fault and len(taken) > 1):
            source.position = began + 1
            yield text_record(number, taken[0].split(separator), unclosed=True)
        elif fault:
            raise TableError(
                _("Line %(line)s of the file cannot be read as CSV: %(why)s.")
                % {"line": began + 1, "why": fault}
            )
        else:
            yield text_record(number, texts)


def _separator(lines: Sequence[str]) -> str:
    """What separates the cells: a comma, or the tab of what spreadsheets save as "Unicode text"."""
    head = "".join(lines[:HEAD])
    return "\t" if head.count("\t") > head.count(",") else ","


def _runs_on(lines: Sequence[str], separator: str) -> bool:
    """Whether the lines of one record hold a quotation mark that was not meant to reach so far.

    Proper cells of several lines pass the strict reader. On a single line it is stricter than spreadsheets are, so
    there only a mark left open at the end of the file counts.
    """
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return len(lines) > 1 or "unexpected end of data" in str(error)
    return False


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and the encoding that it was in."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(
            _(
                "This is an old Excel or WPS file (.xls, .et), a text document (.doc, .wps), or has a password. Open "
                "it there, choose “Save as”, and the type “Excel workbook (*.xlsx)”, without a password; then bring "
                "that file."
            )
        )
    encoding = _encoding(content)
    if not encoding.startswith("utf-16") and b"\x00" in content:
        raise TableError(_("This is neither a CSV nor an XLSX file."))
    if max(content.count(b"\n"), content.count(b"\r")) > _LINES_A_ROW * limits.MAX_ROWS:
        raise limits.too_many_rows()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(
            _("This file is neither UTF-8 nor GBK (line %(line)s). Save it as .xlsx, please.")
            % {"line": line}
        ) from error
    if any(len(line) > _MAX_LINE_LETTERS for line in io.StringIO(text, newline="")):
        raise TableError(_("A line of the file is too long for a table. Is this the right file?"))
    return text, encoding.removesuffix("-sig")


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Chinese spreadsheets save as "CSV"; GB 18030 reads GBK and GB 2312 too.
        return "gb18030"
    return "utf-8-sig"
