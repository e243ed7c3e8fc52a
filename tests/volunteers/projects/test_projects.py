"""From draft to credit: a project, its shifts, and who may do what."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.volunteers.projects.conftest import shift
from timebank.earning.selectors.stars import certified_minutes
from volunteers.errors import NotAllowedNow, TaskError
from volunteers.projects.services import (
    close_project,
    create_project,
    review_project,
    rotating_code,
    shift_code,
    submit_project,
    update_project,
)
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments


def test_a_project_needs_a_shift_before_it_is_sent_and_a_review_before_it_is_seen(
    project, resident, officer, client
):
    with pytest.raises(TaskError):
        submit_project(project=project, actor=resident)
    shift(project, resident)
    submit_project(project=project, actor=resident)
    assert client.get(project.get_absolute_url()).status_code == 404
    review_project(project=project, actor=officer, approve=True)
    assert client.get(project.get_absolute_url()).status_code == 200
    assert "助餐" in client.get("/projects/").content.decode()


def test_nobody_reviews_a_project_of_their_own_and_workers_do_not_review(
    project, resident, worker, community
):
    shift(project, resident)
    submit_project(project=project, actor=resident)
    resident.role_grants.create(role="county_manager", region=community)
    for actor in (resident, worker):
        with pytest.raises(TaskError):
            review_project(project=project, actor=actor, approve=True)


def test_what_has_been_published_is_not_rewritten(published, resident):
    with pytest.raises(NotAllowedNow):
        update_project(project=published, actor=resident, title="别的")


@pytest.mark.parametrize(("begin", "length"), [(-1, 2), (30, 0), (30, -1), (30, 25)])
def test_a_shift_in_the_past_or_of_impossible_length_is_refused(project, resident, begin, length):
    start = timezone.now() + timedelta(hours=begin)
    with pytest.raises(ValidationError):
        shift(project, resident, starts_at=start, ends_at=start + timedelta(hours=length))


def test_who_signs_up_serves_and_is_credited_by_the_organizer(published, volunteer, resident, log_in):
    task = published.shifts.get()
    client = log_in(volunteer.person.user)
    assert client.post(f"/shifts/{task.uuid}/sign-up/").status_code == 302
    client.post(f"/shifts/{task.uuid}/sign-up/")
    assignment = Assignment.objects.get(task=task)
    with time_machine.travel(task.starts_at, tick=False):
        client = log_in(volunteer.person.user)
        client.post(f"/tasks/{assignment.uuid}/check-in/", {"code": shift_code(published, task.starts_at)})
    with time_machine.travel(task.ends_at, tick=False):
        client = log_in(volunteer.person.user)
        client.post(f"/tasks/{assignment.uuid}/check-out/")
        assignment.refresh_from_db()
        assert (assignment.state, assignment.evidence) == (AssignmentState.CHECKED_OUT, "B")
        log_in(resident).post(f"/attendance/{assignment.uuid}/", {"decision": "verify"})
    assert certified_minutes(volunteer.person) == 120


def test_the_code_on_the_organizers_phone_credits_at_once_and_is_too_old_after_ten_minutes(
    published, volunteer, make_volunteer, resident, log_in
):
    task = published.shifts.get()
    task.persons_needed = 2
    task.save()
    late = make_volunteer("迟到的志愿者")
    both = [assignments.sign_up(task=task, volunteer=one, actor=one.person.user) for one in (volunteer, late)]
    with time_machine.travel(task.starts_at, tick=False):
        code = rotating_code(task)
        shown = log_in(resident).get(f"/projects/{published.uuid}/manage/").content.decode()
        assert f"{code[:3]} {code[3:]}" in shown
        mine = log_in(volunteer.person.user)
        mine.post(f"/tasks/{both[0].uuid}/check-in/", {"code": code})
    with time_machine.travel(task.starts_at + timedelta(minutes=10), tick=False):
        # Told by telephone to one who is not there.
        log_in(late.person.user).post(f"/tasks/{both[1].uuid}/check-in/", {"code": code})
    with time_machine.travel(task.ends_at, tick=False):
        log_in(volunteer.person.user).post(f"/tasks/{both[0].uuid}/check-out/")
    for one in both:
        one.refresh_from_db()
    assert (both[0].state, both[0].evidence) == ("verified", "A")
    assert both[1].state == "accepted"


def test_who_manages_a_project_is_not_credited_by_the_code_on_her_own_phone(
    published, resident, community, make_volunteer
):
    manager = make_volunteer("负责人")
    add_member(organization=published.organization, person=manager.person)
    task = published.shifts.get()
    own = assignments.sign_up(task=task, volunteer=manager, actor=manager.person.user)
    with time_machine.travel(task.starts_at, tick=False):
        assignments.check_in(assignment=own, actor=manager.person.user, code=rotating_code(task))
    with time_machine.travel(task.ends_at, tick=False):
        done = assignments.check_out(assignment=own, actor=manager.person.user)
    assert (done.state, done.waits_for) == ("checked_out", ["circle"])


def add_member(*, organization, person):
    organization.members.create(person=person, role="manager")


def test_only_the_organizer_reaches_the_organizers_pages(published, resident, make_user, log_in, client):
    url = f"/projects/{published.uuid}/manage/"
    assert client.get(url).status_code == 302
    assert log_in(make_user("外人")).get(url).status_code == 404
    assert log_in(resident).get(url).status_code == 200


def test_closing_cancels_what_is_to_come_and_tells_those_on_it(published, volunteer, resident):
    task = published.shifts.get()
    assignment = assignments.sign_up(task=task, volunteer=volunteer, actor=volunteer.person.user)
    close_project(project=published, actor=resident)
    close_project(project=published, actor=resident)
    assignment.refresh_from_db()
    assert assignment.state == "cancelled"


def test_a_team_leader_publishes_for_the_team(volunteer, community, worker, officer):
    from volunteers.registration.services.registration import register_team, review_team

    team = register_team(name="红马甲队", region=community, leader=volunteer, introduction="")
    with pytest.raises(TaskError):
        create_project(
            actor=volunteer.person.user,
            team=team,
            title="a",
            description="b",
            category="other",
            region=community,
        )
    review_team(team=team, actor=worker, approve=True)
    team.refresh_from_db()
    project = create_project(
        actor=volunteer.person.user, team=team, title="a", description="b", category="other", region=community
    )
    assert project.publisher == "红马甲队"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_projects_costs_the_same_however_many(
    rows, resident, organization, community, officer, client, django_assert_max_num_queries
):
    for number in range(rows):
        made = create_project(
            actor=resident,
            organization=organization,
            title=f"项目{number}",
            description="x",
            category="meals",
            region=community,
        )
        shift(made, resident, hours=30 + number)
        submit_project(project=made, actor=resident)
        review_project(project=made, actor=officer, approve=True)
    with django_assert_max_num_queries(6):
        client.get("/projects/")


def test_where_a_team_serves_as_one_the_coins_can_only_be_given_away(
    volunteer, make_volunteer, community, worker, officer, log_in
):
    from timebank.ledger.models.accounts import Account
    from timebank.ledger.models.records import ServiceRecord
    from volunteers.projects.models import Project
    from volunteers.registration.services.registration import register_team, review_team

    team = register_team(name="红马甲队", region=community, leader=volunteer, introduction="")
    review_team(team=team, actor=worker, approve=True)
    leader = log_in(volunteer.person.user)
    typed = {
        "title": "义诊",
        "category": "health",
        "description": "量血压",
        "region": community.pk,
        "contact_name": "队长",
        "contact_phone": "13900000000",
        "serves_as_group": "on",
    }
    assert leader.post("/projects/new/", typed).status_code == 302
    project = Project.objects.get(title="义诊")
    assert project.serves_as_group
    task = shift(project, volunteer.person.user)
    submit_project(project=project, actor=volunteer.person.user)
    review_project(project=project, actor=officer, approve=True)
    member = make_volunteer("队员甲")
    assignment = assignments.sign_up(task=task, volunteer=member, actor=member.person.user)
    with time_machine.travel(task.starts_at, tick=False):
        assignments.check_in(
            assignment=assignment, actor=member.person.user, code=shift_code(project, task.starts_at)
        )
    with time_machine.travel(task.ends_at, tick=False):
        assignments.check_out(assignment=assignment, actor=member.person.user)
        assignments.verify(assignment=assignment, actor=worker)
    assert ServiceRecord.objects.get(person=member.person).group == "红马甲队"
    assert Account.objects.get(person=member.person, kind="donate_only").balance == 120
    assert certified_minutes(member.person) == 120


def test_only_a_team_can_serve_as_one(resident, organization, community, project):
    with pytest.raises(TaskError):
        create_project(
            actor=resident,
            organization=organization,
            title="a",
            description="b",
            category="other",
            region=community,
            serves_as_group=True,
        )
    with pytest.raises(TaskError):
        update_project(project=project, actor=resident, serves_as_group=True)


def test_where_a_late_service_needs_a_manager_the_worker_is_told_so(
    published, volunteer, resident, worker, manager
):
    from policies.models import PolicyRow
    from timebank.earning.policy import LATE_RECORDS

    PolicyRow.objects.create(
        key=LATE_RECORDS, value="needs_manager", valid_from="2020-01-01", source_kind="choice", source="test"
    )
    task = published.shifts.get()
    assignment = assignments.sign_up(task=task, volunteer=volunteer, actor=volunteer.person.user)
    with time_machine.travel(task.ends_at, tick=False):
        assignments.record_on_behalf(
            task=task, volunteer=volunteer, actor=worker, started_at=task.starts_at, minutes=60
        )
    with time_machine.travel(task.ends_at + timedelta(days=40), tick=False):
        with pytest.raises(TaskError):
            assignments.verify(assignment=assignment, actor=worker)
        assert certified_minutes(volunteer.person) == 0
        assignments.verify(assignment=assignment, actor=manager)
    assert certified_minutes(volunteer.person) == 60
