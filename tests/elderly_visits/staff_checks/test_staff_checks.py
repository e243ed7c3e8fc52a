"""Visits by staff are drawn for telephone checks and looked at by detectors; who made them has no say in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from elderly_visits.jobs import draw_samples
from elderly_visits.staff_checks.models import StaffCall, StaffSample
from elderly_visits.staff_checks.services import draw_staff_sample, record_staff_call, redrawn
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.selectors.rate import monthly_visit_rate
from elderly_visits.visits.services.by_workers import record_worker_visit
from people.access_log.models import AccessLog
from tests.elderly_visits.conftest import ALL_WELL
from tests.elderly_visits.visits.test_pages import FORM
from timebank.oversight.errors import DecidedBefore, FourEyes, ReasonMissing
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.selectors.suspicions import reason
from timebank.oversight.services.anomaly_search import find_anomalies

JULY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def clock(settings):
    settings.LANGUAGE_CODE = "en"
    with (
        time_machine.travel("2026-07-08T10:00+08:00", tick=False) as traveller,
        translation.override("en"),
    ):
        yield traveller


@pytest.fixture
def enter(make_elder, worker, clock):
    """The worker enters a visit of so many minutes ago, at the home of a new elder."""
    serial = iter(range(1000))

    def made(minutes=30, author=None, **fields):
        home = {name: fields.pop(name) for name in ("lat", "lon") if name in fields}
        elder = make_elder(f"老人{next(serial)}", registered_on=JULY, **home)
        return record_worker_visit(
            elder=elder,
            actor=author or worker,
            visited_at=timezone.now() - timedelta(minutes=minutes),
            answers=ALL_WELL | fields,
        )

    return made


def kinds():
    return set(Suspicion.objects.values_list("kind", flat=True))


# Detectors


def test_sixty_visits_typed_on_the_last_evening_are_counted_apart_found_and_drawn(
    clock, log_in, worker, manager, make_elder, county
):
    elders = [make_elder(f"老人{number}", registered_on=JULY) for number in range(60)]
    clock.move_to(datetime.fromisoformat("2026-07-31T20:00:00+08:00"))
    client = log_in(worker)
    for number, elder in enumerate(elders):
        form = FORM | {
            "who": "me",
            "visited_at": f"2026-07-31T{9 + number // 12:02}:{number % 12 * 5:02}",
            "name": "",
        }
        client.post(f"/workbench/visits/elders/{elder.pk}/visit/", form)
        clock.shift(timedelta(seconds=40))
    rate = monthly_visit_rate(JULY, county.code)
    assert (rate.visited, rate.by_volunteers, rate.staff_c) == (60, 0, 60)
    find_anomalies()
    assert {"staff_evening", "staff_bulk", "staff_hour"} <= kinds()
    found = Suspicion.objects.get(kind="staff_evening")
    assert "网格员甲" in reason(found)
    assert "60" in reason(found)
    clock.move_to(datetime.fromisoformat("2026-08-08T06:00:00+08:00"))
    assert draw_samples() == 1
    assert StaffCall.objects.count() == 10
    # What she entered leads from the suspicion to the names, for who may see them.
    page = log_in(manager).get(found.get_absolute_url()).content.decode()
    assert f"worker={worker.pk}&amp;month=2026-07" in page
    listed = log_in(manager).get(f"/workbench/visits/checks/visits/?worker={worker.pk}&month=2026-07")
    assert "老人0" in listed.content.decode()
    assert listed.context["page_obj"].paginator.count == 60


def test_several_homes_in_the_same_minute_raise_a_question_and_a_couple_does_not(enter, clock):
    enter(30)
    enter(30)
    find_anomalies()
    assert kinds() == set()
    clock.shift(timedelta(hours=2))
    for _home in range(3):
        enter(30)
    find_anomalies()
    assert kinds() == {"staff_minute"}


def test_two_homes_far_apart_within_minutes_raise_a_question(enter):
    enter(40, lat=31.21, lon=107.5)
    enter(30, lat=31.41, lon=107.5)
    find_anomalies()
    assert kinds() == {"staff_places"}
    assert "km apart" in reason(Suspicion.objects.get())


def test_calls_are_not_in_two_places(enter):
    enter(40, lat=31.21, lon=107.5, method="phone")
    enter(30, lat=31.41, lon=107.5, method="phone")
    find_anomalies()
    assert kinds() == set()


@pytest.mark.parametrize(("homes", "found"), [(5, set()), (6, {"staff_hour"})])
def test_more_homes_than_fit_into_an_hour_raise_a_question(enter, homes, found):
    for home in range(homes):
        enter(55 - 9 * home)
    find_anomalies()
    assert kinds() == found


def test_an_honest_day_raises_no_question(enter, clock):
    for _visit in range(6):
        clock.shift(timedelta(minutes=40))
        enter(30)
    find_anomalies()
    assert kinds() == set()


def test_what_is_found_twice_is_kept_once_and_hidden_from_who_made_the_visits(enter, officer, log_in, clock):
    for _home in range(3):
        enter(30, author=officer)
    find_anomalies()
    find_anomalies(since=timezone.now() - timedelta(days=2))
    found = Suspicion.objects.get()
    assert log_in(officer).get(found.get_absolute_url()).status_code == 404


def test_a_worker_whose_visits_nobody_confirms_raises_a_question(enter, manager, county, clock):
    for _visit in range(3):
        clock.shift(timedelta(minutes=40))
        enter(30)
    clock.shift(timedelta(days=31))
    draw_staff_sample(county=county, month=JULY)
    for number, call in enumerate(StaffCall.objects.order_by("pk")):
        result = "confirmed" if number == 0 else "not_confirmed"
        record_staff_call(call=call, actor=manager, result=result, attempt=1, note="没有人来")
    find_anomalies()
    assert kinds() == {"staff_unconfirmed", "staff_phone"}


# The sample


def test_the_same_seed_draws_the_same_visits_at_least_one_of_each_worker(
    enter, make_user, community, county, clock
):
    other = make_user("网格员丙", "community_worker", community)
    for _visit in range(15):
        enter(30)
    enter(30, author=other)
    clock.shift(timedelta(days=31))
    sample = draw_staff_sample(county=county, month=JULY, seed="s")
    assert draw_staff_sample(county=county, month=JULY, seed="another") == sample
    drawn = set(sample.calls.values_list("report", flat=True))
    assert drawn == set(redrawn(sample.frame, seed="s", size=10))
    assert VisitReport.objects.filter(pk__in=drawn, author=other).exists()
    assert (sample.population, sample.workers) == (16, 2)


def test_who_has_died_is_counted_and_not_drawn(enter, county, clock):
    report = enter(30)
    report.visit.elder.person.died_on = timezone.localdate()
    report.visit.elder.person.save()
    clock.shift(timedelta(days=31))
    assert draw_staff_sample(county=county, month=JULY) is None
    assert not StaffSample.objects.exists()


@pytest.fixture
def call(enter, officer, county, clock):
    """A visit that the township officer made herself, drawn for a check."""
    enter(30, author=officer)
    clock.shift(timedelta(days=31))
    return draw_staff_sample(county=county, month=JULY).calls.get()


def test_who_made_the_visit_neither_sees_nor_makes_the_call(call, officer, log_in):
    assert log_in(officer).get(call.get_absolute_url()).status_code == 404
    with pytest.raises(FourEyes):
        record_staff_call(call=call, actor=officer, result="confirmed", attempt=1)


def test_a_manager_calls_and_a_second_click_is_the_same_call(call, manager, log_in):
    client = log_in(manager)
    elder = call.report.visit.elder
    page = client.get(call.get_absolute_url()).content.decode()
    assert elder.person.phone not in page
    assert elder.person.name not in page
    shown = client.post(call.get_absolute_url(), {"step": "reveal"}).content.decode()
    assert elder.person.phone in shown
    assert AccessLog.objects.filter(actor=manager, action="reveal", subject=elder.person).exists()
    for _click in range(2):
        client.post(
            call.get_absolute_url(),
            {"step": "answer", "way": "elder", "result": "confirmed", "attempt": "1", "note": ""},
        )
    call.refresh_from_db()
    assert (call.state, call.attempts) == ("confirmed", 1)
    with pytest.raises(DecidedBefore):
        record_staff_call(call=call, actor=manager, result="not_confirmed", attempt=2, note="x")


def test_not_confirmed_needs_a_note_and_opens_a_suspicion(call, manager, officer, log_in):
    with pytest.raises(ReasonMissing):
        record_staff_call(call=call, actor=manager, result="not_confirmed", attempt=1)
    record_staff_call(call=call, actor=manager, result="not_confirmed", attempt=1, note="没有人来")
    found = Suspicion.objects.get(kind="staff_phone")
    assert list(found.workers.all()) == [officer]
    assert log_in(officer).get(found.get_absolute_url()).status_code == 404


def test_after_the_last_attempt_an_elder_counts_as_not_reached(call, manager):
    for attempt in (1, 2, 3):
        record_staff_call(call=call, actor=manager, result="not_reached", attempt=attempt)
    call.refresh_from_db()
    assert call.state == "unreachable"


def test_auditors_look_and_do_not_call_and_others_find_nothing(
    call, auditor, worker, manager_next_door, log_in
):
    client = log_in(auditor)
    assert client.get("/workbench/visits/checks/").status_code == 200
    assert client.get(f"/workbench/visits/checks/sample/{call.sample.uuid}/").status_code == 200
    assert client.get(call.get_absolute_url()).status_code == 200
    assert client.post(call.get_absolute_url(), {"step": "reveal"}).status_code == 403
    assert log_in(worker).get(call.get_absolute_url()).status_code == 403
    assert log_in(manager_next_door).get(call.get_absolute_url()).status_code == 404
    listed = f"/workbench/visits/checks/visits/?worker={call.report.author_id}&month=2026-07"
    assert log_in(manager_next_door).get(listed).status_code == 404
