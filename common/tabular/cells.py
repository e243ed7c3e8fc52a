"""Cells as files have them, and the text that an import gets of each."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from common.tabular.records import Record

_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
# A spreadsheet keeps 15 digits of a number; what stands behind them has become zeros.
_EXACT_NUMBERS_BELOW = 10**15
# A phone, code or ID number as a spreadsheet hands it over: with the apostrophe that makes a number text, or as 138.0.
_NUMBER_AS_TEXT = re.compile(r"['’‘`]?([0-9]{6,}|[0-9]{17}[Xx])(?:\.0+)?")
_LONGEST_NUMBER = 30


class Cell(NamedTuple):
    text: str
    # Whether the spreadsheet has lost digits of it.
    damaged: bool = False


def text_cell(text: str) -> Cell:
    """A cell that is text, without blanks around."""
    text = text.strip()
    # Full-width digits are digits; a text that is none stays as it was written.
    if len(text) < _LONGEST_NUMBER and (match := _NUMBER_AS_TEXT.fullmatch(_plain_digits(text))):
        return Cell(match.group(1))
    return Cell(text, _SCIENTIFIC.fullmatch(text) is not None)


def _plain_digits(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isprintable():
        # A number copied from a telephone's contacts has invisible marks of direction around it.
        plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    return plain


def value_cell(value: object) -> Cell:
    """A cell of a workbook."""
    if value is None:
        return Cell("")
    if isinstance(value, bool):
        return Cell("1" if value else "0")
    if isinstance(value, int | float):
        whole = float(value).is_integer()
        return Cell(str(int(value)) if whole else repr(value), whole and abs(value) >= _EXACT_NUMBERS_BELOW)
    if isinstance(value, dt.datetime):
        return Cell((value.date() if value.time() == dt.time() else value).isoformat())
    if isinstance(value, dt.date | dt.time):
        return Cell(value.isoformat())
    return text_cell(str(value))


def record_of(number: int, cells: Sequence[Cell], *, unclosed: bool = False) -> Record:
    damaged = tuple(place for place, cell in enumerate(cells) if cell.damaged)
    return Record(number, [cell.text for cell in cells], damaged, unclosed)


def text_record(number: int, texts: Iterable[str], *, unclosed: bool = False) -> Record:
    """The same of texts as a CSV has them."""
    return record_of(number, [text_cell(text) for text in texts], unclosed=unclosed)
