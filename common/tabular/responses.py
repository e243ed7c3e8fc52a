"""Tables on their way out: CSV row by row, XLSX through a file of its own. Cells are guarded against formulas."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from common.tabular.formulas import escape_formula
from common.tabular.writing import write_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Echo:
    """What `csv.writer` writes to: gives each line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """UTF-8 with a BOM, so that spreadsheets see Chinese."""
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf" + str(writer.writerow(columns.values())).encode()
    for row in rows:
        cells = (escape_formula(ILLEGAL_CHARACTERS_RE.sub("", str(row.get(name, "")))) for name in columns)
        yield str(writer.writerow(cells)).encode()


def csv_response(
    name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]
) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_response(name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> FileResponse:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        headed = ({heading: row.get(column, "") for column, heading in columns.items()} for row in rows)
        write_table(path, list(columns.values()), headed)
        # Opened before the folder goes; the system keeps an open file until it has been sent.
        return FileResponse(path.open("rb"), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
