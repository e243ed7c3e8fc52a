"""Between two plans: what lost its visitor, or has become due, is matched again at once, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elderly_visits.register.enums import RiskTier
from elderly_visits.register.models import Elder
from elderly_visits.register.services.elders import record_visit_consent
from elderly_visits.register.signals import visits_due_changed
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.services.stopping import leave_register
from people.logins.models import User
from regions.models import Region
from tests.visit_planning.planning import NOVEMBER, MakeElder, MakeVolunteer, set_policy, visits
from tests.visit_planning.repairing import agreed, asked, changes, holders, in_days, long_visit, run_all
from visit_planning.neighbourhood import policy as neighbourhood_policy
from visit_planning.neighbourhood.matching import Matcher
from visit_planning.plan.services import lock
from visit_planning.plan.services.run import plan_month
from visit_planning.repair.enums import Fate, RepairCause, RepairState
from visit_planning.repair.models import Repair, RepairedVisit
from visit_planning.repair.services.requests import request_repair
from visit_planning.repair.services.run import run_repair, sweep_repairs
from volunteers.days.services.absences import record_absence
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services.registration import leave
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
MakeVisit = Callable[..., Visit]


@pytest.fixture
def near(make_volunteer: MakeVolunteer) -> Volunteer:
    return make_volunteer("近")


@pytest.fixture
def far(make_volunteer: MakeVolunteer) -> Volunteer:
    """Lives a kilometre farther away than 近."""
    return make_volunteer("远", lat=31.224)


@pytest.fixture
def visit(make_visit: MakeVisit, make_elder: MakeElder) -> Visit:
    return long_visit(make_visit, make_elder("王婆婆"))


# --- A volunteer drops out ------------------------------------------------------------------------------------------


def test_who_withdraws_is_followed_by_the_next_nearest_at_once(
    visit: Visit, near: Volunteer, far: Volunteer
) -> None:
    promise = agreed(visit, near)
    assignments.withdraw(assignment=promise, actor=near.person.user, reason="感冒")
    (repair,) = run_all()
    assert (repair.cause, repair.state, repair.requested_by) == ("withdrawn", "done", near.person.user)
    assert holders(visit) == ["远 offered"]
    assert changes(repair) == [("王婆婆", "近", "远", Fate.FOUND)]
    assert repair.figures["optimal"] and repair.figures["gap"] == 0.0
    assert (repair.figures["visits"], repair.figures["found"], repair.figures["disturbed"]) == (1, 1, 0)
    assert far.person.messages.get().kind == "offers"


def test_who_declines_is_not_asked_again(visit: Visit, near: Volunteer) -> None:
    assignments.decline(assignment=asked(visit, near), actor=near.person.user)
    (repair,) = run_all()
    assert changes(repair) == [("王婆婆", "近", "", Fate.NOBODY)]
    visit.task.refresh_from_db()
    assert visit.task.unmatched_reason == repair.visits.get().reason == "all_declined"


def test_the_worker_in_charge_gets_to_know_when_nobody_is_found(
    visit: Visit, near: Volunteer, worker: User
) -> None:
    assignments.decline(assignment=asked(visit, near), actor=near.person.user)
    (repair,) = run_all()
    message = worker.person.messages.get(kind="repair")
    assert message.link.endswith(f"/changes/{repair.pk}/")
    assert run_repair(pk=repair.pk) is None
    assert worker.person.messages.filter(kind="repair").count() == 1


def test_what_a_volunteer_gives_up_in_one_go_is_one_repair(
    make_visit: MakeVisit, make_elder: MakeElder, near: Volunteer, far: Volunteer
) -> None:
    mine = [long_visit(make_visit, make_elder(name)) for name in ("王婆婆", "李爷爷", "张婆婆")]
    for one in mine:
        agreed(one, near)
    leave(volunteer=near, actor=near.person.user)
    (repair,) = run_all()
    assert repair.cause == RepairCause.LEFT
    assert repair.figures["visits"] == repair.figures["found"] == 3
    assert {tuple(holders(one)) for one in mine} == {("远 offered",)}


def test_nobody_is_asked_beyond_the_time_they_offer(
    make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer, near: Volunteer
) -> None:
    """One has time for one of the two; the rest of the month is taken by a visit outside the repair."""
    busy = make_volunteer("忙", monthly_cap_minutes=100)
    agreed(long_visit(make_visit, make_elder("赵爷爷")), busy)
    lost = [long_visit(make_visit, make_elder(name)) for name in ("王婆婆", "李爷爷")]
    for one in lost:
        agreed(one, near)
    leave(volunteer=near, actor=near.person.user)
    (repair,) = run_all()
    assert (repair.figures["found"], repair.figures["nobody"]) == (1, 1)
    assert repair.visits.get(fate=Fate.NOBODY).reason == "capacity_exhausted"


def test_an_accepted_visit_of_somebody_else_never_moves(
    make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer, near: Volunteer
) -> None:
    """The only one with a little time holds a promise; two kilometres on somebody could take that over."""
    busy = make_volunteer("忙", monthly_cap_minutes=40)
    make_volunteer("远", lat=31.2335, max_distance_m=2000)
    other = long_visit(make_visit, make_elder("赵爷爷", lat=31.222))
    agreed(other, busy)
    lost = long_visit(make_visit, make_elder("王婆婆"))
    assignments.withdraw(assignment=agreed(lost, near), actor=near.person.user)
    (repair,) = run_all()
    assert holders(other) == ["忙 accepted"]
    assert changes(repair) == [("王婆婆", "近", "", Fate.NOBODY)]


def test_an_unanswered_offer_moves_where_that_gives_both_a_visitor(
    make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer, near: Volunteer
) -> None:
    busy = make_volunteer("忙", monthly_cap_minutes=40)
    beyond = make_volunteer("远", lat=31.2335, max_distance_m=2000)
    other = long_visit(make_visit, make_elder("赵爷爷", lat=31.222))
    asked(other, busy)
    lost = long_visit(make_visit, make_elder("王婆婆"))
    assignments.withdraw(assignment=agreed(lost, near), actor=near.person.user)
    (repair,) = run_all()
    assert (holders(lost), holders(other)) == (["忙 offered"], ["远 offered"])
    assert changes(repair) == [("王婆婆", "近", "忙", Fate.FOUND), ("赵爷爷", "忙", "远", Fate.MOVED)]
    assert repair.figures["disturbed"] == 1
    assert repair.figures["optimal"]
    assert beyond.person.messages.get().kind == "offers"


def test_no_more_elders_are_disturbed_than_policy_allows(
    make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer, near: Volunteer
) -> None:
    set_policy(neighbourhood_policy.MOST_DISTURBED, 0)
    busy = make_volunteer("忙", monthly_cap_minutes=40)
    make_volunteer("远", lat=31.2335, max_distance_m=2000)
    other = long_visit(make_visit, make_elder("赵爷爷", lat=31.222))
    asked(other, busy)
    lost = long_visit(make_visit, make_elder("王婆婆"))
    assignments.withdraw(assignment=agreed(lost, near), actor=near.person.user)
    (repair,) = run_all()
    assert (holders(lost), holders(other)) == ([], ["忙 offered"])
    assert repair.figures["disturbed"] == 0


def test_a_pair_keeps_who_said_yes_and_gets_a_second(
    make_visit: MakeVisit,
    make_elder: MakeElder,
    make_volunteer: MakeVolunteer,
    near: Volunteer,
    far: Volunteer,
) -> None:
    pair = long_visit(make_visit, make_elder("王婆婆", needs_pair=True), persons_needed=2)
    agreed(pair, far)
    promise = agreed(pair, near)
    third = make_volunteer("丙")
    assignments.withdraw(assignment=promise, actor=near.person.user)
    (repair,) = run_all()
    assert holders(pair) == ["远 accepted", "丙 offered"]
    assert changes(repair) == [("王婆婆", "近", third.person.name, Fate.FOUND)]


def test_the_offer_of_a_repair_waits_less_long_than_a_plans(
    visit: Visit, near: Volunteer, far: Volunteer
) -> None:
    assignments.withdraw(assignment=agreed(visit, near), actor=near.person.user)
    run_all()
    offer = Assignment.objects.get(volunteer=far)
    assert offer.expires_at == timezone.now() + timedelta(hours=24)


def test_who_does_not_answer_makes_room_as_soon_as_somebody_else_is_found(
    visit: Visit,
    near: Volunteer,
    far: Volunteer,
    make_volunteer: MakeVolunteer,
    clock: time_machine.Coordinates,
) -> None:
    assignments.withdraw(assignment=agreed(visit, near), actor=near.person.user)
    run_all()
    clock.shift(timedelta(hours=25))
    sweep_repairs()
    # Nobody else: the one who was asked may still say yes.
    assert holders(visit) == ["远 offered"]
    assert Repair.objects.filter(cause=RepairCause.NO_ANSWER).count() == 1
    clock.shift(timedelta(minutes=5))
    sweep_repairs()
    assert Repair.objects.filter(cause=RepairCause.NO_ANSWER).count() == 1
    make_volunteer("丙")
    request_repair(cause=RepairCause.BY_WORKER, visits=[(visit, None)])
    run_all()
    assert holders(visit) == ["丙 offered"]


def test_a_visit_that_was_called_off_meanwhile_is_left_alone(
    visit: Visit, near: Volunteer, far: Volunteer, elder: Elder
) -> None:
    assignments.withdraw(assignment=agreed(visit, near), actor=near.person.user)
    leave_register(elder=visit.elder, on=timezone.localdate(), reason="moved")
    (repair,) = run_all()
    assert changes(repair) == [("王婆婆", "近", "", Fate.OVER)]
    assert not Assignment.objects.filter(volunteer=far).exists()


def test_what_is_no_visit_starts_no_repair(make_task: Callable[..., object], near: Volunteer) -> None:
    shift = make_task(kind="shift")
    assignments.withdraw(assignment=agreed_on(shift, near), actor=near.person.user)
    assert not run_all()


def agreed_on(task: object, volunteer: Volunteer) -> Assignment:
    offer = assignments.offer(task=task, volunteer=volunteer)  # type: ignore[arg-type]  # a Task
    return assignments.accept(assignment=offer, actor=volunteer.person.user)


# --- Ill or away ----------------------------------------------------------------------------------------------------


def test_who_is_away_is_not_asked_for_what_cannot_wait(
    make_visit: MakeVisit, make_elder: MakeElder, near: Volunteer, far: Volunteer
) -> None:
    record_absence(volunteer=far, first_day=in_days(0), last_day=in_days(20), actor=far.person.user)
    lost = long_visit(make_visit, make_elder("王婆婆"))
    assignments.withdraw(assignment=agreed(lost, near), actor=near.person.user)
    (repair,) = run_all()
    assert changes(repair) == [("王婆婆", "近", "", Fate.NOBODY)]
    assert repair.visits.get().reason == "all_away"


def test_who_is_away_for_a_part_of_the_days_may_be_asked(
    make_visit: MakeVisit, make_elder: MakeElder, near: Volunteer, far: Volunteer
) -> None:
    record_absence(volunteer=far, first_day=in_days(0), last_day=in_days(3), actor=far.person.user)
    lost = long_visit(make_visit, make_elder("王婆婆"))
    assignments.withdraw(assignment=agreed(lost, near), actor=near.person.user)
    run_all()
    assert holders(lost) == ["远 offered"]


def test_an_absence_gives_everything_that_cannot_wait_to_others_in_one_repair(
    make_visit: MakeVisit, make_elder: MakeElder, near: Volunteer, far: Volunteer
) -> None:
    lost = [long_visit(make_visit, make_elder(name), ends_on=in_days(8)) for name in ("王婆婆", "李爷爷")]
    later = long_visit(make_visit, make_elder("张婆婆"))
    for one in (*lost, later):
        agreed(one, near)
    outcome = record_absence(
        volunteer=near, first_day=in_days(0), last_day=in_days(9), actor=near.person.user
    )
    assert outcome.reassigned == 2
    (repair,) = run_all()
    assert (repair.cause, repair.figures["found"]) == (RepairCause.AWAY, 2)
    assert [holders(one) for one in (*lost, later)] == [["远 offered"], ["远 offered"], ["近 accepted"]]


def test_the_plan_of_the_month_respects_absences_too(
    make_elder: MakeElder, near: Volunteer, far: Volunteer, community: Region
) -> None:
    record_absence(volunteer=near, first_day=in_days(0), last_day=in_days(25), actor=near.person.user)
    make_elder("王婆婆")
    plan_month(month=NOVEMBER, region=community)
    assert [row.volunteer for row in Assignment.objects.all()] == [far]


# --- A visit becomes due --------------------------------------------------------------------------------------------


def test_a_new_elder_gets_a_visit_and_a_visitor_at_once(make_elder: MakeElder, near: Volunteer) -> None:
    elder = make_elder("王婆婆")
    (repair,) = run_all(new_elders=True)
    assert repair.cause == RepairCause.NEW_ELDER
    (visit,) = visits(elder, NOVEMBER)
    assert holders(visit) == ["近 offered"]
    assert changes(repair) == [("王婆婆", "", "近", Fate.FOUND)]


def test_an_elder_who_agrees_later_does_too_and_only_this_elder(
    make_elder: MakeElder, near: Volunteer, worker: User
) -> None:
    neighbour, elder = make_elder("李爷爷", consent=False), make_elder("王婆婆", consent=False)
    record_visit_consent(elder=elder, actor=worker)
    record_visit_consent(elder=elder, actor=worker)
    (repair,) = run_all(new_elders=True)
    assert repair.requested_by == worker
    assert len(visits(elder, NOVEMBER)) == 1
    assert not visits(neighbour, NOVEMBER)


def test_a_higher_tier_brings_the_visits_of_the_weeks_that_are_left(
    make_elder: MakeElder, near: Volunteer
) -> None:
    elder = make_elder("王婆婆")
    run_all(new_elders=True)
    Elder.objects.filter(pk=elder.pk).update(life_threatening=True, risk_tier=RiskTier.HIGH)
    visits_due_changed.send(Elder, elder=elder, actor=None)
    run_all(new_elders=True)
    assert len(visits(elder, NOVEMBER)) > 1


# --- Once, and never lost -------------------------------------------------------------------------------------------


def test_while_the_month_is_planned_a_repair_waits_and_is_not_lost(
    visit: Visit, near: Volunteer, far: Volunteer, clock: time_machine.Coordinates
) -> None:
    assignments.withdraw(assignment=agreed(visit, near), actor=near.person.user)
    repair = Repair.objects.get(cause=RepairCause.WITHDRAWN)
    with lock_of_another(repair):
        waiting = run_repair(pk=repair.pk, patience_s=0.0)
        assert waiting is not None
        assert (waiting.state, waiting.attempts) == (RepairState.WAITING, 0)
    clock.shift(timedelta(minutes=1))
    sweep_repairs()
    assert holders(visit) == ["远 offered"]


def lock_of_another(repair: Repair):  # type: ignore[no-untyped-def]  # a context manager
    """The month's lock in somebody else's hands."""
    from contextlib import contextmanager
    from unittest import mock

    from visit_planning.errors import PlanInProgress

    @contextmanager
    def taken(month):  # type: ignore[no-untyped-def]  # as lock.planning
        raise PlanInProgress("taken")
        yield

    return mock.patch.object(lock, "planning", taken)


def test_a_repair_that_was_killed_is_carried_out_by_the_sweep(
    visit: Visit,
    near: Volunteer,
    far: Volunteer,
    clock: time_machine.Coordinates,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from visit_planning.repair.services import run

    class Killed(BaseException):
        pass

    def die(*_args: object, **_kwargs: object) -> None:
        raise Killed

    assignments.withdraw(assignment=agreed(visit, near), actor=near.person.user)
    repair = Repair.objects.get(cause=RepairCause.WITHDRAWN)
    monkeypatch.setattr(run, "notify_worker_in_charge", die)
    Repair.objects.exclude(pk=repair.pk).update(state="done")
    with pytest.raises(Killed):
        run_repair(pk=repair.pk)
    assert holders(visit) == []
    monkeypatch.undo()
    assert run_repair(pk=repair.pk) is None  # Somebody else may still be at it.
    clock.shift(timedelta(minutes=3))
    sweep_repairs()
    assert holders(visit) == ["远 offered"]
    assert RepairedVisit.objects.get(repair=repair).fate == Fate.FOUND


def test_what_fails_again_and_again_is_given_up_with_its_error(
    visit: Visit, near: Volunteer, clock: time_machine.Coordinates, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visit_planning.repair.services import run

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(run, "write", fail)
    assignments.withdraw(assignment=agreed(visit, near), actor=near.person.user)
    for _attempt in range(run.MAX_ATTEMPTS + 1):
        sweep_repairs()
        clock.shift(timedelta(hours=5))
    repair = Repair.objects.get(cause=RepairCause.WITHDRAWN)
    assert (repair.state, repair.attempts) == (RepairState.FAILED, run.MAX_ATTEMPTS)
    assert repair.error == "RuntimeError: broken"


def test_what_was_answered_meanwhile_is_decided_again(
    make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer, near: Volunteer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The neighbour says yes to the offer that was about to move."""
    busy = make_volunteer("忙", monthly_cap_minutes=40)
    make_volunteer("远", lat=31.2335, max_distance_m=2000)
    other = long_visit(make_visit, make_elder("赵爷爷", lat=31.222))
    offer = asked(other, busy)
    lost = long_visit(make_visit, make_elder("王婆婆"))
    assignments.withdraw(assignment=agreed(lost, near), actor=near.person.user)
    decide = Matcher.decide

    def decide_while_somebody_answers(matcher: Matcher, tasks: Any, region: str) -> Any:
        decision = decide(matcher, tasks, region)
        offer.refresh_from_db()
        if offer.state == "offered":
            assignments.accept(assignment=offer, actor=busy.person.user)
        return decision

    monkeypatch.setattr(Matcher, "decide", decide_while_somebody_answers)
    (repair,) = run_all()
    assert holders(other) == ["忙 accepted"]
    assert changes(repair) == [("王婆婆", "近", "", Fate.NOBODY)]


def test_the_number_of_queries_does_not_grow_with_the_visits(
    make_visit: MakeVisit,
    make_elder: MakeElder,
    make_volunteer: MakeVolunteer,
    near: Volunteer,
    far: Volunteer,
) -> None:
    def queries(names: str) -> int:
        lost = [long_visit(make_visit, make_elder(name)) for name in names]
        repairs = request_repair(cause=RepairCause.BY_WORKER, visits=[(one, None) for one in lost])
        with CaptureQueriesContext(connection) as captured:
            run_repair(pk=repairs[0].pk)
        assert {tuple(holders(one)) for one in lost} == {("近 offered",)}
        return len(captured)

    queries("甲")
    one, four = queries("乙"), queries("丙丁戊己")
    assert one == four <= 48
