"""One figure, one selector: every page that shows it shows the same number, in a city where nothing is simple."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elderly_visits.concerns.enums import ConcernKind, Severity
from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.progress import month_visits, progress_counts
from elderly_visits.visits.services.by_workers import record_worker_visit, submit_on_behalf
from platform_site.dashboard.indicators import compute_indicators
from platform_site.portal.home_figures import count_home_figures
from tests.elderly_visits.conftest import ALL_WELL, agree
from visit_planning.plan.services.figures import figures_of
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import cancel_task, lapse_task

NOVEMBER = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def page(client: Any, name: str, **query: str) -> Any:
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return response


@pytest.fixture
def awkward(
    clock,
    make_elder,
    make_visit,
    make_volunteer,
    worker,
    manager,
    community,
    community_next_door,
):
    """Visits for two half filled, offered and accepted at once, lapsed, called off, of an elder who moved, outside the
    plan; one to verify; concerns open and overdue; somebody to review."""
    volunteers = [make_volunteer(f"志愿者{name}") for name in "甲乙丙丁"]

    def visit(name: str, **fields: Any) -> Visit:
        return make_visit(make_elder(name), **fields)

    visit("没有人", persons_needed=1)
    half = visit("只有一人", persons_needed=2)
    agree(assignments.offer(task=half.task, volunteer=volunteers[0]))
    both = visit("一答一问", persons_needed=2)
    agree(
        assignments.offer(task=both.task, volunteer=volunteers[1]),
        timezone.now() + timedelta(hours=3),
    )
    assignments.offer(task=both.task, volunteer=volunteers[2])
    moved = visit("搬走的")
    assignments.offer(task=moved.task, volunteer=volunteers[3])
    moved.elder.region = community_next_door
    moved.elder.save()
    late = visit("过期的")
    lapse_task(task=late.task, actor=None)
    off = visit("取消的")
    cancel_task(task=off.task, actor=None, note="住院")
    waiting = visit("待核实的")
    clock.shift(timedelta(hours=1))
    submit_on_behalf(
        visit=waiting, volunteer=volunteers[3], actor=worker, minutes=20, answers=ALL_WELL,
        started_at=timezone.now() - timedelta(minutes=30),
    )  # fmt: skip
    seen = make_elder("网格员看过的")
    record_worker_visit(elder=seen, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    grave = {ConcernKind.SAFETY: Severity.EMERGENCY, ConcernKind.HEALTH: Severity.ROUTINE}
    for kind, severity in grave.items():
        raise_concern(elder=seen, kind=kind, severity=severity, text="煤气味", raised_by=worker)
    clock.shift(timedelta(days=2))
    make_volunteer("新志愿者", state="pending")
    return volunteers


def test_every_page_shows_the_same_numbers_of_the_months_visits(
    awkward, log_in, manager, county, community, community_next_door
):
    client = log_in(manager)
    for region in (county, community, community_next_door):
        query = {"month": "2026-11", "region": region.code}
        board = page(client, "dashboard:board", **query).context["board"]
        tabs = page(client, "visit_planning_workbench:dispatch", **query).context["tabs"]
        assert board.visits == {tab.value: number for tab, number in tabs}
        assert board.all_visits == month_visits(NOVEMBER, region.code).count()
        gaps = page(client, "visit_planning_workbench:gaps", **query).context
        assert gaps["visits"] == board.visits["open"]
        for tab, number in tabs:
            listed = page(client, "visit_planning_workbench:dispatch", tab=tab.value, **query)
            assert listed.context["page_obj"].paginator.count == number
        planned = figures_of(region=region, month=NOVEMBER)
        counted = progress_counts(month_visits(NOVEMBER, region.code).filter(ordinal__gt=0))
        assert (planned["unmatched"], planned["visits"]) == (counted["open"], sum(counted.values()))
    assert board.visits == {"open": 0, "offered": 1, "accepted": 0, "done": 0}
    whole = page(client, "dashboard:board", month="2026-11", region=county.code).context["board"]
    # Without: nobody, one of two, lapsed. Offered: one yes and one unanswered, the one who moved.
    assert whole.visits == {"open": 3, "offered": 2, "accepted": 1, "done": 1}


def test_every_page_shows_the_same_rate(awkward, log_in, manager, county, city, make_elder):
    client = log_in(manager)
    make_elder("没有同意的", consent=False)
    board = page(client, "dashboard:board", month="2026-11", region=county.code).context["board"]
    rate = board.rate
    assert (rate.elders, rate.visited, rate.waiting, rate.by_staff, rate.declined) == (9, 2, 0, 2, 1)
    assert board.trend[-1][1] == rate
    assert sum(row.rate.by_staff for row in board.below) == rate.by_staff
    home = client.get("/workbench/").content.decode()
    assert f"{rate.percent_by_volunteers} % by volunteers, {rate.percent_by_staff} % only by staff" in home
    figure = compute_indicators(NOVEMBER, county.code)["monthly_visit_rate"]
    assert (figure["numerator"], figure["denominator"], figure["by_staff"]) == (2, 9, 2)
    cards = page(client, "dashboard:indicators", month="2026-11", region=county.code).content.decode()
    assert "0 by volunteers (0 verified), 2 only by staff (A 0, B 0, C 2)" in cards
    public = count_home_figures()
    assert (public.elders_visited, public.by_volunteers) == (2, 0)
    # Each figure leads to as many names.
    for which, number in (
        ("all", 2),
        ("volunteers", 0),
        ("staff", 2),
        ("c", 2),
        ("a", 0),
        ("waiting", 0),
        ("verified", 0),
    ):
        listed = page(client, "dashboard:visited", month="2026-11", region=county.code, which=which)
        assert listed.context["page_obj"].paginator.count == number
    missing = page(client, "dashboard:missing", month="2026-11", region=county.code)
    assert missing.context["page_obj"].paginator.count == rate.missing
    declined = page(client, "dashboard:missing", month="2026-11", region=county.code, declined="1")
    assert declined.context["page_obj"].paginator.count == rate.declined


def test_what_waits_is_the_same_on_the_panel_and_on_the_pages_it_leads_to(awkward, log_in, manager, worker):
    # The worker wrote the service down, so that it is not for her to verify.
    for user, verifies in ((manager, 1), (worker, 0)):
        client = log_in(user)
        waiting = page(client, "dashboard:board").context["board"].waiting
        concerns = page(client, "elderly_visits_workbench:concerns", tab="open").context
        numbers = {tab.key: tab.number for tab in concerns["tabs"]}
        assert (waiting.concerns.open_concerns, waiting.concerns.overdue) == (
            numbers["open"],
            numbers["overdue"],
        )
        assert (waiting.concerns.open_concerns, waiting.concerns.overdue) == (2, 1)
        grave = page(client, "elderly_visits_workbench:concerns", tab="open", severity="emergency")
        assert waiting.concerns.emergencies == grave.context["page_obj"].paginator.count == 1
        queue = page(client, "volunteers_workbench:queue").context["page_obj"].paginator.count
        assert waiting.to_verify == queue == verifies
        numbers = page(client, "volunteers_workbench:review").context["numbers"]
        assert waiting.to_review == sum(numbers.values()) == 1


def test_a_late_entry_waits_on_the_panel_and_on_its_page(awkward, log_in, worker, officer, make_elder):
    elder = make_elder("晚报的", registered_on=date(2026, 11, 1))
    record_worker_visit(
        elder=elder, actor=worker, visited_at=timezone.now() - timedelta(days=8), answers=ALL_WELL,
        late_reason="住院",
    )  # fmt: skip
    client = log_in(officer)
    assert page(client, "dashboard:board").context["board"].waiting.to_accept == 1
    assert page(client, "dashboard:corrections").context["waiting_number"] == 1


def test_the_board_asks_as_much_of_a_large_county_as_of_a_small_one(
    awkward,
    log_in,
    manager,
    county,
    make_elder,
    worker,
):
    client = log_in(manager)
    address = reverse("dashboard:board") + f"?region={county.code}"
    counts = []
    for _round in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
        for number in range(5):
            seen = make_elder(f"老人{number}")
            record_worker_visit(elder=seen, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    assert counts[0] == counts[1]
    # Twelve of them are the kept figures: each of four months asks for its closing and its figures, the visits for what
    # has changed. One is the bell.
    assert counts[0] <= 39


def test_the_names_of_who_was_visited_by_staff_are_on_record_and_within_the_region(
    awkward, log_in, worker, worker_next_door
):
    from people.access_log.models import AccessLog

    before = AccessLog.objects.filter(actor=worker, action="list").count()
    assert "网格员看过的" in page(log_in(worker), "dashboard:visited").content.decode()
    assert AccessLog.objects.filter(actor=worker, action="list").count() == before + 1
    assert "网格员看过的" not in page(log_in(worker_next_door), "dashboard:visited").content.decode()
    assert VisitReport.objects.counting().exists()


def test_every_figure_of_the_dashboard_is_a_link_to_its_rows(awkward, log_in, manager, county):
    """Bare numbers are those of a denominator ("/ 9") and of who is on the register."""
    client = log_in(manager)
    board = client.get(reverse("dashboard:board"), {"region": county.code, "month": "2026-11"})
    for figure in re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", board.content.decode(), re.DOTALL):
        assert "<a " in figure[1], figure
