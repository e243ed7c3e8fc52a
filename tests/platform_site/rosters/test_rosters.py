"""Rosters in the workbench: look first, import the good rows, get the refused ones back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from volunteers.registration.models.volunteer import Volunteer

PAGE = "/workbench/rosters/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def roster(community, name="volunteers.csv"):
    """One good row and one whose phone is none."""
    lines = f"phone,name,region_code\n10012340001,张三,{community.code}\nabc,李四,{community.code}\n"
    return SimpleUploadedFile(name, lines.encode())


def look(client, community):
    return client.post(PAGE, {"kind": "volunteers", "file": roster(community)})


def test_a_look_at_a_roster_changes_nothing(log_in, worker, community):
    report = look(log_in(worker), community).context["report"]
    assert (report["read"], report["created"], report["refused"]) == (2, 1, 1)
    assert not Volunteer.objects.exists()


def test_importing_keeps_the_good_rows_and_a_second_click_changes_nothing(log_in, worker, community):
    client = log_in(worker)
    token = look(client, community).context["token"]
    for created in (1, 0):
        report = client.post(PAGE, {"kind": "volunteers", "token": token}).context["report"]
        assert (report["created"], report["refused"]) == (created, 1)
    assert [volunteer.person.name for volunteer in Volunteer.objects.all()] == ["张三"]


def test_refused_rows_come_back_as_a_file_with_the_reason(log_in, worker, community):
    client = log_in(worker)
    token = look(client, community).context["token"]
    answer = client.get(reverse("rosters:refused", args=["volunteers", token]))
    assert answer.headers["Content-Type"].startswith("text/csv")
    text = answer.getvalue().decode("utf-8-sig")
    assert "李四" in text
    assert "abc" in text
    assert "张三" not in text
    header, row = text.splitlines()[:2]
    assert len(header.split(",")) > 3
    assert row.split(",")[-1].strip()


def test_the_upload_of_another_worker_is_not_found(log_in, worker, officer, community):
    token = look(log_in(worker), community).context["token"]
    other = log_in(officer)
    assert other.get(reverse("rosters:refused", args=["volunteers", token])).status_code == 404
    assert other.post(PAGE, {"kind": "volunteers", "token": token}).status_code == 404
    assert not Volunteer.objects.exists()


@pytest.mark.parametrize("token", ["../keys", "x.csv", "0" * 32 + ".csv"])
def test_a_made_up_token_is_not_found(log_in, worker, token):
    assert log_in(worker).post(PAGE, {"kind": "volunteers", "token": token}).status_code == 404


def test_a_row_outside_the_workers_area_is_refused(log_in, worker_next_door, community):
    report = look(log_in(worker_next_door), community).context["report"]
    assert (report["created"], report["refused"]) == (0, 2)


def test_a_file_that_is_no_table_is_refused_with_a_sentence(log_in, worker):
    answer = log_in(worker).post(
        PAGE, {"kind": "volunteers", "file": SimpleUploadedFile("list.pdf", b"%PDF")}
    )
    assert "file" in answer.context["form"].errors


def test_a_resident_imports_nothing(log_in, resident, community):
    assert look(log_in(resident), community).status_code in {302, 403}
    assert not Volunteer.objects.exists()
