"""Pages of volunteers: joining, answering, one's own history; and the workers' queues."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from people.consents.models import Consent
from tests.people.conftest import id_number
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services.registration import register_team
from volunteers.slots import slot_bit
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments

HOME, JOIN = "/volunteer/", "/volunteer/join/"


def what_is_typed(community, **fields):
    """A complete registration: Monday mornings and Sunday evenings, up to 5 km, 4 hours a month."""
    return {
        "name": "王桂兰",
        "id_number": id_number(born=date(1980, 3, 2), serial=122),
        "region": community.code,
        "max_distance_m": "5000",
        "monthly_cap_minutes": "240",
        "availability": [str(slot_bit(0, 0)), str(slot_bit(6, 2))],
        "introduction": "退休教师",
        "agrees": "on",
    } | fields


def served(task, volunteer, minutes=40):
    """A visit of that many minutes, proved by the door code alone, so that a worker has to look at it."""
    start = timezone.now() - timedelta(minutes=minutes)
    with time_machine.travel(start, tick=False):
        offer = assignments.offer(task=task, volunteer=volunteer)
        accepted = assignments.accept(assignment=offer, actor=volunteer.person.user)
        assignments.check_in(assignment=accepted, actor=volunteer.person.user, code="123456")
    with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
        return assignments.check_out(assignment=accepted, actor=volunteer.person.user)


# --- joining -------------------------------------------------------------------------------------------------------


def test_joining_keeps_what_was_typed_when_something_is_missing(log_in, resident, community):
    answer = log_in(resident).post(JOIN, what_is_typed(community, id_number="511702198003021220"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "王桂兰" in page
    assert "退休教师" in page
    assert answer.context["form"].errors.keys() == {"id_number"}
    # The two ticked boxes of the week are still ticked, and no other.
    ticked = [row for row in page.split("<input ") if 'name="availability"' in row and "checked" in row]
    assert len(ticked) == 2
    assert not Volunteer.objects.exists()


def test_joining_twice_by_a_double_click_registers_once(log_in, resident, community):
    client = log_in(resident)
    for _click in range(2):
        assert client.post(JOIN, what_is_typed(community)).headers["Location"] == HOME
    volunteer = Volunteer.objects.get()
    assert (volunteer.state, volunteer.region, volunteer.max_distance_m) == ("pending", community, 5000)
    assert volunteer.availability == slot_bit(0, 0) | slot_bit(6, 2)
    assert (volunteer.person.birth_date, volunteer.person.sex) == (date(1980, 3, 2), "F")
    assert Consent.objects.filter(person=volunteer.person).count() == 1


def test_an_id_number_of_somebody_else_does_not_register(log_in, resident, make_user, community):
    other = make_user("别人").person
    other.set_id_number(id_number(born=date(1980, 3, 2), serial=122))
    other.save()
    answer = log_in(resident).post(JOIN, what_is_typed(community))
    assert "id_number" in answer.context["form"].errors
    assert not Volunteer.objects.exists()


def test_without_a_tick_the_registration_is_not_sent(log_in, resident, community):
    answer = log_in(resident).post(JOIN, what_is_typed(community, agrees=""))
    assert answer.context["form"].errors.keys() == {"agrees"}
    assert not Volunteer.objects.exists()


@pytest.mark.parametrize("path", [HOME, JOIN, "/volunteer/history/", "/volunteer/profile/", "/teams/new/"])
def test_a_stranger_is_led_to_the_login(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")
    assert f"next={path}" in answer.headers["Location"]


@pytest.mark.parametrize("path", [HOME, "/volunteer/history/", "/volunteer/profile/"])
def test_who_is_no_volunteer_yet_is_led_to_joining(log_in, resident, path):
    assert log_in(resident).get(path).headers["Location"] == JOIN


def test_a_volunteer_changes_reach_and_times_and_keeps_the_rest(log_in, volunteer, community):
    typed = what_is_typed(community, name=volunteer.person.name, max_distance_m="1000")
    log_in(volunteer.person.user).post("/volunteer/profile/", typed)
    volunteer.refresh_from_db()
    assert (volunteer.max_distance_m, volunteer.introduction) == (1000, "退休教师")
    assert (volunteer.state, volunteer.lat) == ("approved", 31.2147)


def test_what_a_roster_brought_stays_when_the_profile_is_saved(log_in, make_volunteer, community):
    volunteer = make_volunteer(max_distance_m=2500, monthly_cap_minutes=150)
    client = log_in(volunteer.person.user)
    form = client.get("/volunteer/profile/").context["form"]
    assert form.fields["max_distance_m"].choices[0][0] == 2500
    typed = what_is_typed(community, max_distance_m="2500", monthly_cap_minutes="150")
    client.post("/volunteer/profile/", typed)
    volunteer.refresh_from_db()
    assert (volunteer.max_distance_m, volunteer.monthly_cap_minutes) == (2500, 150)


# --- answering -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["accept", "decline", "withdraw", "check_in", "check_out"])
def test_an_assignment_of_somebody_else_is_not_found(log_in, task, volunteer, make_volunteer, step):
    offer = assignments.offer(task=task, volunteer=volunteer)
    other = log_in(make_volunteer("志愿者乙").person.user)
    assert other.get(f"/tasks/{offer.uuid}/").status_code == 404
    assert other.post(reverse(f"volunteers:{step}", args=[offer.uuid])).status_code == 404
    offer.refresh_from_db()
    assert offer.state == "offered"


def test_an_offer_is_accepted_through_the_page_once_however_often_one_clicks(log_in, task, volunteer):
    offer = assignments.offer(task=task, volunteer=volunteer)
    client = log_in(volunteer.person.user)
    assert offer in client.get(HOME).context["month"].offers
    for _click in range(2):
        assert client.post(reverse("volunteers:accept", args=[offer.uuid])).status_code == 302
    offer.refresh_from_db()
    assert offer.state == "accepted"
    assert offer.events.filter(to_state="accepted").count() == 1
    month = client.get(HOME).context["month"]
    assert (month.offers, month.coming) == ([], [offer])


def test_a_decline_through_the_page_keeps_its_reason_and_frees_the_task(log_in, task, volunteer):
    offer = assignments.offer(task=task, volunteer=volunteer)
    client = log_in(volunteer.person.user)
    answer = client.post(reverse("volunteers:decline", args=[offer.uuid]), {"reason": "家里有事"})
    assert answer.headers["Location"] == HOME
    offer.refresh_from_db()
    assert offer.state == "declined"
    assert offer.events.get(to_state="declined").note == "家里有事"
    assert client.get(HOME).context["month"].offers == []


def test_history_shows_what_is_over_and_calls_the_community_as_people_do(
    log_in, make_task, volunteer, worker
):
    community = volunteer.region
    community.name = "甲社区居民委员会"
    community.save()
    done = served(make_task(place=community.name), volunteer)
    assignments.verify(assignment=done, actor=worker, minutes=40)
    page = log_in(volunteer.person.user).get("/volunteer/history/").content.decode()
    assert "甲社区" in page
    assert "甲社区居民委员会" not in page


def test_my_tasks_cost_as_many_queries_for_one_offer_as_for_five(
    log_in, make_task, volunteer, django_assert_max_num_queries
):
    client = log_in(volunteer.person.user)
    for _n in range(5):
        assignments.offer(task=make_task(), volunteer=volunteer)
    client.get(HOME)
    with django_assert_max_num_queries(14):
        assert len(client.get(HOME).context["month"].offers) == 5


# --- queues of the workers -----------------------------------------------------------------------------------------


def queue(client):
    return list(client.get(reverse("volunteers_workbench:queue")).context["page_obj"])


def test_a_service_waits_in_the_queue_of_its_community_and_in_no_other(
    log_in, task, volunteer, worker, worker_next_door
):
    waiting = served(task, volunteer)
    assert queue(log_in(worker)) == [waiting]
    stranger = log_in(worker_next_door)
    assert queue(stranger) == []
    url = reverse("volunteers_workbench:verify", args=[waiting.pk])
    assert stranger.post(url, {"decision": "verify"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == "checked_out"


def test_a_worker_confirms_fewer_minutes_through_the_queue(log_in, task, volunteer, worker):
    waiting = served(task, volunteer)
    client = log_in(worker)
    url = reverse("volunteers_workbench:verify", args=[waiting.pk])
    client.post(url, {"decision": "verify", "minutes": "many"})
    waiting.refresh_from_db()
    assert waiting.state == "checked_out"
    client.post(url, {"decision": "verify", "minutes": "30"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.minutes) == ("verified", 30)
    assert queue(client) == []


def test_a_service_is_refused_only_with_a_reason(log_in, task, volunteer, worker):
    waiting = served(task, volunteer)
    client = log_in(worker)
    url = reverse("volunteers_workbench:verify", args=[waiting.pk])
    client.post(url, {"decision": "reject", "note": " "})
    waiting.refresh_from_db()
    assert waiting.state == "checked_out"
    client.post(url, {"decision": "reject", "note": "老人说没有来"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.note) == ("rejected", "老人说没有来")


def test_registrations_are_seen_and_decided_only_by_the_workers_of_their_community(
    log_in, make_volunteer, volunteer, community, worker, worker_next_door
):
    newcomer = make_volunteer("新志愿者", state="pending")
    team = register_team(leader=volunteer, name="新队", region=community, introduction="")
    review = reverse("volunteers_workbench:review")
    decide = reverse("volunteers_workbench:review_volunteer", args=[newcomer.pk])
    stranger, own = log_in(worker_next_door), log_in(worker)
    page = stranger.get(review).context
    assert (list(page["volunteers"]), list(page["teams"])) == ([], [])
    assert stranger.post(decide, {"decision": "approve"}).status_code == 404
    page = own.get(review).context
    assert (list(page["volunteers"]), list(page["teams"])) == ([newcomer], [team])
    own.post(decide, {"decision": "approve"})
    newcomer.refresh_from_db()
    assert newcomer.state == "approved"


@pytest.mark.parametrize("name", ["queue", "review"])
def test_a_resident_does_not_enter_the_queues(log_in, resident, name):
    assert log_in(resident).get(reverse(f"volunteers_workbench:{name}")).status_code in {302, 403}
    assert not Assignment.objects.exists()
