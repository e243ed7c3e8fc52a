"""Power ends with its ground: who managed a closed organization, or led a team while suspended, does nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from notifications.models import Message
from organizations.errors import OrganizationError
from organizations.services import close_organization, review_organization
from tests.conftest import in_english
from tests.volunteers.projects.conftest import shift
from timebank.earning.selectors.stars import certified_minutes
from volunteers.errors import TaskError
from volunteers.projects.models import Project
from volunteers.projects.services import create_project, review_project, shift_code, submit_project
from volunteers.registration.models.team import Team, TeamMember
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services.registration import leave
from volunteers.registration.services.suspension import suspend_volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.queue import to_verify
from volunteers.tasks.services import assignments


def close_url(organization):
    return reverse("organizations_workbench:close", args=[organization.pk])


def closed(organization, officer, log_in):
    log_in(officer).post(close_url(organization), {"note": "营业执照注销"})
    organization.refresh_from_db()
    assert organization.state == "closed"
    return organization


@pytest.mark.parametrize("who", ["worker", "manager_next_door", "resident", "auditor"])
def test_only_the_township_and_above_close_an_organization_and_with_a_reason(
    published,
    organization,
    officer,
    log_in,
    request,
    who,
):
    log_in(request.getfixturevalue(who)).post(close_url(organization), {"note": "x"})
    log_in(officer).post(close_url(organization), {"note": " "})
    organization.refresh_from_db()
    assert organization.state == "approved"


def test_the_managers_of_a_closed_organization_reach_no_page_and_confirm_nothing_but_volunteers_keep_their_hours(
    published,
    organization,
    volunteer,
    resident,
    worker,
    officer,
    log_in,
):
    task = published.shifts.get()
    own = volunteer.person.user
    served = assignments.sign_up(task=task, volunteer=volunteer, actor=own)
    with time_machine.travel(task.starts_at, tick=False):
        assignments.check_in(assignment=served, actor=own, code=shift_code(published, task.starts_at))
    with time_machine.travel(task.ends_at, tick=False):
        assignments.check_out(assignment=served, actor=own)
        closed(organization, officer, log_in)
        client = log_in(resident)
        for url in (
            f"/projects/{published.uuid}/manage/",
            f"/projects/{published.uuid}/change/",
            reverse("organizations:change", args=[organization.pk]),
            reverse("organizations:partner", args=[organization.pk]),
            f"/projects/new/?organization={organization.pk}",
        ):
            assert client.get(url).status_code == 404, url
        for url in (
            f"/attendance/{served.uuid}/",
            f"/shifts/{task.uuid}/cancel/",
            f"/projects/{published.uuid}/submit/",
        ):
            assert client.post(url, {"decision": "verify"}).status_code == 404, url
        with pytest.raises(TaskError):
            assignments.verify(assignment=served, actor=resident)
        assert served not in Assignment.objects.visible_to(resident)
        assert list(to_verify(worker)) == [Assignment.objects.get(pk=served.pk)]
        assignments.verify(assignment=served, actor=worker)
    assert certified_minutes(volunteer.person) == 120


def test_closing_calls_off_what_is_to_come_tells_everybody_and_twice_is_once(
    published,
    organization,
    volunteer,
    resident,
    officer,
    log_in,
):
    assignment = assignments.sign_up(
        task=published.shifts.get(), volunteer=volunteer, actor=volunteer.person.user
    )
    for _click in range(2):
        closed(organization, officer, log_in)
    assignment.refresh_from_db()
    published.refresh_from_db()
    assert (assignment.state, published.state) == ("cancelled", "closed")
    assert Message.objects.filter(person=volunteer.person, kind="change").count() == 1
    assert Message.objects.filter(person=resident.person, body__contains="营业执照注销").count() == 1


def test_its_public_page_says_that_it_is_closed_and_gives_no_number_to_call(
    published,
    organization,
    resident,
    officer,
    client,
    log_in,
):
    organization.contact_phone = "+8613900000001"
    organization.save()
    closed(organization, officer, log_in)
    page = in_english(client).get(reverse("organizations:detail", args=[organization.pk])).content.decode()
    assert "This organization is closed" in page and "13900000001" not in page and "营业执照" not in page
    assert organization.name not in client.get(reverse("organizations:list")).content.decode()
    mine = in_english(log_in(resident)).get("/organizations/mine/").content.decode()
    assert organization.name in mine and "营业执照注销" in mine and "/change/" not in mine


def test_what_waited_for_review_is_not_published_for_a_closed_organization(
    project,
    organization,
    resident,
    officer,
    log_in,
):
    shift(project, resident)
    submit_project(project=project, actor=resident)
    closed(organization, officer, log_in)
    with pytest.raises(TaskError):
        review_project(project=project, actor=officer, approve=True)


def test_a_partner_goes_with_its_organization(
    organization,
    resident,
    officer,
    community,
    log_in,
):
    from organizations.services import become_partner
    from timebank.rewards.services.partners import review_partner

    partner = become_partner(organization=organization, actor=resident, region=community, address="东街1号")
    review_partner(partner=partner, actor=officer, approve=True)
    closed(organization, officer, log_in)
    partner.refresh_from_db()
    assert partner.suspension.until is None and not partner.stands


def test_who_manages_an_organization_does_not_close_it_and_it_can_be_opened_again(
    organization,
    resident,
    officer,
    township,
    log_in,
):
    resident.role_grants.create(role="township_officer", region=township)
    with pytest.raises(OrganizationError):
        close_organization(organization=organization, actor=resident, note="x")
    closed(organization, officer, log_in)
    review_organization(organization=organization, actor=officer, approve=True)
    organization.refresh_from_db()
    assert organization.state == "approved"


@pytest.mark.parametrize("how", ["suspended", "left", "team sent back"])
def test_a_leader_who_is_suspended_or_has_left_manages_verifies_and_reads_nothing(
    volunteer, make_volunteer, community, worker, officer, log_in, how
):
    team = Team.objects.create(name="红马甲队", region=community, leader=volunteer, state="approved")
    leader = volunteer.person.user
    member = make_volunteer("队员甲")
    TeamMember.objects.create(team=team, volunteer=member)
    made = create_project(
        actor=leader, team=team, title="义诊", description="量血压", category="health", region=community
    )
    task = shift(made, leader)
    submit_project(project=made, actor=leader)
    review_project(project=made, actor=officer, approve=True)
    served = assignments.sign_up(task=task, volunteer=member, actor=member.person.user)
    with time_machine.travel(task.starts_at, tick=False):
        assignments.check_in(
            assignment=served, actor=member.person.user, code=shift_code(made, task.starts_at)
        )
    with time_machine.travel(task.starts_at + timedelta(minutes=30), tick=False):
        served = assignments.check_out(assignment=served, actor=member.person.user)
        assert "队员甲" in log_in(leader).get(f"/teams/{team.pk}/").content.decode()
        if how == "suspended":
            suspend_volunteer(volunteer=volunteer, actor=worker, note="代签")
        elif how == "left":
            leave(volunteer=volunteer, actor=leader)
        else:
            Team.objects.update(state="rejected")
        client = log_in(leader)
        assert client.get(f"/projects/{made.uuid}/manage/").status_code == 404
        assert client.post(f"/attendance/{served.uuid}/", {"decision": "verify"}).status_code == 404
        assert client.get(f"/projects/new/?team={team.pk}").status_code == 404
        assert "队员甲" not in client.get(f"/teams/{team.pk}/").content.decode()
        assert not Volunteer.objects.visible_to(leader).filter(pk=member.pk).exists()
        assert not Project.objects.managed_by(leader).exists()
        assert certified_minutes(member.person) == 0
        assert list(to_verify(worker)) == [served]
