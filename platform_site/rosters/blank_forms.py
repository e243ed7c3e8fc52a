"""Workbooks to fill in: Chinese headings, an invented example, lists to choose from. They are read as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from common.tabular.columns import Column
from common.tabular.xlsx import INSTRUCTIONS
from people.actors import Actor
from platform_site.rosters.registry import Roster
from regions.enums import Level
from workbench.roster_cells import COMMUNITY, TOWNSHIP, RosterRegions

# The first column: rows are numbered there, and the example is told from entries.
_NUMBER, _EXAMPLE = "序号", "示例"
_CHOICES_SHEET = "选项"
_HEADER_ROW, _ROWS = 2, 2_000
_TEXT_FORMAT = "@"
_NEEDED = PatternFill("solid", fgColor="FFF2CC")


def write_blank_form(path: Path, roster: Roster, user: Actor) -> None:
    """Write the form for one kind of roster. Its headings are Chinese for every reader; places are those of `user`."""
    with translation.override("zh-hans"):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = str(roster.title)
        columns = roster.offered
        choices = _choices(columns, user)
        _write_head(sheet, roster, columns)
        _write_example(sheet, columns, choices)
        _offer_choices(book, sheet, columns, choices)
        _write_instructions(book.create_sheet(INSTRUCTIONS), roster, columns)
        book.save(path)


def _choices(columns: Sequence[Column], user: Actor) -> dict[str, Sequence[str]]:
    regions = RosterRegions(user)
    places = {COMMUNITY: Level.COMMUNITY, TOWNSHIP: Level.TOWNSHIP}
    return {
        column.name: regions.choices(places[column.name]) if column.name in places else column.choices
        for column in columns
    }


def _write_head(sheet: Any, roster: Roster, columns: Sequence[Column]) -> None:
    sheet["A1"] = _(
        "%(roster)s: fill in from the row below the example. Yellow columns must be filled in."
    ) % {"roster": roster.title}
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.cell(_HEADER_ROW, 1, _NUMBER).font = Font(bold=True)
    for place, column in enumerate(columns, start=2):
        cell = sheet.cell(_HEADER_ROW, place, column.headings[0])
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
        if roster.is_required(column.name):
            cell.fill = _NEEDED
        if note := _note(column):
            cell.comment = Comment(note, _("Form"))
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 22 if column.as_text or column.name == COMMUNITY else 16
        if column.as_text:
            sheet.column_dimensions[letter].number_format = _TEXT_FORMAT
            for row in range(_HEADER_ROW + 1, _HEADER_ROW + 1 + _ROWS // 10):
                # WPS asks the cell and not the column.
                sheet.cell(row, place).number_format = _TEXT_FORMAT
    sheet.freeze_panes = sheet.cell(_HEADER_ROW + 1, 1)


def _write_example(sheet: Any, columns: Sequence[Column], choices: dict[str, Sequence[str]]) -> None:
    row = _HEADER_ROW + 1
    for place, text in enumerate([_EXAMPLE, *(_example(column, choices) for column in columns)], start=1):
        cell = sheet.cell(row, place, text or None)
        cell.font = Font(italic=True, color="808080")


def _example(column: Column, choices: dict[str, Sequence[str]]) -> str:
    return column.example or next(iter(choices[column.name]), "")


def _offer_choices(
    book: Any, sheet: Any, columns: Sequence[Column], choices: dict[str, Sequence[str]]
) -> None:
    """Lists to choose from lie on a hidden sheet: written into the cell's rule they may have 255 letters only."""
    lists = book.create_sheet(_CHOICES_SHEET)
    lists.sheet_state = "hidden"
    for place, column in enumerate(columns, start=2):
        words = choices[column.name]
        if not words:
            continue
        letter, target = get_column_letter(lists.max_column + 1), get_column_letter(place)
        for row, word in enumerate(words, start=1):
            lists[f"{letter}{row}"] = word
        rule = DataValidation(
            "list", formula1=f"'{_CHOICES_SHEET}'!${letter}$1:${letter}${len(words)}", allow_blank=True,
            # Several words, or a place written otherwise, are read as well.
            showErrorMessage=not (column.several or column.name in (COMMUNITY, TOWNSHIP)),
            error=_("Please choose from the list."), errorTitle=column.headings[0],
        )  # fmt: skip
        rule.add(f"{target}{_HEADER_ROW + 1}:{target}{_HEADER_ROW + _ROWS}")
        sheet.add_data_validation(rule)


def _note(column: Column) -> str:
    words = _("To choose from: %(words)s") % {"words": "、".join(column.choices)} if column.choices else ""
    return "\n".join(filter(None, (str(column.note), words)))


def _write_instructions(sheet: Any, roster: Roster, columns: Sequence[Column]) -> None:
    sheet.append([_("Column"), _("Needed"), _("What to write"), _("Example")])
    for column in columns:
        needed = _("Yes") if roster.is_required(column.name) else ""
        sheet.append([column.headings[0], needed, _note(column), column.example])
    for letter, width in zip("ABCD", (18, 8, 60, 24), strict=True):
        sheet.column_dimensions[letter].width = width
