"""The file and the list of projects in the workbench, and closing one from there."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notifications.models import Message
from people.access_log.models import AccessLog
from tests.conftest import in_english
from tests.volunteers.projects.conftest import shift
from volunteers.projects.models import Project
from volunteers.projects.services import create_project
from volunteers.tasks.services import assignments


def file_of(project):
    return reverse("volunteers_project:inspect", args=[project.pk])


def end_of(project):
    return reverse("volunteers_workbench:end_project", args=[project.pk])


@pytest.fixture
def signed_up(published, volunteer):
    return assignments.sign_up(task=published.shifts.get(), volunteer=volunteer, actor=volunteer.person.user)


@pytest.mark.parametrize("who", ["worker", "officer", "auditor"])
def test_the_file_leads_to_publisher_contact_volunteers_and_services(
    published, signed_up, organization, log_in, request, who
):
    Project.objects.update(contact_name="张姐", contact_phone="+8613900000001")
    user = request.getfixturevalue(who)
    text = log_in(user).get(file_of(published)).content.decode()
    for lead in (
        reverse("organizations_socialorganization:inspect", args=[organization.pk]),
        "tel:+8613900000001",
        reverse("volunteers_volunteer:inspect", args=[signed_up.volunteer_id]),
        reverse("volunteers_workbench:service", args=[signed_up.pk]),
        reverse("volunteers_project:history", args=[published.pk]),
    ):
        assert lead in text, lead
    assert AccessLog.objects.filter(actor=user, action="list", count=1).exists()
    assert (end_of(published) in text) is (who == "officer")


def test_an_officer_closes_a_project_with_a_reason_once_and_everybody_is_told(
    published, signed_up, volunteer, resident, officer, log_in
):
    client = log_in(officer)
    client.post(end_of(published), {"note": " "})
    published.refresh_from_db()
    assert published.state == "published"
    for _click in range(2):
        assert client.post(end_of(published), {"note": "收费"}).url == file_of(published)
    published.refresh_from_db()
    signed_up.refresh_from_db()
    assert (published.state, published.review_note, signed_up.state) == ("closed", "收费", "cancelled")
    assert Message.objects.filter(person=resident.person, body__contains="收费").count() == 1
    assert Message.objects.filter(person=volunteer.person, kind="change").count() == 1


@pytest.mark.parametrize("who", ["worker", "auditor", "resident", "manager_next_door"])
def test_who_does_not_decide_there_does_not_close_it(published, log_in, request, who):
    client = log_in(request.getfixturevalue(who))
    assert client.post(end_of(published), {"note": "x"}).status_code in (302, 403, 404)
    published.refresh_from_db()
    assert published.state == "published"


def test_an_officer_who_manages_the_project_does_not_close_it_from_the_office(
    published, resident, township, log_in
):
    resident.role_grants.create(role="township_officer", region=township)
    log_in(resident).post(end_of(published), {"note": "x"})
    published.refresh_from_db()
    assert published.state == "published"
    assert end_of(published) not in log_in(resident).get(file_of(published)).content.decode()


def test_the_list_narrows_by_publisher_state_and_shifts_and_leads_on(
    published, signed_up, organization, resident, community, officer, log_in
):
    other = create_project(
        actor=resident,
        organization=organization,
        title="理发",
        description="x",
        category="meals",
        region=community,
    )
    client, address = in_english(log_in(officer)), reverse("volunteers_project:index")
    for query, titles in (
        ("", {"助餐", "理发"}),
        (f"?organization={organization.pk}", {"助餐", "理发"}),
        (f"?organization={organization.pk}&state=draft", {"理发"}),
        ("?shifts=yes", {"助餐"}),
        ("?shifts=no", {"理发"}),
        ("?organization=999999", {"助餐", "理发"}),
        ("?organization=\0&team=x&area=x", {"助餐", "理发"}),
        ("?ordering=-signed_up", {"助餐", "理发"}),
    ):
        rows = client.get(address + query).context["object_list"]
        assert {row.title for row in rows} == titles, query
    assert file_of(other) in client.get(address).content.decode()


def test_file_list_and_export_ask_as_many_queries_for_one_as_for_many(
    published, signed_up, organization, resident, community, officer, make_volunteer, log_in
):
    client, index = log_in(officer), reverse("volunteers_project:index")

    def queries():
        counts = []
        for address in (file_of(published), index, index + "?export=csv"):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
                if answer.streaming:
                    b"".join(answer.streaming_content)
            counts.append(len(asked))
        return counts

    before = queries()
    for number in range(3):
        task = shift(published, resident, hours=60 + number)
        helper = make_volunteer(f"志愿者{number}")
        assignments.sign_up(task=task, volunteer=helper, actor=helper.person.user)
        create_project(
            actor=resident, organization=organization, title=f"项目{number}", description="x", category="meals",
            region=community,
        )  # fmt: skip
    assert queries() == before
