"""Seventy-three services of a month, verified on a phone: the ordinary ones together, the odd ones one by one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from elderly_visits.register.models import Elder
from elderly_visits.register.services.elders import ElderDetails, PersonDetails, register_elder
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from people.consents.enums import ConsentMethod
from people.logins.models import User
from regions.models import Region
from tests.journeys.conftest import no_sideways
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services.tasks import create_task

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ORDINARY, ODD, MOST_TAPS = 65, 8, 12
PATIENCE = 300_000


class Taps:
    """A finger on the phone, and how often it came down."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = 0

    def tap(self, selector: str) -> None:
        self.number += 1
        # Sixty-five services are verified behind one tap.
        with self.page.expect_navigation(timeout=PATIENCE):
            self.page.locator(selector).first.click(timeout=PATIENCE)

    def open(self, address: str) -> None:
        """The link to the page, wherever it was tapped."""
        self.number += 1
        self.page.goto(address)


@pytest.fixture
def elder(community: Region, worker: User) -> Elder:
    return register_elder(
        details=ElderDetails(
            person=PersonDetails(name="赵甲子", birth_date=timezone.localdate() - timedelta(days=70 * 366), sex="F"),
            region=community, flags={"living_alone"}, address="朝阳中路12号3栋2单元502室", lat=31.2125, lon=107.5025,
            worker=worker,
        ),
        contacts=[], consent={"method": ConsentMethod.WRITTEN}, is_demo=True,
    )  # fmt: skip


def visited(elder: Elder, volunteer: Any, number: int, **fields: Any) -> Assignment:
    """A visit so many times two hours ago, with the code of the door card and a report that all is well."""
    began = timezone.now() - timedelta(hours=2 * number + 1)
    day = timezone.localdate(began)
    task = create_task(
        kind="visit", category="visit", title="探访", region=elder.region, place=elder.region.name, lat=elder.lat,
        lon=elder.lon, location_quality="exact", starts_on=day, ends_on=day, minutes=40, organiser="甲社区居民委员会",
    )  # fmt: skip
    visit = Visit.objects.create(
        elder=elder, task=task, month=day.replace(day=1), ordinal=100 + number, tier="general"
    )
    ended = began + timedelta(minutes=40)
    proved = {"state": "checked_out", "evidence": "B", "check_in_method": "door_code", "waits_for": ["grade"]}
    row = Assignment.objects.create(
        task=task, volunteer=volunteer, origin="matched", accepted_at=began, planned_for=began, checked_in_at=began,
        checked_out_at=ended, minutes=40, **(proved | fields),
    )  # fmt: skip
    VisitReport.objects.create(
        visit=visit, author=volunteer.person.user, assignment=row, visited_at=began, submitted_at=ended,
        method="home", contact_made=True, health="good", mood="good",
    )  # fmt: skip
    return row


def stands_in_nobodys_way(page: Page) -> None:
    """Of our part of the page axe finds nothing (the frame around it is Wagtail's), and nothing is cut off."""
    found = Axe().run(page, context=".workbench-page")
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    no_sideways(page)


def test_seventy_three_services_are_verified_in_a_dozen_taps(
    enter: Any, elder: Elder, worker: User, make_volunteer: Any
) -> None:
    volunteer = make_volunteer()
    visited(elder, volunteer, 90, state="verified", verified_at=timezone.now(), evidence="A")
    for number in range(ORDINARY):
        visited(elder, volunteer, number)
    for number in range(ORDINARY, ORDINARY + ODD):
        visited(elder, volunteer, number, evidence="C", check_in_method="unproven", waits_for=["grade"])

    phone = enter(worker)
    finger = Taps(phone)
    finger.open("/workbench/volunteers/queue/")
    assert phone.locator("input[name=pk]:checked").count() == 0
    stands_in_nobodys_way(phone)
    finger.tap("a:has-text('选中本页全部65条')")
    assert phone.locator("input[name=pk]:checked").count() == ORDINARY
    finger.tap(".press button")
    assert "65条" in phone.inner_text(".workbench-page h2") and "2600分钟" in phone.inner_text(
        ".workbench-page"
    )
    stands_in_nobodys_way(phone)
    finger.tap("form:has(input[name=key]) button")
    # The odd ones are there, each with why and with the button in reach.
    assert "没有到场证明" in phone.inner_text(".workbench-page")
    stands_in_nobodys_way(phone)
    for left in range(ODD, 0, -1):
        assert phone.locator("article").count() == left
        button = phone.locator("button[name=decision][value=verify]").first
        box = button.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["height"] >= 44
        finger.tap("button[name=decision][value=verify]")
    assert not Assignment.objects.filter(state="checked_out").exists()
    assert Assignment.objects.filter(state="verified", verified_by=worker).count() == ORDINARY + ODD
    assert finger.number <= MOST_TAPS


def test_a_reason_is_one_tap_and_can_be_changed(
    enter: Any, elder: Elder, worker: User, make_volunteer: Any
) -> None:
    row = visited(elder, make_volunteer(), 1)
    phone = enter(worker)
    phone.goto(f"/workbench/volunteers/services/{row.pk}/")
    stands_in_nobodys_way(phone)
    phone.click("summary:has-text('不属实')")
    phone.locator("form.ready-made label.pick").first.click()
    box = phone.locator("form.ready-made textarea")
    assert "没有人来过" in box.input_value()
    box.fill(f"{box.input_value()}问了两次。")
    with phone.expect_navigation():
        phone.click("button[name=decision][value=reject]")
    row.refresh_from_db()
    assert row.state == "rejected" and row.note.endswith("问了两次。")
