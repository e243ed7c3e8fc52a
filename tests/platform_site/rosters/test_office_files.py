"""Files as the offices of townships make them: forms that are filled in, own tables, headings nobody knew."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from elderly_visits.register.models import Elder
from people.persons.models import Person
from platform_site.models import ImportState
from platform_site.rosters.registry import ROSTERS
from tests.elderly_visits.conftest import id_number
from tests.platform_site.rosters.test_rosters import (  # noqa: F401 - fixtures that work by being here
    PAGE,
    _jobs_run_after_the_commit,
    folder,
    look,
    page_of,
    run,
    take,
)

BORN = date(1944, 3, 4)


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def upload(book, name="名单.xlsx"):
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def workbook(*rows, merge=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merge:
        book.active.merge_cells(cells)
    return book


def form(client, kind):
    """The form as somebody downloads it."""
    answer = client.get(reverse("rosters:form", args=[kind]))
    return openpyxl.load_workbook(io.BytesIO(answer.getvalue()))


def fill_in(book, **cells):
    """One row below the example, by heading."""
    sheet = book.worksheets[0]
    for place, heading in enumerate([cell.value for cell in sheet[2]], start=1):
        if heading in cells:
            sheet.cell(4, place, cells.pop(heading))
    assert not cells, "no such heading"
    return book


ENTRIES = {
    "elders": {
        "姓名": "王　芳", "身份证号": id_number(BORN), "村(社区)": "东城街道甲社区", "出生日期": "1944年3月",
        "困难类型": "独居；高龄", "救助类别": "低保", "能力等级": "1", "需两人同行": "否", "性别": "女",
    },
    "volunteers": {
        "姓名": "李红", "手机号": "10012340003", "村(社区)": "东城街道甲社区", "可服务时间": "周一上午；周六下午",
        "性别": "女", "技能": "急救",
    },
    "organizations": {"组织名称": "夕阳互助会", "村(社区)": "东城街道甲社区", "类别": "邻里互助",
        "登记层级": "社区指导"},
    "teams": {"队伍名称": "甲社区服务队", "村(社区)": "东城街道甲社区"},
    "facilities": {"设施名称": "甲社区食堂", "设施类型": "养老服务站", "村(社区)": "东城街道甲社区",
        "地址": "朝阳中路2号"},
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(ROSTERS))
def test_a_form_that_is_filled_in_is_read_without_a_refusal_and_without_its_example(
    log_in, worker, community, kind
):
    client = log_in(worker)
    book = form(client, kind)
    entry = dict(ENTRIES[kind])
    if kind == "facilities":
        entry["设施类型"] = book.worksheets[0].cell(3, 3).value
    roster = look(client, upload(fill_in(book, **entry)))
    client.post(page_of(roster), {"step": "kind", "kind": kind})
    roster.refresh_from_db()
    assert roster.state == ImportState.READY, roster.error
    assert (roster.kind, roster.figures["created"], roster.figures["refused"]) == (kind, 1, 0)
    assert not roster.unknown_columns and not roster.warnings


def test_a_form_lists_the_communities_of_whoever_asks_and_no_others(
    log_in, worker, officer, community, community_next_door
):
    for user, names in ((worker, ["东城街道甲社区"]), (officer, ["东城街道甲社区", "东城街道乙社区"])):
        lists = form(log_in(user), "elders")["选项"]
        assert [cell.value for cell in lists["B"] if cell.value] == names
        assert lists.sheet_state == "hidden"


def test_the_example_of_a_form_is_refused_when_its_mark_is_gone(log_in, worker, community):
    client = log_in(worker)
    book = form(client, "elders")
    book.worksheets[0].delete_cols(1)
    roster = look(client, upload(book))
    assert (roster.figures["created"], roster.figures["refused"]) == (0, 1)


def test_a_stranger_and_a_resident_get_no_form(client, log_in, resident):
    address = reverse("rosters:form", args=["elders"])
    assert client.get(address).status_code == 302
    assert log_in(resident).get(address).status_code == 403


def test_a_form_of_no_kind_is_not_found(log_in, worker):
    assert log_in(worker).get(reverse("rosters:form", args=["nothing"])).status_code == 404


def test_a_clerks_table_is_read_as_it_is(log_in, worker, community):
    """A title, a note, a village merged over its people, padded names, odd dates, a total and a signature."""
    other = id_number(BORN, serial=40)
    book = workbook(
        ["东城街道独居老人花名册"],
        ["填报单位：东城街道办事处"],
        [],
        ["序号", "所属村（社区）", "老人姓名", "公民身份号码\n（18位）", "出生年月", "联系电话",
         "联系人", "电话", "银行卡号"],
        [1, "甲社区居委会", "王　芳", id_number(BORN), "1944.3", 10012340001, "王小妹",
         10012340002, 6217001234567890123],
        [2, None, "刘大芳 ", other, 16135, "\u202d10012340004\u202c", None, None, None],
        ["合 计", None, "2人"],
        ["填表人：张三", None, None, "审核人：李四"],
        merge=["A1:I1", "A2:I2", "B5:B6", "A7:B7"],
    )  # fmt: skip
    roster = look(log_in(worker), upload(book, "东城街道老人.xlsx"))
    client = log_in(worker)
    client.post(page_of(roster), {"step": "kind", "kind": "elders"})
    roster.refresh_from_db()
    page = client.get(page_of(roster)).content.decode()
    assert (roster.figures["created"], roster.figures["refused"]) == (2, 0), page
    assert "7" in roster.notes[0] and "8" in roster.notes[0]
    take(client, roster)
    assert {elder.region for elder in Elder.objects.all()} == {community}
    assert set(Person.objects.filter(elder__isnull=False).values_list("name", "phone")) == {
        ("王芳", "+8610012340001"), ("刘大芳", "+8610012340004"),
    }  # fmt: skip
    assert [one.name for one in Elder.objects.get(person__name="王芳").contacts.all()] == ["王小妹"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_csv_is_read_in_every_encoding_that_spreadsheets_save(
    log_in, worker, community, encoding, separator
):
    text = "\n".join(
        separator.join(row)
        for row in (["身份证号码", "老人姓名", "社区", "老人类型"], [id_number(BORN), "王芳", "甲", "独居"])
    )
    roster = look(log_in(worker), SimpleUploadedFile("名单.csv", text.encode(encoding)))
    assert (roster.kind, roster.figures.get("created")) == ("elders", 1), roster.error


def test_other_sheets_that_hold_something_are_named(log_in, worker, community):
    book = workbook(["身份证号", "姓名", "社区", "困难类型"], [id_number(BORN), "王芳", "甲社区", "独居"])
    book.create_sheet("乙社区").append(["身份证号", "姓名"])
    book.create_sheet("Sheet3")
    roster = look(log_in(worker), upload(book))
    assert roster.figures["created"] == 1
    assert ["乙社区" in text and "Sheet3" not in text for text in roster.warnings] == [True]


@pytest.mark.parametrize(
    ("name", "says"),
    [("名单.xls", "另存为"), ("名单.et", "另存为"), ("名单.doc", "复制到"), ("名单.pdf", "复制到")],
)
def test_a_file_of_another_program_is_refused_with_what_to_do(log_in, worker, name, says):
    answer = log_in(worker).post(PAGE, {"file": SimpleUploadedFile(name, b"\xd0\xcf\x11\xe0")})
    assert says in str(answer.context["form"].errors)


def test_an_old_workbook_under_a_new_name_says_what_to_do(log_in, worker):
    roster = look(log_in(worker), SimpleUploadedFile("名单.xlsx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600))
    assert roster.state == ImportState.FAILED and "另存为" in roster.error


# --- Headings that nobody knew -------------------------------------------------------------------------------------


def odd_headings():
    return (
        "证号,老人尊称,社区,老人类型,孩子在哪\n"
        f"{id_number(BORN)},王芳,甲社区,独居,成都\n"
    )  # fmt: skip


def say(client, roster, **columns):
    client.post(
        page_of(roster), {"step": "columns", "heading": list(columns), "column": list(columns.values())}
    )
    roster.refresh_from_db()
    return roster


def test_the_worker_says_what_an_unknown_heading_is_and_hears_it_again_next_time(log_in, worker, community):
    client = log_in(worker)
    roster = look(client, odd_headings())
    client.post(page_of(roster), {"step": "kind", "kind": "elders"})
    roster.refresh_from_db()
    assert (roster.state, roster.unknown_columns) == (
        ImportState.UNCLEAR,
        ["证号", "老人尊称", "孩子在哪"],
    )
    assert "身份证号" in roster.error, "what is missing is said in Chinese"
    say(client, roster, 证号="id_number", 老人尊称="name", 孩子在哪="")
    assert (roster.state, roster.error, roster.unknown_columns) == (ImportState.READY, "", ["孩子在哪"])
    take(client, roster)
    assert Elder.objects.get().person.name == "王芳"
    again = look(client, odd_headings().replace("王芳", "王芳芳"))
    client.post(page_of(again), {"step": "kind", "kind": "elders"})
    offered = client.get(page_of(again)).context["unknown_headings"]
    assert {item["heading"]: item["column"] for item in offered} == {
        "证号": "id_number", "老人尊称": "name", "孩子在哪": "",
    }  # fmt: skip
    again.refresh_from_db()
    assert again.columns == {}, "offered, and not taken without a word"


def test_two_headings_are_not_one_column_and_a_column_of_the_file_is_not_taken_over(
    log_in, worker, community
):
    client = log_in(worker)
    roster = look(client, odd_headings())
    client.post(page_of(roster), {"step": "kind", "kind": "elders"})
    roster.refresh_from_db()
    for said in (
        {"证号": "name", "老人尊称": "name"},
        {"孩子在哪": "community"},
        {"孩子在哪": "person_id"},
        {"别的": "name"},
    ):
        say(client, roster, **said)
        assert roster.columns == {} and roster.state == ImportState.UNCLEAR


def test_nobody_else_says_what_a_heading_is(log_in, worker, officer, community):
    roster = look(log_in(worker), odd_headings())
    answer = log_in(officer).post(
        page_of(roster), {"step": "columns", "heading": ["证号"], "column": ["name"]}
    )
    assert answer.status_code == 404


def test_of_two_headings_for_one_column_the_nearer_is_read_and_the_other_named(log_in, worker, community):
    roster = look(
        log_in(worker),
        "户主姓名,姓名,身份证号,社区,困难类型,手机,联系电话\n"
        f"王大,王芳,{id_number(BORN)},甲社区,独居,10012340008,10012340009\n",
    )
    assert roster.unknown_columns == ["户主姓名", "手机"]
    bring = take(log_in(worker), roster)
    assert bring.figures["created"] == 1
    assert list(Person.objects.filter(elder__isnull=False).values_list("name", "phone")) == [
        ("王芳", "+8610012340009")
    ]


# --- In Chinese ----------------------------------------------------------------------------------------------------


def test_refused_rows_come_back_in_chinese_and_are_read_again(log_in, worker, community):
    client = log_in(worker)
    roster = look(
        client,
        f"公民身份号码,老人姓名,社区,困难类型\n{id_number(BORN)[:-1]},王芳,甲社区,独居\n5.11E+17,刘芳,甲社区,独居\n",
    )
    page = client.get(page_of(roster))
    assert {item["column"] for item in page.context["refused"]} == {"身份证号"}
    answer = client.get(reverse("rosters:refused", args=[roster.uuid]))
    text = answer.getvalue().decode("utf-8-sig")
    assert text.splitlines()[0] == "身份证号,姓名,村(社区),困难类型,未导入原因"
    assert "id_number" not in text and "文本" in text
    again = look(client, text.replace(id_number(BORN)[:-1], id_number(BORN)))
    assert (again.kind, again.unknown_columns) == ("elders", [])
    assert (again.figures["created"], again.figures["refused"]) == (1, 1)


def test_the_page_names_columns_in_chinese(log_in, worker, community):
    text = log_in(worker).get(PAGE).content.decode()
    assert "公民身份号码" not in text and "身份证号" in text and "id_number" not in text
    assert reverse("rosters:form", args=["elders"]) in text


def test_a_community_of_two_places_is_refused_with_both_and_nothing_of_those_outside(
    log_in, manager, community, community_next_door
):
    community_next_door.name = "甲社区居民委员会"
    community_next_door.save()
    roster = look(log_in(manager), f"身份证号,姓名,社区,困难类型\n{id_number(BORN)},王芳,甲社区,独居\n")
    assert roster.figures["refused"] == 1
    why = log_in(manager).get(page_of(roster)).context["refused"][0]["why"]
    assert why.count("通川区东城街道甲社区") == 2


def test_the_command_reads_what_the_page_reads(community, folder):  # noqa: F811 - the fixture of that name
    path = folder / "名单.csv"
    head = "公民身份号码,老人姓名,所属村（社区）,出生年月,老人类型\n"
    rows = f"{id_number(BORN)},王　芳,甲,一九四四年三月,独居\n合计,1人,,,\n"
    path.write_bytes((head + rows).encode("gb18030"))
    status, said = run(path, dry_run=True)
    assert (status, said["kind"], said["created"], said["refused"]) == (0, "elders", 1, 0)
    assert any("3" in warning for warning in said["warnings"])
