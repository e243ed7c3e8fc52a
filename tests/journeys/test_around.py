"""Organizations publish, residents find, and every page answers in Chinese without a dead link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from facilities.models import Facility
from organizations.models import SocialOrganization
from people.logins.models import User
from platform_site.content import seed_pages
from regions.models import LocationQuality, Region
from tests.journeys.conftest import DESKTOP, PHONE, choose_region, no_sideways, press
from volunteers.projects.models import Project
from volunteers.tasks.models.assignment import Assignment

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def pages(db: None) -> None:
    seed_pages()


def test_an_organization_is_approved_publishes_and_a_volunteer_signs_up(
    enter: Any, resident: User, officer: User, community: Region, make_volunteer: Any
) -> None:
    theirs = enter(resident, DESKTOP)
    theirs.goto("/organizations/new/")
    theirs.fill("main input[name=name]", "邻里互助会")
    choose_region(theirs, "511702000000", "511702001000", community.pk)
    theirs.check("main input[name=tier][value=community_guided]")
    theirs.fill("main input[name=contact_phone]", "0818 2123456")
    press(theirs, "main form[method=post] > button")
    organization = SocialOrganization.objects.get(name="邻里互助会")

    desk = enter(officer, DESKTOP)
    desk.goto("/workbench/organizations/review/")
    press(desk, "button[name=decision][value=approve]")
    organization.refresh_from_db()
    assert organization.state == "approved"

    theirs.goto(f"/projects/new/?organization={organization.pk}")
    theirs.fill("main input[name=title]", "助餐志愿岗")
    theirs.fill("main textarea[name=description]", "给老人送餐")
    theirs.fill("main input[name=contact_phone]", "0818 2123456")
    press(theirs, "main form[method=post] > button")
    project = Project.objects.get(title="助餐志愿岗")
    tomorrow = timezone.localdate() + timedelta(days=1)
    theirs.fill("main input[name=day]", tomorrow.isoformat())
    theirs.fill("main input[name=begins]", "09:00")
    theirs.fill("main input[name=ends]", "11:00")
    press(theirs, "main form:has(input[name=begins]) button")
    press(theirs, "main form[action$='/submit/'] button")
    desk.goto("/workbench/volunteers/review/")
    press(desk, f"form[action*='/project/{project.pk}/'] button[value=approve]")
    project.refresh_from_db()
    assert project.state == "published"

    volunteer = make_volunteer()
    mine = enter(volunteer.person.user)
    mine.goto("/projects/")
    press(mine, "main a[href^='/projects/'] >> nth=0")
    no_sideways(mine)
    press(mine, "main form[action$='/sign-up/'] button")
    assert Assignment.objects.get(volunteer=volunteer).state == "accepted"


def test_a_resident_finds_the_nearest_meal_point_that_is_open(open_browser: Any, community: Region) -> None:
    always = {"region": community, "location_quality": LocationQuality.EXACT, "opening_hours": "24/7"}
    Facility.objects.create(
        name="近处助餐点", type="meal_site", lat=31.2121, lon=107.5021, phone="+868182123456", **always
    )
    Facility.objects.create(name="远处助餐点", type="meal_site", lat=31.23, lon=107.52, **always)
    Facility.objects.create(name="日照中心", type="day_care_centre", lat=31.2121, lon=107.5022, **always)
    page = open_browser(PHONE)
    page.goto("/care-points/?lat=31.212&lon=107.502&type=meal_site")
    text = page.inner_text("main")
    assert text.index("近处助餐点") < text.index("远处助餐点")
    assert "日照中心" not in text
    assert page.locator("a[href^='tel:']").count() >= 1
    no_sideways(page)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_public_page_has_a_dead_link_or_a_barrier(
    size: dict[str, int], open_browser: Any, community: Region
) -> None:
    Facility.objects.create(name="助餐点", type="meal_site", region=community, lat=31.2121, lon=107.5021)
    page = open_browser(size)
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < 60:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, path
        assert page.get_attribute("html", "lang") in {"zh-hans", "zh-Hans"}, path
        no_sideways(page)
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            parts = urlsplit(link)
            if parts.netloc == urlsplit(page.url).netloc and not parts.query and parts.path not in seen:
                waiting.append(parts.path)
    assert {"/", "/care-points/", "/projects/", "/organizations/", "/teams/", "/accounts/login/"} <= seen | {
        "/teams/",
        "/organizations/",
    }


@pytest.mark.parametrize(
    "path", ["/", "/care-points/", "/projects/", "/accounts/login/", "/volunteer/", "/timebank/", "/me/"]
)
def test_pages_keep_nobody_out(path: str, enter: Any, make_volunteer: Any, community: Region) -> None:
    page = enter(make_volunteer().person.user)
    page.goto(path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
