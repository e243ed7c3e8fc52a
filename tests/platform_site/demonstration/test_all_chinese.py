"""Nothing is in English in the Chinese interface: no word, no name of a field, no raw value."""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Callable, Iterator
from io import StringIO

from django.test import Client
from lxml import html

from bench.pages.addresses import our_addresses
from bench.pages.measure import BACKEND, ROLES, _path, _user
from notifications.models import Message

# What people here write in Latin letters themselves, and names of things that have no other.
ALLOWED = {
    "CSV", "XLSX", "PDF", "GBK", "UTF", "QR", "SMS", "ID", "GPS", "WGS", "GCJ", "BD", "ics", "px", "kb", "KB", "MB",
    "English", "GB", "km", "min", "UUID", "SHA", "HTTP", "https", "http", "www", "Excel", "WPS", "OK", "TOTP", "App",
    "JSON", "SW",
}  # fmt: skip
STAFF = {"worker", "city_manager"}
PORTAL = {"anonymous", "volunteer", "partner"}
_WORD = re.compile(r"[A-Za-z_]{2,}")
# Attributes that somebody reads or hears.
_READ = ("title", "alt", "aria-label", "placeholder", "aria-description", "label")
# Wagtail's counters are hidden for as long as they say "None".
_UNSEEN = ("script", "style", "template", "noscript", "code", "kbd", "*[@data-side-panel-toggle-counter]")
_RAW = re.compile(r"\b(True|False|None|nan)\b")


def texts(content: bytes) -> Iterator[str]:
    """What of a page is read: its text, the words in attributes, and what stands on buttons."""
    page = html.document_fromstring(content)
    for element in page.xpath("|".join(f"//{name}" for name in _UNSEEN)):
        tail = element.tail
        element.clear()
        element.tail = tail
    for element in page.iter():
        if not isinstance(element.tag, str) or element.get("lang") == "en":
            continue
        yield from (element.text or "", element.tail or "")
        yield from (element.get(name, "") for name in _READ)
        if element.tag == "input" and element.get("type") in ("submit", "button"):
            yield element.get("value", "")


def latin(text: str) -> set[str]:
    """Latin words of a text outside the allowed ones.

    No words are addresses of pages and files, numbers, keys of bookings, the name of a page that was refused as the
    access log keeps it ("404 GET people_person:edit pk=7"), placeholders of letters ("{county}"), initials in brackets,
    codes of vouchers, and numbers that stand for a volunteer.
    """
    text = re.sub(
        r"https?://\S+|/[\w/.-]+|\S+\.(csv|xlsx|pdf|ics)\b|#[0-9a-f]{6,}|[0-9A-Z]{18}|[0-9a-f-]{32,}|(?<=志愿者)[0-9a-f]{8}"
        r"|\b\d{3} (?:GET|POST) [\w:]+.*|\{\w+\}|（[a-z]+）|\b[A-Z2-9]{4} [A-Z2-9]{4}\b",
        " ",
        text,
    )
    return {word for word in _WORD.findall(text) if word not in ALLOWED}


def pages_of(role: str) -> Iterator[tuple[str, str, Client]]:
    """The pages that somebody of the demonstration opens: name, address, and who is logged in.

    Staff are shown the workbench, everybody else the portal.
    """
    user = _user(ROLES[role])
    client = Client()
    if role != "anonymous":
        client.force_login(user, backend=BACKEND)
    yield ("workbench", "/workbench/", client) if role in STAFF else ("home", "/", client)
    for address in our_addresses():
        path = _path(address, user)
        if path is not None and path.startswith("/workbench/") == (role in STAFF):
            yield address.name, path, client


def on_pages(role: str) -> dict[str, list[str]]:
    english = {}
    for name, path, client in pages_of(role):
        answer = client.get(path)
        if answer.status_code == 200 and "text/html" in answer.get("Content-Type", ""):
            seen = list(texts(answer.content))
            words = {word for text in seen for word in [*latin(text), *_RAW.findall(text)]}
            if words:
                english[f"{role} {name}"] = sorted(words)
    return english


def in_exports(role: str) -> tuple[dict[str, list[str]], int]:
    """English words of the exported tables, and how many tables there were."""
    english, read = {}, 0
    for name, path, client in pages_of(role):
        answer = client.get(path, {"export": "csv", "reason": "audit"})
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/csv"):
            continue
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
        read += 1
        cells = [cell for row in rows[:200] for cell in row]
        if words := {word for cell in cells for word in [*latin(cell), *_RAW.findall(cell)]}:
            english[f"export {name}"] = sorted(words)[:20]
    return english, read


def test_nothing_is_in_english(set_up: Callable[[], object]) -> None:
    """Pages of who sees most and of who is there every day, exports, messages: the demonstration is set up once."""
    set_up()
    logging.disable(logging.WARNING)
    pages = {who: words for role in sorted(STAFF | PORTAL) for who, words in on_pages(role).items()}
    exports, tables = in_exports("city_manager")
    logging.disable(logging.NOTSET)
    said = [text for row in Message.objects.values_list("subject", "body") for text in row]
    found = "\n".join(f"{where}: {' '.join(words)}" for where, words in (pages | exports).items())
    assert not found, found
    assert tables >= 8
    assert said and {word for text in said for word in latin(text)} == set()
