"""What a volunteer may know of an elder, to the minute."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from elderly_visits.visits.policy import DISCLOSE_BEFORE_HOURS
from elderly_visits.visits.selectors.disclosure import disclosed, stage_of
from policies.models import PolicyRow
from tests.elderly_visits.conftest import agree, arrive
from volunteers.tasks.disclosure import Stage
from volunteers.tasks.services import assignments

MINUTE = timedelta(minutes=1)
# A Wednesday; the visit is agreed for Friday at ten.
NOW = datetime.fromisoformat("2026-07-08T09:00:00+08:00")
FRIDAY = datetime.fromisoformat("2026-07-10T10:00:00+08:00")


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_offer_shows_the_community_and_nothing_of_the_elder(visit, offered):
    shown = disclosed(visit, offered)
    assert (shown.stage, shown.community) == (Stage.COMMUNITY, "甲社区")
    assert (shown.name, shown.address, shown.door, shown.phone, shown.contacts) == ("", "", "", "", ())


def test_a_yes_without_an_hour_shows_the_building_and_a_masked_name(visit, offered, volunteer):
    accepted = assignments.accept(assignment=offered, actor=volunteer.person.user)
    shown = disclosed(visit, accepted)
    assert (shown.stage, shown.name) == (Stage.BUILDING, "老**")
    assert (shown.address, shown.door, shown.phone) == ("达州市通川区朝阳中路12号3栋", "", "")


@pytest.mark.parametrize(
    ("at", "stage"),
    [
        (FRIDAY - timedelta(hours=24) - MINUTE, Stage.BUILDING),
        (FRIDAY - timedelta(hours=24), Stage.DOOR),
        (FRIDAY + timedelta(minutes=40, hours=2), Stage.DOOR),
        (FRIDAY + timedelta(minutes=41, hours=2), Stage.BUILDING),
        # The last day of the window is the 14th: who did not go has no reason to know the building any longer.
        (datetime.fromisoformat("2026-07-14T23:59:00+08:00"), Stage.BUILDING),
        (datetime.fromisoformat("2026-07-15T00:00:00+08:00"), Stage.NOTHING),
    ],
)
def test_the_door_is_shown_from_a_day_before_until_two_hours_after(offered, at, stage):
    accepted = agree(offered, FRIDAY)
    assert stage_of(accepted, at=at).stage == stage


def test_before_it_opens_the_page_can_say_when_and_then_until_when(offered):
    accepted = agree(offered, FRIDAY)
    assert stage_of(accepted).opens_at == FRIDAY - timedelta(hours=24)
    open_now = stage_of(accepted, at=FRIDAY)
    assert (open_now.opens_at, open_now.closes_at) == (None, FRIDAY + timedelta(minutes=160))


def test_at_the_door_the_full_name_the_phone_and_the_emergency_contacts_appear(visit, accepted):
    visit.elder.contacts.create(name="女儿", phone="+8610000000001", relation="女儿")
    shown = disclosed(visit, accepted)
    assert (shown.name, shown.door, shown.phone) == ("老人甲", "2单元502室", visit.elder.person.phone)
    assert [contact.name for contact in shown.contacts] == ["女儿"]


@pytest.mark.parametrize(
    ("minutes", "stage"), [(40 + 120, Stage.DOOR), (40 + 121, Stage.BUILDING), (60 * 24 * 30, Stage.BUILDING)]
)
def test_a_visit_that_was_never_ended_does_not_show_the_door_for_ever(checked_in, minutes, stage):
    assert stage_of(checked_in, at=NOW + timedelta(minutes=minutes)).stage == stage


@pytest.mark.parametrize(("minutes", "stage"), [(120, Stage.DOOR), (121, Stage.NOTHING)])
def test_two_hours_after_the_check_out_everything_is_gone(make_task, volunteer, minutes, stage):
    # A visit without its floor above, so that it ends without a report.
    assignment = agree(assignments.offer(task=make_task(), volunteer=volunteer))
    actor = volunteer.person.user
    assignments.check_in(assignment=assignment, actor=actor, code="123456")
    done = assignments.check_out(assignment=assignment, actor=actor)
    assert stage_of(done, at=NOW + timedelta(minutes=minutes)).stage == stage


@pytest.mark.parametrize("state", ["rejected", "no_show", "withdrawn", "replaced"])
def test_a_service_that_was_not_confirmed_shows_nothing_also_just_after_it(make_task, volunteer, state):
    assignment = agree(assignments.offer(task=make_task(), volunteer=volunteer))
    actor = volunteer.person.user
    assignments.check_in(assignment=assignment, actor=actor, code="123456")
    done = assignments.check_out(assignment=assignment, actor=actor)
    done.state = state
    assert stage_of(done, at=NOW + MINUTE).stage == Stage.NOTHING


@pytest.mark.parametrize(("at", "shows"), [(FRIDAY, True), (NOW, False)])
def test_a_page_may_show_the_door_from_the_stage_of_the_door_on(visit, offered, at, shows):
    accepted = agree(offered, FRIDAY)
    with time_machine.travel(at):
        assert disclosed(visit, accepted).shows_door is shows


@pytest.mark.parametrize("step", ["decline", "withdraw", "replace"])
def test_who_is_off_the_visit_sees_nothing(visit, offered, step, worker):
    if step == "withdraw":
        agree(offered)
    actor = worker if step == "replace" else offered.volunteer.person.user
    gone = getattr(assignments, step)(assignment=offered, actor=actor)
    shown = disclosed(visit, gone)
    assert (shown.stage, shown.community, shown.name) == (Stage.NOTHING, "", "")


def test_for_a_call_the_address_is_never_shown(make_visit, volunteer):
    visit = make_visit(method="phone")
    shown = disclosed(visit, agree(assignments.offer(task=visit.task, volunteer=volunteer)))
    assert (shown.address, shown.door) == ("", "")
    assert shown.phone == visit.elder.person.phone


def test_a_city_may_show_the_door_later(visit, offered):
    PolicyRow.objects.create(
        key=DISCLOSE_BEFORE_HOURS, value=2, valid_from=timezone.localdate(), region=visit.elder.region,
        source_kind="choice", source="Decision of the county",
    )  # fmt: skip
    accepted = agree(offered, FRIDAY)
    assert stage_of(accepted, at=FRIDAY - timedelta(hours=2) - MINUTE).stage == Stage.BUILDING
    assert stage_of(accepted, at=FRIDAY - timedelta(hours=2)).stage == Stage.DOOR


def test_at_check_in_the_door_is_shown_even_before_the_agreed_time(visit, offered):
    accepted = agree(offered, FRIDAY)
    assert stage_of(accepted, at=NOW).stage == Stage.BUILDING
    assert stage_of(arrive(accepted, visit.elder), at=NOW).stage == Stage.DOOR
