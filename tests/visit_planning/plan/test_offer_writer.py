"""Planning a month: who is asked, and what is kept when it is planned again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from elderly_visits.register.models import Elder
from elderly_visits.visits import policy
from people.logins.models import User
from people.persons.models import Dialect
from regions.models import Region
from tests.visit_planning.planning import (
    NOVEMBER,
    MakeElder,
    MakeVolunteer,
    everything,
    holder,
    plan,
    reason,
    set_policy,
    the_visit,
    visits,
)
from visit_planning.plan.services.figures import PRINTED
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import parse_slots
from volunteers.tasks.enums import AssignmentState, Origin
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task
from volunteers.tasks.policy import ANSWER_WITHIN_HOURS
from volunteers.tasks.services import assignments

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]


# --- Who is asked ---------------------------------------------------------------------------------------------------


def test_the_nearest_is_asked_and_told(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    elder = make_elder()
    near = make_volunteer("近")
    make_volunteer("远", lat=31.225)
    figures = plan(community).figures
    offer = Assignment.objects.get()
    assert (offer.volunteer, offer.state, offer.origin) == (near, AssignmentState.OFFERED, Origin.MATCHED)
    assert offer.distance_m == pytest.approx(299, abs=3)
    assert offer.explanation["again"] is False
    assert near.person.messages.get().kind == "offers"
    assert offer.task == the_visit(elder).task
    assert (figures["matched"], figures["optimal"], figures["gap"]) == (1, True, 0.0)
    assert figures["mean_m"] == pytest.approx(299, abs=3)


@pytest.mark.parametrize(
    ("elder_fields", "volunteer_fields", "why"),
    [
        ({"prefers_sex": "M"}, {"sex": "F"}, "no_gender"),
        ({"slots": parse_slots("mon-am")}, {"availability": parse_slots("tue-am;mon-pm")}, "no_common_slot"),
        ({}, {"max_distance_m": 200}, "no_volunteer_in_reach"),
        ({}, {"birth_date": date(2009, 5, 1)}, "only_minors"),
        ({}, {"birth_date": None}, "only_minors"),
        ({}, {"monthly_cap_minutes": 39}, "capacity_exhausted"),
        ({}, {"state": "suspended"}, "no_volunteer_in_reach"),
        ({}, {"state": "pending"}, "no_volunteer_in_reach"),
        ({}, {"visits_elders": False}, "no_volunteer_in_reach"),
        ({"needs_pair": True}, {}, "needs_pair_one_found"),
    ],
)
def test_whom_the_rules_exclude_is_not_asked_and_the_visit_says_why(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region,
    elder_fields: dict[str, Any], volunteer_fields: dict[str, Any], why: str,
) -> None:  # fmt: skip
    elder = make_elder(**elder_fields)
    make_volunteer(**volunteer_fields)
    figures = plan(community).figures
    assert not Assignment.objects.exists()
    assert reason(elder) == why
    assert (figures["unmatched"], figures["reasons"]) == (1, {why: 1})


def test_a_dialect_in_common_is_needed_where_the_elder_has_one(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    local, standard = (Dialect.objects.create(code=name, name=name) for name in ("达州话", "普通话"))
    only_local, also_standard = make_elder(dialects=[local]), make_elder("老人乙", dialects=[local, standard])
    silent = make_volunteer("没说")
    plan(community)
    assert reason(only_local) == "no_dialect"
    # Who did not say speaks what everybody learnt at school.
    assert holder(also_standard) == silent
    speaks = make_volunteer("会说")
    speaks.person.dialects.add(local)
    plan(community)
    assert holder(only_local) == speaks


def test_insurance_is_asked_for_where_the_city_asks_for_it(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    set_policy(policy.INSURANCE, True)
    elder = make_elder()
    make_volunteer("没保险", insured_until=date(2026, 12, 30))
    plan(community)
    assert holder(elder) is None
    insured = make_volunteer("有保险", lat=31.22, insured_until=date(2026, 12, 31))
    plan(community)
    assert holder(elder) == insured


def test_two_come_together_where_two_are_needed(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    elder = make_elder(needs_pair=True)
    both = {make_volunteer("甲"), make_volunteer("乙")}
    assert plan(community).figures["matched"] == 1
    assert {row.volunteer for row in Assignment.objects.active().filter(task=the_visit(elder).task)} == both


def test_nobody_visits_themselves(make_elder: MakeElder, volunteer: Volunteer, community: Region) -> None:
    volunteer.person.birth_date = date(1950, 1, 1)
    volunteer.person.save()
    elder = make_elder(person=volunteer.person)
    plan(community)
    assert holder(elder) is None


def test_volunteers_from_beyond_the_border_help(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, community_next_door: Region
) -> None:
    elder = make_elder()
    neighbour = make_volunteer("邻", region=community_next_door, lat=31.218, lon=107.505)
    plan(community)
    assert holder(elder) == neighbour


def test_a_plan_of_the_county_reaches_all_its_communities_and_no_others(
    make_elder: MakeElder, county: Region, community_next_door: Region, community_far_away: Region
) -> None:
    inside = [make_elder(), make_elder("乙", region=community_next_door)]
    outside = make_elder("丙", region=community_far_away)
    assert plan(county).figures["elders"] == 2
    assert all(visits(elder) for elder in inside)
    assert not visits(outside)


def test_who_came_last_month_comes_again_unless_it_is_far(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    elder = make_elder()
    familiar = make_volunteer("熟人", lat=31.2230)  # 1.2 km away
    make_volunteer("近邻")  # 300 m away
    plan(community, NOVEMBER)
    november = Assignment.objects.get()
    assignments.replace(assignment=november, actor=None)
    other = assignments.offer(task=november.task, volunteer=familiar)
    assignments.accept(assignment=other, actor=familiar.person.user)
    figures = plan(community).figures
    assert holder(elder) == familiar
    assert figures["continuity"] == 1.0
    assert Assignment.objects.get(task=the_visit(elder).task).explanation["again"] is True


def test_a_months_minutes_are_given_once(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, county: Region,
    community_next_door: Region, make_task: Callable[..., Task],
) -> None:  # fmt: skip
    volunteer = make_volunteer(monthly_cap_minutes=120, max_distance_m=5000)
    shift = make_task(kind="shift", starts_on=date(2026, 12, 5), ends_on=date(2026, 12, 5), minutes=60)
    assignments.offer(task=shift, volunteer=volunteer)
    first, second = make_elder(), make_elder("乙", region=community_next_door, lat=31.222, lon=107.512)
    plan(community)
    assert holder(first) == volunteer
    # 60 + 40 of 120 minutes are taken: no room for another 40, in whichever region it is planned.
    plan(community_next_door)
    assert reason(second) == "capacity_exhausted"
    plan(county)
    assert reason(second) == "capacity_exhausted"


# --- Running it again -----------------------------------------------------------------------------------------------


def test_planning_twice_changes_nothing(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    local = Dialect.objects.create(code="达州话", name="达州话")
    make_elder(birth_date=date(1940, 1, 1))
    make_elder("乙", dialects=[local])
    make_elder("丙", needs_pair=True)
    make_elder("丁", prefers_sex="M")
    for name in "甲乙丙":
        make_volunteer(f"志愿者{name}", monthly_cap_minutes=120)
    first = plan(community)
    before = everything()
    second = plan(community)
    assert everything() == before
    assert second.pk == first.pk
    same = set(PRINTED) - {"seconds", "peak_mb"}
    assert {name: second.figures[name] for name in same} == {name: first.figures[name] for name in same}


def test_what_somebody_said_yes_to_is_kept_though_a_nearer_one_appears(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    elder = make_elder()
    first = make_volunteer("先来", lat=31.222)
    plan(community)
    assignments.accept(assignment=Assignment.objects.get(), actor=first.person.user)
    make_volunteer("更近")
    plan(community)
    assert holder(elder) == first
    assert Assignment.objects.count() == 1


def test_an_offer_within_its_time_is_kept_too(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    elder = make_elder()
    first = make_volunteer("先来", lat=31.222)
    plan(community)
    make_volunteer("更近")
    plan(community)
    assert holder(elder) == first


def test_after_a_no_the_next_one_is_asked_and_the_first_never_again(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    elder = make_elder()
    first, second = make_volunteer("近"), make_volunteer("远", lat=31.222)
    plan(community)
    assignments.decline(assignment=Assignment.objects.get(), actor=first.person.user, reason="没空")
    plan(community)
    offer = Assignment.objects.active().get()
    assert offer.volunteer == second
    assignments.decline(assignment=offer, actor=second.person.user)
    plan(community)
    assert holder(elder) is None
    assert reason(elder) == "all_declined"


@pytest.mark.parametrize("ending", ["withdraw", "replace", "no_show"])
def test_who_withdrew_was_replaced_or_did_not_come_is_not_asked_again(
    make_elder: MakeElder, volunteer: Volunteer, community: Region, worker: User, ending: str,
    clock: time_machine.Coordinates,
) -> None:  # fmt: skip
    elder = make_elder()
    plan(community)
    offer = Assignment.objects.get()
    assignments.accept(assignment=offer, actor=volunteer.person.user)
    clock.move_to("2026-12-02 09:00+08:00")
    if ending == "withdraw":
        assignments.withdraw(assignment=offer, actor=volunteer.person.user)
    elif ending == "replace":
        assignments.replace(assignment=offer, actor=worker)
    else:
        assignments.mark_no_show(assignment=offer, actor=worker)
    plan(community)
    assert holder(elder) is None


def test_an_offer_past_its_time_makes_way_for_somebody_else(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, clock: time_machine.Coordinates
) -> None:
    set_policy(ANSWER_WITHIN_HOURS, 48)
    elder = make_elder()
    first = make_volunteer("不回话")
    plan(community)
    clock.shift(timedelta(hours=47))
    second = make_volunteer("会回话", lat=31.222)
    plan(community)
    assert holder(elder) == first
    clock.shift(timedelta(hours=2))
    plan(community)
    assert holder(elder) == second
    assert Assignment.objects.get(volunteer=first).state == AssignmentState.REPLACED
    assert AssignmentEvent.objects.filter(assignment__volunteer=first, to_state="replaced").count() == 1


def test_an_offer_past_its_time_stays_where_there_is_nobody_else(
    make_elder: MakeElder, volunteer: Volunteer, community: Region, clock: time_machine.Coordinates
) -> None:
    elder = make_elder()
    plan(community)
    clock.shift(timedelta(days=8))
    figures = plan(community).figures
    assert holder(elder) == volunteer
    assert (figures["matched"], reason(elder)) == (1, "")
    before = everything()
    plan(community)
    assert everything() == before


@pytest.mark.parametrize(
    "change", ["suspended", "moved", "fewer minutes", "other times", "elder asks for a man"]
)
def test_an_offer_that_became_impossible_is_taken_back(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, change: str
) -> None:
    elder = make_elder()
    first = make_volunteer("甲")
    plan(community)
    other = make_volunteer("乙", sex="M", lat=31.22)
    changes: dict[str, dict[str, Any]] = {
        "suspended": {"state": "suspended"},
        "moved": {"lat": 31.4},
        "fewer minutes": {"monthly_cap_minutes": 30},
        "other times": {"availability": 0},
    }
    if change in changes:
        Volunteer.objects.filter(pk=first.pk).update(**changes[change])
    else:
        Elder.objects.filter(pk=elder.pk).update(prefers_sex="M")
    plan(community)
    assert holder(elder) == other
    assert Assignment.objects.get(volunteer=first).state == AssignmentState.REPLACED


def test_what_a_worker_decided_is_left_alone(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, worker: User,
    clock: time_machine.Coordinates,
) -> None:  # fmt: skip
    elder = make_elder()
    make_volunteer("近")
    far = make_volunteer("远亲", lat=31.3, max_distance_m=500)
    plan(community)
    assignments.replace(assignment=Assignment.objects.get(), actor=worker)
    assignments.offer(task=the_visit(elder).task, volunteer=far, actor=worker)
    clock.shift(timedelta(days=8))
    plan(community)
    assert holder(elder) == far
