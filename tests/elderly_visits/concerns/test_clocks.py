"""Overdue is counted from the first due time: no step on the ladder, no colleague and no raising anew resets it."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from elderly_visits.concerns.enums import ConcernKind, Outcome, Severity
from elderly_visits.concerns.models import Concern, ConcernEvent, ConcernStage
from elderly_visits.concerns.selectors.concerns import concerns, counts, held, raised_before
from elderly_visits.concerns.services.concerns import (
    claim_concern,
    close_concern,
    escalate_overdue,
    hand_over,
    raise_concern,
)
from elderly_visits.visits.errors import VisitError
from notifications.models import Message
from platform_site.dashboard.figures import waiting
from workbench.roles import Role

NOW = datetime.fromisoformat("2026-07-08T10:00:00+08:00")


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ill(elder, worker, officer, manager):
    """Urgent: ill, needs a doctor."""
    return raise_concern(
        elder=elder, kind=ConcernKind.HEALTH, severity=Severity.URGENT, text="生病了", raised_by=worker
    )


def after_nine_days(noon):
    """The clock escalates as it goes."""
    for hours in range(1, 9 * 24 + 2):
        noon.move_to(NOW + timedelta(hours=hours))
        escalate_overdue()


def test_what_climbs_the_ladder_is_as_overdue_as_before(ill, noon, manager):
    noon.shift(timedelta(hours=25))
    assert escalate_overdue() == 1
    assert waiting(manager).concerns.overdue == counts(manager).overdue == 1
    ill.refresh_from_db()
    assert (ill.due_at, ill.level) == (NOW + timedelta(hours=24), Role.TOWNSHIP_OFFICER)
    assert ill.level_due_at == NOW + timedelta(hours=49)


def test_a_nine_day_old_concern_never_reads_as_if_hours_were_left(ill, noon, manager, log_in):
    after_nine_days(noon)
    ill.refresh_from_db()
    page = log_in(manager).get(ill.get_absolute_url()).content.decode()
    assert "已超期8天" in page
    assert "后到期" not in page
    assert "市级管理员处已停留" in page


def test_each_level_has_a_clock_and_the_page_says_who_had_it_how_long(ill, noon, worker, officer, manager):
    after_nine_days(noon)
    ill.refresh_from_db()
    stages = held(ill)
    assert [stage.owner for stage in stages][:3] == [worker, officer, manager]
    assert [stage.span for stage in stages][:2] == [timedelta(hours=25), timedelta(hours=25)]
    assert all(stage.was_late for stage in stages)


def test_whoever_hands_it_around_gains_no_time(ill, noon, worker, officer, make_user, community):
    colleague = make_user("网格员丙", Role.COMMUNITY_WORKER, community)
    noon.shift(timedelta(hours=23))
    for number in range(6):
        to, by = (colleague, worker) if number % 2 == 0 else (worker, colleague)
        hand_over(concern=ill, actor=by, to=to)
    ill.refresh_from_db()
    assert (ill.due_at, ill.clock) == (NOW + timedelta(hours=24), NOW + timedelta(hours=24))
    noon.shift(timedelta(hours=2))
    assert escalate_overdue() == 1


def test_down_and_up_again_is_no_new_clock_either(ill, noon, worker, officer):
    hand_over(concern=ill, actor=worker, to=officer)
    first = Concern.objects.get().clock
    noon.shift(timedelta(hours=5))
    hand_over(concern=ill, actor=officer, to=worker)
    hand_over(concern=ill, actor=worker, to=officer)
    assert Concern.objects.get().clock == first == NOW + timedelta(hours=24)


def test_what_was_handed_down_late_climbs_past_those_who_had_their_time(ill, noon, worker, officer, manager):
    noon.shift(timedelta(hours=25))
    escalate_overdue()
    hand_over(concern=Concern.objects.get(), actor=officer, to=worker)
    noon.shift(timedelta(hours=25))
    assert escalate_overdue() == 1
    assert Concern.objects.get().owner == manager


def test_raising_the_same_again_while_it_is_open_is_no_new_clock(ill, elder, worker, noon):
    noon.shift(timedelta(hours=30))
    again = raise_concern(
        elder=elder, kind=ConcernKind.HEALTH, severity=Severity.URGENT, text="生病了", raised_by=worker
    )
    assert again == ill
    assert again.due_at == NOW + timedelta(hours=24)


def test_closing_and_raising_anew_shows_the_earlier_one(ill, elder, worker, noon, log_in):
    noon.shift(timedelta(days=3))
    close_concern(concern=ill, actor=worker, outcome=Outcome.SOLVED, note="好了")
    anew = raise_concern(
        elder=elder, kind=ConcernKind.HEALTH, severity=Severity.URGENT, text="又生病了", raised_by=worker
    )
    noon.shift(timedelta(hours=1))
    assert list(raised_before(anew)) == [ill]
    desk = log_in(worker)
    assert ill.get_absolute_url() in desk.get(anew.get_absolute_url()).content.decode()
    listed = desk.get(reverse("elderly_visits_workbench:concerns"), {"tab": "open"}).content.decode()
    assert "以前提出过，首次07-08" in listed
    assert "超期后才办结" in desk.get(ill.get_absolute_url()).content.decode()


@pytest.mark.parametrize("note", ["", "  ", "。", "--", "…"])
def test_nothing_is_closed_by_a_sign_instead_of_words(ill, worker, note):
    with pytest.raises(VisitError) as refused:
        close_concern(concern=ill, actor=worker, outcome=Outcome.SOLVED, note=note)
    assert refused.value.code == "outcome"


def test_taking_over_is_a_stage_and_taking_twice_is_one(ill, officer):
    for _click in range(2):
        claim_concern(concern=ill, actor=officer)
    assert [stage.owner for stage in held(ill)][1:] == [officer]


def test_who_had_it_cannot_be_rewritten(ill):
    with pytest.raises(DatabaseError), transaction.atomic():
        ConcernStage.objects.update(since=NOW)


def test_the_list_is_narrowed_by_level_and_age_and_sorted_by_the_first_due_time(ill, elder, worker, noon):
    noon.shift(timedelta(hours=2))
    later = raise_concern(elder=elder, kind=ConcernKind.MOOD, severity=Severity.URGENT, text="低落")
    noon.move_to(NOW + timedelta(hours=25))
    escalate_overdue()
    assert list(concerns(worker, "open")) == [ill, later]
    assert list(concerns(worker, "open", level=Role.TOWNSHIP_OFFICER)) == [ill]
    assert list(concerns(worker, "overdue")) == [ill]
    assert list(concerns(worker, "open", age_days=1)) == [ill]


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    ill, elder, worker, log_in, django_assert_max_num_queries
):
    desk = log_in(worker)
    address = reverse("elderly_visits_workbench:concerns")
    desk.get(address)
    for number in range(25):
        raise_concern(elder=elder, kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text=f"低落{number}")
    with django_assert_max_num_queries(20):
        desk.get(address)


def test_who_hears_of_an_overdue_concern_reads_both_times(ill, noon, officer):
    noon.shift(timedelta(hours=25))
    escalate_overdue()
    body = Message.objects.get(person=officer.person).body
    assert "07-09 10:00" in body
    assert "07-10 11:00" in body


# What was there before


def _as_before(concern, *climbs):
    """As escalations left it: the due time moved, and steps by nobody."""
    ConcernEvent.objects.bulk_create(
        ConcernEvent(concern=concern, at=at, what=f"超期，已上报：{level}") for at, level in climbs
    )
    with connection.cursor() as cursor:
        for event in ("update", "delete"):
            table = "elderly_visits_concernstage"
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_no_{event}{on}")
    ConcernStage.objects.all().delete()
    Concern.objects.filter(pk=concern.pk).update(
        highest_level="",
        level_since=None,
        level="county_manager",
        due_at=climbs[-1][0] + timedelta(hours=24),
    )


def test_the_first_due_time_is_rebuilt_for_concerns_that_had_climbed(ill, elder, worker, manager):
    still = raise_concern(elder=elder, kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text="低落")
    first, second = NOW + timedelta(hours=25), NOW + timedelta(hours=50)
    _as_before(ill, (first, "乡镇（街道）经办"), (second, "县级管理员"))
    Concern.objects.filter(pk=still.pk).update(highest_level="", level_since=None)
    import_module("elderly_visits.migrations.0005_plan_concern_clocks").rebuild(apps, None)
    ill.refresh_from_db()
    still.refresh_from_db()
    assert (ill.due_at, ill.level_due_at) == (NOW + timedelta(hours=24), second + timedelta(hours=24))
    assert (ill.highest_level, ill.level_since) == ("county_manager", second)
    assert [stage.level for stage in ill.stages.all()] == [
        "community_worker",
        "township_officer",
        "county_manager",
    ]
    assert (still.due_at, still.level_due_at) == (NOW + timedelta(days=7), None)
    assert [stage.owner for stage in still.stages.all()] == [worker]
    with time_machine.travel(NOW + timedelta(days=3)):
        assert counts(manager).overdue == 1
    assert timezone.now() == NOW
