"""The workbench on a phone: every page of the menu can be used at 390 px, and a gap is acted on in two taps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.register.models import Elder
from people.logins.models import User
from tests.elderly_visits.conftest import make_elder  # noqa: F401 - fixtures of the room below
from tests.journeys.conftest import DESKTOP, PHONE, SharedClock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# What of the page lies where: what scrolls sideways within the frame, and what can be tapped beyond its edge or is too
# small for a finger. Links within a sentence are as high as the sentence (WCAG 2.5.8), and Wagtail's own chrome
# (sidebar, breadcrumbs, header) is not ours.
_LOOK = """() => {
  const frame = document.querySelector('.content-wrapper, main') || document.body, wide = window.innerWidth;
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getBoundingClientRect().width > 1;
  const name = (el) => `${el.tagName} ${(el.innerText || el.name || el.className || '').trim().slice(0, 30)}`;
  const found = [];
  // Wagtail's side panel waits beyond the edge until it is called.
  for (const panel of document.querySelectorAll('.form-side')) panel.style.display = 'none';
  for (const el of [document.documentElement, frame])
    if (el.scrollWidth > el.clientWidth + 1) found.push(`scrolls sideways: ${el.tagName} ${el.scrollWidth}`);
  const own = '.workbench-page :is(a, button, input, select, textarea, summary), .listing :is(a, button, input)';
  for (const el of document.querySelectorAll(own)) {
    if (!shown(el) || el.type === 'hidden' || el.closest('.w-sr-only')) continue;
    const box = el.getBoundingClientRect();
    if (el.closest('.grid, svg, .leaflet-container')) continue;
    if (box.right > wide + 1 || box.left < -1) found.push(`outside: ${name(el)} ${Math.round(box.right)}`);
    const button = el.matches('button, summary, select, .button, input:not([type=checkbox], [type=radio])');
    if (button && box.height < 43.5) found.push(`small: ${name(el)} ${Math.round(box.height)}`);
  }
  return found;
}"""


@pytest.fixture(autouse=True)
def by_day(clock: SharedClock) -> None:
    now = timezone.localtime()
    if not 8 <= now.hour < 17:
        clock.move_to(now.replace(hour=9, minute=0) + timedelta(days=now.hour >= 17))


@pytest.fixture
def full(
    by_day: None,
    worker: User,
    volunteer: Any,
    make_elder: Callable[..., Any],  # noqa: F811 - the fixture imported above
) -> None:
    """Something stands in every list."""
    for number in range(3):
        elder = make_elder(
            f"名字很长的老人{number}", worker=worker, flags={"living_alone", "dementia", "disabled"}
        )
        raise_concern(elder=elder, kind="health", severity="urgent", text="咳嗽" * 40)


def menu(page: Page) -> list[str]:
    """Where the menu leads, as the page that shows it whole says."""
    page.goto("/workbench/menu/")
    links = page.locator('.workbench-page a[href^="/workbench/"]')
    hrefs = links.evaluate_all("(found) => found.map((link) => link.getAttribute('href'))")
    return sorted({href for href in hrefs if "logout" not in href})


def barriers(page: Page) -> list[str]:
    """What axe finds in our part of the page; Wagtail's header, sidebar and messages are its makers' matter."""
    ours = [part for part in (".workbench-page", ".listing") if page.locator(part).count()]
    if not ours:
        return []
    found = Axe().run(page, context={"include": ours})
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found.response["violations"]]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_of_the_menu_can_be_used(
    enter: Callable[..., Page], worker: User, full: None, size: dict[str, int]
) -> None:
    page = enter(worker, size, "/workbench/")
    addresses = menu(page)
    assert len(addresses) >= 10
    elder, concern = Elder.objects.latest("pk"), Concern.objects.latest("pk")
    files = [
        *(f"/workbench/elderly_visits/elder/{step}/{elder.pk}/" for step in ("inspect", "edit")),
        *(f"/workbench/visits/elders/{elder.pk}/{step}/" for step in ("record", "code-sheet")),
        f"/workbench/visits/concerns/{concern.pk}/",
        *(f"/workbench/{form}/new/" for form in ("elderly_visits/elder", "facilities/facility")),
    ]
    problems = []
    for address in [
        *addresses,
        "/workbench/dashboard/missing/",
        "/workbench/visits/concerns/?tab=open",
        *files,
    ]:
        page.goto(address)
        seen = page.evaluate(_LOOK) if size == PHONE else []
        problems += [f"{address} {problem}" for problem in [*seen, *barriers(page)]]
    assert not problems, "\n".join(problems)


def test_who_is_still_missing_is_asked_again_in_two_taps(
    enter: Callable[..., Page], worker: User, full: None
) -> None:
    page = enter(worker, PHONE, "/workbench/dashboard/missing/")
    for _tap in range(2):
        with page.expect_navigation():
            page.locator(".workbench-page .button:visible").first.click()
    assert "已为 3 位老人再次邀请志愿者" in page.inner_text("body")


def test_a_card_says_its_headings_and_ticks_are_counted(
    enter: Callable[..., Page], worker: User, full: None
) -> None:
    page = enter(worker, PHONE, "/workbench/elderly_visits/elder/")
    label = page.evaluate(
        "getComputedStyle(document.querySelector('td[data-label]:not(.title, .tick)'), '::before').content"
    )
    assert "社区" in label
    page.locator("[data-bulk-all] input").check()
    assert page.locator("[data-bulk-count]").inner_text() == "3"
