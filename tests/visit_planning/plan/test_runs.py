"""Runs of the planner as a machine sees them: killed, at once, in bulk, by command and by clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elderly_visits.visits.models.visit import Visit
from people.persons.enums import Sex
from regions.models import Region
from tests.visit_planning.planning import DECEMBER, MakeElder, MakeVolunteer
from visit_planning import jobs as visit_planning_jobs
from visit_planning.errors import PlanInProgress
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services import lock, offer_writer, visit_writer
from visit_planning.plan.services.figures import PRINTED
from visit_planning.plan.services.run import plan_month
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.eligibility.rules import is_adult
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]


@pytest.fixture
def village(make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region) -> Region:
    """Six elders and three volunteers, with visits enough for some to stay without."""
    for number in range(6):
        make_elder(f"老人{number}", birth_date=date(1940 + 5 * (number % 3), 1, 1), needs_pair=number == 4)
    for number in range(3):
        make_volunteer(f"志愿者{number}", monthly_cap_minutes=240)
    return community


def holders() -> dict[int, set[int]]:
    """Who holds which task."""
    found: dict[int, set[int]] = {}
    for task, volunteer in Assignment.objects.active().values_list("task_id", "volunteer_id"):
        assert volunteer not in found.setdefault(task, set())
        found[task].add(volunteer)
    return found


# --- Killed in between ----------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The process was killed: nothing catches it."""


def dies_after(times: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, which kills the process when called once more than so many times."""
    calls = iter(range(times))

    def dying(*args: Any, **kwargs: Any) -> Any:
        if next(calls, None) is None:
            raise Killed
        return function(*args, **kwargs)

    return dying


@pytest.mark.parametrize("parts", range(4))
def test_a_run_killed_between_its_parts_is_finished_by_the_next(
    village: Region, monkeypatch: pytest.MonkeyPatch, parts: int
) -> None:
    with transaction.atomic():
        whole = plan_month(month=DECEMBER, region=village).figures
        transaction.set_rollback(True)
    with monkeypatch.context() as patch:
        patch.setattr(visit_writer, "CHUNK", 3)
        patch.setattr(offer_writer, "CHUNK", 2)
        patch.setattr(visit_writer, "_create", dies_after(parts, visit_writer._create))
        patch.setattr(offer_writer, "_write", dies_after(parts, offer_writer._write))
        with pytest.raises(Killed):
            plan_month(month=DECEMBER, region=village)
    begun = Assignment.objects.count()
    kept = set(Visit.objects.values_list("pk", flat=True))
    figures = plan_month(month=DECEMBER, region=village).figures
    assert Assignment.objects.count() >= begun
    assert kept <= set(Visit.objects.values_list("pk", flat=True))
    assert Visit.objects.count() == whole["visits"] == figures["visits"]
    assert figures["matched"] == whole["matched"]
    assert VisitPlan.objects.count() == 1
    holders()


def test_a_message_tells_each_volunteer_once_of_a_run(
    village: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offer_writer, "CHUNK", 1)
    plan_month(month=DECEMBER, region=village)
    asked = set(Assignment.objects.values_list("volunteer_id", flat=True))
    for volunteer in Volunteer.objects.filter(pk__in=asked):
        assert volunteer.person.messages.count() == 1


def test_what_a_worker_did_while_the_plan_was_made_is_respected(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_elder()
    make_volunteer("近")
    chosen = make_volunteer("她选的", lat=31.22)
    store = offer_writer.store

    def meanwhile(**how: Any) -> int:
        assignments.offer(task=Task.objects.get(), volunteer=chosen)
        return store(**how)

    monkeypatch.setattr("visit_planning.plan.services.offer_writer.store", meanwhile)
    figures = plan_month(month=DECEMBER, region=community).figures
    assert Assignment.objects.active().get().volunteer == chosen
    assert figures["matched"] == 1


# --- At the same time -----------------------------------------------------------------------------------------------


@contextmanager
def somebody_else_plans(month: date) -> Iterator[None]:
    """Another process holds the lock of a month."""
    if connection.vendor != "postgresql":
        with lock.planning(month):
            yield
        return
    other = connection.copy()
    keys = [0x5348, month.year * 100 + month.month]
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", keys)
            yield
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", keys)
    finally:
        other.close()


def test_while_a_month_is_being_planned_nobody_plans_it_a_second_time(
    village: Region, county: Region
) -> None:
    with somebody_else_plans(DECEMBER):
        with pytest.raises(PlanInProgress, match="2026-12"):
            plan_month(month=DECEMBER, region=county)
        assert not Visit.objects.exists()
        assert plan_month(month=date(2027, 1, 1), region=village).figures["visits"]
    assert plan_month(month=DECEMBER, region=county).figures["visits"]


def test_the_lock_is_free_again_after_a_failure(village: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(
            "visit_planning.plan.services.due.differences",
            lambda **_how: (_ for _ in ()).throw(RuntimeError()),
        )
        plan_month(month=DECEMBER, region=village)
    assert plan_month(month=DECEMBER, region=village).figures["visits"]


# --- In bulk --------------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_elders(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, community_next_door: Region
) -> None:
    def people(number: int, region: Region) -> None:
        for serial in range(number):
            make_elder(f"老人{serial}", region=region, prefers_sex="M" if serial == 0 else "")
            make_volunteer(f"志愿者{serial}", region=region)

    counts = []
    for number, region in ((2, community), (9, community_next_door)):
        people(number, region)
        with CaptureQueriesContext(connection) as first:
            plan_month(month=DECEMBER, region=region)
        with CaptureQueriesContext(connection) as again:
            plan_month(month=DECEMBER, region=region)
        counts.append((len(first), len(again)))
    assert counts[0] == counts[1]
    assert counts[0][1] < counts[0][0] < 120


# --- Invariants over invented villages ------------------------------------------------------------------------------

masks = st.integers(0, (1 << 21) - 1)
elder_fields = st.fixed_dictionaries(
    {
        "lat": st.floats(31.20, 31.23),
        "prefers_sex": st.sampled_from(["", "", "M", "F"]),
        "needs_pair": st.booleans(),
        "life_threatening": st.booleans(),
        "slots": masks,
    }
)
volunteer_fields = st.fixed_dictionaries(
    {
        "lat": st.floats(31.20, 31.23),
        "sex": st.sampled_from(["M", "F", ""]),
        "monthly_cap_minutes": st.integers(0, 400),
        "max_distance_m": st.integers(100, 4000),
        "availability": masks,
        "birth_date": st.sampled_from([date(1990, 1, 1), date(2010, 1, 1), None]),
    }
)
answers = st.lists(st.sampled_from(["accept", "decline", "nothing"]), min_size=30, max_size=30)


def rules_hold(declined: set[tuple[int, int]]) -> None:
    """What must be true after every plan, whoever said what."""
    minutes: dict[int, int] = {}
    rows = Assignment.objects.active().select_related("task", "volunteer__person")
    for row in rows:
        volunteer, task = row.volunteer, row.task
        assert (task.pk, volunteer.pk) not in declined
        minutes[volunteer.pk] = minutes.get(volunteer.pk, 0) + task.minutes
        assert minutes[volunteer.pk] <= volunteer.monthly_cap_minutes
        assert task.prefers_sex in ("", volunteer.person.sex)
        assert task.slots & volunteer.availability
        assert is_adult(volunteer.person.birth_date, DECEMBER)
        assert row.distance_m <= volunteer.max_distance_m
    held = holders()
    for task in Task.objects.open():
        assert len(held.get(task.pk, ())) in ((0, 1, 2) if task.persons_needed == 2 else (0, 1))
        assert bool(task.unmatched_reason) == (len(held.get(task.pk, ())) < task.persons_needed)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    elders=st.lists(elder_fields, min_size=1, max_size=4),
    volunteers=st.lists(volunteer_fields, min_size=1, max_size=4),
    said=answers,
)
def test_no_rule_is_ever_broken(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region,
    elders: list[dict[str, Any]], volunteers: list[dict[str, Any]], said: list[str],
) -> None:  # fmt: skip
    with transaction.atomic():
        for number, fields in enumerate(elders):
            make_elder(f"老人{number}", **fields)
        for number, fields in enumerate(volunteers):
            make_volunteer(f"志愿者{number}", **fields)
        declined: set[tuple[int, int]] = set()
        plan_month(month=DECEMBER, region=community)
        rules_hold(declined)
        for row, answer in zip(list(Assignment.objects.active().order_by("pk")), said, strict=False):
            actor = row.volunteer.person.user
            if answer == "accept":
                assignments.accept(assignment=row, actor=actor)
            elif answer == "decline":
                assignments.decline(assignment=row, actor=actor)
                declined.add((row.task_id, row.volunteer_id))
        agreed = set(Assignment.objects.filter(state=AssignmentState.ACCEPTED).values_list("pk", flat=True))
        plan_month(month=DECEMBER, region=community)
        rules_hold(declined)
        assert agreed <= set(
            Assignment.objects.filter(state=AssignmentState.ACCEPTED).values_list("pk", flat=True)
        )
        before = list(Assignment.objects.order_by("pk").values_list())
        plan_month(month=DECEMBER, region=community)
        assert list(Assignment.objects.order_by("pk").values_list()) == before
        transaction.set_rollback(True)


# --- By command and by clock ----------------------------------------------------------------------------------------


def command(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("plan_visits", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_prints_the_figures_on_its_last_line(village: Region, city: Region) -> None:
    out, _err = command("--month", "2026-12", "--json")
    figures = json.loads(out.splitlines()[-1])
    assert tuple(figures) == PRINTED
    assert (figures["month"], figures["elders"]) == ("2026-12", 6)
    assert VisitPlan.objects.get().region == city


def test_the_command_says_in_words_what_it_did(village: Region) -> None:
    out, _err = command("--month", "2026-12", "--region", village.pk)
    assert "6 elders" in out and "甲社区" in out


def test_the_command_counts_a_month_that_is_over(village: Region) -> None:
    out, _err = command("--month", "2026-09", "--json")
    assert json.loads(out)["visits"] == 0
    assert not VisitPlan.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--month", "2026-13"), ("--month", "december"), ("--month", "2026-1"), ("--month", "2999-01"),
        ("--month", "2026-12", "--region", "511799000000"), ("--month", "2026-12", "--region", "通川区"),
    ],
)  # fmt: skip
def test_what_the_command_cannot_do_ends_with_status_two_and_a_reason(
    village: Region, arguments: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError) as refusal:
        command(*arguments)
    assert refusal.value.returncode == 2
    assert str(refusal.value)
    assert not Visit.objects.exists()


def test_without_regions_the_command_says_how_to_get_them() -> None:
    with pytest.raises(CommandError, match="load_regions"):
        command("--month", "2026-12")


def test_every_night_this_month_is_planned_again_and_towards_its_end_the_next(
    village: Region, clock: time_machine.Coordinates
) -> None:
    visit_planning_jobs.plan_nightly()
    assert [f"{plan.month:%Y-%m}" for plan in VisitPlan.objects.order_by("month")] == ["2026-11"]
    clock.move_to("2026-11-25 02:10+08:00")
    visit_planning_jobs.plan_nightly()
    assert [f"{plan.month:%Y-%m}" for plan in VisitPlan.objects.order_by("month").distinct()][-1] == "2026-12"


def test_a_task_that_finds_the_month_being_planned_leaves_it(village: Region) -> None:
    with somebody_else_plans(DECEMBER):
        visit_planning_jobs.plan_month_task("2026-12-01", village.pk)
    assert not VisitPlan.objects.exists()


def test_the_plan_remembers_who_asked_for_it(village: Region, manager: Any) -> None:
    visit_planning_jobs.plan_month_task("2026-12-15", village.pk, manager.pk)
    plan = VisitPlan.objects.get()
    assert (plan.requested_by, plan.month) == (manager, DECEMBER)


def test_a_volunteer_past_the_deadline_and_two_of_a_pair(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, clock: time_machine.Coordinates
) -> None:
    make_elder(needs_pair=True)
    silent, answering = make_volunteer("不回话"), make_volunteer("会回话")
    plan_month(month=DECEMBER, region=community)
    yes = Assignment.objects.get(volunteer=answering)
    assignments.accept(assignment=yes, actor=answering.person.user)
    clock.shift(timedelta(days=8))
    third = make_volunteer("第三人", sex=Sex.MALE)
    plan_month(month=DECEMBER, region=community)
    active = Assignment.objects.filter(state__in=ACTIVE_STATES)
    assert {row.volunteer for row in active} == {answering, third}
    assert Assignment.objects.get(volunteer=silent).state == AssignmentState.REPLACED
    assert timezone.localdate() == date(2026, 11, 18)
