"""The doors in a real browser: content policy, the way back after a log-out, a new number, a question before a code."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from wagtail.models import Page as SitePage

from people.logins.models import User
from people.persons.models import Person
from platform_site.content import seed_pages
from tests.journeys.conftest import DESKTOP, keeps_nobody_out, press

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[..., Page]


@pytest.fixture(autouse=True)
def pages(db: None) -> None:
    seed_pages()


def menu_of(page: Page) -> list[str]:
    """Every page of the workbench that the menu leads to."""
    found = re.findall(r'"(/workbench/[^"]*)"', page.inner_text("#wagtail-sidebar-props"))
    return sorted({path for path in found if "logout" not in path and "jsi18n" not in path})


def test_no_page_of_the_workbench_breaks_its_content_policy(
    enter: Enter, city_manager: User, worker: User, volunteer: Any
) -> None:
    """Whatever the policy forbids stands in the console as an error, which fails the journey."""
    page = enter(city_manager, DESKTOP, "/workbench/")
    paths = menu_of(page)
    assert len(paths) > 15
    for path in [*paths, f"/workbench/people/person/inspect/{worker.person.pk}/", "/workbench/account/"]:
        answer = page.goto(path)
        assert answer is not None and answer.status < 400, path
        assert "script-src 'self'" in answer.headers["content-security-policy"], path
        page.wait_for_load_state("networkidle")
    # The calendars of the filters open all the same.
    page.goto("/workbench/people/accesslog/")
    assert page.locator("[data-chooser]").count() == 0


def test_who_looks_after_the_site_edits_pages_under_a_policy_too(
    open_browser: Callable[..., Page], make_user: Callable[..., User], log_in: Callable[[User], Any]
) -> None:
    """No code of hers is shown, so that she comes in with the cookie of a session."""
    site = make_user("站长")
    User.objects.filter(pk=site.pk).update(is_superuser=True)
    site.refresh_from_db()
    page = open_browser(DESKTOP)
    page.goto("/")
    page.context.add_cookies(
        [{"name": "sessionid", "value": log_in(site).cookies["sessionid"].value, "url": page.url}]
    )
    home = SitePage.objects.get(depth=2)
    for path in (
        "/workbench/",
        "/workbench/pages/",
        f"/workbench/pages/{home.pk}/edit/",
        f"/workbench/pages/{home.get_children().first().pk}/edit/",
        "/workbench/images/add/",
        "/workbench/redirects/add/",
    ):
        answer = page.goto(path)
        assert answer is not None and answer.status < 400, path
        assert "object-src 'none'" in answer.headers["content-security-policy"]
        page.wait_for_load_state("networkidle")


def test_the_way_back_after_a_log_out_shows_nothing(enter: Enter, resident: User) -> None:
    page = enter(resident, DESKTOP, "/me/")
    assert "居民甲" in page.inner_text("main")
    page.goto("/me/readers/")
    press(page, ".site-tools form[action*=logout] button")
    for _step in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert "居民甲" not in page.content()


def test_an_elder_changes_her_number_with_two_codes(enter: Enter, resident: User) -> None:
    page = enter(resident, path="/me/")
    press(page, "main a[href*='phone/change']")
    keeps_nobody_out(page)
    press(page, "main form:has(input[value=send]) button")
    page.fill("main input[name=code]", page.inner_text(".demo-code").strip())
    keeps_nobody_out(page)
    press(page, "main form:has(input[value=verify]) button")
    page.fill("main input[name=phone]", "100 5555 0001")
    press(page, "main form button >> nth=0")
    page.fill("main input[name=code]", page.inner_text(".demo-code").strip())
    press(page, "main form button >> nth=0")
    assert page.url.endswith("/me/")
    assert Person.objects.get(user=resident).phone == "+8610055550001"
    press(page, "main a[href*=sessions]")
    keeps_nobody_out(page)


def test_the_question_can_be_answered_by_everybody(
    open_browser: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform_site.accounts.limits._is_shown_here", lambda phone: False)
    monkeypatch.setattr("platform_site.accounts.limits._has_room", lambda limit: limit.kind != "address")
    page = open_browser()
    page.goto("/accounts/login/")
    assert page.locator("button[data-read-aloud]").is_visible()
    keeps_nobody_out(page)
