"""Rosters in the workbench: what a list is, what it would change, importing it, taking it back; and cheats."""

from __future__ import annotations

import io
import json
import time
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elderly_visits.register.models import Elder
from notifications.models import Message
from people.logins.phone_owners import is_own_phone
from people.persons.models import Person
from platform_site.jobs import sweep_rosters
from platform_site.models import ImportState, RosterChange, RosterImport
from platform_site.rosters import work
from policies.models import PolicyRow
from tests.elderly_visits.conftest import id_number
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services.registration import review_volunteer

PAGE = "/workbench/rosters/"
VOLUNTEERS = "phone,name,region_code,skills\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def _jobs_run_after_the_commit(django_capture_on_commit_callbacks, monkeypatch):
    """Without commits in a test, what waits for one runs at once."""
    from platform_site.jobs import work_on_roster

    monkeypatch.setattr("platform_site.rosters.workbench.nudge", work_on_roster.delay)


def csv_of(text, name="list.csv"):
    return SimpleUploadedFile(name, text.encode())


def good_and_bad(community):
    """One good row and one whose phone is none."""
    return f"{VOLUNTEERS}10012340001,张三,{community.code},急救\nabc,李四,{community.code},\n"


def look(client, text, name="list.csv"):
    """Upload a file; returns the import as it then stands."""
    upload = text if isinstance(text, SimpleUploadedFile) else csv_of(text, name)
    client.post(PAGE, {"file": upload})
    return RosterImport.objects.latest("pk")


def page_of(roster):
    return reverse("rosters:one", args=[roster.uuid])


def take(client, roster, **more):
    client.post(page_of(roster), {"step": "import", "kind": roster.kind, **more})
    roster.refresh_from_db()
    return roster


def bring_in(client, text):
    return take(client, look(client, text))


def undo(client, roster):
    client.post(page_of(roster), {"step": "undo"})
    roster.refresh_from_db()
    return roster


def elders_of(community, born=date(1944, 3, 4)):
    return (
        "身份证号,姓名,社区代码,困难类型,联系电话,子女情况\n"
        f"{id_number(born)},王婆婆,{community.code},独居,10012340009,在外务工\n"
    )


def test_a_look_at_a_roster_changes_nothing(log_in, worker, community):
    roster = look(log_in(worker), good_and_bad(community))
    assert (roster.state, roster.kind) == (ImportState.READY, "volunteers")
    assert (roster.figures["read"], roster.figures["created"], roster.figures["refused"]) == (2, 1, 1)
    assert not Volunteer.objects.exists()


def test_importing_keeps_the_good_rows_and_a_second_click_changes_nothing(log_in, worker, community):
    client = log_in(worker)
    roster = look(client, good_and_bad(community))
    for _click in range(2):
        take(client, roster)
        assert (roster.state, roster.figures["created"], roster.figures["refused"]) == (
            ImportState.DONE,
            1,
            1,
        )
    assert [volunteer.person.name for volunteer in Volunteer.objects.all()] == ["张三"]


def test_refused_rows_come_back_as_a_file_with_the_reason(log_in, worker, community):
    client = log_in(worker)
    roster = look(client, good_and_bad(community))
    answer = client.get(reverse("rosters:refused", args=[roster.uuid]))
    assert answer.headers["Content-Type"].startswith("text/csv")
    text = answer.getvalue().decode("utf-8-sig")
    assert "李四" in text and "abc" in text and "张三" not in text
    assert text.splitlines()[1].split(",")[-1].strip()


def test_the_import_of_another_worker_is_not_found(log_in, worker, officer, community):
    roster = look(log_in(worker), good_and_bad(community))
    other = log_in(officer)
    assert other.get(page_of(roster)).status_code == 404
    assert other.get(reverse("rosters:refused", args=[roster.uuid])).status_code == 404
    assert other.post(page_of(roster), {"step": "import", "kind": "volunteers"}).status_code == 404
    assert not Volunteer.objects.exists()


def test_a_row_outside_the_workers_area_is_refused(log_in, worker_next_door, community):
    roster = look(log_in(worker_next_door), good_and_bad(community))
    assert (roster.figures["created"], roster.figures["refused"]) == (0, 2)


def test_a_list_of_one_community_neither_shows_nor_moves_the_files_of_another(
    log_in, worker, worker_next_door, community, community_next_door
):
    bring_in(log_in(worker), elders_of(community))
    client = log_in(worker_next_door)
    roster = look(client, elders_of(community_next_door).replace("10012340009", "10012340001"))
    assert (roster.figures["updated"], roster.figures["refused"]) == (0, 1)
    assert "10012340009" not in client.get(page_of(roster)).content.decode()
    take(client, roster)
    elder = Elder.objects.get()
    assert (elder.region_id, elder.person.region_id) == (community.code, community.code)
    assert elder.person.phone == "+8610012340009"


def test_a_file_that_is_no_table_is_refused_with_a_sentence(log_in, worker):
    answer = log_in(worker).post(PAGE, {"file": SimpleUploadedFile("list.pdf", b"%PDF")})
    assert "file" in answer.context["form"].errors


def test_a_resident_imports_nothing(log_in, resident, community):
    assert log_in(resident).post(PAGE, {"file": csv_of(good_and_bad(community))}).status_code in {302, 403}
    assert not RosterImport.objects.exists()


# --- What it is ----------------------------------------------------------------------------------------------------


def test_an_elders_sheet_is_seen_to_be_one_and_its_unknown_columns_are_named(log_in, worker, community):
    client = log_in(worker)
    roster = look(client, elders_of(community))
    assert (roster.kind, roster.unknown_columns) == ("elders", ["子女情况"])
    assert "flags" in roster.because
    assert "子女情况" in client.get(page_of(roster)).content.decode()


def test_an_elders_sheet_taken_for_volunteers_needs_a_word_and_brings_nobody_of_81(log_in, worker, community):
    client = log_in(worker)
    roster = look(client, elders_of(community))
    client.post(page_of(roster), {"step": "kind", "kind": "volunteers"})
    roster.refresh_from_db()
    assert (roster.figures["created"], roster.figures["refused"]) == (0, 1)
    assert take(client, roster).state == ImportState.READY, "without the word nothing is imported"
    take(client, roster, sure="1")
    assert not Volunteer.objects.exists()


def test_a_list_that_could_be_two_things_is_not_guessed(log_in, worker, community):
    client = log_in(worker)
    roster = look(client, f"姓名,手机号,身份证号,社区代码\n张三,10012340001,,{community.code}\n")
    assert (roster.state, roster.kind) == (ImportState.UNCLEAR, "")
    assert "checked" not in client.get(page_of(roster)).content.decode()
    client.post(page_of(roster), {"step": "kind", "kind": "volunteers"})
    roster.refresh_from_db()
    assert (roster.state, roster.figures["created"]) == (ImportState.READY, 1)


def test_imported_volunteers_wait_for_review_and_nobody_writes_to_them(log_in, worker, community):
    bring_in(log_in(worker), good_and_bad(community))
    volunteer = Volunteer.objects.get()
    assert volunteer.state == VolunteerState.PENDING
    assert not Volunteer.objects.approved().exists()
    assert not Message.objects.filter(person=volunteer.person).exists()


def test_a_phone_on_a_list_opens_nobodys_file_before_a_review(log_in, worker, community):
    bring_in(log_in(worker), good_and_bad(community))
    volunteer = Volunteer.objects.get()
    assert not is_own_phone(volunteer.person)
    review_volunteer(volunteer=volunteer, actor=worker, approve=True)
    assert is_own_phone(volunteer.person)


def test_several_registrations_are_approved_at_once_but_none_next_door(
    log_in, worker, worker_next_door, community
):
    rows = "".join(f"1001234{number:04d},张{number},{community.code},\n" for number in range(3))
    bring_in(log_in(worker), VOLUNTEERS + rows)
    ticked = {"pk": [volunteer.pk for volunteer in Volunteer.objects.all()[:2]]}
    address = reverse("volunteers_workbench:approve_many")
    log_in(worker_next_door).post(address, ticked)
    assert not Volunteer.objects.approved().exists()
    log_in(worker).post(address, ticked)
    log_in(worker).post(address, {"pk": ["x", "9" * 30]})
    assert Volunteer.objects.approved().count() == 2


def test_a_city_may_decide_that_a_roster_is_a_review(log_in, worker, community):
    PolicyRow.objects.create(
        key="volunteers.state_after_import",
        value="approved",
        valid_from=timezone.localdate(),
        source_kind="choice",
        source="x",
    )
    bring_in(log_in(worker), good_and_bad(community))
    assert Volunteer.objects.get().state == VolunteerState.APPROVED


def test_an_elder_in_care_does_not_become_a_volunteer_by_a_list(log_in, worker, community):
    client = log_in(worker)
    born = timezone.localdate().replace(day=1) - timedelta(days=365 * 66)
    bring_in(client, elders_of(community, born))
    roster = look(
        client,
        f"phone,name,region_code,id_number,skills\n10012340009,王婆婆,{community.code},{id_number(born)},\n",
    )
    assert (roster.kind, roster.figures["refused"]) == ("volunteers", 1)


# --- How lists look ------------------------------------------------------------------------------------------------


def workbook(*rows, merge=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merge:
        book.active.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("名单.xlsx", file.getvalue())


def test_a_title_merged_headings_and_communities_by_name_are_read(
    log_in, officer, community, community_next_door
):
    upload = workbook(
        ["东城街道独居老人花名册"],
        ["基本信息", None, None, "住址", None, "紧急联系人", None],
        ["姓名", "身份证号", "困难类型", "乡镇(街道)", "社区", "姓名", "电话"],
        ["王婆婆", id_number(date(1944, 3, 4)), "独居", "东城街道", "甲社区居委会", "王小妹", 10012340002],
        merge=["A1:G1", "A2:C2", "D2:E2", "F2:G2"],
    )
    roster = bring_in(log_in(officer), upload)
    assert (roster.state, roster.figures["created"]) == (ImportState.DONE, 1), roster.error
    elder = Elder.objects.get()
    assert elder.region == community
    assert [(one.name, one.phone) for one in elder.contacts.all()] == [("王小妹", "+8610012340002")]


def test_gbk_full_width_digits_and_numbers_as_text_are_read(log_in, worker, community):
    text = (
        f"手机号,姓名,社区,技能\n'１００１２３４０００１,张三,{community.name},急救\n10012340002.0,李四,甲,\n"
    )
    roster = bring_in(log_in(worker), SimpleUploadedFile("list.csv", text.encode("gb18030")))
    assert roster.figures["created"] == 2, roster.figures
    assert any("GBK" in warning for warning in roster.warnings)
    assert set(Person.objects.filter(volunteer__isnull=False).values_list("phone", flat=True)) == {
        "+8610012340001", "+8610012340002",
    }  # fmt: skip


# --- What would change ---------------------------------------------------------------------------------------------


def test_what_changes_is_shown_row_by_row_with_old_and_new(log_in, worker, community):
    client = log_in(worker)
    bring_in(
        client, f"phone,name,region_code,max_distance_m,skills\n10012340001,张三,{community.code},2000,\n"
    )
    roster = look(
        client, f"phone,name,region_code,max_distance_m,skills\n10012340001,张三,{community.code},5000,\n"
    )
    changes = client.get(page_of(roster)).context["changes"]
    assert [(line["row"], line["says"]) for line in changes] == [(2, "张三")]
    assert [(part["old"], part["new"]) for part in changes[0]["parts"]] == [("2000", "5000")]


def test_many_changes_are_shown_a_page_at_a_time(log_in, worker, community, monkeypatch):
    client = log_in(worker)
    rows = "".join(f"1001234{number:04d},张{number},{community.code},2000,\n" for number in range(130))
    head = "phone,name,region_code,max_distance_m,skills\n"
    bring_in(client, head + rows)
    roster = look(client, head + rows.replace(",2000,", ",3000,"))
    first, second = (client.get(page_of(roster) + f"?page={page}").context["changes"] for page in (1, 2))
    assert (len(first), len(second)) == (100, 30)
    assert not {line["row"] for line in first} & {line["row"] for line in second}


def test_the_phone_of_somebody_who_logs_in_never_changes_by_a_list(log_in, worker, community, make_user):
    number = id_number(date(1990, 3, 4))
    user = make_user("张三", region=community)
    user.person.set_id_number(number)
    user.person.save()
    phone = user.person.phone
    roster = look(
        log_in(worker),
        f"phone,name,region_code,id_number,skills\n10012349999,张三,{community.code},{number},\n",
    )
    assert roster.figures["refused"] == 1
    take(log_in(worker), roster)
    user.person.refresh_from_db()
    assert user.person.phone == phone


def test_a_list_does_not_rename_whoever_holds_a_phone(log_in, worker, community, make_user):
    user = make_user("张三", region=community)
    phone = user.phone.removeprefix("+86")
    number = id_number(date(1990, 3, 4))
    roster = look(
        log_in(worker), f"phone,name,region_code,id_number,skills\n{phone},李四,{community.code},{number},\n"
    )
    assert roster.figures["refused"] == 1


# --- Taking back ---------------------------------------------------------------------------------------------------


def test_an_import_is_taken_back_while_nothing_stands_on_it(log_in, worker, community):
    client = log_in(worker)
    people = Person.objects.count()
    roster = bring_in(client, elders_of(community))
    assert Elder.objects.count() == 1
    undo(client, roster)
    assert (roster.state, roster.figures["removed"], roster.figures["kept"]) == (ImportState.UNDONE, 1, 0)
    assert not Elder.objects.exists() and Person.objects.count() == people
    assert not Elder.history.exists()
    assert not RosterChange.objects.exists()


def test_changed_fields_are_put_back_but_not_over_what_somebody_wrote_since(log_in, worker, community):
    client = log_in(worker)
    head = "phone,name,region_code,max_distance_m,monthly_cap_minutes,skills\n"
    bring_in(client, f"{head}10012340001,张三,{community.code},2000,300,\n")
    roster = bring_in(client, f"{head}10012340001,张三,{community.code},5000,600,\n")
    Volunteer.objects.update(monthly_cap_minutes=900)
    undo(client, roster)
    volunteer = Volunteer.objects.get()
    assert (volunteer.max_distance_m, volunteer.monthly_cap_minutes) == (2000, 900)
    assert (roster.figures["restored"], roster.figures["kept"]) == (1, 1)
    assert "张三" in client.get(page_of(roster)).content.decode()


def test_volunteers_who_were_approved_or_given_something_to_do_stay(log_in, worker, community, make_task):
    client = log_in(worker)
    roster = bring_in(
        client,
        f"{VOLUNTEERS}10012340001,张三,{community.code},急救\n10012340002,李四,{community.code},急救\n",
    )
    review_volunteer(volunteer=Volunteer.objects.get(person__name="张三"), actor=worker, approve=True)
    undo(client, roster)
    assert [volunteer.person.name for volunteer in Volunteer.objects.all()] == ["张三"]
    assert (roster.figures["removed"], roster.figures["kept"]) == (1, 1)
    assert [item["says"] for item in json.loads(roster.kept_back)] == ["张三"]


def test_a_second_undo_and_that_of_a_stranger_do_nothing(log_in, worker, officer, community):
    client = log_in(worker)
    roster = bring_in(client, elders_of(community))
    assert log_in(officer).post(page_of(roster), {"step": "undo"}).status_code == 404
    undo(client, roster)
    undo(client, roster)
    assert roster.state == ImportState.UNDONE


def test_after_its_time_an_import_cannot_be_taken_back(log_in, worker, community):
    client = log_in(worker)
    roster = bring_in(client, elders_of(community))
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        sweep_rosters()
        undo(log_in(worker), roster)
    assert roster.state == ImportState.DONE and Elder.objects.exists()


def test_past_imports_are_listed_and_the_same_file_again_says_so(log_in, worker, city_manager, community):
    client = log_in(worker)
    bring_in(client, good_and_bad(community))
    again = look(client, good_and_bad(community))
    assert again.warnings
    text = log_in(city_manager).get(PAGE).content.decode()
    assert "list.csv" in text and worker.display_name in text


def test_the_queries_of_list_and_undo_do_not_grow_with_rows(log_in, worker, community, make_user):
    client = log_in(worker)

    def counted(rows, first):
        text = "".join(f"1001{first + row:07d},张{row},{community.code},急救\n" for row in range(rows))
        roster = bring_in(client, VOLUNTEERS + text)
        work.order_undo(roster)
        with CaptureQueriesContext(connection) as undoing:
            work.work_on(roster.pk)
        with CaptureQueriesContext(connection) as listing:
            client.get(PAGE)
        return len(undoing), len(listing)

    counted(1, 0)
    few, more = counted(2, 1_000), counted(40, 2_000)
    assert more == few
    assert few[0] < 150 and few[1] < 30


# --- Files and processes -------------------------------------------------------------------------------------------


def test_a_roster_lies_encrypted_and_goes_after_an_hour_whoever_comes(log_in, worker, community, folder):
    roster = look(log_in(worker), good_and_bad(community))
    files = [path for path in (folder / "rosters").rglob("*") if path.is_file()]
    assert files
    assert all("张三".encode() not in path.read_bytes() for path in files)
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        sweep_rosters()
    assert not [path for path in (folder / "rosters").rglob("*") if path.is_file()]
    roster.refresh_from_db()
    assert roster.state == ImportState.EXPIRED


def test_a_file_that_failed_is_removed_at_once(log_in, worker, folder):
    roster = look(log_in(worker), SimpleUploadedFile("list.xlsx", b"PK\x03\x04 nothing"))
    assert roster.state == ImportState.FAILED and roster.error
    assert not [path for path in (folder / "rosters").rglob("*") if path.is_file()]


def bomb(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return SimpleUploadedFile("bomb.xlsx", file.getvalue())


def real_parts():
    file = io.BytesIO(workbook(["phone", "name"]).read())
    with zipfile.ZipFile(file) as archive:
        return {part.filename: archive.read(part) for part in archive.infolist()}


SHEET = "xl/worksheets/sheet1.xml"
START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    "sheet",
    [
        START
        + b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
        + b"x" * 300_000_000
        + b"</t></is></c></row>"
        + END,
        START + b'<row r="1">' + b'<c t="inlineStr"><is><t>x</t></is></c>' * 2_000_000 + b"</row>" + END,
        START + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + END,
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + START + b"&b;" + END,
        START + b"<row/>" * 3_000_000 + END,
        START + b"<c" + b" " * 40_000_000 + b"/>" + END,
    ],
    ids=[
        "one long text",
        "two million columns",
        "a lie about size",
        "entities",
        "three million rows",
        "one long tag",
    ],
)
def test_a_workbook_that_unpacks_to_much_is_refused_quickly_and_in_little_memory(log_in, worker, sheet):
    upload = bomb({**real_parts(), SHEET: sheet})
    assert upload.size < 3_000_000
    began = time.monotonic()
    roster = look(log_in(worker), upload)
    assert roster.state == ImportState.FAILED and roster.error
    assert time.monotonic() - began < 60


def test_shared_strings_without_end_are_refused(log_in, worker):
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + b"<si><t>ab</t></si>" * 2_500_000 + b"</sst>"
    )  # fmt: skip
    roster = look(log_in(worker), bomb({**real_parts(), "xl/sharedStrings.xml": strings}))
    assert roster.state == ImportState.FAILED


@pytest.mark.parametrize(
    "text", ["phone,name\n" + "," * 2_000_000, "phone,name\n" + "x" * 19_000_000], ids=["wide", "long"]
)
def test_a_csv_of_one_endless_line_is_refused(log_in, worker, text):
    assert look(log_in(worker), text).state == ImportState.FAILED


def test_a_file_of_300_megabytes_is_refused_where_it_arrives(log_in, worker, monkeypatch):
    monkeypatch.setattr("platform_site.rosters.workbench.LARGEST_BYTES", 1_000)
    answer = log_in(worker).post(PAGE, {"file": csv_of("x" * 2_000)})
    assert "file" in answer.context["form"].errors


def test_what_takes_more_memory_than_a_reader_has_fails_with_a_sentence(
    log_in, worker, community, monkeypatch
):
    monkeypatch.setenv("SHOUWANG_NOTHING", "1")
    monkeypatch.setattr("platform_site.rosters.reading._PATIENCE_SECONDS", 0.01)
    roster = look(log_in(worker), good_and_bad(community))
    assert roster.state == ImportState.FAILED and roster.error


def test_an_import_killed_on_the_way_is_gone_on_with_and_can_be_taken_back_whole(
    log_in, worker, community, monkeypatch
):
    client = log_in(worker)
    monkeypatch.setattr("volunteers.registration.imports.volunteers._BATCH", 2)
    rows = "".join(f"1001234{number:04d},张{number},{community.code},\n" for number in range(6))
    roster = look(client, VOLUNTEERS + rows)
    load = work._note_stored
    calls = []

    def killed(one, found):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        load(one, found)

    monkeypatch.setattr(work, "_note_stored", killed)
    with pytest.raises(KeyboardInterrupt):
        take(client, roster)
    assert 0 < Volunteer.objects.count() < 6
    monkeypatch.setattr(work, "_note_stored", load)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        sweep_rosters()
    roster.refresh_from_db()
    assert (roster.state, roster.figures["created"]) == (ImportState.DONE, 6)
    undo(client, roster)
    assert not Volunteer.objects.exists()


def test_two_who_import_the_same_at_once_take_turns(log_in, worker, officer, community):
    first = look(log_in(worker), good_and_bad(community))
    second = look(log_in(officer), good_and_bad(community))
    RosterImport.objects.filter(pk=first.pk).update(
        state=ImportState.IMPORTING, running=True, claimed_at=timezone.now()
    )
    take(log_in(officer), second)
    assert second.state == ImportState.WAITING and not Volunteer.objects.exists()
    RosterImport.objects.filter(pk=first.pk).update(claimed_at=None)
    sweep_rosters()
    second.refresh_from_db()
    sweep_rosters()
    second.refresh_from_db()
    assert second.state == ImportState.DONE
    assert Volunteer.objects.count() == 1


def test_a_preview_can_be_called_off_and_its_files_go(log_in, worker, community, folder):
    client = log_in(worker)
    roster = look(client, good_and_bad(community))
    client.post(page_of(roster), {"step": "cancel"})
    roster.refresh_from_db()
    assert roster.state == ImportState.CANCELLED
    assert not [path for path in (folder / "rosters").rglob("*") if path.is_file()]
    assert take(client, roster).state == ImportState.CANCELLED


def test_an_import_stopped_on_the_way_says_what_came_in_and_is_taken_back(
    log_in, worker, community, monkeypatch
):
    client = log_in(worker)
    monkeypatch.setattr("volunteers.registration.imports.volunteers._BATCH", 2)
    monkeypatch.setattr(work, "_TOLD_EVERY", 1)
    rows = "".join(f"1001234{number:04d},张{number},{community.code},\n" for number in range(6))
    roster = look(client, VOLUNTEERS + rows)
    store = work._note_stored

    def stopped(one, found):
        store(one, found)
        assert work.call_off(one)

    monkeypatch.setattr(work, "_note_stored", stopped)
    take(client, roster)
    assert (roster.state, roster.running, roster.figures["created"]) == (ImportState.STOPPED, None, 2)
    assert Volunteer.objects.count() == 2
    undo(client, roster)
    assert roster.state == ImportState.UNDONE and not Volunteer.objects.exists()


# --- The command ---------------------------------------------------------------------------------------------------


def run(*words, **options):
    out = io.StringIO()
    status = 0
    try:
        call_command(
            "import_roster", *map(str, words), json=True, stdout=out, stderr=io.StringIO(), **options
        )
    except CommandError as error:
        status = error.returncode
    return status, json.loads(out.getvalue().splitlines()[-1])


def test_the_command_guesses_the_kind_tells_all_and_takes_back(community, folder):
    path = folder / "list.csv"
    path.write_text(elders_of(community))
    status, said = run(path, dry_run=True)
    assert (status, said["kind"], said["unknown_columns"], said["created"]) == (0, "elders", ["子女情况"], 1)
    assert said["because"] and said["changes"] == [] and "import" not in said
    assert not RosterImport.objects.exists()
    _status, said = run("elders", path)
    assert Elder.objects.count() == 1
    path.write_text(elders_of(community).replace("独居", "空巢"))
    _status, second = run(path)
    fields = {name for change in second["changes"][0]["changes"] for name in change["fields"]}
    assert (second["updated"], {"living_alone", "empty_nest"} <= fields) == (1, True)
    assert run(undo=second["import"])[1]["restored"] == 1
    assert Elder.objects.get().living_alone
    assert run(undo=said["import"])[1]["removed"] == 1
    assert not Elder.objects.exists()


def test_the_command_refuses_what_it_cannot_tell_and_numbers_it_does_not_know(community, folder):
    path = folder / "list.csv"
    path.write_text(f"姓名,手机号,身份证号,社区代码\n张三,10012340001,,{community.code}\n")
    assert run(path)[0] == 2
    assert run(undo="nothing")[0] == 2
    assert run("nothing", path)[0] == 2
