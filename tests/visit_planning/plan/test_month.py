"""Planning a month: which visits come about, and how they follow the register."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from common.encryption import blind_index
from elderly_visits.register.enums import LeftReason
from elderly_visits.register.models import Elder
from elderly_visits.register.services import elders
from elderly_visits.visits.services.by_workers import record_worker_visit
from elderly_visits.visits.services.stopping import leave_register, withdraw_visit_consent
from people.logins.models import User
from people.persons.models import Dialect
from regions.models import LocationQuality, Region
from tests.elderly_visits.conftest import ALL_WELL, NOBODY_AT_HOME
from tests.visit_planning.planning import (
    NOVEMBER,
    MakeElder,
    MakeVolunteer,
    everything,
    holder,
    plan,
    reason,
    the_visit,
    visits,
)
from visit_planning.errors import PlanningError
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services.figures import PRINTED
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import parse_slots
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import cancel_task

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]


# --- Which visits are due -------------------------------------------------------------------------------------------


def test_high_risk_is_visited_every_week_others_once_a_month(
    make_elder: MakeElder, community: Region
) -> None:
    high = make_elder(birth_date=date(1940, 1, 1))
    key = make_elder(flags={"disabled"})
    general = make_elder()
    plan(community)
    assert [(visit.task.starts_on.day, visit.task.ends_on.day) for visit in visits(high)] == [
        (1, 6), (7, 13), (14, 20), (21, 27), (28, 31),
    ]  # fmt: skip
    for elder in (key, general):
        assert [(visit.task.starts_on.day, visit.task.ends_on.day) for visit in visits(elder)] == [(1, 31)]
    assert {visit.tier for visit in visits(high)} == {"high"}


def test_a_visit_tells_the_volunteer_the_community_and_nothing_more(
    make_elder: MakeElder, community: Region, worker: User
) -> None:
    elder = make_elder("王婆婆", prefers_sex="F", slots=parse_slots("mon-am"))
    plan(community)
    task = the_visit(elder).task
    assert task.place == "甲社区"
    for text in (task.title, task.description, task.place, task.organiser):
        assert "王婆婆" not in text and "朝阳" not in text
    assert (task.organiser, task.in_charge) == ("甲社区居民委员会", "网格员甲")
    assert (task.prefers_sex, task.slots, task.persons_needed, task.minutes) == (
        "F",
        parse_slots("mon-am"),
        1,
        40,
    )
    assert (task.lat, task.lon, task.adult_only, task.on_site) == (31.212, 107.502, True, True)
    assert task.check_in_index == blind_index(elder.door_code)


def test_who_did_not_agree_left_died_or_lives_in_an_institution_is_not_planned_for(
    make_elder: MakeElder, community: Region
) -> None:
    make_elder("没同意", consent=None)
    make_elder("在敬老院", in_institution=True)
    for name, why in (("搬走", LeftReason.MOVED), ("去世", LeftReason.DIED)):
        leave_register(elder=make_elder(name), on=timezone.localdate(), reason=why)
    figures = plan(community).figures
    assert (figures["elders"], figures["visits"], figures["unmatched"]) == (0, 0, 0)
    assert figures["not_planned"] == {"no_consent": 1, "in_institution": 1}


def test_without_a_position_of_its_own_a_visit_stands_at_the_community_and_says_so(
    make_elder: MakeElder, community: Region, volunteer: Volunteer
) -> None:
    elder = make_elder(lat=None, lon=None)
    plan(community)
    task = the_visit(elder).task
    assert (task.lat, task.location_quality) == (31.212, LocationQuality.APPROXIMATE)
    assert holder(elder) == volunteer


def test_where_no_position_is_known_at_all_the_visit_says_that(
    make_elder: MakeElder, community: Region, volunteer: Volunteer
) -> None:
    Region.objects.filter(pk=community.pk).update(lat=None, lon=None)
    community.refresh_from_db()
    elder = make_elder(lat=None, lon=None)
    assert plan(community).figures["reasons"] == {"no_location": 1}
    assert reason(elder) == "no_location"


def test_in_a_month_under_way_only_what_is_left_of_it_is_planned(
    make_elder: MakeElder, community: Region
) -> None:
    high, general = make_elder(birth_date=date(1940, 1, 1)), make_elder()
    plan(community, NOVEMBER)
    assert [visit.task.starts_on.day for visit in visits(high, NOVEMBER)] == [9, 16, 23]
    assert len(visits(general, NOVEMBER)) == 1


def test_who_was_seen_outside_the_plan_this_month_is_not_planned_for_again(
    make_elder: MakeElder, community: Region, worker: User
) -> None:
    elder = make_elder(worker=worker)
    record_worker_visit(elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    assert plan(community, NOVEMBER).figures["visits"] == 0


def test_an_elder_registered_later_is_taken_up_by_the_next_run(
    make_elder: MakeElder, community: Region
) -> None:
    first = make_elder()
    plan(community)
    kept = the_visit(first)
    second = make_elder("老人乙")
    assert plan(community).figures["visits"] == 2
    assert the_visit(first) == kept
    assert the_visit(second)


def test_when_nobody_opened_a_second_attempt_is_planned_once(
    make_elder: MakeElder, community: Region, worker: User, clock: time_machine.Coordinates
) -> None:
    elder = make_elder()
    plan(community)
    clock.move_to("2026-12-08 09:00+08:00")
    for attempts in (2, 2):
        waiting = visits(elder)[-1]
        record_worker_visit(
            elder=elder, actor=worker, visited_at=timezone.now(), answers=NOBODY_AT_HOME, visit=waiting
        )
        plan(community)
        assert len(visits(elder)) == attempts


# --- What changes with the register ---------------------------------------------------------------------------------


def test_an_elder_who_becomes_high_risk_gets_the_weeks_that_are_left(
    make_elder: MakeElder, community: Region, clock: time_machine.Coordinates
) -> None:
    elder = make_elder()
    plan(community)
    clock.move_to("2026-12-09 09:00+08:00")
    Elder.objects.filter(pk=elder.pk).update(life_threatening=True)
    plan(community)
    elder.refresh_from_db()
    assert elder.risk_tier == "high"
    weeks = [(visit.ordinal, visit.task.starts_on.day) for visit in visits(elder)]
    assert weeks == [(1, 1), (2, 7), (3, 14), (4, 21), (5, 28)]


def test_an_elder_who_recovers_keeps_one_visit_and_what_was_said_yes_to(
    make_elder: MakeElder, community: Region, volunteer: Volunteer
) -> None:
    elder = make_elder(life_threatening=True)
    plan(community)
    third = visits(elder)[2]
    agreed = Assignment.objects.get(task=third.task)
    assignments.accept(assignment=agreed, actor=volunteer.person.user)
    Elder.objects.filter(pk=elder.pk).update(life_threatening=False)
    plan(community)
    assert [visit.ordinal for visit in visits(elder)] == [1, 3]
    agreed.refresh_from_db()
    assert agreed.state == AssignmentState.ACCEPTED


def test_an_open_visit_follows_the_file(make_elder: MakeElder, community: Region, worker: User) -> None:
    elder = make_elder()
    plan(community)
    Elder.objects.filter(pk=elder.pk).update(
        prefers_sex="M", lat=31.2131, location_quality="exact", worker=worker
    )
    chinese = Dialect.objects.create(code="达州话", name="达州话")
    elder.person.dialects.add(chinese)
    plan(community)
    task = the_visit(elder).task
    assert (task.prefers_sex, task.lat, task.in_charge) == ("M", 31.2131, "网格员甲")
    assert list(task.dialects.all()) == [chinese]


def test_visits_of_elders_who_are_no_longer_due_are_taken_out(
    make_elder: MakeElder, community: Region
) -> None:
    elder = make_elder()
    plan(community)
    Elder.objects.filter(pk=elder.pk).update(in_institution=True)
    assert plan(community).figures["visits"] == 0
    assert Task.objects.get().state == TaskState.CANCELLED


def test_who_agrees_again_after_all_is_planned_for_again(make_elder: MakeElder, community: Region) -> None:
    elder = make_elder()
    plan(community)
    withdraw_visit_consent(elder=elder)
    assert plan(community).figures["visits"] == 0
    elders.record_visit_consent(elder=elder)
    assert plan(community).figures["visits"] == 1


def test_a_visit_that_a_worker_called_off_does_not_come_back(
    make_elder: MakeElder, community: Region, worker: User
) -> None:
    elder = make_elder()
    plan(community)
    cancel_task(task=the_visit(elder).task, actor=worker, note="住院")
    assert plan(community).figures["visits"] == 0


# --- Months and figures -----------------------------------------------------------------------------------


def test_a_month_that_is_over_is_counted_and_left_as_it_was(
    make_elder: MakeElder, volunteer: Volunteer, community: Region, clock: time_machine.Coordinates
) -> None:
    make_elder()
    figures = plan(community).figures
    clock.move_to("2027-01-02 09:00+08:00")
    make_elder("后来的")
    before = everything()
    over = plan(community)
    assert everything() == before
    same = set(PRINTED) - {"seconds", "peak_mb"}
    assert {name: over.figures[name] for name in same} == {name: figures[name] for name in same}


def test_a_month_too_far_ahead_is_refused_kindly(community: Region) -> None:
    with pytest.raises(PlanningError, match="2027-11"):
        plan(community, date(2027, 12, 1))
    assert plan(community, date(2027, 11, 1)).figures["visits"] == 0


def test_figures_are_those_of_the_contract_and_add_up(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    make_elder(birth_date=date(1940, 1, 1))
    make_elder("乙", prefers_sex="M")
    make_volunteer(monthly_cap_minutes=120)
    figures = plan(community).figures
    assert set(PRINTED) <= set(figures)
    assert figures["month"] == "2026-12"
    assert (figures["elders"], figures["visits"]) == (2, 6)
    assert (figures["matched"], figures["unmatched"]) == (3, 3)
    assert figures["reasons"] == {"capacity_exhausted": 2, "no_gender": 1}
    assert figures["pairs"] > 0
    assert set(figures["seconds"]) == {"load", "candidates", "solve", "store", "total"}
    stored = VisitPlan.objects.get()
    assert stored.finished_at and len(stored.fingerprint) == 64
    assert stored.figures["matched"] == 3


def test_every_active_assignment_is_on_a_task_with_room(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    for number in range(6):
        make_elder(f"老人{number}", needs_pair=number % 2 == 0)
    for number in range(4):
        make_volunteer(f"志愿者{number}")
    plan(community)
    for task in Task.objects.all():
        assert task.assignments.filter(state__in=ACTIVE_STATES).count() in (0, task.persons_needed)
