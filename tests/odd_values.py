"""Values that nobody should type, and a reader of forms to put them everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.db import transaction
from django.test import Client

ODD = (
    "-1",
    "1.5",
    "1e30",
    "NaN",
    "½",
    "１２",
    str(10**30),
    "9" * 5000,
    "0001-01-01",
    "9999-12-31",
    "2026-02-29",
    "0000-00-00",
    "25:61",
    "a\0b",
    "",
    "00000000-0000-0000-0000-000000000000",
)


# Those that have broken something somewhere, for one field at a time.
WORST = (str(10**30), "9" * 5000, "9999-12-31", "a\0b")


class _Forms(HTMLParser):
    """Each form that is posted: where to, and its fields as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, Any]]] = []
        self._fields: dict[str, Any] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            posted = (given.get("method") or "").lower() == "post"
            self._fields = {} if posted else None
            if self._fields is not None:
                self.found.append((given.get("action") or "", self._fields))
        if self._fields is None:
            return
        name = given.get("name") or ""
        if tag == "option" and self._select and "selected" in given:
            self._fields[self._select] = given.get("value") or ""
        if not name:
            return
        if tag == "select":
            self._select = name
        kind = given.get("type") or "text"
        if kind in ("radio", "checkbox") and "checked" not in given:
            self._fields.setdefault(name, given.get("value") or "on")
        elif tag in ("input", "select", "textarea", "button"):
            self._fields[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
        if tag == "select":
            self._select = ""


def forms_of(html: str) -> list[tuple[str, dict[str, Any]]]:
    reader = _Forms()
    reader.feed(html)
    return [(action, fields) for action, fields in reader.found if "logout" not in action and fields]


def variations(fields: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each odd value in all fields at once; and the worst in one field each, the others as they were."""
    names = [name for name in fields if name != "csrfmiddlewaretoken"]
    for value in ODD:
        yield dict.fromkeys(names, value)
    for name in names:
        for value in WORST:
            yield fields | {name: value}


def send_odd_values(client: Client, page: str, answers: dict[str, Any] | None = None) -> int:
    """Fill in and send every form of a page; what each did is rolled back. The number of forms that were sent."""
    response = client.get(page)
    assert response.status_code == 200, (page, response.status_code)
    forms = forms_of(response.content.decode())
    for action, fields in forms:
        where = action or page
        for data in variations(fields | (answers or {})):
            with transaction.atomic():
                answer = client.post(where, data)
                assert answer.status_code < 500, (where, data)
                transaction.set_rollback(True)
    return len(forms)


def ask_odd_values(client: Client, page: str, *names: str) -> None:
    for name in names:
        for value in ODD:
            answer = client.get(page, {name: value[:2000]})
            assert answer.status_code < 500, (page, name, value)
