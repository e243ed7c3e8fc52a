"""Records on their way out: in the fields of the national record, and one's own to take along."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.access_log.models import AccessLog
from tests.conftest import in_english
from tests.people.conftest import id_number
from timebank.earning.services.corrections import correct_record
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.selectors.national_record import national_rows, records_to_export
from timebank.ledger.workbench import export

EXPORT = "/workbench/timebank/export/"
OWN = "/timebank/records/"
ASKED = {
    "region": "511702000000",
    "since": "2026-01-01",
    "until": "2026-11-20",
    "format": "csv",
    "reason": "报送全国志愿服务系统",
}


@pytest.fixture
def known(person):
    person.set_id_number(id_number(born=date(1990, 5, 1), serial=122))
    person.save()
    return person


def table(response) -> list[dict[str, str]]:
    content = b"".join(response) if response.streaming else response.content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


# --- The workbench ---------------------------------------------------------------------------------------------------


def test_a_manager_exports_the_fields_that_order_67_names(serve, known, manager, log_in):
    serve(90)
    response = log_in(manager).post(EXPORT, ASKED | {"with_id_number": "on"})
    (row,) = table(response)
    assert row["志愿者姓名"] == "张三丰"
    assert (row["身份证件类型"], row["身份证号"]) == ("居民身份证", known.id_number)
    assert (row["活动名称"], row["服务日期"], row["服务地点"]) == (
        "探访独居老人",
        "2026-03-05",
        "甲社区 3 栋",
    )
    assert (row["服务内容"], row["服务时长（分钟）"], row["服务时长（小时）"]) == (
        "聊天、量血压",
        "90",
        "1.50",
    )
    assert (row["组织单位"], row["负责人"]) == ("甲社区志愿服务队", "王队长")


def test_without_asking_for_them_no_id_numbers_leave(serve, known, manager, log_in):
    serve(90)
    response = log_in(manager).post(EXPORT, ASKED)
    (row,) = table(response)
    assert "身份证号" not in row and known.id_number not in str(row)


def test_the_export_goes_on_record_with_its_reason(serve, known, other_person, manager, county, log_in):
    serve(90)
    serve(30, at="2026-03-06 09:00")
    serve(30, person=other_person)
    log_in(manager).post(EXPORT, ASKED | {"with_id_number": "on"})
    trace = AccessLog.objects.get(action="export")
    assert (trace.actor, trace.count, trace.region_id) == (manager, 2, county.pk)
    assert "报送全国志愿服务系统" in trace.detail and "ID numbers" in trace.detail


def test_records_that_were_corrected_leave_as_they_stand_today(serve, manager, log_in):
    correct_record(record=serve(120).record, minutes=90, reason="签退时间有误")
    correct_record(record=serve(60, at="2026-03-06 09:00").record, minutes=0, reason="未实际开展")
    assert [row["服务时长（分钟）"] for row in table(log_in(manager).post(EXPORT, ASKED))] == ["90"]


def test_xlsx_has_the_same_rows(serve, manager, log_in):
    serve(90)
    response = log_in(manager).post(EXPORT, ASKED | {"format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][1] == "志愿者姓名" and rows[1][1] == "张三丰"


def test_the_rows_speak_the_language_of_who_asked_though_they_are_read_later(serve, manager, log_in):
    serve(90)
    response = in_english(log_in(manager)).post(EXPORT, ASKED)
    (row,) = table(response)
    assert (row["Volunteer's name"], row["Kind of service"]) == ("张三丰", "Visit")


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_cell_is_taken_for_a_formula(serve, person, manager, log_in, format):
    person.name = "=HYPERLINK(1)"
    person.save()
    serve(90, activity="+1+1", content="@SUM(A1)\x07", place="-2+3")
    response = log_in(manager).post(EXPORT, ASKED | {"format": format})
    if format == "csv":
        cells = list(table(response)[0].values())
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
        cells = [cell.value for cell in sheet[2]]
    for text in ("'=HYPERLINK(1)", "'+1+1", "'@SUM(A1)", "'-2+3"):
        assert text in cells


def test_a_table_too_long_for_xlsx_is_offered_as_csv(serve, manager, log_in, monkeypatch):
    monkeypatch.setattr(export, "MOST_XLSX_ROWS", 0)
    serve(90)
    response = log_in(manager).post(EXPORT, ASKED | {"format": "xlsx"})
    assert response.status_code == 422 and "请选择CSV" in response.content.decode()
    assert not AccessLog.objects.filter(action="export").exists()


@pytest.mark.parametrize("who", ["worker", "resident", "person"])
def test_who_is_neither_manager_nor_auditor_exports_nothing(serve, log_in, request, who):
    serve(90)
    who = request.getfixturevalue(who)
    response = log_in(getattr(who, "user", who)).post(EXPORT, ASKED)
    assert response.status_code in (302, 403)
    assert not AccessLog.objects.filter(action="export", outcome="allowed").exists()


def test_the_region_of_somebody_else_is_refused_on_record(serve, manager_next_door, log_in):
    serve(90)
    assert log_in(manager_next_door).post(EXPORT, ASKED).status_code == 403
    trace = AccessLog.objects.get(action="export")
    assert (trace.outcome, trace.actor, trace.count) == ("refused", manager_next_door, 0)


def test_an_auditor_and_the_city_export_too_and_rows_of_other_counties_stay_out(
    serve, person, auditor, manager, city, community_far_away, log_in
):
    serve(90)
    serve(30, region=community_far_away, at="2026-03-07 09:00")
    assert len(table(log_in(auditor).post(EXPORT, ASKED | {"region": city.pk}))) == 2
    assert len(table(log_in(manager).post(EXPORT, ASKED))) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": ""},
        {"until": "x"},
        {"since": "2026-11-21"},
        {"since": "2025-01-01"},
        {"since": "2026-06-01", "until": "2026-05-01"},
        {"region": "月球"},
        {"region": "\x00"},
        {"format": "exe"},
        {"reason": ""},
        {"reason": "x"},
        {"reason": "y" * 121},
    ],
)
def test_a_form_that_is_not_right_exports_nothing_and_keeps_what_was_typed(serve, manager, log_in, wrong):
    serve(90)
    response = log_in(manager).post(EXPORT, ASKED | wrong)
    assert response.status_code == 422
    assert "reason" in wrong or "报送全国志愿服务系统" in response.content.decode()
    assert not AccessLog.objects.filter(action="export").exists()


def test_rows_are_read_in_chunks_with_a_query_or_two_for_each(serve, person, manager, county, monkeypatch):
    from timebank.ledger.selectors import national_record

    monkeypatch.setattr(national_record, "CHUNK", 10)
    for day in range(1, 26):
        serve(10, at=f"2026-05-{day:02d} 09:00")
    rows = records_to_export(manager, county, date(2026, 1, 1), date(2026, 11, 20))
    with CaptureQueriesContext(connection) as queries:
        assert len(list(national_rows(rows, with_id_number=True))) == 25
    # The roles, the records, the people of three chunks, the names of one region.
    assert len(queries) <= 7
    assert ServiceRecord.objects.count() == 25


# --- One's own -------------------------------------------------------------------------------------------------------


def test_everybody_takes_their_own_records_along(serve, known, other_person, log_in):
    serve(90)
    serve(30, person=other_person)
    client = log_in(known.user)
    assert "1条服务记录" in client.get(OWN).content.decode()
    (row,) = table(client.get(OWN + "?format=csv"))
    assert (row["志愿者姓名"], row["身份证号"]) == ("张三丰", known.id_number)
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(OWN + "?format=xlsx")))).active
    assert sheet.max_row == 2


def test_the_whole_copy_holds_accounts_stars_and_certificates(serve, known, log_in):
    from timebank.certificates.services.lifecycle import issue_certificate

    serve(90)
    issue_certificate(person=known, key="k")
    copy = json.loads(log_in(known.user).get(OWN + "?format=json").content)
    assert (copy["name"], len(copy["records"]), copy["stars"]) == ("张三丰", 1, [])
    assert {account["unit"]: account["balance"] for account in copy["accounts"]} == {
        "coin_minutes": 90,
        "points": 90,
    }
    assert [entry["amount"] for entry in copy["accounts"][0]["entries"]] == [90]
    assert copy["certificates"][0]["state"] == "valid"


@pytest.mark.parametrize("wanted", ["", "exe", "%00", "csv%00x"])
def test_another_format_shows_the_page_that_offers_three(person, log_in, wanted):
    assert "电子表格" in log_in(person.user).get(f"{OWN}?format={wanted}").content.decode()


def test_a_stranger_takes_nothing_along(db):
    assert Client().get(OWN + "?format=json").status_code == 302
