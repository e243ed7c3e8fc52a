"""Tables as answers: what a spreadsheet gets to open."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from common.tabular.formulas import unescape_formula
from common.tabular.responses import CSV, XLSX, csv_response, file_response, xlsx_response

# Django closes its connections when an answer is closed.
pytestmark = pytest.mark.django_db

COLUMNS = {"name": "姓名", "minutes": "Minutes"}
ROWS = [
    {"name": "张三", "minutes": -90},
    {"name": "=HYPERLINK(1)", "minutes": "+8613900000000"},
    {"name": "a\x07b"},
]
WRITTEN = [["姓名", "Minutes"], ["张三", "-90"], ["'=HYPERLINK(1)", "+8613900000000"], ["ab", ""]]


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_csv_begins_with_a_byte_order_mark_and_has_no_formula_in_it():
    answer = csv_response("records", COLUMNS, iter(ROWS))
    content = answer.getvalue()
    assert content.startswith(b"\xef\xbb\xbf") and read(content) == WRITTEN
    assert answer["Content-Type"] == CSV
    assert answer["Content-Disposition"] == 'attachment; filename="records.csv"'


def test_an_xlsx_holds_the_same_cells():
    answer = xlsx_response("records", COLUMNS, iter(ROWS))
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    answer.file_to_stream.close()
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == WRITTEN
    assert answer["Content-Type"] == XLSX
    assert answer["Content-Disposition"] == 'attachment; filename="records.xlsx"'


def test_headings_are_in_the_language_of_the_request_although_lines_are_written_after_it():
    with translation.override("zh-hans"):
        answer = csv_response("people", {"sex": gettext_lazy("Sunday")}, [])
    with translation.override("en"):
        assert read(answer.getvalue()) == [["星期日"]]


@pytest.mark.parametrize(("name", "kind"), [("a.csv", CSV), ("a.xlsx", XLSX)])
def test_a_file_is_sent_by_its_name_although_it_is_gone(tmp_path: Path, name: str, kind: str):
    path = tmp_path / name
    path.write_bytes(b"x")
    answer = file_response(path)
    path.unlink()
    assert answer.getvalue() == b"x"
    answer.file_to_stream.close()
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (kind, f'attachment; filename="{name}"')


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=1, max_size=5))
def test_every_text_comes_back_from_a_csv_once_its_guard_is_taken_off(texts: list[str]):
    answer = csv_response("texts", {"text": "Text"}, [{"text": text} for text in texts])
    rows = read(answer.getvalue())[1:]
    assert all(not row[0].startswith(("=", "@")) for row in rows if row)
    assert [unescape_formula(row[0]) if row else "" for row in rows] == [
        unescape_formula(text) for text in texts
    ]
