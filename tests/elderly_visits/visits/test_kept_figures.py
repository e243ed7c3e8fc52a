"""Counted rows of the monthly visit rate: whatever changes and by whichever path, pages say what a count would."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.core.paginator import Paginator
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elderly_visits.jobs import keep_figures_task, prove_figures_task
from elderly_visits.register.models import Elder
from elderly_visits.visits.change_marks import TRIGGERS, missing_triggers, name_of, remove
from elderly_visits.visits.models.kept import ChangedCommunity, KeptFigures, KeptMonth
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.counting import Rate, counted, rates_by_part
from elderly_visits.visits.selectors.kept import changed_communities, current_progress, current_rates
from elderly_visits.visits.selectors.names import all_names, names
from elderly_visits.visits.selectors.progress import month_visits, progress_by_part
from elderly_visits.visits.selectors.rate import monthly_visit_rate
from elderly_visits.visits.services import keeping
from elderly_visits.visits.services.by_workers import record_worker_visit, submit_on_behalf
from elderly_visits.visits.services.keeping import keep_figures, kept_months, prove_figures, unproved_figures
from people.consents.models import Consent
from tests.elderly_visits.conftest import ALL_WELL
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

NOVEMBER = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def now(clock: time_machine.Coordinates) -> time_machine.Coordinates:
    return clock


@pytest.fixture
def small_city(make_elder: Any, make_visit: Any, community: Any, community_next_door: Any, worker: Any, volunteer: Any, now: Any) -> list[Any]:  # fmt: skip # noqa: E501 - the fixtures
    """Two communities with elders of every kind: seen by a volunteer, by the worker, by nobody, not consenting."""
    elders = [
        make_elder(f"老人{number}", region=where, registered_on=NOVEMBER - timedelta(days=40 * (number % 2)))
        for number, where in enumerate([community, community_next_door] * 4)
    ]
    elders.append(make_elder("没同意的", consent=False, registered_on=NOVEMBER))
    began = timezone.now()
    now.shift(timedelta(hours=1))
    submit_on_behalf(
        visit=make_visit(elders[0]), volunteer=volunteer, actor=worker, started_at=began, minutes=30,
        answers=ALL_WELL,
    )  # fmt: skip
    record_worker_visit(elder=elders[2], actor=worker, visited_at=began, answers=ALL_WELL)
    record_worker_visit(elder=elders[4], actor=worker, visited_at=began, answers=ALL_WELL)
    return elders


def agrees_with_a_count(city: str) -> None:
    for month in kept_months()[-3:]:
        counts = rates_by_part(counted(month, city), 12)
        sums = {part: rate for part, rate in current_rates(month, city, 12).items() if rate != Rate()}
        assert sums == counts, month
        visits = progress_by_part(month_visits(month, city), 12)
        progress = {part: row for part, row in current_progress(month, city, 12).items() if any(row.values())}
        assert progress == visits, month


def anything(dice: random.Random, elders: list[Any], communities: list[str]) -> None:
    """One change by a path that no service takes: bulk updates of what is counted."""
    elder = Elder.objects.filter(pk=dice.choice(elders).pk)
    report = VisitReport.objects.filter(
        pk=dice.choice(list(VisitReport.objects.values_list("pk", flat=True)))
    )
    day = NOVEMBER + timedelta(days=dice.randint(-70, 45))
    somebody = elder.get()
    steps: list[Any] = [
        lambda: elder.update(region=dice.choice(communities)),
        lambda: elder.update(registered_on=day, left_on=None, left_reason=""),
        lambda: elder.update(left_on=somebody.registered_on + timedelta(days=9), left_reason="moved"),
        lambda: elder.update(left_on=somebody.registered_on, left_reason="duplicate"),
        lambda: elder.update(left_on=None, left_reason=""),
        lambda: Consent.objects.filter(person=somebody.person).update(withdrawn_on=timezone.localdate()),
        lambda: Consent.objects.filter(
            pk=Consent.objects.filter(person=somebody.person).values("pk")[:1]
        ).update(withdrawn_on=None),
        lambda: Consent.objects.filter(person=somebody.person).delete(),
        lambda: report.update(voided_at=dice.choice([None, timezone.now()])),
        lambda: report.update(visited_at=timezone.now() + timedelta(days=dice.choice([-40, -5, 25]))),
        lambda: report.update(without_consent=dice.choice([True, False])),
        lambda: report.update(evidence=dice.choice("ABC")),
        lambda: report.update(contact_made=True, submitted_at=timezone.now()),
        lambda: report.update(submitted_at=None),
        lambda: report.update(late_reason=dice.choice(["", "停电"])),
        lambda: report.update(accepted_at=dice.choice([None, timezone.now()])),
        lambda: report.update(on_behalf_of=dice.choice(["", "志愿者甲"])),
        lambda: report.update(assignment=None),
        lambda: Assignment.objects.update(state=dice.choice(["verified", "checked_out"]), minutes=30),
        lambda: Visit.objects.filter(pk=report.get().visit_id).update(elder=somebody),
        lambda: Visit.objects.filter(pk=report.get().visit_id).update(month=dice.choice(kept_months()[-3:])),
        lambda: Task.objects.update(state=dice.choice(["open", "done", "lapsed", "cancelled"])),
        lambda: Task.objects.update(persons_needed=dice.choice([1, 2])),
        lambda: Assignment.objects.update(state=dice.choice(["offered", "accepted", "declined"])),
        lambda: Assignment.objects.filter(state="offered").update(
            task=dice.choice(list(Task.objects.values_list("pk", flat=True)))
        ),
    ]
    # What the tables refuse did not happen.
    with suppress(IntegrityError), transaction.atomic():
        dice.choice(steps)()


@pytest.mark.parametrize("seed", range(3))
def test_after_any_change_by_any_path_kept_figures_say_what_a_count_says(
    small_city, city, community, community_next_door, now, seed
):
    dice = random.Random(seed)
    keep_figures()
    for step in range(30):
        anything(dice, small_city, [community.pk, community_next_door.pk])
        agrees_with_a_count(city.pk)
        if dice.random() < 0.2:
            now.shift(timedelta(days=1))
            agrees_with_a_count(city.pk)
        if dice.random() < 0.3:
            keep_figures()
            assert ChangedCommunity.objects.count() == 0
            agrees_with_a_count(city.pk)
        if step % 10 == 9:
            assert unproved_figures() == []


@pytest.mark.parametrize("mark", TRIGGERS, ids=lambda mark: mark.name)
def test_each_trigger_is_there(mark, db):
    assert name_of(mark) not in missing_triggers(connection)


def test_an_added_and_a_deleted_row_mark_their_community(small_city, community, city, worker):
    keep_figures()
    report = VisitReport.objects.filter(assignment=None).first()
    report.delete()
    assert changed_communities(NOVEMBER, city.pk)
    agrees_with_a_count(city.pk)


def test_offers_and_visits_that_come_and_go_mark_their_community(
    small_city, make_visit, volunteer, community, city
):
    for step in (
        lambda: make_visit(small_city[6]),
        lambda: Assignment.objects.create(
            task=Visit.objects.get(elder=small_city[6]).task, volunteer=volunteer, state="offered"
        ),
        lambda: Assignment.objects.filter(state="offered").delete(),
        lambda: Visit.objects.filter(elder=small_city[6]).delete(),
    ):
        keep_figures()
        assert not ChangedCommunity.objects.exists()
        step()
        assert changed_communities(NOVEMBER, city.pk) == {community.pk}
        agrees_with_a_count(city.pk)
    keep_figures()
    assert unproved_figures() == []


def test_what_changes_nothing_in_the_figures_marks_nothing(small_city):
    keep_figures()
    Elder.objects.update(note="x", risk_tier="key")
    VisitReport.objects.update(note="x")
    Assignment.objects.update(minutes=31)
    assert not ChangedCommunity.objects.exists()


def test_an_elder_written_for_a_coming_day_counts_from_that_day(small_city, make_elder, community, city, now):
    make_elder("后天来的", registered_on=timezone.localdate() + timedelta(days=2))
    keep_figures()
    before = monthly_visit_rate(NOVEMBER, community.pk).elders
    now.shift(timedelta(days=2))
    assert not ChangedCommunity.objects.exists()
    assert monthly_visit_rate(NOVEMBER, community.pk).elders == before + 1
    keep_figures()
    agrees_with_a_count(city.pk)


def test_a_page_adds_up_rows_and_counts_only_the_community_that_changed(small_city, city):
    keep_figures()
    with CaptureQueriesContext(connection) as asked:
        monthly_visit_rate(NOVEMBER, city.pk)
    assert len(asked) == 2
    assert "elderly_visits_visitreport" not in " ".join(query["sql"] for query in asked)
    VisitReport.objects.filter(assignment=None).update(voided_at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        monthly_visit_rate(NOVEMBER, city.pk)
    assert len(asked) == 3


def test_a_month_that_begins_is_kept_already(small_city, city, now):
    keep_figures()
    now.move_to(timezone.make_aware(datetime(2026, 12, 1, 0, 0, 5)))
    assert changed_communities(date(2026, 12, 1), city.pk) is not None
    agrees_with_a_count(city.pk)


def test_months_gone_by_are_kept_no_longer(small_city, now):
    keep_figures()
    now.shift(timedelta(days=200))
    keep_figures()
    assert sorted(KeptMonth.objects.values_list("month", flat=True)) == kept_months()
    assert not KeptFigures.objects.exclude(month__in=kept_months()).exists()


def test_a_row_altered_by_hand_is_found_and_put_right(small_city, city, community, caplog):
    keep_figures()
    KeptFigures.objects.filter(month=NOVEMBER, region=community).update(staff_b=0, staff_c=0, verified=9)
    (found,) = unproved_figures()
    assert (found.month, found.community, found.kept.verified) == (NOVEMBER, community.pk, 9)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_figures", "--json", stdout=out)
    assert [one["community"] for one in json.loads(out.getvalue())["wrong"]] == [community.pk]
    assert prove_figures_task() == 1
    assert "did not hold" in caplog.text
    assert unproved_figures() == []
    agrees_with_a_count(city.pk)


def test_triggers_taken_away_are_missed_and_come_back_with_a_new_count(small_city, city):
    keep_figures()
    remove(connection)
    Elder.objects.update(left_on=NOVEMBER + timedelta(days=3), left_reason="moved")
    VisitReport.objects.update(voided_at=timezone.now())
    assert unproved_figures()
    assert prove_figures(repair=True)
    assert missing_triggers(connection) == []
    agrees_with_a_count(city.pk)


def test_a_change_of_tables_puts_the_triggers_back(small_city, city):
    keep_figures()
    remove(connection)
    call_command("migrate", verbosity=0)
    assert missing_triggers(connection) == []
    assert changed_communities(NOVEMBER, city.pk) is None


def test_what_changes_while_others_are_counted_is_counted_the_next_time(small_city, city, monkeypatch):
    """Also in a community that had changed before: its mark must not go with the one that was counted."""
    keep_figures()
    first, second = (Elder.objects.filter(pk=small_city[number].pk) for number in (0, 2))
    off = {"left_on": small_city[0].registered_on, "left_reason": "duplicate"}
    first.update(**off)
    count = keeping._count_month

    def count_and_change(month, changed):
        number = count(month, changed)
        if month == kept_months()[-1]:
            # PostgreSQL writes a mark for each transaction; this test is a single one.
            ChangedCommunity.objects.filter(written_in__gt=0).update(written_in=1)
            second.update(**off | {"left_on": small_city[2].registered_on})
        return number

    monkeypatch.setattr(keeping, "_count_month", count_and_change)
    keep_figures()
    agrees_with_a_count(city.pk)
    monkeypatch.undo()
    keep_figures()
    assert ChangedCommunity.objects.count() == 0
    agrees_with_a_count(city.pk)


def test_keeping_twice_does_nothing_more(small_city):
    assert keep_figures_task() > 0
    assert keep_figures_task() == 0


@pytest.mark.parametrize("which", ["missing", "declined", "staff", "a", "b", "c", "waiting", "verified"])
def test_the_names_are_as_many_as_the_figure_and_the_same_page_by_page(small_city, city, city_manager, which):
    keep_figures()
    listed = names(city_manager, NOVEMBER, city.pk, which)
    everybody = list(all_names(city_manager, NOVEMBER, city.pk, which))
    pages = Paginator(listed, 2)
    assert pages.count == len(everybody)
    shown = [elder for number in pages.page_range for elder in pages.page(number)]
    assert shown == everybody


def test_names_of_a_region_that_is_not_ones_own_stay_unseen(small_city, city, worker_next_door, community):
    assert list(names(worker_next_door, NOVEMBER, community.pk, "missing")) == []
