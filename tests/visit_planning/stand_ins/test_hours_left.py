"""Nobody is asked for a half-day that is over: on the last evening, at noon, and while a search goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from elderly_visits.visits.models.visit import Visit
from people.logins.models import User
from policies.selectors import book
from tests.visit_planning.planning import MakeElder, MakeVolunteer, set_policy
from tests.visit_planning.repairing import holders
from visit_planning.stand_ins.enums import SearchState
from visit_planning.stand_ins.models import StandInSearch
from visit_planning.stand_ins.services.ranking import rank_volunteers
from visit_planning.stand_ins.services.searching import start_search, sweep_searches
from volunteers.now.tasks_for_volunteer import best_tasks
from volunteers.now.volunteers_for_task import best_volunteers
from volunteers.registration.models.volunteer import Volunteer
from volunteers.slots import ALL_SLOTS, parse_slots, parts_gone, slots_between
from volunteers.tasks.eligibility import Refusal
from volunteers.tasks.forms import PlannedForForm
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.policy import LEAD_MINUTES

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
MakeVisit = Callable[..., Visit]

# A Tuesday.
TODAY = date(2026, 11, 10)
MORNING, NOON, LAST_EVENING = (
    datetime.fromisoformat(f"{day}+08:00")
    for day in ("2026-11-10T09:00", "2026-11-10T12:00", "2026-11-30T21:49")
)


@pytest.fixture
def today(make_visit: MakeVisit, make_elder: MakeElder) -> Visit:
    """A visit whose only day is today."""
    return make_visit(make_elder("王婆婆"), starts_on=TODAY, ends_on=TODAY)


def free(make_volunteer: MakeVolunteer, name: str, slots: str, lat: float = 31.213) -> Volunteer:
    return make_volunteer(name, lat=lat, availability=parse_slots(slots))


def ranked(visit: Visit) -> list[int]:
    return [one.volunteer_id for one in rank_volunteers(visit, limit=10, now=timezone.now(), book=book())]


@pytest.mark.parametrize(
    ("at", "gone"),
    [("08:00", 0), ("10:30", 0), ("10:31", 1), ("12:00", 1), ("16:30", 1), ("16:31", 2), ("19:30", 2), ("19:31", 3),
     ("21:49", 3)],
)  # fmt: skip
def test_a_half_day_is_over_when_too_little_is_left_of_it(at: str, gone: int) -> None:
    assert parts_gone(datetime.fromisoformat(f"2026-11-10T{at}+08:00"), 90) == gone


@pytest.mark.parametrize(
    ("last", "gone", "left"),
    [
        (TODAY, 0, "tue-am;tue-pm;tue-eve"),
        (TODAY, 1, "tue-pm;tue-eve"),
        (TODAY, 3, ""),
        (TODAY + timedelta(days=1), 3, "wed-am;wed-pm;wed-eve"),
    ],
)
def test_what_is_left_until_the_last_day(last: date, gone: int, left: str) -> None:
    assert slots_between(TODAY - timedelta(days=9), last, TODAY, gone) == parse_slots(left)


def test_in_a_week_todays_hours_come_only_once_and_in_eight_days_again() -> None:
    assert slots_between(TODAY, TODAY + timedelta(days=6), TODAY, 1) == ALL_SLOTS & ~parse_slots("tue-am")
    assert slots_between(TODAY, TODAY + timedelta(days=7), TODAY, 3) == ALL_SLOTS
    assert slots_between(TODAY + timedelta(days=1), TODAY + timedelta(days=7), TODAY, 3) == ALL_SLOTS


def test_at_noon_only_who_is_free_in_the_afternoon_is_asked(
    today: Visit, make_volunteer: MakeVolunteer, worker: User
) -> None:
    early, late = free(make_volunteer, "早", "tue-am"), free(make_volunteer, "晚", "tue-pm", 31.216)
    assert ranked(today) == [early.pk, late.pk]
    with time_machine.travel(NOON, tick=False):
        assert ranked(today) == [late.pk]
        assert [one.volunteer.pk for one in best_volunteers(today.task).found] == [late.pk]
        assert [one.task.pk for one in best_tasks(early).found] == []
        start_search(visit=today, actor=worker)
        assert holders(today) == ["晚 offered"]


def test_on_the_last_evening_nobody_is_asked_and_the_worker_reads_why(
    make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer, worker: User
) -> None:
    last = LAST_EVENING.date()
    visit = make_visit(make_elder("王婆婆"), starts_on=last - timedelta(days=9), ends_on=last)
    volunteer = make_volunteer("甲")
    with time_machine.travel(LAST_EVENING, tick=False):
        assert ranked(visit) == []
        assert best_tasks(volunteer).found == []
        search = start_search(visit=visit, actor=worker)
    assert (search.state, search.reason) == (SearchState.EXHAUSTED, "window_passed")
    assert not Assignment.objects.exists()


def test_who_had_time_this_morning_is_passed_over_in_the_afternoon(
    today: Visit, make_volunteer: MakeVolunteer, worker: User
) -> None:
    first = free(make_volunteer, "甲", "tue-pm")
    free(make_volunteer, "早", "tue-am", 31.216)
    free(make_volunteer, "晚", "tue-pm", 31.220)
    start_search(visit=today, actor=worker)
    search = StandInSearch.objects.get()
    assert [row.volunteer.person.name for row in search.stand_ins.order_by("rank")] == ["甲", "早", "晚"]
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        sweep_searches()
        assert holders(today) == ["晚 offered"]
    assert search.stand_ins.get(volunteer__person__name="早").passed_over == Refusal.NO_SLOT
    assert not first.assignments.filter(state="offered").exists()


def test_an_answer_is_awaited_no_longer_than_there_is_time_for_the_visit(
    make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer, worker: User
) -> None:
    visit = make_visit(make_elder("王婆婆"), starts_on=TODAY, ends_on=TODAY, slots=parse_slots("tue-am"))
    make_volunteer("甲")
    with time_machine.travel(MORNING + timedelta(minutes=75), tick=False):
        start_search(visit=visit, actor=worker)
    assert Assignment.objects.get().expires_at == MORNING.replace(hour=10, minute=30)


def test_a_city_decides_how_much_has_to_be_left(today: Visit, make_volunteer: MakeVolunteer) -> None:
    early = free(make_volunteer, "早", "tue-am")
    set_policy(LEAD_MINUTES, 0)
    with time_machine.travel(NOON - timedelta(minutes=1), tick=False):
        assert ranked(today) == [early.pk]
    set_policy(LEAD_MINUTES, 180)
    with time_machine.travel(MORNING + timedelta(minutes=1), tick=False):
        assert ranked(today) == []


def test_the_hours_to_agree_on_are_those_that_are_left_today(today: Visit) -> None:
    with time_machine.travel(NOON, tick=False):
        form = PlannedForForm(task=today.task)
    hours = [hour for hour, _label in form.fields["hour"].choices]
    assert (hours[0], hours[-1]) == ("11:30", "20:30")
    assert form.initial["hour"] == "11:30"
