"""The register of organizations in the workbench: what the office writes, and who may."""

from __future__ import annotations

import pytest
from django.urls import reverse

from organizations.models import OrganizationMember, SocialOrganization
from tests.conftest import in_english


@pytest.fixture
def organization(resident, community):
    row = SocialOrganization.objects.create(
        name="邻里互助会",
        region=community,
        kind="mutual_aid",
        tier="community_guided",
        state="approved",
        contact_name="张姐",
        contact_phone="+8613900000001",
    )
    OrganizationMember.objects.create(organization=row, person=resident.person, role="manager")
    return row


def edit(organization):
    return reverse("organizations_socialorganization:edit", args=[organization.pk])


def fields(community, **said):
    return {
        "name": "邻里互助会",
        "region": community.code,
        "kind": "mutual_aid",
        "introduction": "",
        "contact_name": "张姐",
        "contact_phone": "13900000002",
        "grade": "",
        "graded_on": "",
    } | said


def test_an_officer_changes_contact_and_grade_and_the_history_says_who(
    organization, officer, community, log_in
):
    client = log_in(officer)
    assert client.post(edit(organization), fields(community, grade="3A")).status_code == 200
    graded = fields(community, grade="3A", graded_on="2026-05-01")
    assert client.post(edit(organization), graded).status_code == 302
    organization.refresh_from_db()
    assert (organization.contact_phone, organization.grade) == ("+8613900000002", "3A")
    assert organization.history.first().history_user == officer
    file = client.get(reverse("organizations_socialorganization:inspect", args=[organization.pk]))
    assert "tel:+8613900000002" in file.content.decode() and "2031-05-01" in file.content.decode()


def test_it_cannot_be_moved_out_of_ones_area(organization, officer, community_far_away, log_in):
    answer = in_english(log_in(officer)).post(edit(organization), fields(community_far_away))
    assert "outside your area" in answer.content.decode()


@pytest.mark.parametrize("role", ["manager", "member"])
def test_nobody_gives_a_grade_to_an_organization_of_their_own(
    organization, resident, community, township, log_in, role
):
    OrganizationMember.objects.update(role=role)
    resident.role_grants.create(role="township_officer", region=township)
    graded = fields(community, grade="5A", graded_on="2026-05-01")
    assert log_in(resident).post(edit(organization), graded).status_code in (302, 403, 404)
    organization.refresh_from_db()
    assert organization.grade == ""


@pytest.mark.parametrize("who", ["worker", "auditor"])
def test_who_does_not_manage_the_region_reads_and_writes_nothing(
    organization, community, log_in, request, who
):
    client = log_in(request.getfixturevalue(who))
    file = client.get(reverse("organizations_socialorganization:inspect", args=[organization.pk]))
    text = file.content.decode()
    assert "tel:+8613900000001" in text and "/suspend/" not in text and "/close/" not in text
    assert client.post(edit(organization), fields(community)).status_code in (302, 403, 404)
    organization.refresh_from_db()
    assert organization.contact_phone == "+8613900000001"


def test_the_number_in_the_list_calls(organization, officer, log_in):
    text = log_in(officer).get(reverse("organizations_socialorganization:index")).content.decode()
    assert "tel:+8613900000001" in text
