"""Files of volunteers and teams: what stands in them, for whom, and how many queries they take."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.enums import ReviewState
from people.access_log.models import AccessLog
from people.roles.models import Role, RoleGrant
from volunteers.errors import TaskError
from volunteers.registration.models.team import Team, TeamMember
from volunteers.registration.models.volunteer import Skill, VolunteerSkill
from volunteers.registration.services.qualifying import qualify
from volunteers.slots import ALL_SLOTS
from volunteers.tasks.eligibility.lookups import skills_of
from volunteers.tasks.services import assignments
from volunteers.workbench.files import half_days

# Of a file, the log-in and the read on record included.
MOST_QUERIES = 36

pytestmark = pytest.mark.django_db


def file_of(volunteer: Any) -> str:
    return reverse("volunteers_volunteer:inspect", args=[volunteer.pk])


def qualify_page(volunteer: Any) -> str:
    return reverse("volunteers_workbench:qualify", args=[volunteer.pk])


@pytest.fixture
def first_aid(db: None) -> Skill:
    return Skill.objects.create(code="first-aid-test", name="急救", needs_qualification=True)


@pytest.fixture
def team(volunteer: Any, community: Any) -> Team:
    team = Team.objects.create(name="银龄队", region=community, leader=volunteer, state=ReviewState.APPROVED)
    TeamMember.objects.create(team=team, volunteer=volunteer)
    return team


def test_a_file_leads_to_the_telephone_and_to_every_step(log_in, make_task, volunteer, worker, team):
    volunteer.person.set_id_number("511702199005010121")
    volunteer.person.save()
    offered = assignments.offer(task=make_task(), volunteer=volunteer)
    page = log_in(worker).get(file_of(volunteer)).content.decode()
    for name in ("suspend", "qualify", "away"):
        assert reverse(f"volunteers_workbench:{name}", args=[volunteer.pk]) in page
    assert f"tel:{volunteer.person.phone}" in page
    assert reverse("volunteers_volunteer:bulk") in page
    assert reverse("volunteers_workbench:service", args=[offered.pk]) in page
    assert reverse("volunteers_team:inspect", args=[team.pk]) in page
    assert "511702199005010121" not in page
    assert volunteer.person.masked_id_number in page
    assert AccessLog.objects.filter(subject=volunteer.person, actor=worker, action="read").count() == 1


def test_a_message_goes_out_from_the_file_in_three_steps(log_in, volunteer, worker):
    client = log_in(worker)
    asked = client.post(
        reverse("volunteers_volunteer:bulk"),
        {"pk": volunteer.pk, "action": "message", "next": file_of(volunteer)},
    )
    assert asked.status_code == 200
    sent = {"pk": volunteer.pk, "action": "message", "next": file_of(volunteer), "confirmed": "1"}
    done = client.post(reverse("volunteers_volunteer:bulk"), sent | {"text": "周三下午有空吗"})
    assert done.url == file_of(volunteer)


def test_next_door_reads_what_is_needed_to_work_together(
    log_in, volunteer, make_task, worker_next_door, community_next_door
):
    volunteer.note, volunteer.person.phone = "家里有事", "+8613900001111"
    volunteer.save()
    volunteer.person.save()
    assert log_in(worker_next_door).get(file_of(volunteer)).status_code == 404
    assignments.offer(task=make_task(region=community_next_door), volunteer=volunteer)
    page = log_in(worker_next_door).get(file_of(volunteer))
    assert "tel:+8613900001111" in page.content.decode()
    assert "家里有事" not in page.content.decode()
    assert (page.context["balance"], list(page.context["readers"])) == (None, [])


def test_the_number_of_queries_does_not_grow_with_the_file(
    log_in, make_task, volunteer, worker, team, django_assert_max_num_queries
):
    client = log_in(worker)
    for _n in range(6):
        assignments.offer(task=make_task(), volunteer=volunteer)
        skill = Skill.objects.create(code=f"s{_n}", name=f"技能{_n}")
        VolunteerSkill.objects.create(volunteer=volunteer, skill=skill)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(file_of(volunteer)).status_code == 200


def test_half_days_read_as_a_grid():
    assert all(all(free) for _day, free in half_days(ALL_SLOTS))
    assert half_days(0) == half_days(ALL_SLOTS)
    assert next(free for _day, free in half_days(0b10)) == [False, True, False]


def test_a_qualification_is_entered_in_four_taps_and_renewed_in_three(log_in, volunteer, worker, first_aid):
    """Enter a qualification, the skill, its end, Save; of a skill on file the second is done already."""
    client = log_in(worker)
    assert qualify_page(volunteer) in client.get(file_of(volunteer)).content.decode()
    end = timezone.localdate() + timedelta(days=365)
    client.post(qualify_page(volunteer), {"skill": first_aid.pk, "valid_until": end})
    holding = VolunteerSkill.objects.get()
    assert (holding.checked_by, holding.valid_until) == (worker, end)
    assert skills_of([volunteer.pk], end)[volunteer.pk] == {first_aid.pk}
    renew = f"{qualify_page(volunteer)}?skill={first_aid.pk}"
    assert renew in client.get(file_of(volunteer)).content.decode()
    assert client.get(renew).context["form"]["skill"].value() == str(first_aid.pk)


def test_nobody_qualifies_themselves_or_somebody_elsewhere_and_no_paper_that_has_run_out(
    log_in, volunteer, worker, worker_next_door, auditor, community, first_aid
):
    sent = {"skill": first_aid.pk}
    assert log_in(worker_next_door).post(qualify_page(volunteer), sent).status_code == 404
    assert log_in(auditor).post(qualify_page(volunteer), sent).status_code == 403
    RoleGrant.objects.create(user=volunteer.person.user, role=Role.COMMUNITY_WORKER, region=community)
    assert log_in(volunteer.person.user).post(qualify_page(volunteer), sent).status_code == 403
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(TaskError):
        qualify(volunteer=volunteer, skill=first_aid, actor=worker, valid_until=yesterday)
    assert not VolunteerSkill.objects.exists()


def test_the_pages_of_one_human_are_tabs_for_who_may_open_them(log_in, volunteer, worker):
    volunteer.person.region = volunteer.region
    volunteer.person.save()
    client = log_in(worker)
    person = reverse("people_person:inspect", args=[volunteer.person_id])
    tabs = client.get(person).context["person_tabs"]
    assert [(tab.address, tab.is_current) for tab in tabs] == [(person, True), (file_of(volunteer), False)]
    assert file_of(volunteer) in client.get(person).content.decode()
    assert person in client.get(file_of(volunteer)).content.decode()


def test_a_team_shows_its_members_and_what_they_have_done(
    log_in, make_task, make_volunteer, volunteer, team, worker, worker_next_door, community_next_door
):
    far = make_volunteer("远", region=community_next_door)
    TeamMember.objects.create(team=team, volunteer=far)
    offer = assignments.offer(task=make_task(), volunteer=volunteer)
    assignments.accept(assignment=offer, actor=volunteer.person.user)
    address = reverse("volunteers_team:inspect", args=[team.pk])
    page = log_in(worker).get(address)
    text = page.content.decode()
    assert (page.context["asked"], page.context["made"], page.context["rate"]) == (1, 0, 0)
    assert f"tel:{volunteer.person.phone}" in text
    assert file_of(volunteer) in text
    assert far.person.name in text
    assert file_of(far) not in text
    assert far.person.phone not in text
    assert AccessLog.objects.filter(actor=worker, action="list").exists()
    assert log_in(worker_next_door).get(address).status_code == 404
