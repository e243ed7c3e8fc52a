"""A concern becomes a visit within a day: made once, asked about at once, and left alone by the plan of the month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import models
from django.test import Client

from elderly_visits.concerns.enums import ConcernKind, Outcome, Severity
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.services.concerns import close_concern, raise_concern, take_next_step
from elderly_visits.register.models import Elder
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from people.logins.models import User
from regions.models import Region
from tests.visit_planning.planning import NOVEMBER, MakeElder, MakeVolunteer, plan
from tests.visit_planning.repairing import holders
from visit_planning.repair.services.within_a_day import WITHIN_A_DAY, days_of, visit_within_a_day
from visit_planning.stand_ins.enums import SearchState
from visit_planning.windows import URGENT
from volunteers.slots import ALL_SLOTS, parse_slots
from volunteers.tasks.enums import TaskState

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
LogIn = Callable[[User], Client]
# A Tuesday, nine o'clock.
TODAY = date(2026, 11, 10)


@pytest.fixture
def elder(make_elder: MakeElder) -> Elder:
    return make_elder("王婆婆")


@pytest.fixture
def concern(elder: Elder, worker: User) -> Concern:
    return raise_concern(
        elder=elder, kind=ConcernKind.MOOD, severity=Severity.URGENT, text="情绪激动", raised_by=worker
    )


def test_it_is_due_by_tomorrow_and_somebody_is_asked_at_once(
    elder: Elder, worker: User, make_volunteer: MakeVolunteer
) -> None:
    make_volunteer("甲")
    visit, search = visit_within_a_day(elder=elder, actor=worker)
    assert (visit.task.starts_on, visit.task.ends_on) == (TODAY, TODAY + timedelta(days=1))
    assert search is not None
    assert search.state == SearchState.ASKING
    assert holders(visit) == ["甲 offered"]


def test_the_elder_is_locked_before_the_concern(
    elder: Elder, concern: Concern, worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where elders are handed over with their concerns: neither waits for what the other has."""
    locked: list[type[models.Model]] = []
    ask = models.QuerySet.select_for_update

    def told(rows: Any, *args: Any, **how: Any) -> Any:
        locked.append(rows.model)
        return ask(rows, *args, **how)

    monkeypatch.setattr(models.QuerySet, "select_for_update", told)
    take_next_step(concern=concern, actor=worker, step=WITHIN_A_DAY)
    assert locked.index(Elder) < locked.index(Concern)


def test_asking_twice_is_once(elder: Elder, worker: User, make_volunteer: MakeVolunteer) -> None:
    make_volunteer("甲")
    first, again = (visit_within_a_day(elder=elder, actor=worker) for _tap in range(2))
    assert first == again
    assert Visit.objects.count() == 1


def test_the_plan_of_the_night_neither_takes_it_out_nor_makes_another(
    elder: Elder, worker: User, community: Region, make_volunteer: MakeVolunteer
) -> None:
    make_volunteer("甲")
    plan(community, NOVEMBER)
    visit, _search = visit_within_a_day(elder=elder, actor=worker)
    plan(community, NOVEMBER)
    visit.task.refresh_from_db()
    assert visit.task.state == TaskState.OPEN
    assert sorted(Visit.objects.values_list("ordinal", flat=True)) == [1, URGENT]


@pytest.mark.parametrize(
    ("now", "first", "last"),
    [
        ("2026-11-10T09:00", "2026-11-10", "2026-11-11"),
        ("2026-11-10T21:49", "2026-11-11", "2026-11-11"),
        ("2026-11-30T12:00", "2026-11-30", "2026-11-30"),
        ("2026-11-30T21:49", "2026-12-01", "2026-12-01"),
        ("2026-12-31T23:10", "2027-01-01", "2027-01-01"),
    ],
)
def test_its_days_have_hours_left_and_share_a_month(now: str, first: str, last: str) -> None:
    found = days_of(datetime.fromisoformat(f"{now}+08:00"), 90)
    assert found == (date.fromisoformat(first), date.fromisoformat(last))


def test_on_the_last_evening_of_a_month_it_is_a_visit_of_the_next(elder: Elder, worker: User) -> None:
    with time_machine.travel("2026-11-30T21:49+08:00", tick=False):
        visit, _search = visit_within_a_day(elder=elder, actor=worker)
    assert (visit.month, visit.task.starts_on) == (date(2026, 12, 1), date(2026, 12, 1))


def test_hours_at_which_the_elder_receives_are_kept_as_long_as_some_are_left(
    make_elder: MakeElder, worker: User
) -> None:
    usual = make_elder("周爷爷", slots=parse_slots("wed-am"))
    never = make_elder("吴爷爷", slots=parse_slots("fri-am"))
    assert visit_within_a_day(elder=usual, actor=worker)[0].task.slots == parse_slots("wed-am")
    assert visit_within_a_day(elder=never, actor=worker)[0].task.slots == ALL_SLOTS


@pytest.mark.parametrize("who", ["worker_next_door", "auditor", "resident"])
def test_nobody_else_sends_anybody(elder: Elder, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(VisitError) as refused:
        visit_within_a_day(elder=elder, actor=request.getfixturevalue(who))
    assert refused.value.code == "not_yours"
    assert not Visit.objects.exists()


def test_who_has_not_agreed_is_not_visited_all_the_same(make_elder: MakeElder, worker: User) -> None:
    with pytest.raises(VisitError) as refused:
        visit_within_a_day(elder=make_elder("郑婆婆", consent=False), actor=worker)
    assert refused.value.code == "not_visited"
    assert not Visit.objects.exists()


def test_one_tap_on_the_concern_makes_the_visit_and_writes_it_down_once(
    concern: Concern, worker: User, log_in: LogIn, make_volunteer: MakeVolunteer
) -> None:
    make_volunteer("甲")
    desk = log_in(worker)
    page = desk.get(concern.get_absolute_url()).content.decode()
    assert "24小时内上门探访" in page
    assert f"/workbench/requests/phone/{concern.elder.person_id}/" in page
    for _tap in range(2):
        desk.post(concern.get_absolute_url(), {"step": "visit"})
    assert Visit.objects.count() == 1
    notes = [event.note for event in concern.events.all()]
    assert [note for note in notes if "2026-11-11" in note] == [notes[-1]]


def test_where_nobody_can_be_asked_the_worker_reads_to_go_herself(
    concern: Concern, worker: User, log_in: LogIn
) -> None:
    answer = log_in(worker).post(concern.get_absolute_url(), {"step": "visit"}, follow=True)
    assert "请您上门" in answer.content.decode()


def test_a_closed_concern_becomes_nothing_any_more(concern: Concern, worker: User, log_in: LogIn) -> None:
    close_concern(concern=concern, actor=worker, outcome=Outcome.SOLVED, note="已处理")
    log_in(worker).post(concern.get_absolute_url(), {"step": "visit"})
    assert not Visit.objects.exists()


def test_an_auditor_sees_the_concern_and_no_step(concern: Concern, auditor: User, log_in: LogIn) -> None:
    eyes = log_in(auditor)
    assert "24小时内上门探访" not in eyes.get(concern.get_absolute_url()).content.decode()
    assert eyes.post(concern.get_absolute_url(), {"step": "visit"}).status_code == 403
    assert not Visit.objects.exists()
