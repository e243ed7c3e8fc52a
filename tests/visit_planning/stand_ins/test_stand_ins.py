"""Stand-ins: ranked as the planner counts, asked in turn against the clock, and exactly one gets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from elderly_visits.wording import offer_reasons
from people.logins.models import User
from policies.selectors import PolicyBook, book
from tests.visit_planning.planning import MakeElder, MakeVolunteer, set_policy
from tests.visit_planning.repairing import agreed, holders, in_days, long_visit, run_all
from visit_planning.dispatch.services import cancel_visit, revoke_assignment
from visit_planning.repair.enums import Fate
from visit_planning.stand_ins import policy
from visit_planning.stand_ins.answer_time import answer_by, end_of, morning_after
from visit_planning.stand_ins.enums import SearchState
from visit_planning.stand_ins.models import StandInSearch
from visit_planning.stand_ins.services.ranking import rank_volunteers
from visit_planning.stand_ins.services.searching import start_search, stop_search, sweep_searches
from volunteers.days.services.absences import record_absence
from volunteers.errors import NotAllowedNow
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
MakeVisit = Callable[..., Visit]


@pytest.fixture
def three(make_volunteer: MakeVolunteer) -> list[Volunteer]:
    """甲, 乙 and 丙, each some hundred metres farther away."""
    return [make_volunteer(name, lat=31.212 + 0.004 * n) for n, name in enumerate("甲乙丙", 1)]


@pytest.fixture
def visit(make_visit: MakeVisit, make_elder: MakeElder) -> Visit:
    return make_visit(make_elder("王婆婆"), ends_on=in_days(4))


def offer_to(volunteer: Volunteer) -> Assignment:
    return Assignment.objects.get(volunteer=volunteer)


def say_yes(volunteer: Volunteer) -> Assignment:
    return assignments.accept(assignment=offer_to(volunteer), actor=volunteer.person.user)


# --- The list -------------------------------------------------------------------------------------------------------


def test_the_list_is_in_the_order_of_the_planners_costs(
    visit: Visit, make_visit: MakeVisit, make_volunteer: MakeVolunteer, three: list[Volunteer]
) -> None:
    """丙 visited this elder last month: a familiar face is worth a kilometre and a half."""
    last_month = make_visit(visit.elder, ordinal=2)
    agreed(last_month, three[2])
    Visit.objects.filter(pk=last_month.pk).update(month=visit.month.replace(month=10))
    found = rank_volunteers(visit, limit=10, now=timezone.now(), book=book())
    assert [one.volunteer_id for one in found] == [three[2].pk, three[0].pk, three[1].pk]
    assert [one.again for one in found] == [True, False, False]
    assert found[1].cost_m == pytest.approx(found[1].distance_m + 1500, abs=2)


def test_whom_a_rule_excludes_is_not_on_the_list(
    visit: Visit, make_volunteer: MakeVolunteer, make_visit: MakeVisit, make_elder: MakeElder
) -> None:
    make_volunteer("时少", monthly_cap_minutes=30)
    make_volunteer("太远", lat=31.25)
    make_volunteer("少年", birth_date=None)
    visit.task.adult_only = True
    visit.task.save()
    ill = make_volunteer("病")
    record_absence(volunteer=ill, first_day=in_days(0), last_day=in_days(9), actor=ill.person.user)
    assert rank_volunteers(visit, limit=10, now=timezone.now(), book=book()) == []


# --- One after another ----------------------------------------------------------------------------------------------


def test_one_after_another_is_asked(visit: Visit, three: list[Volunteer], worker: User) -> None:
    search = start_search(visit=visit, actor=worker)
    assert holders(visit) == ["甲 offered"]
    assignments.decline(assignment=offer_to(three[0]), actor=three[0].person.user)
    assert holders(visit) == ["乙 offered"]
    say_yes(three[1])
    search.refresh_from_db()
    assert (search.state, holders(visit)) == (SearchState.FOUND, ["乙 accepted"])
    assert not Assignment.objects.filter(volunteer=three[2]).exists()


def test_who_is_asked_reads_that_it_is_to_stand_in_and_until_when(
    visit: Visit, three: list[Volunteer], worker: User
) -> None:
    start_search(visit=visit, actor=worker)
    assert "you are asked to stand in" in " ".join(offer_reasons(offer_to(three[0])))
    assert "11-11 08:30" in three[0].person.messages.get().body


def test_what_a_worker_takes_back_goes_to_the_next(
    visit: Visit, three: list[Volunteer], worker: User
) -> None:
    start_search(visit=visit, actor=worker)
    revoke_assignment(assignment=offer_to(three[0]), actor=worker)
    assert holders(visit) == ["乙 offered"]


def test_who_does_not_answer_in_time_makes_room_for_the_next(
    visit: Visit, three: list[Volunteer], worker: User, clock: time_machine.Coordinates
) -> None:
    start_search(visit=visit, actor=worker)
    until = offer_to(three[0]).expires_at
    assert until is not None
    clock.move_to(until - timedelta(minutes=1))
    sweep_searches()
    assert holders(visit) == ["甲 offered"]
    clock.move_to(until + timedelta(minutes=1))
    assert sweep_searches() == 1
    assert holders(visit) == ["乙 offered"]
    assert sweep_searches() == 0


def test_a_late_yes_is_told_kindly_that_somebody_was_faster(
    visit: Visit, three: list[Volunteer], worker: User
) -> None:
    start_search(visit=visit, actor=worker, at_once=2)
    assert holders(visit) == ["甲 offered", "乙 offered"]
    say_yes(three[1])
    assert holders(visit) == ["乙 accepted"]
    with pytest.raises(NotAllowedNow, match="Somebody else answered a little earlier"):
        say_yes(three[0])
    message = three[0].person.messages.get(kind="change")
    assert message.subject.startswith("谢谢") or "Thank you" in message.subject
    assert three[1].person.name not in message.body


def test_a_yes_after_the_time_is_welcome_while_nobody_else_was_asked(
    visit: Visit, three: list[Volunteer], worker: User, clock: time_machine.Coordinates
) -> None:
    start_search(visit=visit, actor=worker)
    clock.shift(timedelta(hours=25))
    say_yes(three[0])
    assert holders(visit) == ["甲 accepted"]


def test_a_yes_after_the_next_was_asked_reads_why(
    visit: Visit, three: list[Volunteer], worker: User, clock: time_machine.Coordinates
) -> None:
    start_search(visit=visit, actor=worker)
    clock.shift(timedelta(hours=25))
    sweep_searches()
    with pytest.raises(NotAllowedNow, match="reply deadline has passed"):
        say_yes(three[0])


def test_two_are_found_for_a_visit_that_needs_two(
    make_visit: MakeVisit, make_elder: MakeElder, three: list[Volunteer], worker: User
) -> None:
    pair = make_visit(make_elder("王婆婆", needs_pair=True), persons_needed=2, ends_on=in_days(4))
    search = start_search(visit=pair, actor=worker)
    assert holders(pair) == ["甲 offered", "乙 offered"]
    say_yes(three[0])
    assignments.decline(assignment=offer_to(three[1]), actor=three[1].person.user)
    assert holders(pair) == ["甲 accepted", "丙 offered"]
    say_yes(three[2])
    search.refresh_from_db()
    assert search.state == SearchState.FOUND


def test_when_everybody_was_asked_the_worker_in_charge_gets_to_know_why(
    visit: Visit, three: list[Volunteer], worker: User
) -> None:
    search = start_search(visit=visit)
    for one in three:
        assignments.decline(assignment=offer_to(one), actor=one.person.user)
    search.refresh_from_db()
    assert (search.state, search.reason) == (SearchState.EXHAUSTED, "all_declined")
    assert worker.person.messages.get(kind="stand_in").link.endswith(f"/dispatch/{visit.pk}/")
    visit.task.refresh_from_db()
    assert visit.task.unmatched_reason == "all_declined"


def test_nobody_to_ask_is_said_at_once(visit: Visit, worker: User) -> None:
    search = start_search(visit=visit, actor=worker)
    assert (search.state, search.reason) == (SearchState.EXHAUSTED, "no_volunteer_in_reach")


def test_who_has_no_time_left_by_now_is_passed_over(
    visit: Visit, make_visit: MakeVisit, make_elder: MakeElder, three: list[Volunteer], worker: User
) -> None:
    search = start_search(visit=visit, actor=worker)
    agreed(make_visit(make_elder("李爷爷")), three[1])
    Volunteer.objects.filter(pk=three[1].pk).update(monthly_cap_minutes=40)
    assignments.decline(assignment=offer_to(three[0]), actor=three[0].person.user)
    assert holders(visit) == ["丙 offered"]
    assert search.stand_ins.get(volunteer=three[1]).passed_over == "cap"


def test_starting_twice_is_once_and_stopping_takes_back(
    visit: Visit, three: list[Volunteer], worker: User
) -> None:
    search = start_search(visit=visit, actor=worker)
    assert start_search(visit=visit, actor=worker) == search
    stop_search(search=search, actor=worker)
    assert stop_search(search=search, actor=worker).state == SearchState.STOPPED
    assert holders(visit) == []
    assert sweep_searches() == 0


def test_a_worker_from_elsewhere_starts_no_search(visit: Visit, worker_next_door: User) -> None:
    with pytest.raises(VisitError):
        start_search(visit=visit, actor=worker_next_door)
    assert not StandInSearch.objects.exists()


def test_nobody_is_sought_for_a_visit_that_somebody_holds(
    visit: Visit, three: list[Volunteer], worker: User
) -> None:
    agreed(visit, three[0])
    with pytest.raises(VisitError, match="Enough volunteers"):
        start_search(visit=visit, actor=worker)


def test_a_visit_that_is_called_off_ends_the_search(
    visit: Visit, three: list[Volunteer], worker: User, clock: time_machine.Coordinates
) -> None:
    search = start_search(visit=visit, actor=worker)
    cancel_visit(visit=visit, actor=worker, note="住院")
    clock.shift(timedelta(hours=25))
    sweep_searches()
    search.refresh_from_db()
    assert search.state == SearchState.STOPPED
    assert not Assignment.objects.filter(state=AssignmentState.OFFERED).exists()


def test_at_night_nobody_is_asked(
    visit: Visit, three: list[Volunteer], worker: User, clock: time_machine.Coordinates
) -> None:
    clock.move_to("2026-11-10 23:30+08:00")
    search = start_search(visit=visit, actor=worker)
    assert (search.state, holders(visit)) == (SearchState.ASKING, [])
    clock.move_to("2026-11-11 08:01+08:00")
    sweep_searches()
    assert holders(visit) == ["甲 offered"]


# --- By itself ------------------------------------------------------------------------------------------------------


def test_a_visit_lost_shortly_before_its_last_day_is_given_to_stand_ins_in_turn(
    make_visit: MakeVisit, make_elder: MakeElder, three: list[Volunteer]
) -> None:
    urgent = make_visit(make_elder("王婆婆"), ends_on=in_days(1))
    assignments.withdraw(assignment=agreed(urgent, three[0]), actor=three[0].person.user)
    (repair,) = run_all()
    assert repair.visits.get().fate == Fate.SEARCH
    assert repair.figures["search"] == 1
    assert holders(urgent) == ["乙 offered"]
    assignments.decline(assignment=offer_to(three[1]), actor=three[1].person.user)
    assert holders(urgent) == ["丙 offered"]
    assert not run_all()


def test_with_more_time_left_one_offer_is_enough(
    make_visit: MakeVisit, make_elder: MakeElder, three: list[Volunteer]
) -> None:
    calm = long_visit(make_visit, make_elder("王婆婆"))
    assignments.withdraw(assignment=agreed(calm, three[0]), actor=three[0].person.user)
    run_all()
    assert not StandInSearch.objects.exists()


# --- How long they may think ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "days", "expected"),
    [
        ("2026-11-10 09:00+08:00", 15, "2026-11-11 09:00+08:00"),  # never longer than a day
        ("2026-11-10 09:00+08:00", 1, "2026-11-10 16:48+08:00"),  # a fifth of 39 hours
        ("2026-11-10 14:00+08:00", 0, "2026-11-10 16:00+08:00"),  # a fifth of ten hours
        ("2026-11-10 20:30+08:00", 0, "2026-11-11 00:00+08:00"),  # would run out at night: until the day ends
        ("2026-11-10 19:00+08:00", 1, "2026-11-11 08:30+08:00"),  # runs on into the morning
    ],
)
def test_the_time_to_answer_shortens_as_the_last_day_comes_near(
    now: str, days: int, expected: str, clock: time_machine.Coordinates
) -> None:
    moment = datetime.fromisoformat(now)
    by = answer_by(now=moment, last_day=moment.date() + timedelta(days=days), region=None, book=book())
    assert by == datetime.fromisoformat(expected)


@given(hours=st.integers(0, 23), minutes=st.integers(0, 59), days=st.integers(0, 40))
def test_nobody_may_think_past_the_last_day_nor_has_to_answer_at_night(
    hours: int, minutes: int, days: int
) -> None:
    rules = PolicyBook(timezone.localdate(), rows=())
    moment = datetime(2026, 11, 10, hours, minutes, tzinfo=timezone.get_current_timezone())
    last = moment.date() + timedelta(days=days)
    by = answer_by(now=moment, last_day=last, region=None, book=rules)
    assert moment < by <= end_of(last)
    assert by == end_of(last) or morning_after(by, region=None, book=rules) == by


def test_policy_says_how_many_are_asked_at_once(visit: Visit, three: list[Volunteer], worker: User) -> None:
    set_policy(policy.AT_ONCE, 3)
    start_search(visit=visit, actor=worker)
    assert len(holders(visit)) == 3
