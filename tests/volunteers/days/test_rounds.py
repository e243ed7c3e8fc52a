"""Planning one's visits: proposed, changed by hand, agreed; and two who go together have one time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifications.models import Message
from people.persons.models import Person
from policies.models import PolicyRow
from volunteers.days.models.absence import Absence
from volunteers.days.selectors.days import days_of, drafts_of
from volunteers.days.services.rounds import agree_on_drafts, choose_time, discard_drafts, propose_times
from volunteers.errors import NotAllowedNow, TaskError
from volunteers.slots import slot_bit, slot_of
from volunteers.tasks.models.assignment import AssignmentEvent
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.selectors.agreed_times import rules_for, shortfall_minutes
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import cancel_task

# A Tuesday morning.
NOW = datetime.fromisoformat("2026-11-10T09:00:00+08:00")
THURSDAY, FRIDAY = date(2026, 11, 12), date(2026, 11, 13)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


@pytest.fixture
def say_yes(make_task, volunteer):
    """A visit that somebody has said yes to, without a time unless told otherwise."""

    def yes(who=None, planned_for=None, task=None, **fields):
        who = who or volunteer
        task = task or make_task(**{"starts_on": NOW.date()} | fields)
        offer = assignments.offer(task=task, volunteer=who)
        return assignments.accept(assignment=offer, actor=who.person.user, planned_for=planned_for)

    return yes


def draft_of(assignment):
    return PlannedStop.objects.get(assignment=assignment)


def clashes(volunteer) -> list:
    """Pairs of services, agreed or drafted, with too little time for way and rest between them."""
    rules = rules_for(volunteer.region_id)
    return [
        (before, after)
        for day in days_of(volunteer, drafts=True)
        for before, after in pairwise(day.services)
        if shortfall_minutes(before, after, rules) is not None
    ]


# Proposing


def test_a_time_is_proposed_in_a_half_day_that_suits_both(say_yes, volunteer):
    volunteer.availability = slot_bit(3, 1) | slot_bit(4, 0)  # Thursday afternoon, Friday morning
    volunteer.save()
    visit = say_yes(slots=slot_bit(4, 0) | slot_bit(5, 0))
    assert propose_times(volunteer=volunteer) == 1
    draft = draft_of(visit)
    assert slot_of(draft.starts_at) == slot_bit(4, 0)
    assert timezone.localtime(draft.starts_at).date() == FRIDAY
    visit.refresh_from_db()
    assert visit.planned_for is None


def test_neighbours_are_proposed_one_after_the_other_with_way_and_rest_between(say_yes, volunteer):
    visits = [say_yes(lon=107.502 + number / 1000) for number in range(2)]
    propose_times(volunteer=volunteer)
    drafts = sorted(drafts_of(volunteer), key=lambda row: row.starts_at)
    assert len({timezone.localtime(row.starts_at).date() for row in drafts}) == 1
    for before, after in pairwise(drafts):
        assert after.starts_at >= before.starts_at + timedelta(minutes=40 + 15)
    assert {row.assignment_id for row in drafts} == {visit.pk for visit in visits}


def test_today_is_proposed_only_where_there_is_no_later_day(say_yes, volunteer):
    later, today = say_yes(), say_yes(ends_on=NOW.date())
    propose_times(volunteer=volunteer)
    assert timezone.localtime(draft_of(later).starts_at).date() > NOW.date()
    assert timezone.localtime(draft_of(today).starts_at).date() == NOW.date()
    assert draft_of(today).starts_at >= NOW


def test_what_was_agreed_is_left_alone_and_planned_around(say_yes, volunteer):
    agreed = say_yes(planned_for=at(THURSDAY, 9))
    say_yes(ends_on=THURSDAY, starts_on=THURSDAY, slots=slot_bit(3, 0))
    propose_times(volunteer=volunteer)
    agreed.refresh_from_db()
    assert agreed.planned_for == at(THURSDAY, 9)
    assert clashes(volunteer) == []


def test_a_visit_without_a_common_half_day_says_so(say_yes, volunteer):
    volunteer.availability = slot_bit(0, 0)
    volunteer.save()
    visit = say_yes(slots=slot_bit(4, 0))
    assert propose_times(volunteer=volunteer) == 0
    assert (draft_of(visit).starts_at, draft_of(visit).unfit) == (None, "no_window")


def test_a_volunteer_who_never_said_when_is_free_at_any_time(say_yes, volunteer):
    volunteer.availability = 0
    volunteer.save()
    say_yes()
    assert propose_times(volunteer=volunteer) == 1


def test_proposing_twice_makes_no_second_draft_and_keeps_what_was_chosen_by_hand(say_yes, volunteer):
    chosen, other = say_yes(), say_yes()
    propose_times(volunteer=volunteer)
    choose_time(assignment=chosen, starts_at=at(FRIDAY, 16))
    propose_times(volunteer=volunteer)
    assert PlannedStop.objects.count() == 2
    assert draft_of(chosen).starts_at == at(FRIDAY, 16)
    assert draft_of(other).by_hand is False


def test_the_city_decides_how_many_fit_into_a_half_day(say_yes, volunteer):
    PolicyRow.objects.create(
        key="volunteers.visits_per_half_day",
        value=1,
        valid_from=date(2026, 1, 1),
        source="x",
        source_kind="choice",
    )
    for _number in range(3):
        say_yes()
    propose_times(volunteer=volunteer)
    halves = {
        (timezone.localtime(row.starts_at).date(), slot_of(row.starts_at)) for row in drafts_of(volunteer)
    }
    assert len(halves) == 3


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_accepted_no_two_proposed_times_collide(data, django_db_blocker, say_yes, make_volunteer):
    """Windows, lengths, slots, rest and way hold for every proposal; nothing is lost."""
    who = make_volunteer(
        "志愿者" + str(PlannedStop.objects.count() + Person.objects.count()), monthly_cap_minutes=6000,
        availability=data.draw(st.integers(1, (1 << 21) - 1)),
    )  # fmt: skip
    rows = data.draw(
        st.lists(
            st.tuples(st.integers(10, 120), st.integers(1, (1 << 21) - 1), st.floats(31.20, 31.24), st.integers(0, 9)),
            max_size=6,
        )
    )  # fmt: skip
    made = [
        say_yes(who, minutes=minutes, slots=slots, lat=lat, ends_on=NOW.date() + timedelta(days=days))
        for minutes, slots, lat, days in rows
    ]
    propose_times(volunteer=who)
    drafts = {row.assignment_id: row for row in drafts_of(who)}
    assert set(drafts) == {row.pk for row in made}
    for row in made:
        draft = drafts[row.pk]
        if draft.starts_at is None:
            assert draft.unfit
            continue
        day = timezone.localtime(draft.starts_at).date()
        assert row.task.starts_on <= day <= row.task.ends_on
        assert draft.starts_at >= NOW
        assert row.task.slots & who.availability & slot_of(draft.starts_at)
    assert clashes(who) == []


# By hand


def test_a_time_that_collides_is_kept_as_a_draft_and_told_when_one_agrees(say_yes, volunteer):
    say_yes(planned_for=at(THURSDAY, 9))
    visit = say_yes()
    choose_time(assignment=visit, starts_at=at(THURSDAY, 9, 30))
    result = agree_on_drafts(volunteer=volunteer, actor=volunteer.person.user)
    assert result.count == 0
    assert "too close" in result.problems[0]
    assert draft_of(visit).starts_at == at(THURSDAY, 9, 30)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (NOW - timedelta(hours=1), "passed"),
        (NOW + timedelta(days=60), "window"),
        (at(FRIDAY, 22), "slot"),
    ],
)
def test_a_time_that_cannot_be_is_refused_kindly(say_yes, moment, code):
    with pytest.raises(TaskError) as refused:
        choose_time(assignment=say_yes(), starts_at=moment)
    assert refused.value.code == code


def test_who_has_a_time_already_is_not_given_a_draft(say_yes):
    with pytest.raises(NotAllowedNow):
        choose_time(assignment=say_yes(planned_for=at(THURSDAY, 9)), starts_at=at(FRIDAY, 9))


# Agreeing


def test_agreeing_makes_the_drafts_the_times_and_a_second_press_changes_nothing(say_yes, volunteer):
    visits = [say_yes(), say_yes()]
    propose_times(volunteer=volunteer)
    wanted = {row.assignment_id: row.starts_at for row in drafts_of(volunteer)}
    assert agree_on_drafts(volunteer=volunteer, actor=volunteer.person.user).count == 2
    for visit in visits:
        visit.refresh_from_db()
        assert visit.planned_for == wanted[visit.pk]
    assert not PlannedStop.objects.exists()
    again = agree_on_drafts(volunteer=volunteer, actor=volunteer.person.user)
    assert (again.count, again.problems) == (0, [])


def test_one_time_that_no_longer_fits_does_not_hold_up_the_others(say_yes, volunteer):
    good, late = say_yes(), say_yes()
    choose_time(assignment=good, starts_at=at(FRIDAY, 9))
    choose_time(assignment=late, starts_at=at(THURSDAY, 9))
    with time_machine.travel(at(THURSDAY, 12), tick=False):
        result = agree_on_drafts(volunteer=volunteer, actor=volunteer.person.user)
    assert result.count == 1
    assert "passed" in result.problems[0]
    assert drafts_of(volunteer)[0].assignment_id == late.pk


def test_a_visit_called_off_meanwhile_is_no_draft_any_more(say_yes, volunteer, worker):
    visit = say_yes()
    propose_times(volunteer=volunteer)
    cancel_task(task=visit.task, actor=worker)
    assert drafts_of(volunteer) == []
    assert agree_on_drafts(volunteer=volunteer, actor=volunteer.person.user).count == 0


def test_a_worker_agrees_for_a_volunteer_only_to_services_of_the_own_area(
    say_yes, volunteer, worker, community_next_door
):
    here, there = say_yes(), say_yes(region=community_next_door, place=community_next_door.name)
    propose_times(volunteer=volunteer)
    assert agree_on_drafts(volunteer=volunteer, actor=worker).count == 1
    here.refresh_from_db()
    there.refresh_from_db()
    assert here.planned_for is not None
    assert there.planned_for is None


def test_thrown_away_drafts_leave_what_was_agreed(say_yes, volunteer):
    agreed, _open = say_yes(planned_for=at(THURSDAY, 9)), say_yes()
    propose_times(volunteer=volunteer)
    assert discard_drafts(volunteer=volunteer) == 1
    agreed.refresh_from_db()
    assert agreed.planned_for == at(THURSDAY, 9)


# Two who go together


@pytest.fixture
def other(make_volunteer):
    return make_volunteer("志愿者乙")


@pytest.fixture
def two(say_yes, make_task, volunteer, other):
    """A visit for two that both have said yes to, without a time."""
    task = make_task(starts_on=NOW.date(), persons_needed=2)
    return say_yes(volunteer, task=task), say_yes(other, task=task)


def test_a_time_chosen_by_one_is_the_time_of_both_and_the_other_is_told(two, volunteer, other):
    mine, yours = two
    assignments.accept(assignment=mine, actor=volunteer.person.user, planned_for=at(FRIDAY, 10))
    yours.refresh_from_db()
    assert yours.planned_for == at(FRIDAY, 10)
    told = Message.objects.get(person=other.person, kind="change")
    assert "志愿者甲" in told.body
    assert not Message.objects.filter(person=volunteer.person, kind="change").exists()
    event = AssignmentEvent.objects.filter(assignment=yours).latest("pk")
    assert (event.actor, event.to_state) == (volunteer.person.user, "accepted")


def test_changing_it_there_and_back_tells_each_time(two, volunteer, other):
    mine, yours = two
    for hour in (10, 11, 10):
        assignments.accept(assignment=mine, actor=volunteer.person.user, planned_for=at(FRIDAY, hour))
    assert Message.objects.filter(person=other.person, kind="change").count() == 3
    assignments.accept(assignment=mine, actor=volunteer.person.user, planned_for=at(FRIDAY, 10))
    assert Message.objects.filter(person=other.person, kind="change").count() == 3
    yours.refresh_from_db()
    assert yours.planned_for == at(FRIDAY, 10)


def test_who_says_yes_later_gets_the_hour_of_the_first(say_yes, make_task, volunteer, other):
    task = make_task(starts_on=NOW.date(), persons_needed=2)
    say_yes(volunteer, at(FRIDAY, 10), task)
    assert say_yes(other, None, task).planned_for == at(FRIDAY, 10)


def test_an_hour_at_which_the_companion_is_busy_is_refused_for_both(two, say_yes, volunteer, other):
    mine, yours = two
    say_yes(other, at(FRIDAY, 10))
    with pytest.raises(TaskError) as refused:
        assignments.accept(assignment=mine, actor=volunteer.person.user, planned_for=at(FRIDAY, 10, 30))
    assert refused.value.code == "companion_busy"
    for row in (mine, yours):
        row.refresh_from_db()
        assert row.planned_for is None


def test_a_proposal_for_two_keeps_clear_of_what_the_companion_has_agreed(two, say_yes, volunteer, other):
    mine, yours = two
    mine.task.slots = slot_bit(4, 0)  # Friday morning alone
    mine.task.save()
    say_yes(other, at(FRIDAY, 8))
    propose_times(volunteer=volunteer)
    assert agree_on_drafts(volunteer=volunteer, actor=volunteer.person.user).count == 1
    yours.refresh_from_db()
    mine.refresh_from_db()
    assert mine.planned_for == yours.planned_for >= at(FRIDAY, 8, 55)
    assert clashes(other) == []


def test_a_draft_of_the_companion_gives_way_to_the_agreed_time(two, volunteer, other):
    mine, yours = two
    propose_times(volunteer=other)
    assignments.accept(assignment=mine, actor=volunteer.person.user, planned_for=at(FRIDAY, 10))
    assert drafts_of(other) == []
    assert not PlannedStop.objects.filter(assignment=yours).exists()


def test_nothing_is_proposed_on_days_on_which_the_volunteer_is_away(say_yes, volunteer):
    Absence.objects.create(volunteer=volunteer, first_day=NOW.date(), last_day=THURSDAY)
    visit = say_yes(ends_on=FRIDAY)
    propose_times(volunteer=volunteer)
    assert timezone.localtime(draft_of(visit).starts_at).date() == FRIDAY
