"""Tables from spreadsheets, whole and damaged."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.tabular.formulas import escape_formula, unescape_formula
from common.tabular.reading import read_table
from common.tabular.records import ImportReport, Refusal, Row, TableError
from common.tabular.sheet import normal_header
from common.tabular.writing import write_refused, write_table

pytestmark = pytest.mark.usefixtures("english")


def table_of(text: str, encoding: str = "utf-8", **how):
    return read_table(io.BytesIO(text.encode(encoding)), **how)


def xlsx_of(*rows) -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def cells(table) -> list[dict[str, str]]:
    return [dict(row) for _number, row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_with_and_without_a_bom_and_with_any_line_end(encoding, line_end):
    table = table_of(line_end.join(["code,name", "1,甲", "2,乙", ""]), encoding)
    assert table.columns == ("code", "name")
    assert cells(table) == [{"code": "1", "name": "甲"}, {"code": "2", "name": "乙"}]


def test_an_xlsx_gives_the_same_table_as_the_csv():
    csv_table = table_of("code,name\n511702003000,甲\n,\n511702004000,\n")
    xlsx_table = read_table(
        xlsx_of(["code", "name"], [511702003000, "甲"], [None, None], ["511702004000", None])
    )
    assert xlsx_table.columns == csv_table.columns
    assert list(xlsx_table.rows) == list(csv_table.rows)
    assert [number for number, _row in xlsx_table.rows] == [2, 4]


def test_a_path_is_read_by_what_the_file_holds_and_not_by_its_name(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(xlsx_of(["code"], ["1"]).getvalue())
    assert cells(read_table(path)) == [{"code": "1"}]
    assert cells(read_table(str(path))) == [{"code": "1"}]


def test_row_numbers_are_those_of_the_spreadsheet_whatever_stands_between():
    table = table_of('code,name\n1,"two\nlines"\n\n , \n2,x\n')
    assert [(number, row["code"]) for number, row in table.rows] == [(2, "1"), (5, "2")]
    assert table.total == 2


@pytest.mark.parametrize("header", ["code", "Code *", " ＣＯＤＥ ", "CODE*"])
def test_headings_are_recognised_in_every_guise(header):
    assert table_of(f"{header},Parent-Code,max distance m\n").columns == (
        "code",
        "parent_code",
        "max_distance_m",
    )


def test_a_heading_may_have_another_name():
    table = table_of("手机号,姓名\n139,甲\n", aliases={"手机号": "phone", "姓名": "name"})
    assert cells(table) == [{"phone": "139", "name": "甲"}]
    assert normal_header("手机号 *") == "手机号"


def test_cells_of_a_spreadsheet_become_text_that_people_would_write():
    rows = [
        "x",
        3,
        3.0,
        31.25,
        True,
        dt.date(2024, 2, 29),
        dt.datetime(2024, 2, 29),
        dt.datetime(2024, 2, 29, 8, 30),
    ]
    table = read_table(xlsx_of([f"c{number}" for number in range(len(rows))], rows))
    assert list(cells(table)[0].values()) == [
        "x",
        "3",
        "3",
        "31.25",
        "1",
        "2024-02-29",
        "2024-02-29",
        "2024-02-29T08:30:00",
    ]


def test_short_rows_are_filled_and_values_are_stripped():
    assert cells(table_of("a,b,c\n 1 ,\t2\n")) == [{"a": "1", "b": "2", "c": ""}]


def test_a_row_with_more_cells_than_columns_says_so():
    row = table_of("a,b\n1,2,3,,4\n").records[0]
    assert row.surplus == ("3", "4")
    assert [(refusal.row, refusal.value) for refusal in row.refusals()] == [(2, "3, 4")]
    assert table_of("a,b\n1,2,,\n").records[0].refusals() == []


@pytest.mark.parametrize("value", ["5.11702E+11", "5E+11"])
def test_digits_lost_in_a_csv_are_found(value):
    row = table_of(f"code,name\n{value},x\n").records[0]
    assert [(refusal.column, refusal.value) for refusal in row.refusals()] == [("code", value)]


def test_digits_lost_in_a_spreadsheet_are_found():
    table = read_table(xlsx_of(["id_number", "code"], [513001194801010000, 511702003001]))
    assert [refusal.column for refusal in table.records[0].refusals()] == ["id_number"]
    assert table.records[0]["code"] == "511702003001"


def test_unclosed_quotation_marks_cost_their_own_rows_and_no_other():
    table = table_of('code,name\n1,甲\n2,"乙\n3,丙\n4,"丁"\n5,"戊\n6,己\n7,"两\n行"\n')
    refused = {
        row.number: [refusal.why for refusal in row.refusals()] for row in table.records if row.refusals()
    }
    assert list(refused) == [3, 6]
    assert all("quotation mark" in why for whys in refused.values() for why in whys)
    good = [(row.number, row["name"]) for row in table.records if not row.refusals()]
    assert good == [(2, "甲"), (4, "丙"), (5, "丁"), (7, "己"), (8, "两\n行")]


def test_an_unclosed_quotation_mark_in_a_long_file_costs_its_own_row():
    rows = [f"{number},name" for number in range(20_000)]
    rows[5] = '5,"name'
    table = table_of("\n".join(["code,name", *rows]))
    assert [row.number for row in table.records if row.refusals()] == [7]
    assert table.total == 20_000


def test_an_unclosed_quotation_mark_in_the_last_row_leaves_all_others():
    table = table_of('code,name\n1,甲\n2,乙\n3,"丙')
    assert [row["code"] for row in table.records if not row.refusals()] == ["1", "2"]
    assert [row.number for row in table.records if row.unclosed] == [4]


def test_digits_lost_in_a_column_that_nobody_reads_keep_no_row_out():
    table = read_table(xlsx_of(["code", "account"], ["1", 6217001234567890123]), columns=["code"])
    assert table.records[0].refusals() == []


def test_a_cell_merged_over_rows_holds_for_each_row_that_says_anything():
    book = openpyxl.Workbook()
    for row in (["code", "place"], ["1", "甲"], ["2", None], [None, None], ["3", "乙"], ["4", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B4")
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    assert [(row["code"], row["place"]) for row in read_table(file).records] == [
        ("1", "甲"), ("2", "甲"), ("3", "乙"), ("4", ""),
    ]  # fmt: skip


def test_merged_cells_without_end_are_refused(monkeypatch):
    monkeypatch.setattr("common.tabular.limits.MAX_MERGED", 3)
    book = openpyxl.Workbook()
    book.active.append(["code"])
    for row in range(1, 6):
        book.active.merge_cells(f"B{2 * row}:B{2 * row + 1}")
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    with pytest.raises(TableError, match="64 MB"):
        read_table(file)


@pytest.mark.parametrize(
    "text", ["合计", "合 计：", "合计：35人", "小计12", "填表人：张三", "注：以上为独居老人"]
)
def test_totals_and_notes_below_a_table_are_left_out_and_told(text):
    table = table_of(f"姓名,code\n甲,1\n{text},35\n乙,2\n", aliases={"姓名": "name"}, columns=["code"])
    assert [row["name"] for row in table.records] == ["甲", "乙"]
    assert "3" in table.notes()[0]


@pytest.mark.parametrize("text", ["合计明", "小计划", "注", "例如", "备注"])
def test_what_only_begins_like_a_total_is_an_entry(text):
    table = table_of(f"姓名,code\n{text},1\n", aliases={"姓名": "name"}, columns=["code"])
    assert [row["name"] for row in table.records] == [text] and not table.notes()


def test_headings_printed_again_are_no_entries():
    table = table_of("姓名,code\n甲,1\n姓名,code\n乙,2\n", aliases={"姓名": "name"}, columns=["code"])
    assert [row["name"] for row in table.records] == ["甲", "乙"]


@pytest.mark.parametrize(
    "heading", ["姓 名", "*姓名", "姓名：", "姓名（必填）", "1.姓名", "姓\u3000名", "姓名(如：张三)"]
)
def test_a_chinese_heading_is_known_whatever_stands_around_it(heading):
    assert table_of(f"{heading},code\n", aliases={"姓名": "name"}).columns == ("name", "code")


def test_a_heading_that_says_whose_it_is_stays_another_one():
    assert table_of("电话(子女),code\n", aliases={"电话": "phone"}).columns == ("电话(子女)", "code")


def test_missing_columns_are_named():
    table = table_of("code,name\n")
    table.require("code")
    with pytest.raises(TableError, match=r"parent_code, level.*code, name"):
        table.require("code", "parent_code", "level")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b",,\n1,2,3\n", "empty"),
        (b"code,name\n1,\x81\x20\xff", r"neither UTF-8 nor GBK \(line 2\)"),
        (b"code\n\x00\x01", "neither"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "old Excel"),
        (b"PK\x03\x04 and then nothing of the kind", "damaged"),
        (b"code,name,Code\n1,2,3\n", "same name: code"),
        (b"code\n" + b"1" * 200_000, "Line 2 "),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_used_says_why(content, why):
    with pytest.raises(TableError, match=why):
        read_table(io.BytesIO(content))


def test_a_zip_that_is_no_workbook_says_so():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "x")
    file.seek(0)
    with pytest.raises(TableError, match="damaged"):
        read_table(file)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(TableError, match=r"nowhere\.csv"):
        read_table(tmp_path / "nowhere.csv")
    with pytest.raises(TableError, match="folder"):
        read_table(tmp_path)


def test_a_file_of_absurd_size_is_not_read(monkeypatch):
    monkeypatch.setattr("common.tabular.limits.MAX_BYTES", 10)
    with pytest.raises(TableError, match="64 MB"):
        table_of("code,name\n1,2\n")


def test_a_workbook_that_unpacks_to_absurd_size_is_not_opened(monkeypatch):
    monkeypatch.setattr("common.tabular.limits.MAX_UNPACKED_BYTES", 1_000)
    with pytest.raises(TableError, match="64 MB"):
        read_table(xlsx_of(["code"], ["1"]))


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"])
def test_what_could_be_a_formula_is_guarded(text):
    assert escape_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["", "甲", "-1", "+8613900000000", "-31.25", "a=b", "1-2"])
def test_what_cannot_be_a_formula_stays_as_it_is(text):
    assert escape_formula(text) == text


@given(st.text())
@example("'=1")
def test_a_guarded_cell_reads_back_as_it_was_unless_it_imitates_the_guard(text):
    if unescape_formula(text) == text:
        assert unescape_formula(escape_formula(text)) == text
    assert not escape_formula(text).startswith(("=", "@"))


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_a_written_table_reads_back(tmp_path, name):
    path = tmp_path / name
    rows = [{"code": "511702003000", "name": "=甲"}, {"code": 7, "name": "两\n行\x07"}]
    write_table(path, ["code", "name"], rows)
    assert cells(read_table(path)) == [
        {"code": "511702003000", "name": "=甲"},
        {"code": "7", "name": "两\n行"},
    ]


def test_a_written_csv_opens_in_a_spreadsheet_with_its_formulas_disarmed():
    file = io.BytesIO()
    write_table(file, ["=head"], [{"=head": "=1+1"}])
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig")))) == [["'=head"], ["'=1+1"]]


@pytest.mark.parametrize("name", ["refused.csv", "refused.xlsx"])
def test_refused_rows_come_back_with_their_reasons_and_can_be_loaded_again(tmp_path, name):
    table = table_of("code,name,why\n1,甲,old\n2,乙,old,extra\n3,丙,old\n")
    report = ImportReport()
    for _number, row in table.rows:
        report.refuse(row, *row.refusals())
    report.refuse_cell(table.records[0], "name", "Too short.")
    report.refuse_cell(table.records[0], "code", "Unknown.")
    write_refused(tmp_path / name, table, report)
    again = read_table(tmp_path / name)
    assert [(row["code"], row["name"]) for row in again.records] == [("1", "甲"), ("2", "乙")]
    assert again.records[0]["why"] == "name: Too short. code: Unknown."
    assert "more cells" in again.records[1]["why"]
    assert again.records[1]["surplus"] == "extra"
    assert again.records[1].refusals() == []


def test_a_report_counts_rows_and_lists_reasons_in_the_order_of_rows():
    report = ImportReport(read=3, created=1, updated=0, unchanged=1)
    second, third = Row(2, {"code": "x"}), Row(3, {"code": "y"})
    report.refuse_cell(third, "code", "Bad.")
    report.refuse_cell(second, "code", "Bad.")
    report.refuse_cell(second, "name", "Missing.")
    report.refuse(third)
    assert not report.ok
    assert report.as_dict() == {
        "read": 3,
        "created": 1,
        "updated": 0,
        "unchanged": 1,
        "refused": 2,
        "rows": [
            {"row": 2, "column": "code", "value": "x", "why": "Bad."},
            {"row": 2, "column": "name", "value": "", "why": "Missing."},
            {"row": 3, "column": "code", "value": "y", "why": "Bad."},
        ],
    }
    assert Refusal(2, "code", "x", "Bad.") in report.rows
