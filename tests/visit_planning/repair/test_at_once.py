"""Several at once: real threads and real commits, on the database the suite runs on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.utils import timezone

from elderly_visits.visits.models.visit import Visit
from people.logins.models import User
from tests.visit_planning.planning import MakeElder, MakeVolunteer, set_policy
from tests.visit_planning.repairing import asked, at_once, in_days, long_visit
from visit_planning import receivers
from visit_planning.plan.services import lock
from visit_planning.repair.enums import RepairCause, RepairState
from visit_planning.repair.models import Repair
from visit_planning.repair.services.requests import request_repair
from visit_planning.repair.services.run import run_repair, sweep_repairs
from visit_planning.stand_ins import policy
from visit_planning.stand_ins.models import StandInSearch
from visit_planning.stand_ins.services.searching import start_search, sweep_searches
from volunteers.days.services.absences import record_absence
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments

pytestmark = pytest.mark.django_db(transaction=True)
MakeVisit = Callable[..., Visit]


@pytest.fixture(autouse=True)
def no_night() -> None:
    """People are asked at any hour, so that the test may run at night."""
    set_policy(policy.NIGHT, {"from_hour": 24, "until_hour": 0})
    set_policy(policy.BY_ITSELF_HOURS, 0)


@pytest.fixture
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Nothing runs by itself: the tests say what runs, and when."""
    sent: list[int] = []
    monkeypatch.setattr(receivers.run_repair_task, "delay", sent.append)
    return sent


def yes(row: Assignment) -> Callable[[], Any]:
    return lambda: assignments.accept(assignment=row, actor=row.volunteer.person.user)


def test_of_four_who_say_yes_at_once_exactly_one_stands_in(
    nudges: list[int],
    make_visit: MakeVisit,
    make_elder: MakeElder,
    make_volunteer: MakeVolunteer,
    worker: User,
) -> None:
    visit = make_visit(make_elder("王婆婆"), ends_on=in_days(4))
    for name in "甲乙丙丁":
        make_volunteer(name)
    start_search(visit=visit, actor=worker, at_once=4)
    rows = list(Assignment.objects.select_related("volunteer__person__user"))
    assert len(rows) == 4
    assert at_once([yes(row) for row in rows]) == ["late", "late", "late", "ok"]
    states = sorted(Assignment.objects.values_list("state", flat=True))
    assert states == ["accepted", "replaced", "replaced", "replaced"]
    assert StandInSearch.objects.get().state == "found"


def test_double_clicks_of_one_who_stands_in_are_one_yes(
    nudges: list[int], make_visit: MakeVisit, make_elder: MakeElder, volunteer: Volunteer, worker: User
) -> None:
    visit = make_visit(make_elder("王婆婆"), ends_on=in_days(4))
    start_search(visit=visit, actor=worker)
    row = Assignment.objects.select_related("volunteer__person__user").get()
    assert at_once([yes(row)] * 6) == ["ok"] * 6
    assert row.events.filter(to_state="accepted").count() == 1


def test_a_search_that_is_started_and_swept_by_several_at_once_asks_once(
    nudges: list[int],
    make_visit: MakeVisit,
    make_elder: MakeElder,
    make_volunteer: MakeVolunteer,
    worker: User,
) -> None:
    visit = make_visit(make_elder("王婆婆"), ends_on=in_days(4))
    for name in "甲乙丙":
        make_volunteer(name)
    assert at_once([lambda: start_search(visit=visit, actor=worker)] * 4) == ["ok"] * 4
    assert (StandInSearch.objects.count(), Assignment.objects.count()) == (1, 1)
    Assignment.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    StandInSearch.objects.update(next_step_at=timezone.now())
    assert at_once([sweep_searches] * 4) == ["ok"] * 4
    assert sorted(Assignment.objects.values_list("state", flat=True)) == ["offered", "replaced"]


def test_a_yes_and_the_clock_at_once_leave_one_on_the_visit(
    nudges: list[int],
    make_visit: MakeVisit,
    make_elder: MakeElder,
    make_volunteer: MakeVolunteer,
    worker: User,
) -> None:
    visit = make_visit(make_elder("王婆婆"), ends_on=in_days(4))
    for name in "甲乙":
        make_volunteer(name)
    start_search(visit=visit, actor=worker)
    Assignment.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    StandInSearch.objects.update(next_step_at=timezone.now())
    row = Assignment.objects.select_related("volunteer__person__user").get()
    outcome = at_once([yes(row), sweep_searches])
    active = Assignment.objects.active().get()
    if outcome == ["ok", "ok"]:
        assert (active.pk, active.state) == (row.pk, AssignmentState.ACCEPTED)
    else:
        assert outcome == ["late", "ok"]
        assert active.pk != row.pk


def test_one_repair_carried_out_by_several_at_once_asks_once(
    nudges: list[int], make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer
) -> None:
    visit = long_visit(make_visit, make_elder("王婆婆"))
    make_volunteer("甲")
    (repair,) = request_repair(cause=RepairCause.BY_WORKER, visits=[(visit, None)])
    assert at_once([lambda: run_repair(pk=repair.pk)] * 4) == ["ok"] * 4
    assert Assignment.objects.count() == 1


def test_two_repairs_at_once_do_not_promise_one_hour_twice(
    nudges: list[int], make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer
) -> None:
    """One volunteer with time for one of two visits, and two that need somebody."""
    make_volunteer("甲", monthly_cap_minutes=40)
    keys = []
    for name in ("王婆婆", "李爷爷"):
        visit = long_visit(make_visit, make_elder(name))
        keys += [one.pk for one in request_repair(cause=RepairCause.BY_WORKER, visits=[(visit, None)])]
    outcome = at_once([lambda key=key: run_repair(pk=key, patience_s=20) for key in keys])
    assert outcome == ["ok", "ok"]
    assert Assignment.objects.active().count() == 1
    assert set(Repair.objects.filter(pk__in=keys).values_list("state", flat=True)) == {RepairState.DONE}


def test_a_volunteer_who_falls_ill_while_being_asked_is_left_in_peace(
    nudges: list[int], make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer
) -> None:
    visit = long_visit(make_visit, make_elder("王婆婆"))
    ill = make_volunteer("甲")
    (repair,) = request_repair(cause=RepairCause.BY_WORKER, visits=[(visit, None)])

    def fall_ill() -> None:
        record_absence(volunteer=ill, first_day=in_days(0), last_day=in_days(30), actor=ill.person.user)

    assert at_once([lambda: run_repair(pk=repair.pk, patience_s=20), fall_ill]) == ["ok", "ok"]
    assert not Assignment.objects.active().filter(volunteer=ill).exists()


def test_while_another_session_plans_the_month_nothing_is_lost(
    nudges: list[int], make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer
) -> None:
    visit = long_visit(make_visit, make_elder("王婆婆"))
    make_volunteer("甲")
    (repair,) = request_repair(cause=RepairCause.BY_WORKER, visits=[(visit, None)])
    begun, done = Barrier(2), Barrier(2)

    def plan() -> None:
        with lock.planning(visit.month):
            begun.wait(timeout=30)
            done.wait(timeout=30)

    def look_then_go() -> None:
        begun.wait(timeout=30)
        waiting = run_repair(pk=repair.pk, patience_s=0.2)
        done.wait(timeout=30)
        assert waiting is not None and (waiting.state, waiting.attempts) == ("waiting", 0)

    assert at_once([plan, look_then_go]) == ["ok", "ok"]
    Repair.objects.update(not_before=timezone.now())
    sweep_repairs()
    assert Assignment.objects.filter(task=visit.task).count() == 1


def test_a_repair_on_a_transaction_that_commits_is_carried_out_by_the_nudge(
    make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer
) -> None:
    visit = long_visit(make_visit, make_elder("王婆婆", consent=False))
    first, second = make_volunteer("甲"), make_volunteer("乙")
    row = asked(visit, first)
    assignments.decline(assignment=row, actor=first.person.user)
    assert Assignment.objects.active().get(task=visit.task).volunteer == second
