"""An elder of 80 on a small phone, with large text: what is to be touched is large, and nothing hides at the side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from people.persons.models import Person
from regions.models import Region
from tests.journeys.conftest import keeps_nobody_out, no_sideways, press
from tests.service_requests.conftest import give_coins

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LEAST = 60
# What can be touched and is less than LEAST high or wide, in words. A box or a circle to tick is as large as its label;
# a link in the middle of a sentence is as large as its words (as in WCAG 2.5.8); what jumps in from outside the page
# once it has the focus is not for fingers.
SMALL = """least => {
const others = link => link.parentElement.innerText.replace(link.innerText, "").trim().length > 0;
return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")]
  .map(one => ["checkbox", "radio"].includes(one.type) ? one.closest("label") || one : one)
  .filter(one => one.type !== "hidden" && !one.matches(".skip-link") && one.checkVisibility({visibilityProperty: true}))
  .filter(one => !(one.matches("a") && getComputedStyle(one).display === "inline" && others(one)))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.height < least - 0.5 || box.width < least - 0.5)
  .map(([one, box]) => `${one.tagName} "${one.innerText || one.name}" ${box.width} x ${box.height}`); }"""

UNFOLD = "document.querySelectorAll('details:not([open])').forEach(one => { one.open = one.dataset.folded = true })"
FOLD = "document.querySelectorAll('details[data-folded]').forEach(one => { one.open = false })"


@pytest.fixture
def elder(make_user: Any, community: Region) -> Person:
    """赵奶奶, 78, with three hours of time coins."""
    person: Person = make_user("赵奶奶", region=community, birth_date=date(1948, 2, 3), sex="F").person
    give_coins(person, 180)
    return person


def is_made_for_elders(page: Page) -> None:
    assert "elder" in (page.get_attribute("html", "class") or "").split()
    keeps_nobody_out(page)
    # With everything unfolded, the menu too.
    folded = page.locator("details:not([open])")
    page.evaluate(UNFOLD)
    assert folded.count() == 0
    assert page.evaluate(SMALL, LEAST) == [], page.url
    no_sideways(page)
    page.evaluate(FOLD)


@pytest.mark.parametrize("size", [20, 30])
def test_asking_and_the_time_bank_have_large_targets_and_nothing_at_the_side(
    size: int, enter: Any, elder: Person, live_server: Any
) -> None:
    page = enter(elder.user)
    page.context.add_cookies([{"name": "elder_mode", "value": str(size), "url": live_server.url}])
    page.goto("/timebank/")
    is_made_for_elders(page)
    press(page, "main .doors a[href='/requests/']")
    is_made_for_elders(page)
    press(page, "main a[href^='/requests/ask/']")
    is_made_for_elders(page)
    press(page, "main form.ask-form button:not([type=button])")
    # Nothing was filled in: the page comes back and says what is missing.
    is_made_for_elders(page)
    page.locator("label.choice:has(input[name=category][value=companionship])").click()
    page.fill("main textarea[name=wish]", "想有人陪我去公园走走，我耳朵不好")
    page.fill("main input[name=address]", "朝阳中路12号3栋2单元502室")
    press(page, "main form.ask-form button:not([type=button])")
    is_made_for_elders(page)
    press(page, "main button[name=publish]")
    is_made_for_elders(page)
