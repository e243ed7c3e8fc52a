"""What a worker taps, counted: an ordinary visit recorded, several at once, and a concern closed with its text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from elderly_visits.concerns.enums import ConcernKind, Severity
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.register.models import Elder
from elderly_visits.register.services.elders import ElderDetails, PersonDetails, register_elder
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.services.by_workers import record_worker_visit
from people.consents.enums import ConsentMethod
from people.logins.models import User
from regions.models import Region
from tests.elderly_visits.conftest import ALL_WELL
from tests.journeys.conftest import SharedClock, keeps_nobody_out

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


class Fingers:
    """Taps on a page, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, selector: str, *, leads_on: bool = False) -> None:
        self.taps += 1
        if leads_on:
            with self.page.expect_navigation():
                self.page.click(selector)
        else:
            self.page.click(selector)


@pytest.fixture(autouse=True)
def by_day(clock: SharedClock) -> None:
    """A visit of half an hour ago is one of today."""
    now = timezone.localtime()
    if now.hour < 9:
        clock.move_to(now.replace(hour=9, minute=30))


@pytest.fixture
def elder(by_day: None, community: Region, worker: User) -> Elder:
    """Visited last month and well."""
    today = timezone.localdate()
    elder = register_elder(
        details=ElderDetails(
            person=PersonDetails(
                name="赵甲子", birth_date=today - timedelta(days=82 * 366), sex="F", phone="+8610000009001"
            ),
            region=community, flags={"living_alone"}, address="朝阳中路12号3栋2单元502室", lat=31.2125, lon=107.5025,
            worker=worker,
        ),
        contacts=[], consent={"method": ConsentMethod.WRITTEN}, is_demo=True,
    )  # fmt: skip
    report = record_worker_visit(elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    before = timezone.now() - timedelta(days=35)
    VisitReport.objects.filter(pk=report.pk).update(visited_at=before, submitted_at=before)
    return elder


def test_an_ordinary_visit_is_recorded_from_the_missing_names_in_four_taps(
    enter: Any, elder: Elder, worker: User
) -> None:
    page = enter(worker)
    page.goto("/workbench/dashboard/missing/")
    fingers = Fingers(page)
    fingers.tap(f"a[href*='/elders/{elder.pk}/record/']", leads_on=True)
    keeps_nobody_out(page)
    fingers.tap(".last-time label:has(input[value=home])")
    fingers.tap("button[name=as_last]", leads_on=True)
    assert fingers.taps <= 4
    report = VisitReport.objects.latest("pk")
    assert (report.visit.elder, report.contact_made, report.author) == (elder, True, worker)
    assert report.same_as is not None
    assert "/workbench/dashboard/missing/" in page.url


def test_an_impatient_finger_records_once(enter: Any, elder: Elder, worker: User) -> None:
    page = enter(worker)
    page.goto(f"/workbench/visits/elders/{elder.pk}/visit/")
    page.click(".last-time label:has(input[value=home])")
    with page.expect_navigation(url=lambda url: f"/elders/{elder.pk}/visit/" not in url):
        page.dblclick("button[name=as_last]")
    # The answer to the second press may still be on its way.
    page.wait_for_load_state("networkidle")
    assert VisitReport.objects.count() == 2


def test_several_are_recorded_in_one_grid_on_a_phone(enter: Any, elder: Elder, worker: User) -> None:
    page = enter(worker)
    page.goto("/workbench/visits/record/")
    keeps_nobody_out(page)
    page.check(f"#id_e{elder.pk}-visited")
    page.fill(f"#id_e{elder.pk}-at", f"{timezone.localtime() - timedelta(minutes=30):%H:%M}")
    page.select_option(f"#id_e{elder.pk}-method", "home")
    page.select_option(f"#id_e{elder.pk}-outcome", "met")
    with page.expect_navigation():
        page.click("form.several button.big-button")
    assert VisitReport.objects.latest("pk").visit.elder == elder


def test_a_concern_is_closed_with_its_text_in_three_taps(enter: Any, elder: Elder, worker: User) -> None:
    concern = raise_concern(
        elder=elder, kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text="情绪低落", raised_by=worker
    )
    page = enter(worker)
    page.goto("/workbench/visits/concerns/")
    fingers = Fingers(page)
    fingers.tap(f"a[href$='/concerns/{concern.pk}/']", leads_on=True)
    keeps_nobody_out(page)
    fingers.tap("label:has(input[name=ready][value=seen])")
    assert page.input_value("form.close-form textarea[name=note]") == "已上门查看，问题已解决。"
    fingers.tap("form.close-form > button", leads_on=True)
    assert fingers.taps <= 3
    concern = Concern.objects.get(pk=concern.pk)
    assert (concern.state, concern.outcome, concern.outcome_note) == (
        "closed",
        "solved",
        "已上门查看，问题已解决。",
    )
