"""Tables on their way out: CSV row by row, XLSX through a file of its own. Cells are guarded against formulas."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.http import FileResponse, StreamingHttpResponse
from django.utils.functional import Promise

from common.tabular.writing import BOM, cell_text, write_table

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# The headings of a table by the keys of its rows.
Columns = Mapping[str, str | Promise]
Rows = Iterable[Mapping[str, object]]


class _Echo:
    """What `csv.writer` writes to: gives each line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(headings: Mapping[str, str], rows: Rows) -> Iterator[bytes]:
    """UTF-8 with a BOM, so that spreadsheets see Chinese. A key that a row lacks is an empty cell."""
    writer = csv.writer(_Echo())
    yield BOM + str(writer.writerow(map(cell_text, headings.values()))).encode()
    for row in rows:
        yield str(writer.writerow([cell_text(row.get(key, "")) for key in headings])).encode()


def csv_response(name: str, columns: Columns, rows: Rows) -> StreamingHttpResponse:
    """The table as `name`.csv, a line at a time: rows may be a generator over any number of them."""
    # Headings now, in the reader's language; the lines are written when the request is over.
    response = StreamingHttpResponse(csv_lines(_headings(columns), rows), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_response(name: str, columns: Columns, rows: Rows) -> FileResponse:
    """The table as `name`.xlsx."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.xlsx"
        headings = _headings(columns)
        headed = ({heading: row.get(key, "") for key, heading in headings.items()} for row in rows)
        write_table(path, list(headings.values()), headed)
        return file_response(path)


def file_response(path: Path) -> FileResponse:
    """A table that was written to `path`, by the name it has there. The file may be deleted at once: it stays open."""
    content_type = CSV if path.suffix == ".csv" else XLSX
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=content_type)


def _headings(columns: Columns) -> dict[str, str]:
    return {key: str(heading) for key, heading in columns.items()}
