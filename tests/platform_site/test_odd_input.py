"""No input makes an error of ours: odd values in every address, list and form that somebody can reach."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from lxml import html

from bench.pages.addresses import our_addresses
from tests.platform_site.test_who_may import (
    filled,
    world,  # noqa: F401  # a fixture
)

DIGITS = "9" * 5000
ODD = (
    "\0", "a\0b", DIGITS, "-" + DIGITS, "9999-12-31", "0001-01-01", "9999-12", "0000-00", "2026-02-30", "1e400", "nan",
    "-1", "0", "٣", "x", "'; --", "{{ 7 }}", "<b>", "%", "\x1b[0m", "🀄" * 300, " ", "[]", "null", str(2**63),
    str(-(2**63) - 1), "0" * 32 + ".csv", "511702", "511799999999", "00000000-0000-0000-0000-000000000000",
    "31.2,107.5", "91,181", "../../etc/passwd",
)  # fmt: skip
# Read by pages without a form that says so.
PARAMETERS = (
    "page", "month", "region", "day", "next", "q", "tab", "tier", "reason", "order", "sort", "near", "box", "crs",
    "parent", "format", "code", "for", "a", "b", "on", "type", "kind", "state", "need", "p", "export", "ordering",
    "everybody",
)  # fmt: skip
# Pages of others that stand between a visitor and ours.
AROUND = (
    "/accounts/login/", "/accounts/login/code/confirm/", "/accounts/2fa/authenticate/", "/workbench/login/",
    "/i18n/setlang/",
)  # fmt: skip


@pytest.fixture
def odd(request: Any) -> random.Random:
    """The same odd values in each run of a test."""
    return random.Random(request.node.name)


def query(odd: random.Random, names: Sequence[str]) -> str:
    return urlencode({name: odd.choice(ODD) for name in names})


def forms(content: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Method, address ('' for the page's own) and fields with what stands in them, of each form of a page."""
    if not content.strip():
        return
    for form in html.fromstring(content).forms:
        fields = {name: value or "" for name, value in form.form_values()}
        fields |= {item.get("name"): "" for item in form.iter("input", "select", "textarea", "button")
                   if item.get("name") and item.get("name") not in fields}  # fmt: skip
        yield form.method.lower(), form.action or "", fields


def sent(client: Client, method: str, address: str, fields: dict[str, str]) -> int:
    """The status of an answer; what it wrote is taken back."""
    with transaction.atomic():
        if method == "get":
            status = client.get(f"{address.split('?')[0]}?{urlencode(fields)}").status_code
        else:
            status = client.post(address, fields).status_code
        transaction.set_rollback(True)
    return status


def some_odd(odd: random.Random, fields: dict[str, str]) -> dict[str, str]:
    """The form as it stands with odd values in half of its fields."""
    return {name: odd.choice(ODD) if odd.random() < 0.5 else value for name, value in fields.items()}


CAST = ("stranger", "resident", "volunteer", "worker", "officer", "manager", "city_manager", "auditor")


@pytest.mark.parametrize("who", CAST)
def test_no_page_or_form_answers_odd_input_with_an_error(who, world, log_in, request, odd):  # noqa: F811  # the fixture
    client = Client()
    if who != "stranger":
        somebody = request.getfixturevalue(who)
        client = log_in(somebody.person.user if who == "volunteer" else somebody)
    client.raise_request_exception = False
    wrong: list[tuple[str, str, str]] = []
    pages = sorted({filled(address, world) for address in our_addresses()} | set(AROUND))
    for at, page in enumerate(pages):
        cache.clear()
        answer = client.get(page)
        if answer.status_code >= 500:
            wrong.append(("get", page, ""))
        # Each page is met by most of the others, so that half of them each is enough.
        if who not in ("stranger", "resident") and (at + CAST.index(who)) % 2:
            continue
        if answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", ""):
            for method, action, fields in forms(answer.content):
                address = page if not action.startswith("/") else action
                if "logout" in address:
                    continue
                values = some_odd(odd, fields)
                if sent(client, method, address, values) >= 500:
                    wrong.append((method, address, repr(values)[:2000]))
        if answer.status_code == 200:
            asked = query(odd, PARAMETERS)
            if client.get(f"{page}?{asked}").status_code >= 500:
                wrong.append(("get", page, asked[:2000]))
    assert wrong == []


def test_no_odd_address_answers_with_an_error(log_in, manager, odd):
    """Every address with a parameter, filled with what it cannot mean."""
    client = log_in(manager)
    client.raise_request_exception = False
    wrong = []
    for pattern in _patterns_with_parameters():
        for value in odd.sample(("%00", DIGITS, "9999-12-31", "x%00.csv", "0", "%ED%A0%80", str(2**70)), 2):
            address = "/" + re.sub(r"<[^>]+>", value, pattern)
            status = client.get(address).status_code
            if status >= 500:
                wrong.append((address[:120], status))
    assert wrong == []


def _patterns_with_parameters() -> list[str]:
    """Every address with a `<parameter>`, written as in urls.py."""
    found: set[str] = set()

    def walk(patterns: list[Any], before: str) -> None:
        for item in patterns:
            here = before + str(item.pattern).removeprefix("^")
            if hasattr(item, "url_patterns"):
                walk(item.url_patterns, here)
            elif "<" in here and "(?P" not in here:
                found.add(here)

    walk(get_resolver().url_patterns, "")
    return sorted(found)


def test_cookies_from_elsewhere_are_no_error(client, db):
    for name in ("sessionid", "csrftoken", "django_language", "elder_mode"):
        client.cookies[name] = "\0abcdefghijklmnop"
        assert client.get("/accounts/login/").status_code == 200
