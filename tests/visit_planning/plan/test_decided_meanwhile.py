"""A plan is solved for minutes without a lock; what people decide about it meanwhile stands. Real threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from notifications.models import DeliveryState, Message
from people.logins.models import User
from regions.models import Region
from tests.threads import PATIENCE_S, Held, in_a_thread, still_waits
from tests.visit_planning.planning import MakeElder, MakeVolunteer, plan
from visit_planning import receivers
from visit_planning.errors import PlanningError
from visit_planning.plan.enums import PlanStage, Publishing
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services import offer_writer, run, solving
from visit_planning.plan.services.publishing import discard, request_publication, request_stop
from visit_planning.plan.services.run import plan_month
from visit_planning.plan.services.sending import carry_out, sweep
from volunteers.tasks.models.assignment import Assignment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def only_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elders who agree start repairs after the commit; here the plan is the first to ask anybody."""
    monkeypatch.setattr(receivers.run_repair_task, "delay", lambda pk: None)


@pytest.fixture
def village(make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region) -> Region:
    for number in range(4):
        make_elder(f"老人{number}", lat=31.21 + number / 10_000)
        make_volunteer(f"志愿者{number}", lat=31.21 + number / 10_000, monthly_cap_minutes=60)
    return community


def while_solving(monkeypatch: pytest.MonkeyPatch, job: Callable[[], Any], decide: Callable[[], Any]) -> Any:
    """Do `job` in a worker, and decide while it has solved the plan and has not yet written it down."""
    held = Held(solving.match, after=True)
    monkeypatch.setattr(solving, "match", held)
    with ThreadPoolExecutor(1) as pool:
        working = in_a_thread(pool, job)
        assert held.reached.wait(PATIENCE_S)
        decide()
        held.go_on.set()
        return working.result(PATIENCE_S)


def to_be_sent(region: Region, by: User) -> VisitPlan:
    said = plan(region, publishing=Publishing.DRAFT)
    return request_publication(plan=said, actor=by, messages=sum(said.figures["messages"].values()))


def test_a_plan_stopped_while_it_is_solved_sends_nothing(
    village: Region, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = to_be_sent(village, manager)
    done = while_solving(
        monkeypatch, lambda: carry_out(pk=said.pk), lambda: request_stop(plan=said, actor=manager)
    )
    assert done.stage == PlanStage.STOPPED
    assert not Assignment.objects.exists()
    assert not Message.objects.exists()


def test_a_plan_that_would_become_a_draft_again_stays_stopped_when_somebody_stops_it_meanwhile(
    village: Region,
    manager: User,
    make_elder: MakeElder,
    make_volunteer: MakeVolunteer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = to_be_sent(village, manager)
    for number in range(6):
        make_elder(f"后来的{number}", lat=31.22)
        make_volunteer(f"后来的志愿者{number}", lat=31.22, monthly_cap_minutes=60)
    while_solving(monkeypatch, lambda: carry_out(pk=said.pk), lambda: request_stop(plan=said, actor=manager))
    sweep()
    said.refresh_from_db()
    assert said.stage == PlanStage.STOPPED
    assert not VisitPlan.objects.filter(stage=PlanStage.DRAFT).exists()
    # Nobody is told of a draft that nobody has to decide about.
    assert not Message.objects.exists()


def test_a_draft_thrown_away_while_it_is_made_stays_thrown_away(
    village: Region, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = while_solving(
        monkeypatch,
        lambda: plan(village, publishing=Publishing.DRAFT),
        lambda: discard(plan=VisitPlan.objects.get(stage=PlanStage.DRAFT), actor=manager),
    )
    assert done.stage == PlanStage.DISCARDED
    assert [one.stage for one in VisitPlan.objects.all()] == [PlanStage.DISCARDED]
    assert plan(village, publishing=Publishing.DRAFT).stage == PlanStage.DRAFT


def test_stopped_between_two_batches_nobody_else_is_asked_and_who_was_asked_is_let_go(
    village: Region, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = to_be_sent(village, manager)
    monkeypatch.setattr(offer_writer, "CHUNK", 1)
    # One after the other on both databases: the second batch begins when the first is written.
    monkeypatch.setattr(
        offer_writer, "write_parts", lambda write, parts, done: [(write(part), done(part)) for part in parts]
    )
    held = Held(offer_writer._write, after=True)
    monkeypatch.setattr(offer_writer, "_write", held)
    with ThreadPoolExecutor(1) as pool:
        working = in_a_thread(pool, lambda: carry_out(pk=said.pk))
        assert held.reached.wait(PATIENCE_S)
        assert Assignment.objects.count() == 1
        request_stop(plan=said, actor=manager)
        held.go_on.set()
        assert working.result(PATIENCE_S).stage == PlanStage.STOPPED
    assert Assignment.objects.count() == 1
    assert not Assignment.objects.active().exists()
    assert not Message.objects.exclude(state=DeliveryState.WITHDRAWN).exists()


def test_a_worker_who_comes_late_to_a_plan_that_was_stopped_sends_nothing(
    village: Region, manager: User
) -> None:
    said = to_be_sent(village, manager)
    known = VisitPlan.objects.select_related("region").get(pk=said.pk)
    carry_out(pk=request_stop(plan=said, actor=manager).pk)
    assert plan_month(month=known.month, region=known.region, draft=known).stage == PlanStage.STOPPED
    assert not Assignment.objects.exists()


def test_who_stops_in_the_moment_in_which_it_becomes_a_draft_waits_and_reads_so(
    village: Region,
    manager: User,
    make_elder: MakeElder,
    make_volunteer: MakeVolunteer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = to_be_sent(village, manager)
    for number in range(6):
        make_elder(f"后来的{number}", lat=31.22)
        make_volunteer(f"后来的志愿者{number}", lat=31.22, monthly_cap_minutes=60)
    held = Held(run._Run._replace_drafts)
    monkeypatch.setattr(run._Run, "_replace_drafts", lambda *args: held(*args))
    with ThreadPoolExecutor(2) as pool:
        working = in_a_thread(pool, lambda: carry_out(pk=said.pk))
        assert held.reached.wait(PATIENCE_S)
        stopping = in_a_thread(pool, lambda: request_stop(plan=said, actor=manager))
        assert still_waits(stopping)
        held.go_on.set()
        assert working.result(PATIENCE_S).stage == PlanStage.DRAFT
        with pytest.raises(PlanningError) as refused:
            stopping.result(PATIENCE_S)
    assert refused.value.code == "not_published"
    said.refresh_from_db()
    assert (said.stage, said.stopped_at) == (PlanStage.DRAFT, None)
