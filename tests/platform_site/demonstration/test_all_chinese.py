"""Nothing of the workbench is in English in the Chinese interface: no word, no name of a field, no raw value."""

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
    "English", "km", "min", "UUID", "SHA", "HTTP", "https", "http", "www", "Excel", "WPS", "OK", "TOTP", "App",
}  # fmt: skip
# Still in English, page by page; the shorter the better. The access log names pages by their names in the URL map, care
# points keep their hours in OpenStreetMap's syntax beside the words, transfers their keys and codes as the export of
# the ledger has them.
LEFT: dict[str, set[str] | None] = {
    "people_accesslog:index": None, "people_accesslog:index_results": None,
    "elderly_visits_elder:edit": {"None"}, "facilities_facility:edit": {"None"}, "people_person:edit": {"None"},
    "organizations_socialorganization:edit": {"None"}, "volunteers_team:edit": {"None"},
    "volunteers_volunteer:edit": {"None"}, "elderly_visits_elder:inspect": {"dispatch"},
    "facilities_facility:inspect": {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"},
    "facilities_facility:index": {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"},
    "facilities_facility:index_results": {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"},
    "policies_workbench:rules": {"GB", "county"}, "workbench_search": {"lj"},
    "timebank_servicerecord:index": {"False", "Late"}, "timebank_servicerecord:index_results": {"False", "Late"},
    "timebank_transfer:index": {"None", "coin_minutes", "pending", "points", "post_pending", "posted", "void_pending"},
    "timebank_transfer:index_results": {
        "None", "coin_minutes", "pending", "points", "post_pending", "posted", "void_pending",
    },
    "timebank_transfer:inspect": None,
    "timebank_voucher:index": None, "timebank_voucher:index_results": None, "timebank_voucher:inspect": None,
    "volunteers_project:index": {"Publisher", "Created", "at"},
    "volunteers_project:index_results": {"Publisher", "Created", "at"},
    "notifications_message:index": {"gift", "offers", "partner", "timebank", "voucher"},
    "notifications_message:index_results": {"gift", "offers", "partner", "timebank", "voucher"},
    "notifications_message:inspect": {"Created", "at", "gift", "offers", "partner", "timebank", "voucher"},
    "organizations_socialorganization:inspect": {"Created", "at"},
    "people_person:index": {"Updated", "at"}, "people_person:index_results": {"Updated", "at"},
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z_]{2,}")
# Attributes that somebody reads or hears.
_READ = ("title", "alt", "aria-label", "placeholder", "aria-description", "label")
_UNSEEN = ("script", "style", "template", "noscript", "code", "kbd")
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


def unknown(name: str, words: set[str]) -> list[str]:
    """The words that are not known to be left on a page."""
    left = LEFT.get(name, set())
    return [] if left is None else sorted(words - left)


def latin(text: str) -> set[str]:
    """Latin words of a text outside the allowed ones; addresses of pages and files are no words."""
    text = re.sub(
        r"https?://\S+|/[\w/.-]+|\S+\.(csv|xlsx|pdf|ics)\b|#[0-9a-f]{6,}|[0-9A-Z]{18}|[0-9a-f-]{32,}",
        " ",
        text,
    )
    return {word for word in _WORD.findall(text) if word not in ALLOWED}


def pages_of(role: str) -> Iterator[tuple[str, str, Client]]:
    """The workbench's pages that a role of the demonstration opens: name, address, and who is logged in."""
    user = _user(ROLES[role])
    client = Client()
    client.force_login(user, backend=BACKEND)
    yield "workbench", "/workbench/", client
    for address in our_addresses():
        path = _path(address, user)
        if path is not None and path.startswith("/workbench/"):
            yield address.name, path, client


def on_pages(role: str) -> dict[str, list[str]]:
    english = {}
    for name, path, client in pages_of(role):
        answer = client.get(path)
        if answer.status_code == 200 and "text/html" in answer.get("Content-Type", ""):
            seen = list(texts(answer.content))
            words = {word for text in seen for word in [*latin(text), *_RAW.findall(text)]}
            if words := unknown(name, words):
                english[f"{role} {name}"] = words
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
        if words := unknown(name, {word for cell in cells for word in [*latin(cell), *_RAW.findall(cell)]}):
            english[f"export {name}"] = words[:20]
    return english, read


def test_nothing_in_the_workbench_is_in_english(set_up: Callable[[], object]) -> None:
    """Pages of who sees most and of who is there every day, exports, messages: the demonstration is set up once."""
    set_up()
    logging.disable(logging.WARNING)
    pages = {who: words for role in ("worker", "city_manager") for who, words in on_pages(role).items()}
    exports, tables = in_exports("city_manager")
    logging.disable(logging.NOTSET)
    said = [text for row in Message.objects.values_list("subject", "body") for text in row]
    found = "\n".join(f"{where}: {' '.join(words)}" for where, words in (pages | exports).items())
    assert not found, found
    assert tables >= 8
    assert said and {word for text in said for word in latin(text)} == set()
