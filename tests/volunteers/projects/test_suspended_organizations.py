"""An organization that is suspended for a while: nothing is done in its name, and it ends by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifications.models import Message
from organizations.errors import OrganizationError
from organizations.models import OrganizationMember, OrganizationSuspension, SocialOrganization
from organizations.policy import LONGEST_SUSPENSION
from organizations.services import (
    become_partner,
    close_organization,
    lift_organization_suspension,
    suspend_organization,
)
from tests.conftest import in_english
from tests.timebank.conftest import rule
from tests.volunteers.projects.conftest import shift
from timebank.rewards.services.partners import review_partner
from volunteers.projects.models import Project
from volunteers.projects.services import create_project
from volunteers.tasks.services import assignments


def page_of(organization):
    return reverse("organizations_workbench:suspend", args=[organization.pk])


def file_of(organization):
    return reverse("organizations_socialorganization:inspect", args=[organization.pk])


def day(later):
    return timezone.localdate() + timedelta(days=later)


def suspended(organization, officer, days=30):
    return suspend_organization(
        organization=organization, actor=officer, until=day(days), reason="账目正在核查"
    )


def test_what_is_running_is_shown_first_and_then_called_off_until_that_day(
    published, organization, volunteer, resident, officer, log_in
):
    first = published.shifts.get()
    signed = assignments.sign_up(task=first, volunteer=volunteer, actor=volunteer.person.user)
    after = shift(published, resident, hours=24 * 40)
    client, asked = in_english(log_in(officer)), {"reason": "账目正在核查", "until": day(30).isoformat()}
    assert page_of(organization) in client.get(file_of(organization)).content.decode()
    shown = client.post(page_of(organization), asked).content.decode()
    assert "1 shift is called off" in shown and "1 sign-up is cancelled" in shown
    assert not OrganizationSuspension.objects.exists()
    for _click in range(2):
        answer = client.post(page_of(organization), asked | {"step": "decide"})
        assert answer.url == file_of(organization)
    row = OrganizationSuspension.objects.get()
    assert (row.imposed_by, row.until, row.reason) == (officer, day(30), "账目正在核查")
    for kept in (first, after, signed):
        kept.refresh_from_db()
    assert (first.state, after.state, signed.state) == ("cancelled", "open", "cancelled")
    assert Message.objects.filter(person=volunteer.person, kind="change").count() == 1
    assert Message.objects.filter(person=resident.person, body__contains="账目正在核查").count() == 1
    text = client.get(file_of(organization)).content.decode()
    assert f"Suspended until {day(30)}" in text and "账目正在核查" in text


def test_meanwhile_its_managers_do_nothing_in_its_name_and_it_ends_by_itself(
    project, organization, resident, officer, community, log_in
):
    suspended(organization, officer)
    client = log_in(resident)
    for url in (
        f"/projects/{project.uuid}/manage/",
        reverse("organizations:change", args=[organization.pk]),
        reverse("organizations:partner", args=[organization.pk]),
        f"/projects/new/?organization={organization.pk}",
    ):
        assert client.get(url).status_code == 404, url
    mine = in_english(client).get("/organizations/mine/").content.decode()
    assert "账目正在核查" in mine and f"Suspended until {day(30)}" in mine
    said = {"title": "x", "description": "x", "category": "meals", "region": community}
    with pytest.raises(ValidationError):
        create_project(actor=resident, organization=organization, **said)
    assert not Project.objects.with_ground().filter(pk=project.pk)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert not SocialOrganization.objects.standing()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert list(SocialOrganization.objects.managed_by(resident)) == [organization]
        assert Project.objects.managed_by(resident).get() == project
        assert client.get(f"/projects/{project.uuid}/manage/").status_code in (200, 302)


@pytest.mark.parametrize("who", ["worker", "auditor", "resident", "manager_next_door"])
def test_who_does_not_decide_there_neither_suspends_nor_lifts(organization, officer, log_in, request, who):
    client = log_in(request.getfixturevalue(who))
    asked = {"reason": "x", "until": day(1).isoformat(), "step": "decide"}
    assert client.post(page_of(organization), asked).status_code in (302, 403, 404)
    assert not OrganizationSuspension.objects.exists()
    suspended(organization, officer)
    lift = reverse("organizations_workbench:lift", args=[organization.pk])
    assert client.post(lift).status_code in (302, 403, 404)
    assert client.get(lift).status_code in (302, 403, 405)
    assert OrganizationSuspension.objects.get().holds


@pytest.mark.parametrize("role", ["manager", "member"])
def test_nobody_lifts_the_suspension_of_an_organization_of_their_own(
    organization, officer, make_user, township, log_in, role
):
    own = make_user("乙")
    own.role_grants.create(role="township_officer", region=township)
    OrganizationMember.objects.create(organization=organization, person=own.person, role=role)
    suspended(organization, officer)
    with pytest.raises(OrganizationError):
        lift_organization_suspension(organization=organization, actor=own)
    assert (
        log_in(own).post(reverse("organizations_workbench:lift", args=[organization.pk])).status_code == 404
    )
    assert (
        f"organizations/{organization.pk}/lift" not in log_in(own).get(file_of(organization)).content.decode()
    )
    assert OrganizationSuspension.objects.get().holds


def test_lifting_leaves_the_row_and_its_partnership_goes_with_it(
    organization, resident, officer, community, log_in
):
    partner = become_partner(organization=organization, actor=resident, region=community, address="东街1号")
    review_partner(partner=partner, actor=officer, approve=True)
    suspended(organization, officer)
    partner.refresh_from_db()
    assert partner.suspension.until == day(30)
    client = in_english(log_in(officer))
    for _click in range(2):
        client.post(reverse("organizations_workbench:lift", args=[organization.pk]))
    row = OrganizationSuspension.objects.get()
    partner.refresh_from_db()
    assert (row.lifted_by, row.holds, partner.stands) == (officer, False, True)
    assert "lifted on" in client.get(file_of(organization)).content.decode()
    assert suspended(organization, officer).pk != row.pk


def test_closing_a_suspended_one_leaves_its_partner_closed_for_good(
    organization, resident, officer, community
):
    partner = become_partner(organization=organization, actor=resident, region=community, address="东街1号")
    review_partner(partner=partner, actor=officer, approve=True)
    suspended(organization, officer)
    close_organization(organization=organization, actor=officer, note="注销")
    with time_machine.travel(timezone.now() + timedelta(days=99)):
        partner.refresh_from_db()
        assert not partner.stands


def test_a_suspension_needs_a_reason_an_end_and_an_approved_organization(organization, officer):
    for reason, until in ((" \0", day(1)), ("x", None), ("x", day(-1)), ("x", day(180))):
        with pytest.raises(ValidationError):
            suspend_organization(organization=organization, actor=officer, until=until, reason=reason)
    suspended(organization, officer)
    with pytest.raises(OrganizationError):
        suspended(organization, officer, days=31)
    SocialOrganization.objects.update(state="pending")
    with pytest.raises(OrganizationError):
        suspended(organization, officer)


def test_how_long_is_a_rule(organization, officer):
    rule(LONGEST_SUSPENSION, 10)
    with pytest.raises(ValidationError):
        suspended(organization, officer, days=10)
    rule(LONGEST_SUSPENSION, 11, date(2026, 2, 1))
    assert suspended(organization, officer, days=10).holds


def test_the_public_page_gives_no_number_to_call_and_no_reason(organization, officer, client):
    SocialOrganization.objects.update(contact_phone="+8613900000001")
    suspended(organization, officer)
    page = in_english(client).get(reverse("organizations:detail", args=[organization.pk])).content.decode()
    assert "is suspended" in page and "13900000001" not in page and "账目" not in page


def test_the_list_tells_suspended_ones_apart_and_its_export_says_so(organization, officer, log_in):
    client, address = in_english(log_in(officer)), reverse("organizations_socialorganization:index")
    suspended(organization, officer)
    for query, there in (("?state=suspended", True), ("?state=approved", False), ("", True)):
        assert (organization.name in client.get(address + query).content.decode()) is there
    table = client.get(address + "?export=csv")
    assert f"Suspended until {day(30)}" in b"".join(table.streaming_content).decode()


def test_file_and_list_ask_as_many_queries_for_one_as_for_many(
    published, organization, resident, officer, community, make_user, log_in
):
    client = log_in(officer)
    addresses = (
        file_of(organization),
        reverse("organizations_socialorganization:index"),
        reverse("organizations_socialorganization:index") + "?export=csv",
    )

    def queries():
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
                if answer.streaming:
                    b"".join(answer.streaming_content)
            counts.append(len(asked))
        return counts

    suspended(organization, officer)
    before = queries()
    for number in range(3):
        OrganizationMember.objects.create(organization=organization, person=make_user(f"成员{number}").person)
        organization.facilities.create(name=f"驿站{number}", type="station", region=community)
        project = Project.objects.create(
            title=f"项目{number}",
            description="x",
            category="meals",
            region=community,
            organization=organization,
        )
        assert project
        SocialOrganization.objects.create(
            name=f"会{number}", region=community, kind="charity", tier="community_guided", state="approved"
        )
    assert queries() == before
