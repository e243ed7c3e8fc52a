"""A real browser against a real server: Debian's Chromium, driven by Playwright, in Chinese, as people use it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from people.logins.demo_second_factor import enrol_demo_totp
from people.logins.models import User
from tests.demonstration import open_demonstration

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("SHOUWANG_CHROMIUM", "/usr/bin/chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def demonstration(settings: Any, transactional_db: None) -> None:
    """Codes are shown on the page, as in the demonstration; the path of log-in is the real one.

    Rate limits that an earlier journey used up are forgotten.
    """
    open_demonstration(settings)
    cache.clear()


@pytest.fixture
def contexts() -> list[BrowserContext]:
    """The browsers that a journey has opened so far."""
    return []


class SharedClock:
    """The clock of the server and of every open browser."""

    def __init__(self, server: time_machine.Traveller, contexts: list[BrowserContext]) -> None:
        self.server = server
        self.contexts = contexts

    def move_to(self, moment: datetime) -> None:
        self.server.move_to(moment)
        for context in self.contexts:
            context.clock.set_system_time(moment)


@pytest.fixture
def clock(contexts: list[BrowserContext]) -> Iterator[SharedClock]:
    """The clock goes on by itself; the journey moves it."""
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield SharedClock(traveller, contexts)


@pytest.fixture
def open_browser(
    chromium: Browser, contexts: list[BrowserContext], live_server: Any
) -> Iterator[Callable[..., Page]]:
    """A fresh browser on a phone or a desktop. At the end it must have seen no error in its console."""
    complaints: list[str] = []

    def open_(size: dict[str, int] = PHONE) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        # The browser's clock shows what the server's shows, and its timers go on.
        context.clock.install(time=timezone.now())
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda entry: complaints.append(f"{page.url}: {entry.text}") if entry.type == "error" else None,
        )
        page.on(
            "response",
            lambda answer: (
                complaints.append(f"{answer.url}: {answer.status}") if answer.status >= 500 else None
            ),
        )
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def enter(open_browser: Callable[..., Page]) -> Callable[..., Page]:
    """Log in at the door: number, code from the page, for staff the second step."""

    def enter_(user: User | str, size: dict[str, int] = PHONE, path: str = "") -> Page:
        phone = user if isinstance(user, str) else str(user.phone)
        if isinstance(user, User) and user.is_worker:
            enrol_demo_totp(user)
        page = open_browser(size)
        page.goto(f"/accounts/login/{f'?next={path}' if path else ''}")
        page.fill("main input[name=login]", phone.removeprefix("+86"))
        page.click("main form button")
        page.fill("main input[name=code]", page.inner_text(".demo-code").strip())
        page.click("main form button >> nth=0")
        if isinstance(user, User) and user.is_worker:
            page.fill("main input[name=code]", page.inner_text(".demo-code").strip())
            page.click("main form button >> nth=0")
        page.wait_for_load_state()
        return page

    return enter_


def no_sideways(page: Page) -> None:
    """On a phone nobody scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), page.url


def keeps_nobody_out(page: Page) -> None:
    """The page stands in nobody's way: axe finds nothing, and nobody scrolls sideways."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    no_sideways(page)


def press(page: Page, selector: str) -> None:
    """Click what submits, and wait for the page behind it."""
    with page.expect_navigation():
        page.click(selector)


def choose_region(page: Page, *codes: str) -> None:
    """Go down the picker: county, township, community."""
    for code in codes:
        page.locator(".region-picker__selects select").filter(
            has=page.locator(f"option[value='{code}']")
        ).first.select_option(code)
