"""Writing of CSV and XLSX files that are safe to open in a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from common.tabular.formulas import escape_formula
from common.tabular.records import ImportReport, Table

WHY_COLUMN = "why"
SURPLUS_COLUMN = "surplus"


# Before a CSV: spreadsheets find Chinese only behind a byte order mark.
BOM = codecs.BOM_UTF8


def cell_text(value: object) -> str:
    """A value as a cell that opens in every spreadsheet: no formula, no control characters."""
    return escape_formula(ILLEGAL_CHARACTERS_RE.sub("", str(value)))


def write_table(
    target: str | Path | IO[bytes], columns: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> None:
    """Write rows to a CSV (UTF-8 with a BOM, so that spreadsheets see Chinese) or, by its name, an XLSX file.

    Every cell is guarded against formulas. A file object gets CSV. Raises OSError as `open` does.
    """
    grid = ([cell_text(row.get(column, "")) for column in columns] for row in rows)
    header = [cell_text(column) for column in columns]
    if isinstance(target, str | Path) and Path(target).suffix.casefold() == ".xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for cells in [header, *grid]:
            sheet.append(cells)
        book.save(target)
        return
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *grid])
    content = BOM + text.getvalue().encode()
    if isinstance(target, str | Path):
        Path(target).write_bytes(content)
    else:
        target.write(content)


def write_refused(target: str | Path | IO[bytes], table: Table, report: ImportReport) -> None:
    """Write the refused rows as they were, with their reasons in a column `why`, ready to be mended.

    The extra columns are ignored when the file is read again. Cells behind the last column are kept in
    `surplus`.
    """
    reasons: dict[int, list[str]] = {}
    for refusal in report.rows:
        said = f"{refusal.column}: {refusal.why}" if refusal.column else str(refusal.why)
        reasons.setdefault(refusal.row, []).append(said)
    columns = [column for column in table.columns if column not in {WHY_COLUMN, SURPLUS_COLUMN}] + [
        WHY_COLUMN
    ]
    rows = sorted(report.refused_rows.values(), key=lambda row: row.number)
    if any(row.surplus for row in rows):
        columns.append(SURPLUS_COLUMN)
    write_table(
        target,
        columns,
        (
            {**row, WHY_COLUMN: " ".join(reasons[row.number]), SURPLUS_COLUMN: ", ".join(row.surplus)}
            for row in rows
        ),
    )
