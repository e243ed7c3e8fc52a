"""A month is planned as a draft, published by a person, and can be stopped while messages wait."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from notifications.jobs import sweep as sweep_messages
from notifications.models import DeliveryState, Message
from notifications.policy import MESSAGES_A_MINUTE
from people.logins.models import User
from regions.models import Region
from tests.sms import Recorded
from tests.visit_planning.planning import DECEMBER, MakeElder, MakeVolunteer, plan, set_policy
from visit_planning import jobs
from visit_planning.plan import policy
from visit_planning.plan.enums import PlanStage, Publishing
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services import offer_writer
from visit_planning.plan.services.publishing import discard, request_publication, request_stop
from visit_planning.plan.services.sending import carry_out, sweep
from volunteers.now.tasks_for_volunteer import best_tasks
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments

LogIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gateway(clock: time_machine.Coordinates, settings: Any) -> Iterator[None]:
    settings.SMS_BACKEND = "tests.sms.Recorded"
    Recorded.sent.clear()
    yield


@pytest.fixture
def village(make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region) -> Region:
    for number in range(6):
        make_elder(f"老人{number}", lat=31.21 + number / 10_000)
        make_volunteer(f"志愿者{number}", lat=31.21 + number / 10_000, monthly_cap_minutes=60)
    return community


def draft(region: Region) -> VisitPlan:
    return plan(region, publishing=Publishing.DRAFT)


def publish(one: VisitPlan, by: User) -> VisitPlan:
    total = sum(one.figures["messages"].values())
    carry_out(pk=request_publication(plan=one, actor=by, messages=total).pk)
    one.refresh_from_db()
    return one


def post(client: Client, step: str, one: VisitPlan, **data: Any) -> int:
    return client.post(reverse(f"visit_planning_workbench:plan_{step}", args=[one.pk]), data).status_code


# --- A draft asks nobody ---------------------------------------------------------------------------------------------


def test_a_manager_who_plans_five_times_sends_nothing(village: Region) -> None:
    for _time in range(5):
        last = draft(village)
    assert not Assignment.objects.exists()
    assert not Message.objects.exists()
    assert VisitPlan.objects.filter(stage=PlanStage.DRAFT).get() == last


def test_a_draft_says_what_publishing_it_will_do(village: Region, manager: User) -> None:
    said = draft(village)
    assert (said.figures["matched"], said.figures["visits"]) == (6, 6)
    assert said.figures["messages"] == {"sms": 6, "inbox": 0}
    done = publish(said, manager)
    assert done.stage == PlanStage.PUBLISHED
    assert (done.figures["matched"], done.figures["offers"]) == (6, 6)
    assert Message.objects.filter(kind="offers", channel="sms").count() == 6


def test_a_newer_draft_takes_the_place_of_the_one_before(
    village: Region, manager: User, make_elder: MakeElder
) -> None:
    old = draft(village)
    make_elder("新来的")
    new = draft(village)
    old.refresh_from_db()
    assert (old.stage, new.stage) == (PlanStage.DISCARDED, PlanStage.DRAFT)
    with pytest.raises(ValidationError, match="newer plan"):
        request_publication(plan=old, actor=manager, messages=6)


def test_a_volunteer_finds_nothing_of_a_draft_nor_opens_it_by_its_address(
    village: Region, log_in: LogIn, manager: User
) -> None:
    said = draft(village)
    task = Task.objects.first()
    assert task is not None
    volunteer = Volunteer.objects.order_by("pk")[0]
    assert best_tasks(volunteer).found == []
    client = log_in(volunteer.person.user)
    address = reverse("volunteers:take", args=[task.uuid])
    assert client.get(address).status_code == 404
    assert client.post(address, {"planned_for": "2026-12-02T10:00"}).status_code == 404
    assert client.get(reverse("visit_planning_workbench:plan", args=[said.pk])).status_code != 200
    assert not Assignment.objects.exists()


def test_only_those_who_plan_there_see_a_draft(
    village: Region, log_in: LogIn, manager: User, worker: User, manager_next_door: User, auditor: User
) -> None:
    address = reverse("visit_planning_workbench:plan", args=[draft(village).pk])
    assert log_in(manager).get(address).status_code == 200
    for stranger in (worker, manager_next_door, auditor):
        assert log_in(stranger).get(address).status_code == 404


@pytest.mark.parametrize("step", ["publish", "discard", "stop"])
def test_nobody_from_outside_the_region_decides_on_it(
    village: Region, log_in: LogIn, worker: User, manager_next_door: User, step: str
) -> None:
    said = draft(village)
    for stranger in (worker, manager_next_door):
        assert post(log_in(stranger), step, said, messages=6) in (302, 403, 404)
        said.refresh_from_db()
        assert said.stage == PlanStage.DRAFT
    with pytest.raises(ValidationError):
        request_publication(plan=said, actor=manager_next_door, messages=6)


def test_a_draft_thrown_away_is_gone_and_the_next_plan_starts_anew(village: Region, manager: User) -> None:
    said = draft(village)
    for _click in range(2):
        discard(plan=said, actor=manager)
    with pytest.raises(ValidationError):
        request_publication(plan=said, actor=manager, messages=6)
    assert draft(village).pk != said.pk


def test_whoever_a_worker_asks_meanwhile_keeps_the_place(
    village: Region, manager: User, worker: User, make_volunteer: MakeVolunteer
) -> None:
    said = draft(village)
    task = Task.objects.order_by("pk")[0]
    asked = assignments.offer(task=task, volunteer=make_volunteer("另一位"), actor=worker)
    publish(said, manager)
    assert list(Assignment.objects.active().filter(task=task)) == [asked]


# --- Publishing ------------------------------------------------------------------------------------------------------


def test_the_button_carries_the_number_that_was_read(village: Region, manager: User, log_in: LogIn) -> None:
    said, desk = draft(village), log_in(manager)
    for wrong in ("", "5", "x", "9" * 5000):
        post(desk, "publish", said, messages=wrong)
        said.refresh_from_db()
        assert said.stage == PlanStage.DRAFT
    post(desk, "publish", said, messages=6)
    said.refresh_from_db()
    assert (said.stage, said.published_by) == (PlanStage.PUBLISHING, manager)


def test_two_managers_at_once_publish_once(village: Region, manager: User, city_manager: User) -> None:
    said = draft(village)
    for one in (manager, city_manager, manager):
        request_publication(plan=said, actor=one, messages=6)
    for _worker in range(3):
        sweep()
    said.refresh_from_db()
    assert said.published_by == manager
    assert (Assignment.objects.count(), Message.objects.count()) == (6, 6)


def test_killed_in_the_middle_it_goes_on_and_sends_nothing_twice(
    village: Region, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = draft(village)
    request_publication(plan=said, actor=manager, messages=6)
    monkeypatch.setattr(offer_writer, "CHUNK", 2)
    real, calls = offer_writer.offer_many, []

    def dying(**how: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**how)

    monkeypatch.setattr(offer_writer, "offer_many", dying)
    with pytest.raises(KeyboardInterrupt):
        carry_out(pk=said.pk)
    assert Assignment.objects.count() == 2
    assert sweep() == 1
    said.refresh_from_db()
    assert said.stage == PlanStage.PUBLISHED
    assert (Assignment.objects.active().count(), Message.objects.count()) == (6, 6)


def test_where_many_more_would_be_written_to_than_agreed_nothing_is_sent(
    village: Region, manager: User, make_elder: MakeElder, make_volunteer: MakeVolunteer
) -> None:
    said = draft(village)
    for number in range(4):
        make_elder(f"后来的{number}", lat=31.22)
        make_volunteer(f"后来的志愿者{number}", lat=31.22, monthly_cap_minutes=60)
    publish(said, manager)
    assert (said.stage, said.figures["grown"]) == (PlanStage.DRAFT, True)
    assert not Assignment.objects.exists()
    assert Message.objects.get(person=manager.person).kind == "plan"
    publish(said, manager)
    assert Assignment.objects.active().count() == 10


def test_messages_go_out_so_many_a_minute_and_never_at_night(
    village: Region, manager: User, clock: time_machine.Coordinates
) -> None:
    set_policy(MESSAGES_A_MINUTE, 2)
    publish(draft(village), manager)
    clock.move_to("2026-11-10 21:30+08:00")
    assert sweep_messages() == 0
    clock.move_to("2026-11-11 07:59+08:00")
    assert sweep_messages() == 0
    sent = []
    for minute in range(4):
        clock.move_to(f"2026-11-11 08:0{minute}+08:00")
        sent.append(sweep_messages())
    assert sent == [2, 2, 2, 0]


# --- Stopping --------------------------------------------------------------------------------------------------------


def test_what_waits_is_withdrawn_what_was_sent_taken_back_and_what_was_accepted_stays(
    village: Region, manager: User, clock: time_machine.Coordinates
) -> None:
    set_policy(MESSAGES_A_MINUTE, 3)
    said = publish(draft(village), manager)
    clock.move_to("2026-11-11 09:00+08:00")
    assert sweep_messages() == 3
    told = list(Message.objects.filter(state=DeliveryState.SENT).order_by("pk"))
    yes = Assignment.objects.get(volunteer__person=told[0].person)
    assignments.accept(assignment=yes, actor=yes.volunteer.person.user)
    for _click in range(2):
        carry_out(pk=request_stop(plan=said, actor=manager).pk)
    said.refresh_from_db()
    assert said.stage == PlanStage.STOPPED
    assert Message.objects.filter(state=DeliveryState.WITHDRAWN).count() == 3
    assert list(Assignment.objects.active()) == [yes]
    apologies = Message.objects.filter(kind="change", key__startswith="stopped:")
    assert {one.person for one in apologies} == {one.person for one in told[1:]}
    clock.shift(timedelta(minutes=5))
    sweep_messages()
    assert len(Recorded.sent) == 3
    assert Message.objects.filter(state=DeliveryState.WITHDRAWN, sent_at=None).count() == 3


def test_after_a_stop_the_same_people_can_be_asked_again(village: Region, manager: User) -> None:
    said = publish(draft(village), manager)
    carry_out(pk=request_stop(plan=said, actor=manager).pk)
    assert not Assignment.objects.active().exists()
    again = draft(village)
    assert again.figures["matched"] == 6
    publish(again, manager)
    assert Assignment.objects.active().count() == 6


def test_when_all_is_sent_there_is_nothing_to_stop(
    village: Region, manager: User, clock: time_machine.Coordinates
) -> None:
    said = publish(draft(village), manager)
    clock.move_to("2026-11-11 09:00+08:00")
    sweep_messages()
    with pytest.raises(ValidationError, match="have been sent"):
        request_stop(plan=said, actor=manager)
    assert Assignment.objects.filter(state=AssignmentState.OFFERED).count() == 6


def test_a_withdrawn_message_is_in_nobodys_inbox(village: Region, manager: User) -> None:
    said = publish(draft(village), manager)
    user = Message.objects.filter(kind="offers").first().person.user  # type: ignore[union-attr]  # there are six
    assert Message.objects.visible_to(user).count() == 1
    request_stop(plan=said, actor=manager)
    assert not Message.objects.visible_to(user).exists()


# --- By command and by clock -----------------------------------------------------------------------------------------


def test_the_command_still_plans_and_publishes_and_with_draft_only_drafts(village: Region) -> None:
    out = StringIO()
    call_command("plan_visits", "--month", "2026-12", "--draft", "--json", stdout=out)
    said = json.loads(out.getvalue().splitlines()[-1])
    assert said["messages"] == {"sms": 6, "inbox": 0}
    assert VisitPlan.objects.get(pk=said["draft"]).stage == PlanStage.DRAFT
    assert not Assignment.objects.exists()
    call_command("plan_visits", "--month", "2026-12", "--json", stdout=StringIO())
    assert Assignment.objects.count() == 6


def test_a_month_nobody_published_waits_as_a_draft_that_planners_are_told_of(
    village: Region, city_manager: User, clock: time_machine.Coordinates
) -> None:
    clock.move_to("2026-11-25 02:10+08:00")
    for _night in range(2):
        jobs.plan_nightly()
    assert not Assignment.objects.exists()
    said = VisitPlan.objects.get(month=DECEMBER, stage=PlanStage.DRAFT)
    told = Message.objects.get(person=city_manager.person, link__endswith=f"/plans/{said.pk}/")
    assert "2026-12" in told.body
    clock.shift(timedelta(days=1))
    jobs.plan_nightly()
    assert Message.objects.filter(kind="plan", body__contains="2026-12").count() == 2


def test_few_changes_of_a_published_month_go_out_at_night_and_many_wait(
    village: Region, city: Region, city_manager: User, make_elder: MakeElder, make_volunteer: MakeVolunteer,
    clock: time_machine.Coordinates,
) -> None:  # fmt: skip
    set_policy(policy.NIGHTLY_MESSAGES, 2)
    clock.move_to("2026-12-01 02:10+08:00")
    plan(city)
    make_elder("新来的", lat=31.22)
    make_volunteer("新志愿者", lat=31.22, monthly_cap_minutes=60)
    jobs.plan_nightly()
    assert Assignment.objects.active().count() == 7
    for number in range(3):
        make_elder(f"后来的{number}", lat=31.225)
        make_volunteer(f"后来的志愿者{number}", lat=31.225, monthly_cap_minutes=60)
    jobs.plan_nightly()
    assert Assignment.objects.active().count() == 7
    waiting = VisitPlan.objects.get(stage=PlanStage.DRAFT, month=date(2026, 12, 1))
    assert waiting.figures["messages"]["sms"] == 3
    assert Message.objects.filter(person=city_manager.person, kind="plan").exists()
