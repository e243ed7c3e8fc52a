"""The workbench shows people within one's regions, lets change what the role may change, and remembers who read."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from people.access_log.models import AccessLog
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.logins.models import User
from people.mandates.models import Mandate
from people.persons.models import Person
from people.roles.models import RoleGrant
from regions.models import Region
from tests.people.conftest import id_number
from workbench.access_recording import AccessAction
from workbench.roles import Role

LogIn = Callable[[User], Client]


def url(view: str, *args: Any) -> str:
    return reverse(f"people_person:{view}", args=args)


def posted(person: Person, **changes: str) -> dict[str, str]:
    return {
        "name": person.name,
        "sex": person.sex,
        "birth_date": f"{person.birth_date:%Y-%m-%d}" if person.birth_date else "",
        "phone": person.phone,
        "region": person.region_id or "",
        "id_number": "",
    } | changes


@pytest.mark.django_db
def test_a_worker_sees_the_people_of_her_community_and_no_others(
    log_in: LogIn, worker: User, worker_next_door: User, neighbour: Person
) -> None:
    assert neighbour.name in log_in(worker).get(url("index")).content.decode()
    next_door = log_in(worker_next_door)
    assert neighbour.name not in next_door.get(url("index")).content.decode()
    assert neighbour.name not in next_door.get(url("index_results"), {"q": neighbour.name}).content.decode()
    for view in ("inspect", "edit", "history"):
        assert next_door.get(url(view, neighbour.pk)).status_code == 404
    assert next_door.post(url("edit", neighbour.pk), posted(neighbour, name="别人")).status_code == 404
    neighbour.refresh_from_db()
    assert neighbour.name == "张桂芳"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["worker", "officer", "manager", "city_manager", "auditor"])
def test_everybody_above_sees_the_file(log_in: LogIn, request: Any, role: str, neighbour: Person) -> None:
    client = log_in(request.getfixturevalue(role))
    page = client.get(url("inspect", neighbour.pk))
    assert page.status_code == 200
    assert neighbour.phone in page.content.decode()
    assert neighbour.id_number not in page.content.decode()


@pytest.mark.django_db
def test_an_auditor_looks_and_changes_nothing(log_in: LogIn, auditor: User, neighbour: Person) -> None:
    client = log_in(auditor)
    assert client.get(url("inspect", neighbour.pk)).status_code == 200
    assert client.get(url("edit", neighbour.pk)).status_code == 403
    assert client.post(url("edit", neighbour.pk), posted(neighbour, name="别人")).status_code == 403
    assert client.get(url("add")).status_code == 403
    page = client.get(url("index")).content.decode()
    assert url("edit", neighbour.pk) not in page
    assert url("add") not in page


@pytest.mark.django_db
def test_who_works_here_and_audits_there_changes_only_here(
    log_in: LogIn, worker: User, county: Region, community_next_door: Region, neighbour: Person
) -> None:
    RoleGrant.objects.create(user=worker, role=Role.AUDITOR, region=county)
    other = Person.objects.create(name="王秀英", region=community_next_door)
    client = log_in(worker)
    page = client.get(url("index")).content.decode()
    assert url("edit", neighbour.pk) in page
    assert other.name in page
    assert url("edit", other.pk) not in page
    assert client.get(url("edit", other.pk)).status_code == 404


@pytest.mark.django_db
def test_reading_and_changing_a_file_are_on_record(log_in: LogIn, worker: User, neighbour: Person) -> None:
    client = log_in(worker)
    client.get(url("inspect", neighbour.pk))
    client.get(url("edit", neighbour.pk))
    client.post(url("edit", neighbour.pk), posted(neighbour, name="张桂花"))
    client.get(url("history", neighbour.pk))
    rows = AccessLog.objects.filter(subject=neighbour).order_by("pk")
    assert [row.action for row in rows] == [
        AccessAction.READ,
        AccessAction.READ,
        AccessAction.CHANGE,
        AccessAction.READ,
    ]
    assert {(row.actor, row.region_id, row.address) for row in rows} == {
        (worker, neighbour.region_id, "127.0.0.1")
    }


@pytest.mark.django_db
def test_a_list_is_on_record_as_one_row_with_its_count(
    log_in: LogIn, worker: User, community: Region, neighbour: Person
) -> None:
    client = log_in(worker)
    client.get(url("index"))
    row = AccessLog.objects.get()
    assert (row.action, row.count, row.subject, row.region_id) == (AccessAction.LIST, 2, None, community.pk)
    client.get(url("index"), {"q": "没有这个人"})
    assert AccessLog.objects.count() == 1


@pytest.mark.django_db
def test_a_file_names_who_read_it_to_the_auditor_and_not_to_the_worker(
    log_in: LogIn, worker: User, auditor: User, neighbour: Person
) -> None:
    log_in(worker).get(url("inspect", neighbour.pk))
    page = log_in(auditor).get(url("inspect", neighbour.pk))
    assert [row.actor for row in page.context["readers"]] == [auditor, worker]
    assert not log_in(worker).get(url("inspect", neighbour.pk)).context["readers"]


@pytest.mark.django_db
def test_the_list_asks_the_same_number_of_questions_for_one_row_and_for_twenty(
    log_in: LogIn, worker: User, community: Region, django_assert_max_num_queries: Any
) -> None:
    client = log_in(worker)
    client.get(url("index"))
    for number in range(20):
        Person.objects.create(name=f"老人{number}", region=community)
    with django_assert_max_num_queries(15):
        client.get(url("index"))


@pytest.mark.django_db
def test_an_export_holds_what_one_may_see_and_is_on_record(
    log_in: LogIn, worker: User, neighbour: Person, community_next_door: Region
) -> None:
    Person.objects.create(name="王秀英", region=community_next_door)
    Person.objects.create(name="=1+1", region=neighbour.region)
    client = log_in(worker)
    content = b"".join(client.get(url("index"), {"export": "csv", "reason": "check"}).streaming_content)
    assert content.startswith("\ufeff".encode())
    text = content.decode("utf-8-sig")
    assert neighbour.name in text
    assert "王秀英" not in text
    # No spreadsheet takes a name for a formula.
    assert "'=1+1" in text
    assert neighbour.id_number not in text
    book = openpyxl.load_workbook(
        BytesIO(b"".join(client.get(url("index"), {"export": "xlsx", "reason": "check"}).streaming_content))
    )
    names = [row[0].value for row in book.active.iter_rows(min_row=2)]
    assert sorted(names) == sorted([neighbour.name, "=1+1", worker.person.name])
    assert list(AccessLog.objects.values_list("action", "count")) == [(AccessAction.EXPORT, 3)] * 2


@pytest.mark.django_db
def test_a_file_is_made_by_hand_with_what_its_id_number_says(
    log_in: LogIn, worker: User, community: Region
) -> None:
    number = id_number(serial=124)
    data = {"name": "刘淑珍", "region": community.pk, "id_number": number, "phone": "0818 2123456"}
    response = log_in(worker).post(url("add"), data)
    assert response.status_code == 302
    person = Person.objects.get(name="刘淑珍")
    assert (person.sex, str(person.birth_date), person.phone) == ("F", "1948-03-02", "+868182123456")
    assert person.id_number == number


@pytest.mark.django_db
def test_a_file_is_neither_made_for_nor_moved_to_a_place_outside_ones_area(
    log_in: LogIn, worker: User, community_next_door: Region, neighbour: Person
) -> None:
    client = log_in(worker)
    refused = client.post(url("add"), {"name": "刘淑珍", "region": community_next_door.pk})
    assert refused.context["form"].errors["region"]
    refused = client.post(url("edit", neighbour.pk), posted(neighbour, region=community_next_door.pk))
    assert refused.context["form"].errors["region"]
    neighbour.refresh_from_db()
    assert neighbour.region_id != community_next_door.pk


@pytest.mark.django_db
def test_what_contradicts_the_id_number_comes_back_into_the_form(
    log_in: LogIn, worker: User, neighbour: Person
) -> None:
    client = log_in(worker)
    response = client.post(
        url("edit", neighbour.pk), posted(neighbour, birth_date="1950-01-01", name="新名字")
    )
    assert response.status_code == 200
    assert response.context["form"].errors["birth_date"]
    assert response.context["form"]["name"].value() == "新名字"
    neighbour.refresh_from_db()
    assert str(neighbour.birth_date) == "1948-03-02"


@pytest.mark.django_db
def test_an_empty_id_number_in_the_form_keeps_the_one_on_file(
    log_in: LogIn, worker: User, neighbour: Person
) -> None:
    before = neighbour.id_number
    client = log_in(worker)
    assert before not in client.get(url("edit", neighbour.pk)).content.decode()
    client.post(url("edit", neighbour.pk), posted(neighbour, name="张桂花"))
    neighbour.refresh_from_db()
    assert (neighbour.name, neighbour.id_number) == ("张桂花", before)


@pytest.mark.django_db
def test_the_history_tells_who_changed_what(log_in: LogIn, worker: User, neighbour: Person) -> None:
    client = log_in(worker)
    client.post(url("edit", neighbour.pk), posted(neighbour, name="张桂花", id_number=id_number(serial=126)))
    [changed, made] = client.get(url("history", neighbour.pk)).context["steps"]
    assert changed.actor == worker
    assert [(change.old, change.new) for change in changed.changes] == [("张桂芳", "张桂花")]
    assert made.made and not made.changes


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["13800138001", "+86 138 0013 8001", "id"])
def test_somebody_is_found_by_phone_or_id_number_within_ones_area(
    log_in: LogIn, worker: User, worker_next_door: User, neighbour: Person, number: str
) -> None:
    asked = neighbour.id_number if number == "id" else number
    find = reverse("people_workbench:find")
    assert log_in(worker).post(find, {"number": asked}).context["people"] == [neighbour]
    assert log_in(worker_next_door).post(find, {"number": asked}).context["people"] == []
    assert log_in(worker).post(find, {"number": "没有"}).context["people"] == []
    assert AccessLog.objects.filter(action=AccessAction.LIST, actor=worker).first().count == 0


@pytest.mark.django_db
def test_the_whole_id_number_is_shown_on_record_only(
    log_in: LogIn, worker: User, worker_next_door: User, neighbour: Person
) -> None:
    address = reverse("people_workbench:reveal_id_number", args=[neighbour.pk])
    client = log_in(worker)
    assert client.get(address).status_code == 405
    assert neighbour.id_number in client.post(address).content.decode()
    assert AccessLog.objects.get().action == AccessAction.REVEAL
    assert log_in(worker_next_door).post(address).status_code == 404


@pytest.mark.django_db
def test_a_worker_records_and_ends_a_consent(
    log_in: LogIn, worker: User, auditor: User, neighbour: Person
) -> None:
    add = reverse("people_workbench:add_consent", args=[neighbour.pk])
    client = log_in(worker)
    data = {"purpose": "visits", "given_on": "2026-01-05", "method": "oral", "given_by": "女儿"}
    assert client.get(add).status_code == 200
    assert client.post(add, data | {"given_on": "2999-01-01"}).context["form"].errors["given_on"]
    client.post(add, data)
    client.post(add, data)
    consent = Consent.objects.get()
    assert (consent.purpose, consent.recorded_by, consent.given_by) == (ConsentPurpose.VISITS, worker, "女儿")
    end = reverse("people_workbench:end_consent", args=[consent.pk])
    assert log_in(auditor).post(end).status_code == 403
    assert client.get(end).status_code == 200
    client.post(end)
    client.post(end)
    consent.refresh_from_db()
    assert consent.withdrawn_on is not None


@pytest.mark.django_db
def test_a_worker_records_and_ends_a_mandate(
    log_in: LogIn, worker: User, worker_next_door: User, neighbour: Person
) -> None:
    add = reverse("people_workbench:add_mandate", args=[neighbour.pk])
    data = {"name": "张小华", "phone": "13800138009", "relation": "女儿", "how": "in_person"}
    assert log_in(worker_next_door).post(add, data).status_code == 404
    client = log_in(worker)
    client.post(add, data)
    client.post(add, data)
    mandate = Mandate.objects.get()
    assert (mandate.principal, mandate.agent.name, mandate.recorded_by) == (neighbour, "张小华", worker)
    assert client.get(reverse("people_mandate:inspect", args=[mandate.pk])).status_code == 200
    end = reverse("people_workbench:end_mandate", args=[mandate.pk])
    assert log_in(worker_next_door).post(end).status_code == 404
    client.post(end)
    mandate.refresh_from_db()
    assert mandate.revoked_by == worker
    assert not Mandate.objects.in_force().exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "may"),
    [("worker", False), ("officer", True), ("manager", True), ("auditor", True), ("manager_next_door", True)],
)
def test_the_access_log_is_for_managers_and_auditors_of_the_region(
    log_in: LogIn, request: Any, worker: User, neighbour: Person, name: str, may: bool
) -> None:
    log_in(worker).get(url("inspect", neighbour.pk))
    response = log_in(request.getfixturevalue(name)).get(reverse("people_accesslog:index"))
    assert response.status_code == (200 if may else 403)
    shown = may and neighbour.name in response.content.decode()
    assert shown is (may and name != "manager_next_door")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "view", ["people_person", "people_rolegrant", "people_consent", "people_mandate", "people_accesslog"]
)
def test_every_list_of_people_opens_and_exports_for_a_manager(
    log_in: LogIn, manager: User, neighbour: Person, view: str
) -> None:
    client = log_in(manager)
    client.get(url("inspect", neighbour.pk))
    for query in (
        {},
        {"q": "张"},
        {"export": "xlsx", "reason": "check"},
        {"export": "csv", "reason": "check"},
    ):
        assert client.get(reverse(f"{view}:index"), query).status_code == 200


@pytest.mark.django_db
def test_nobody_without_a_role_opens_any_of_it(
    log_in: LogIn, resident: User, client: Client, neighbour: Person
) -> None:
    addresses = [
        url("index"),
        url("inspect", neighbour.pk),
        reverse("people_workbench:find"),
        reverse("people_workbench:add_consent", args=[neighbour.pk]),
        reverse("people_rolegrant:index"),
        reverse("people_accesslog:index"),
    ]
    inside = log_in(resident)
    for address in addresses:
        assert inside.get(address).status_code == 403
        assert client.get(address).status_code == 302
