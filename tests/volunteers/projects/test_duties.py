"""An organization does not make hours for its own circle: the abuses, played through its pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from organizations.models import OrganizationMember
from people.kinship.models import Kinship
from tests.conftest import in_english
from tests.volunteers.projects.conftest import shift
from timebank.earning.selectors.stars import certified_minutes
from timebank.ledger.enums import EvidenceGrade
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.services.anomaly_search import find_anomalies
from volunteers.projects.services import rotating_code, shift_code
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.queue import to_verify
from volunteers.tasks.services import assignments


def serves(task, volunteer):
    """Signs up and serves the whole shift with the organizer's code."""
    own = volunteer.person.user
    found = assignments.sign_up(task=task, volunteer=volunteer, actor=own)
    with time_machine.travel(task.starts_at, tick=False):
        assignments.check_in(assignment=found, actor=own, code=shift_code(task.project, task.starts_at))
    with time_machine.travel(task.ends_at, tick=False):
        return assignments.check_out(assignment=found, actor=own)


def says_yes(client, assignment):
    return client.post(f"/attendance/{assignment.uuid}/", {"decision": "verify"}, follow=True)


@pytest.fixture
def task(published):
    return published.shifts.get()


def test_an_organizer_confirms_a_stranger_on_a_shift_everybody_could_read_about(
    task, volunteer, resident, log_in
):
    done = serves(task, volunteer)
    with time_machine.travel(task.ends_at, tick=False):
        assert (
            'value="verify"'
            in log_in(resident).get(f"/projects/{task.project.uuid}/manage/").content.decode()
        )
        says_yes(log_in(resident), done)
    assert certified_minutes(volunteer.person) == 120


@pytest.mark.parametrize("tie", ["manager", "sister of a manager", "leader of its team"])
def test_an_organizer_does_not_confirm_the_own_circle_and_a_worker_does(
    task,
    volunteer,
    resident,
    organization,
    worker,
    log_in,
    tie,
    community,
):
    from volunteers.registration.models.team import Team

    if tie == "manager":
        OrganizationMember.objects.create(organization=organization, person=volunteer.person, role="manager")
    elif tie == "leader of its team":
        Team.objects.create(name="队", region=community, leader=volunteer, organization=organization)
    else:
        Kinship.objects.create(
            person=resident.person, relative=volunteer.person, relation="sibling", named="x", proof="relative",
            verified_at=timezone.now(),
        )  # fmt: skip
    done = serves(task, volunteer)
    with time_machine.travel(task.ends_at, tick=False):
        page = in_english(log_in(resident)).get(f"/projects/{task.project.uuid}/manage/").content.decode()
        assert 'value="verify"' not in page and "A worker of the community confirms it." in page
        answer = says_yes(in_english(log_in(resident)), done)
        assert "A colleague or the township decides" in answer.content.decode()
        assert certified_minutes(volunteer.person) == 0
        assert list(to_verify(worker)) == [done]
        assignments.verify(assignment=done, actor=worker)
    assert certified_minutes(volunteer.person) == 120


def test_a_shift_added_on_the_day_is_looked_at_by_a_worker_even_with_two_proofs_and_is_found(
    published,
    volunteer,
    resident,
    worker,
    officer,
    log_in,
):
    task = shift(published, resident, hours=3)
    own = volunteer.person.user
    found = assignments.sign_up(task=task, volunteer=volunteer, actor=own)
    with time_machine.travel(task.starts_at, tick=False):
        # As good as evidence gets: the code that changes on the organizer's phone.
        assignments.check_in(assignment=found, actor=own, code=rotating_code(task))
    with time_machine.travel(task.ends_at, tick=False):
        done = assignments.check_out(assignment=found, actor=own)
        assert (done.evidence, done.state) == (EvidenceGrade.A, "checked_out")
        answer = says_yes(in_english(log_in(resident)), done)
        assert "added shortly before" in answer.content.decode()
        assert certified_minutes(volunteer.person) == 0
        log_in(worker).post(reverse("volunteers_workbench:verify", args=[done.pk]), {"decision": "verify"})
        assert certified_minutes(volunteer.person) == 120
        find_anomalies()
    assert Suspicion.objects.get(kind="late_shift").persons.get() == volunteer.person


def test_a_shift_left_running_for_a_day_is_not_the_organizers_alone(
    task, volunteer, resident, worker, log_in
):
    own = volunteer.person.user
    found = assignments.sign_up(task=task, volunteer=volunteer, actor=own)
    with time_machine.travel(task.starts_at, tick=False):
        assignments.check_in(assignment=found, actor=own, code=shift_code(task.project, task.starts_at))
    with time_machine.travel(task.starts_at + timedelta(hours=23), tick=False):
        assignments.check_out(assignment=found, actor=own)
        for _click in range(2):
            answer = says_yes(in_english(log_in(resident)), found)
        assert "a worker of the community has to agree" in answer.content.decode()
        assert certified_minutes(volunteer.person) == 0
        waiting = Assignment.objects.get(pk=found.pk)
        assert list(to_verify(worker)) == [waiting] and waiting.proposed_by == resident
        assert assignments.verify(assignment=waiting, actor=worker, minutes=120).minutes == 120


def test_a_worker_who_serves_much_in_her_own_area_and_what_two_agreed_on_are_found(
    make_task, make_volunteer, community, officer, manager
):
    from people.roles.models import RoleGrant
    from tests.volunteers.tasks.test_duties import served

    own = make_volunteer("网格员丁", monthly_cap_minutes=10_000)
    RoleGrant.objects.create(user=own.person.user, role="community_worker", region=community)
    long = served(make_task(minutes=300), own, minutes=700)
    for decider in (officer, manager):
        assignments.verify(assignment=long, actor=decider, minutes=700)
    find_anomalies()
    kinds = set(Suspicion.objects.values_list("kind", flat=True))
    assert {"own_area", "beyond_plan"} <= kinds
