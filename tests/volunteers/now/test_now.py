"""A good answer in a moment, whatever the task: who is near, who may, in which order, and why."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from people.persons.models import Dialect, Person
from regions.models import Region
from volunteers.now.nearby import find_nearby
from volunteers.now.tasks_for_volunteer import best_tasks
from volunteers.now.volunteers_for_task import Search, best_volunteers
from volunteers.registration.models.volunteer import Skill, Volunteer
from volunteers.slots import ALL_SLOTS, parse_slots
from volunteers.tasks.eligibility import Refusal, refusals
from volunteers.tasks.eligibility.rules import ADVISES
from volunteers.tasks.enums import AssignmentState, Origin
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

MakeVolunteer = Callable[..., Volunteer]
MakeTask = Callable[..., Task]


@pytest.fixture(autouse=True)
def clock() -> Any:
    """It is a Tuesday in November. Sentences are read in English."""
    with time_machine.travel("2026-11-10 09:00+08:00", tick=False), translation.override("en"):
        yield


def queries_of(question: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        question()
    return len(asked)


def many(
    community: Region, number: int, place: Callable[[int], tuple[float, float]], **fields: Any
) -> list[Volunteer]:
    """Volunteers of whom nothing matters but where they live."""
    people = Person.objects.bulk_create(
        [Person(name=f"演示{n}", sex="F", birth_date=date(1990, 1, 1)) for n in range(number)]
    )
    defaults = {"state": "approved", "max_distance_m": 5_000, "monthly_cap_minutes": 600}
    rows = []
    for n, person in enumerate(people):
        lat, lon = place(n)
        rows.append(Volunteer(person=person, region=community, lat=lat, lon=lon, **(defaults | fields)))
    return Volunteer.objects.bulk_create(rows)


def holds(volunteer: Volunteer, task: Task, state: str = AssignmentState.ACCEPTED) -> Assignment:
    return Assignment.objects.create(task=task, volunteer=volunteer, origin=Origin.MATCHED, state=state)


# The best volunteers


def test_the_nearest_who_may_comes_first_and_who_may_not_is_named_with_the_reason(
    task: Task, make_volunteer: MakeVolunteer
) -> None:
    far, near = make_volunteer("远", lat=31.22), make_volunteer("近")
    busy = make_volunteer("忙", monthly_cap_minutes=30)
    out_of_reach = make_volunteer("不远行", lat=31.24, max_distance_m=1_000)
    make_volunteer("停", state="suspended")
    found = best_volunteers(task)
    assert [one.volunteer for one in found.found] == [near, far]
    assert {one.volunteer: one.refusals for one in found.refused} == {
        busy: (Refusal.CAP,), out_of_reach: (Refusal.TOO_FAR,),
    }  # fmt: skip
    assert found.counts == {Refusal.CAP: 1, Refusal.TOO_FAR: 1}
    assert (found.looked_at, found.proven) == (4, True)


def test_the_reasons_say_it_in_a_sentence_of_the_readers_language(
    make_task: MakeTask, make_volunteer: MakeVolunteer
) -> None:
    local = Dialect.objects.create(code="达州话", name="达州话")
    task = make_task()
    task.dialects.add(local)
    volunteer = make_volunteer(availability=parse_slots("thu-am"), monthly_cap_minutes=125)
    volunteer.person.dialects.add(local)
    (one,) = best_volunteers(task).found
    assert one.why.sentence == "about 300 m, speaks 达州话, free Thursday morning; can do 3 more this month"
    with translation.override("zh-hans"):
        assert one.why.sentence == "约300米，会说达州话，星期四上午有空；本月还能再做3次"
    volunteer.availability = parse_slots("thu-am;fri-pm;mon-am")
    volunteer.save()
    (one,) = best_volunteers(task).found
    assert "free Thursday morning and 2 other half-days" in one.why.sentence


@pytest.mark.parametrize("name", ["sex", "minor", "insurance", "skill", "overlap", "guardian"])
def test_whoever_the_search_would_stop_by_a_rule_the_lock_stops_as_well(
    name: str, make_task: MakeTask, make_volunteer: MakeVolunteer
) -> None:
    """Both ask the same questions: what the list says is what happens on asking."""
    at_ten = timezone.make_aware(datetime(2026, 11, 12, 10))
    hours = {"starts_at": at_ten, "ends_at": at_ten + timedelta(hours=1)}
    task_fields: dict[str, Any] = {
        "sex": {"prefers_sex": "M"},
        "minor": {"adult_only": True},
        "insurance": {"needs_insurance": True},
        "overlap": hours,
    }.get(name, {})
    young = {"birth_date": date(2011, 1, 1)} if name in ("minor", "guardian") else {}
    task, volunteer = make_task(**task_fields), make_volunteer(**young)
    if name == "skill":
        task.required_skills.add(Skill.objects.create(code="first-aid", name="急救"))
    if name == "overlap":
        holds(volunteer, make_task(**hours))
    (one,) = best_volunteers(task).refused
    assert set(one.refusals) - ADVISES == set(refusals(task, volunteer)) != set()
    assert one.is_forbidden


def test_what_only_advises_against_does_not_forbid(task: Task, make_volunteer: MakeVolunteer) -> None:
    volunteer = make_volunteer(max_distance_m=100, availability=parse_slots("mon-am"))
    task.slots = parse_slots("tue-am")
    task.save()
    (one,) = best_volunteers(task).refused
    assert set(one.refusals) == {Refusal.TOO_FAR, Refusal.NO_SLOT}
    assert not one.is_forbidden
    assert refusals(task, volunteer) == []


def test_who_is_on_the_task_is_not_proposed_and_who_refused_it_is_not_either(
    task: Task, make_volunteer: MakeVolunteer
) -> None:
    asked, refused = make_volunteer("问"), make_volunteer("拒")
    holds(asked, task, AssignmentState.OFFERED)
    holds(refused, task, AssignmentState.DECLINED)
    found = best_volunteers(task)
    assert found.found == []
    assert [(one.volunteer, one.refusals) for one in found.refused] == [(refused, (Refusal.ASKED_BEFORE,))]
    assert found.reason == "all_declined"


def test_a_volunteer_who_gives_no_time_is_never_proposed(task: Task, make_volunteer: MakeVolunteer) -> None:
    make_volunteer(monthly_cap_minutes=0)
    found = best_volunteers(task)
    assert (found.found, found.reason) == ([], "capacity_exhausted")


def test_across_the_date_line_neighbours_are_neighbours(
    make_task: MakeTask, make_volunteer: MakeVolunteer
) -> None:
    task = make_task(lat=0.0, lon=179.999)
    volunteer = make_volunteer(lat=0.0, lon=-179.999)
    (one,) = best_volunteers(task).found
    assert one.volunteer == volunteer
    assert one.why.metres == pytest.approx(222.6, abs=1)


def test_who_gave_no_position_starts_from_the_community_and_a_task_without_one_is_nobodys(
    make_task: MakeTask, make_volunteer: MakeVolunteer
) -> None:
    volunteer = make_volunteer(lat=None, lon=None, location_quality="unknown")
    (one,) = best_volunteers(make_task()).found
    assert (one.volunteer, one.why.approximate) == (volunteer, True)
    assert one.why.metres == pytest.approx(0, abs=1)
    nowhere = best_volunteers(make_task(lat=None, lon=None, location_quality="unknown"))
    assert [one.why.metres for one in nowhere.found] == [None]


@pytest.mark.parametrize("seed", range(4))
def test_the_best_are_those_that_looking_at_everybody_finds(
    seed: int, community: Region, make_task: MakeTask
) -> None:
    chance = random.Random(seed)
    scattered = lambda n: (31.212 + chance.gauss(0, 0.03), 107.502 + chance.gauss(0, 0.03))  # noqa: E731 - short
    volunteers = many(community, 260, scattered)
    for volunteer in volunteers:
        volunteer.monthly_cap_minutes = chance.choice([30, 60, 600])
        volunteer.max_distance_m = chance.choice([800, 3_000, 9_000])
        volunteer.availability = chance.choice([ALL_SLOTS, parse_slots("mon-am")])
    Volunteer.objects.bulk_update(volunteers, ["monthly_cap_minutes", "max_distance_m", "availability"])
    other = make_task()
    Assignment.objects.bulk_create(
        [Assignment(task=other, volunteer=one, origin="matched", state="accepted") for one in volunteers[::3]]
    )
    task = make_task(slots=parse_slots("tue-am;wed-pm"))
    everybody = Search(task, ())
    everybody.look_near(0)
    from volunteers.now.facts import PERSON_COLUMNS, PersonRow

    everybody.judge([PersonRow(*row) for row in Volunteer.objects.values_list(*PERSON_COLUMNS)])
    cheapest = sorted(
        (one.price, one.row.pk) for one in everybody.judged.values() if one.is_possible
    )[:6]  # fmt: skip
    found = best_volunteers(task, limit=6)
    assert [(one.cost_dm, one.volunteer.pk) for one in found.found] == cheapest
    assert len(found.found) < 6 or found.proven


def test_a_village_in_one_place_costs_no_more_queries_than_a_street(
    community: Region, make_task: MakeTask
) -> None:
    task = make_task()
    many(community, 12, lambda n: (31.212 + n / 5_000, 107.502))
    few = queries_of(lambda: best_volunteers(task))
    many(community, 700, lambda n: (31.212, 107.502))
    crowd = best_volunteers(task)
    assert len(crowd.found) == 12
    assert all(one.why.metres < 1 for one in crowd.found if one.why.metres is not None)
    assert queries_of(lambda: best_volunteers(task)) <= few + 6 <= 18


@pytest.mark.parametrize("radius", [50, 900, 15_000])
def test_the_box_finds_the_nearest_from_wherever_it_starts(radius: float, community: Region) -> None:
    chance = random.Random(5)
    rows = many(community, 150, lambda n: (31.2 + chance.random() / 10, 107.5 + chance.random() / 10))
    found = find_nearby(
        Volunteer.objects.all(), 31.25, 107.55, ("lat", "lon", "pk"), enough=20, most=60, start_m=radius,
        farthest_m=15_000,
    )  # fmt: skip
    nearest = sorted(rows, key=lambda one: one.distance_to_m(31.25, 107.55) or 0.0)
    assert {row[2] for row in found.rows} == {one.pk for one in nearest[: len(found.rows)]}
    assert len(found.rows) >= 12


def test_the_number_of_queries_does_not_grow_with_the_number_of_volunteers(
    community: Region, task: Task
) -> None:
    many(community, 10, lambda n: (31.212 + n / 10_000, 107.502))
    few = queries_of(lambda: best_volunteers(task))
    many(community, 80, lambda n: (31.212 + n / 20_000, 107.502))
    assert queries_of(lambda: best_volunteers(task)) <= few <= 12


# The best tasks


def test_a_volunteer_sees_what_is_open_near_and_may_be_done_the_nearest_first(
    make_task: MakeTask, volunteer: Volunteer
) -> None:
    far, near = shift(make_task, lat=31.22), shift(make_task, lat=31.213)
    shift(make_task, lat=31.4)
    found = best_tasks(volunteer)
    assert [one.task for one in found.found] == [near, far]
    assert found.found[0].why.told == "less than 0.5 km from you, you are free Thursday morning"
    with translation.override("zh-hans"):
        assert found.found[1].why.told == "离您约0.5公里，您星期四上午有空"


def shift(make_task: MakeTask, *, state: str = "published", **fields: Any) -> Task:
    """A shift of a published project, on Thursday morning unless told otherwise."""
    from volunteers.projects.models import Project
    from volunteers.registration.models.team import Team

    at_ten = timezone.make_aware(datetime(2026, 11, 12, 10))
    fields = {"starts_at": at_ten, "ends_at": at_ten + timedelta(minutes=40), "starts_on": at_ten.date(),
              "ends_on": at_ten.date(), "kind": "shift", "category": "other"} | fields  # fmt: skip
    task = make_task(**fields)
    team = Team.objects.create(name=f"队{task.pk}", region=task.region, state="approved")
    task.project = Project.objects.create(
        title="义务劳动", team=team, region=task.region, category="other", state=state, description="扫地"
    )
    task.save()
    return task


def test_a_shift_of_a_draft_a_full_one_and_ones_own_are_not_there(
    make_task: MakeTask, volunteer: Volunteer, make_volunteer: MakeVolunteer
) -> None:
    shift(make_task, state="draft")
    full, own = shift(make_task), shift(make_task, persons_needed=2)
    holds(make_volunteer("先到"), full)
    holds(volunteer, own)
    assert best_tasks(volunteer).found == []


def test_a_minor_and_who_is_not_insured_read_why_there_is_nothing_for_them(
    make_task: MakeTask, make_volunteer: MakeVolunteer
) -> None:
    minor = make_volunteer(birth_date=date(2011, 1, 1))
    shift(make_task, adult_only=True)
    shift(make_task, needs_insurance=True)
    found = best_tasks(minor)
    assert found.found == []
    assert found.counts == {Refusal.MINOR: 1, Refusal.NO_GUARDIAN: 1, Refusal.NOT_INSURED: 1}
    assert best_tasks(make_volunteer("待审", state="pending")).refusal == Refusal.NOT_APPROVED


def test_without_time_left_this_month_there_is_nothing_this_month_but_next_month_is_open(
    make_task: MakeTask, make_volunteer: MakeVolunteer
) -> None:
    volunteer = make_volunteer(monthly_cap_minutes=40)
    holds(volunteer, make_task())
    shift(make_task)
    in_december = timezone.make_aware(datetime(2026, 12, 3, 10))
    next_month = shift(
        make_task, starts_at=in_december, ends_at=in_december + timedelta(minutes=40),
        starts_on=in_december.date(), ends_on=in_december.date(),
    )  # fmt: skip
    found = best_tasks(volunteer)
    assert [one.task for one in found.found] == [next_month]
    assert found.counts == {Refusal.CAP: 1}


def test_the_number_of_queries_does_not_grow_with_the_number_of_tasks(
    make_task: MakeTask, volunteer: Volunteer
) -> None:
    shift(make_task)
    few = queries_of(lambda: best_tasks(volunteer))
    for n in range(20):
        shift(make_task, lat=31.212 + n / 10_000)
    assert queries_of(lambda: best_tasks(volunteer)) == few <= 11


def test_a_place_given_back_is_found_again_and_a_taken_one_is_not(
    make_task: MakeTask, volunteer: Volunteer, make_volunteer: MakeVolunteer
) -> None:
    from volunteers.tasks.services import assignments

    task, other = shift(make_task), make_volunteer("别人")
    held = assignments.sign_up(task=task, volunteer=other, actor=other.person.user)
    assert not Task.objects.looking().exists()
    assert best_tasks(volunteer).found == []
    assignments.withdraw(assignment=held, actor=other.person.user)
    assert [one.task for one in best_tasks(volunteer).found] == [task]


def test_nobody_reaches_a_shift_of_a_draft_by_its_address(
    make_task: MakeTask, volunteer: Volunteer, log_in: Callable[..., Any]
) -> None:
    draft = shift(make_task, state="draft")
    assert log_in(volunteer.person.user).post(f"/volunteer/near/{draft.uuid}/").status_code == 404
    assert not Assignment.objects.exists()


def test_a_shift_is_taken_with_one_click_and_found_full_by_the_next(
    make_task: MakeTask, volunteer: Volunteer, make_volunteer: MakeVolunteer, log_in: Callable[..., Any]
) -> None:
    task, slower = shift(make_task), make_volunteer("慢一步")
    address = f"/volunteer/near/{task.uuid}/"
    assert "我去" in log_in(volunteer.person.user).get(address).content.decode()
    log_in(volunteer.person.user).post(address)
    assert Assignment.objects.get().volunteer == volunteer
    page = log_in(slower.person.user).post(address, follow=True).content.decode()
    assert "已经有人先一步认领了" in page


def test_between_a_box_known_and_a_box_too_full_the_nearest_are_taken(community: Region) -> None:
    many(community, 40, lambda n: (31.212, 107.51))
    found = find_nearby(
        Volunteer.objects.all(), 31.212, 107.502, ("lat", "lon", "pk"), enough=5, most=20, start_m=900.0,
        farthest_m=1_000.0, known_m=700.0,
    )  # fmt: skip
    assert (len(found.rows), found.radius_m) == (5, 700.0)
