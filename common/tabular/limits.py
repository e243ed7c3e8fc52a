"""How much a table may hold. Counted while it is read: what a file says about itself may be a lie.

A workbook of 33 KB can unpack to 475 MB, claim a million columns, or hold one string of any length. Every XML part is
therefore walked through once, in pieces, before a library that keeps what it reads sees it.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.parsers import expat

from django.utils.translation import gettext as _

from common.tabular.records import TableError

# A roster of a prefecture has 60,000 rows of 20 columns and 10 MB; beyond this it is the wrong file, or a trap.
MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 256
# The longest thing anybody writes into a cell is an address or a remark.
MAX_CELL_LETTERS = 10_000
# All texts of a workbook together: half as much again as the largest file has in letters.
MAX_LETTERS = 48 * 1024 * 1024
MAX_STRINGS = 2_000_000
# A village merged over its people makes some thousands in a prefecture.
MAX_MERGED = 100_000
_MERGED = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})")
_MAX_PARTS = 2_000
_PIECE = 64 * 1024
# What the parser may hold back while a tag is not yet complete.
_MAX_TAG_BYTES = 1024 * 1024


def too_large() -> TableError:
    return TableError(_("The file is larger than 64 MB. Split it, please."))


def too_many_rows() -> TableError:
    return TableError(
        _("The table has more than %(most)d rows. Split the file, please.") % {"most": MAX_ROWS}
    )


def too_many_columns(number: int) -> TableError:
    return TableError(
        _("Row %(row)d has more than %(most)d columns. Delete the columns behind the table, please.")
        % {"row": number, "most": MAX_COLUMNS}
    )


def too_long_cell(number: int) -> TableError:
    return TableError(
        _("Line %(line)d holds a text of more than %(most)d characters. Is this the right file?")
        % {"line": number, "most": MAX_CELL_LETTERS}
    )


class Merged(NamedTuple):
    """A cell that reaches over several rows; `column` counts from 0, rows as the spreadsheet does."""

    first_row: int
    last_row: int
    column: int


@dataclass
class _Counted:
    """What the parts of one workbook came to so far."""

    unpacked: int = 0
    strings: int = 0
    letters: int = 0
    merged: int = 0
    merged_in: dict[str, list[Merged]] = field(default_factory=dict)


def check_workbook(content: bytes) -> dict[str, list[Merged]]:
    """Walk through a workbook; raise TableError when it holds more than a table may. Needs little memory itself.

    Returns the cells that reach over several rows, by the part of the archive: a library that reads row by row does
    not hear of them, because they are said behind the rows.
    """
    counted = _Counted()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MAX_PARTS:
            raise too_large()
        for part in parts:
            _check_part(archive, part, counted)
    return counted.merged_in


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, counted: _Counted) -> None:
    with archive.open(part) as stream:
        piece = stream.read(_PIECE)
        walker = (
            _Walker(counted, part.filename)
            if piece.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
            else None
        )
        while piece:
            counted.unpacked += len(piece)
            if counted.unpacked > MAX_UNPACKED_BYTES:
                raise too_large()
            if walker is not None:
                walker.feed(piece)
            piece = stream.read(_PIECE)


class _Walker:
    """Counts rows, columns, texts and letters of one XML part. Part names are not trusted: each is counted alike."""

    def __init__(self, counted: _Counted, part: str) -> None:
        self._counted, self._part, self._fed = counted, part, 0
        self._row, self._rows, self._column = 0, 0, 0
        self._depth = self._letters = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        # No workbook has a document type; entities are a way to make much of little.
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, piece: bytes) -> None:
        self._parser.Parse(piece, False)
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > _MAX_TAG_BYTES:
            raise too_large()

    def _refuse(self, *_arguments: Any) -> None:
        raise TableError(
            _("This XLSX file is damaged. Open it in a spreadsheet program and save it again, please.")
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 100:
            self._refuse()
        self._letters = 0
        kind = name.rpartition(" ")[2]
        if kind == "row":
            self._rows += 1
            said = attributes.get("r", "")
            self._row = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else self._row + 1
            self._column = 0
            if self._rows > MAX_ROWS:
                raise too_many_rows()
        elif kind == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = _column_number(letters) if letters else self._column + 1
        elif kind in ("v", "is") and (self._column > MAX_COLUMNS or self._row > MAX_ROWS):
            raise too_many_columns(self._row) if self._column > MAX_COLUMNS else too_many_rows()
        elif kind == "si":
            self._counted.strings += 1
            if self._counted.strings > MAX_STRINGS:
                raise too_large()
        elif kind == "mergeCell":
            self._merged(attributes.get("ref", ""))

    def _merged(self, said: str) -> None:
        self._counted.merged += 1
        if self._counted.merged > MAX_MERGED:
            raise too_large()
        if (match := _MERGED.fullmatch(said)) and match.group(2) != match.group(3):
            column = _column_number(match.group(1)) - 1
            if column < MAX_COLUMNS:
                one = Merged(int(match.group(2)), int(match.group(3)), column)
                self._counted.merged_in.setdefault(self._part, []).append(one)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        self._letters = 0

    def _text(self, text: str) -> None:
        self._letters += len(text)
        self._counted.letters += len(text)
        if self._letters > MAX_CELL_LETTERS and text.strip():
            raise too_long_cell(self._row or 1)
        if self._counted.letters > MAX_LETTERS:
            raise too_large()


def _column_number(letters: str) -> int:
    if len(letters) > 3:
        return MAX_COLUMNS + 1
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - 64
    return number
