"""Planning a month: which visits come about, who is asked, what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from elderly_visits import policy
from elderly_visits.enums import LeftReason
from elderly_visits.errors import PlanningError
from elderly_visits.models import Elder, Visit, VisitPlan
from elderly_visits.services import elders
from elderly_visits.services.by_workers import record_worker_visit
from elderly_visits.services.planning import plan_month
from elderly_visits.services.planning.figures import PRINTED
from people.crypto import blind_index
from people.models import Dialect, User
from regions.models import LocationQuality, Region
from tests.elderly_visits.conftest import ALL_WELL, NOBODY_AT_HOME
from tests.elderly_visits.test_planning_windows import set_policy
from volunteers.enums import ACTIVE_STATES, AssignmentState, Origin, TaskState
from volunteers.models import Assignment, AssignmentEvent, Task, Volunteer
from volunteers.policy import ANSWER_WITHIN_HOURS
from volunteers.services import assignments
from volunteers.services.tasks import cancel_task
from volunteers.slots import parse_slots

pytestmark = pytest.mark.django_db
MakeElder = Callable[..., Elder]
MakeVolunteer = Callable[..., Volunteer]
DECEMBER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    """It is a Tuesday in November; December is being planned. Sentences are read in English."""
    with time_machine.travel("2026-11-10 09:00+08:00", tick=False) as traveller, translation.override("en"):
        yield traveller


def plan(region: Region, month: date = DECEMBER, **how: Any) -> VisitPlan:
    return plan_month(month=month, region=region, **how)


def visits(elder: Elder, month: date = DECEMBER) -> list[Visit]:
    rows = Visit.objects.filter(elder=elder, month=month).exclude(task__state=TaskState.CANCELLED)
    return list(rows.select_related("task").order_by("ordinal"))


def the_visit(elder: Elder) -> Visit:
    (visit,) = visits(elder)
    return visit


def holder(elder: Elder) -> Volunteer | None:
    """Who holds the elder's only visit."""
    row = Assignment.objects.active().filter(task=the_visit(elder).task).first()
    return row.volunteer if row else None


def reason(elder: Elder) -> str:
    return the_visit(elder).task.unmatched_reason


# --- Which visits are due -------------------------------------------------------------------------------------------


def test_high_risk_is_visited_every_week_others_once_a_month(make_elder: MakeElder, community: Region) -> None:
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
    assert (task.prefers_sex, task.slots, task.persons_needed, task.minutes) == ("F", parse_slots("mon-am"), 1, 40)
    assert (task.lat, task.lon, task.adult_only, task.on_site) == (31.212, 107.502, True, True)
    assert task.check_in_index == blind_index(elder.door_code)


def test_who_did_not_agree_left_died_or_lives_in_an_institution_is_not_planned_for(
    make_elder: MakeElder, community: Region
) -> None:
    make_elder("没同意", consent=None)
    make_elder("在敬老院", in_institution=True)
    for name, why in (("搬走", LeftReason.MOVED), ("去世", LeftReason.DIED)):
        elders.leave_register(elder=make_elder(name), on=timezone.localdate(), reason=why)
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


def test_in_a_month_under_way_only_what_is_left_of_it_is_planned(make_elder: MakeElder, community: Region) -> None:
    high, general = make_elder(birth_date=date(1940, 1, 1)), make_elder()
    plan(community, date(2026, 11, 1))
    assert [visit.task.starts_on.day for visit in visits(high, date(2026, 11, 1))] == [9, 16, 23]
    assert len(visits(general, date(2026, 11, 1))) == 1


def test_who_was_seen_outside_the_plan_this_month_is_not_planned_for_again(
    make_elder: MakeElder, community: Region, worker: User
) -> None:
    elder = make_elder(worker=worker)
    record_worker_visit(elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    assert plan(community, date(2026, 11, 1)).figures["visits"] == 0


def test_an_elder_registered_later_is_taken_up_by_the_next_run(make_elder: MakeElder, community: Region) -> None:
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
    Elder.objects.filter(pk=elder.pk).update(prefers_sex="M", lat=31.2131, location_quality="exact", worker=worker)
    chinese = Dialect.objects.create(code="达州话", name="达州话")
    elder.person.dialects.add(chinese)
    plan(community)
    task = the_visit(elder).task
    assert (task.prefers_sex, task.lat, task.in_charge) == ("M", 31.2131, "网格员甲")
    assert list(task.dialects.all()) == [chinese]


def test_visits_of_elders_who_are_no_longer_due_are_taken_out(make_elder: MakeElder, community: Region) -> None:
    elder = make_elder()
    plan(community)
    Elder.objects.filter(pk=elder.pk).update(in_institution=True)
    assert plan(community).figures["visits"] == 0
    assert Task.objects.get().state == TaskState.CANCELLED


def test_who_agrees_again_after_all_is_planned_for_again(make_elder: MakeElder, community: Region) -> None:
    elder = make_elder()
    plan(community)
    elders.withdraw_visit_consent(elder=elder)
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


# --- Who is asked ---------------------------------------------------------------------------------------------------


def test_the_nearest_is_asked_and_told(make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region) -> None:
    elder = make_elder()
    near = make_volunteer("近")
    make_volunteer("远", lat=31.225)
    figures = plan(community).figures
    offer = Assignment.objects.get()
    assert (offer.volunteer, offer.state, offer.origin) == (near, AssignmentState.OFFERED, Origin.MATCHED)
    assert offer.distance_m == pytest.approx(299, abs=3)
    assert offer.explanation == {"again": False}
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
    plan(community, date(2026, 11, 1))
    november = Assignment.objects.get()
    assignments.replace(assignment=november, actor=None)
    other = assignments.offer(task=november.task, volunteer=familiar)
    assignments.accept(assignment=other, actor=familiar.person.user)
    figures = plan(community).figures
    assert holder(elder) == familiar
    assert figures["continuity"] == 1.0
    assert Assignment.objects.get(task=the_visit(elder).task).explanation == {"again": True}


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


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows that a plan writes."""
    models = (Visit, Task, Assignment, AssignmentEvent, VisitPlan, Task.dialects.through)
    return {model.__name__: sorted(model.objects.order_by().values_list(), key=repr) for model in models}


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


@pytest.mark.parametrize("change", ["suspended", "moved", "fewer minutes", "other times", "elder asks for a man"])
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
