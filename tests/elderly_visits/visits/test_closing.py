"""A month is closed once and for good; what comes later stands beside its figures."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from elderly_visits.jobs import close_months
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.closing import ClosedFigures, MonthClosing
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.selectors.corrections import correction_counts
from elderly_visits.visits.selectors.rate import closed, monthly_visit_rate, rate_by_month, rates_below
from elderly_visits.visits.services.by_workers import record_worker_visit, submit_on_behalf
from elderly_visits.visits.services.closing import close_due_months, close_month, months_to_close
from elderly_visits.visits.services.staff_visits import accept_late_report, void_report_of_staff
from platform_site.dashboard.indicators import compute_indicators
from tests.elderly_visits.conftest import ALL_WELL
from tests.elderly_visits.visits.test_pages import FORM
from volunteers.tasks.services import assignments

JULY = date(2026, 7, 1)
# July is entered until Wednesday the fifth of August.
LAST_DAY = "2026-08-05T23:50:00+08:00"
DAY_AFTER = "2026-08-06T09:00:00+08:00"


@pytest.fixture(autouse=True)
def clock(settings):
    settings.LANGUAGE_CODE = "en"
    with (
        time_machine.travel("2026-07-08T10:00+08:00", tick=False) as traveller,
        translation.override("en"),
    ):
        yield traveller


@pytest.fixture
def july(clock, make_elder, make_visit, worker, volunteer, county):
    """Of four elders one was visited by a volunteer, not verified yet, one by the worker, and one has declined."""
    elders = [make_elder(f"老人{name}", registered_on=JULY) for name in "甲乙丙"]
    elders.append(make_elder("老人丁", consent=False, registered_on=JULY))
    began = timezone.now()
    clock.shift(timedelta(hours=1))
    by_volunteer = submit_on_behalf(
        visit=make_visit(elders[0]), volunteer=volunteer, actor=worker, started_at=began, minutes=30,
        answers=ALL_WELL,
    )  # fmt: skip
    by_staff = record_worker_visit(elder=elders[1], actor=worker, visited_at=began, answers=ALL_WELL)
    return elders, by_volunteer, by_staff


def at(text):
    return datetime.fromisoformat(text)


def enter_late(worker, elder):
    return record_worker_visit(
        elder=elder, actor=worker, visited_at=at("2026-07-31T15:00:00+08:00"), answers=ALL_WELL,
        late_reason="网络不通",
    )  # fmt: skip


def test_a_month_closes_in_the_night_after_its_last_day_and_a_restarted_job_closes_it_once(
    july, clock, county, community
):
    clock.move_to(at(LAST_DAY))
    assert close_months() == 0
    clock.move_to(at("2026-08-06T00:40:00+08:00"))
    assert close_months() == 1
    assert close_months() == 0
    assert months_to_close(county) == []
    figures = ClosedFigures.objects.get()
    assert figures.region == community
    counts = {
        name: getattr(figures, name) for name in ("elders", "waiting", "staff_c", "verified", "declined")
    }
    assert counts == {"elders": 4, "waiting": 0, "staff_c": 2, "verified": 0, "declined": 1}


def test_months_that_were_missed_are_closed_one_after_the_other(july, clock, county):
    clock.move_to(at(DAY_AFTER))
    close_due_months()
    clock.move_to(at("2026-10-15T09:00:00+08:00"))
    assert [closing.month for closing in close_due_months()] == [date(2026, 8, 1), date(2026, 9, 1)]


def test_what_comes_after_the_closing_is_a_correction_and_never_inside_the_figures(
    july, clock, county, community, city, worker, officer
):
    elders, by_volunteer, by_staff = july
    clock.move_to(at(DAY_AFTER))
    close_due_months()
    before = monthly_visit_rate(JULY, city.code)
    clock.shift(timedelta(days=1))
    late = enter_late(worker, elders[2])
    accept_late_report(report=late, actor=officer)
    void_report_of_staff(report=by_staff, actor=officer, reason="电话里老人说没有人来")
    assignments.verify(assignment=by_volunteer.assignment, actor=officer)
    for code in (community.code, county.code, city.code):
        assert monthly_visit_rate(JULY, code) == before
        done = closed(JULY, code)
        assert done is not None and done.whole
        assert correction_counts(JULY, code, done) == {"late": 1, "voided": 1, "verified": 1}
    assert rate_by_month(date(2026, 8, 1), county.code)[-2] == (JULY, before)
    assert sum(row.rate.visited for row in rates_below(JULY, city.code)) == before.visited
    figure = compute_indicators(JULY, city.code)["monthly_visit_rate"]
    assert (figure["numerator"], figure["by_staff"], figure["verified"]) == (2, 2, 0)
    assert figure["closed_at"]
    assert "closed on 2026-08-06" in figure["note"]


def test_a_report_entered_on_the_sixth_for_the_closed_month_needs_a_reason_and_a_second_person(
    july, clock, log_in, worker, officer, county
):
    elders, *_reports = july
    clock.move_to(at(DAY_AFTER))
    close_due_months()
    clock.shift(timedelta(minutes=1))
    address = f"/workbench/visits/elders/{elders[2].pk}/visit/"
    # A day that lies inside the days for entering late as well: the month alone is what has passed.
    form = FORM | {"who": "me", "visited_at": "2026-07-31T23:59", "minutes": "30", "name": ""}
    client = log_in(worker)
    assert "why it is entered only now" in client.post(address, form).content.decode()
    client.post(address, form | {"late_reason": "网络不通"})
    waiting = VisitReport.objects.to_accept().get()
    page = log_in(officer).get("/workbench/dashboard/corrections/?month=2026-07").content.decode()
    for words in ("网络不通", "网格员甲", elders[2].person.name):
        assert words in page
    assert monthly_visit_rate(JULY, county.code).visited == 2
    accept_late_report(report=waiting, actor=officer)
    page = log_in(officer).get("/workbench/dashboard/corrections/?month=2026-07").content.decode()
    assert "accepted by 经办甲" in page


def test_nobody_opens_a_closed_month_again(july, clock, log_in, manager, county):
    clock.move_to(at(DAY_AFTER))
    client = log_in(manager)
    board = f"/workbench/dashboard/?region={county.code}&month=2026-07"
    assert "Close the month" in client.get(board).content.decode()
    for _click in range(2):
        client.post(board)
    closing = MonthClosing.objects.get()
    assert closing.closed_by == manager
    page = client.get(board).content.decode()
    assert "Closed on" in page
    assert "Close the month" not in page
    for change in (
        lambda: MonthClosing.objects.all().delete(),
        lambda: ClosedFigures.objects.update(verified=4),
        lambda: ClosedFigures.objects.all().delete(),
        lambda: MonthClosing.objects.update(closed_at=timezone.now()),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_month_is_not_closed_before_its_time_and_only_by_who_answers_for_the_county(
    july, clock, log_in, manager, officer, manager_next_door, county
):
    clock.move_to(at(LAST_DAY))
    board = f"/workbench/dashboard/?region={county.code}&month=2026-07"
    page = log_in(manager).post(board, follow=True).content.decode()
    assert "can be entered until 2026-08-05" in page
    with pytest.raises(VisitError):
        close_month(county=county, month=JULY, actor=manager)
    clock.move_to(at(DAY_AFTER))
    assert log_in(manager_next_door).post(board).status_code == 404
    assert log_in(officer).post(board).status_code in (403, 404)
    assert not MonthClosing.objects.exists()


def test_of_a_city_in_which_one_county_is_closed_the_others_are_counted_as_of_today(
    july, clock, city, county, county_next_door, community_far_away, make_elder
):
    make_elder("老人戊", region=community_far_away, registered_on=JULY)
    clock.move_to(at(DAY_AFTER))
    close_month(county=county, month=JULY)
    done = closed(JULY, city.code)
    assert done is not None and not done.whole
    assert monthly_visit_rate(JULY, city.code).elders == 5
    assert [row.rate.elders for row in rates_below(JULY, city.code)] == [4, 1]


def test_an_elder_who_moves_or_leaves_after_the_closing_changes_nothing_in_it(
    july, clock, county, community, community_next_door
):
    elders, *_reports = july
    clock.move_to(at(DAY_AFTER))
    close_due_months()
    before = monthly_visit_rate(JULY, community.code)
    elders[0].region = community_next_door
    elders[0].save()
    assert monthly_visit_rate(JULY, community.code) == before


def test_the_command_closes_what_is_due_and_says_so(july, clock, county):
    clock.move_to(at(DAY_AFTER))
    for expected in ([{"county": county.pk, "month": "2026-07"}], []):
        out = StringIO()
        call_command("close_month", "--json", stdout=out)
        assert json.loads(out.getvalue()) == {"closed": expected}


def test_what_was_entered_late_counts_as_a_correction_from_its_acceptance_after_the_closing_on(
    july, clock, worker, officer, county, community
):
    clock.move_to(at("2026-07-30T10:00:00+08:00"))
    report = record_worker_visit(
        elder=july[0][2], actor=worker, visited_at=at("2026-07-10T15:00:00+08:00"), answers=ALL_WELL,
        late_reason="网络不通",
    )  # fmt: skip
    clock.move_to(at(DAY_AFTER))
    close_month(county=county, month=JULY)
    done = closed(JULY, community.code)
    assert done is not None and correction_counts(JULY, community.code, done)["late"] == 0
    clock.shift(timedelta(hours=1))
    accept_late_report(report=report, actor=officer)
    assert correction_counts(JULY, community.code, done)["late"] == 1
