"""The rules of many days and regions, read once: what crediting and its replay look up for each service."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any

from policies.models import PolicyRow
from policies.selectors import PolicyBook


class Rules:
    """The values in force in one region, each looked up once."""

    def __init__(self, book: PolicyBook, region: str) -> None:
        self._book, self._region = book, region
        self._values: dict[str, Any] = {}

    def value(self, key: str) -> Any:
        try:
            return self._values[key]
        except KeyError:
            return self._values.setdefault(key, self._book.value(key, self._region))


class Policies:
    """The policy book of any day. One query for all; days between two changes share a book.

    `proposed` rows, which need not be stored, count on every day as the latest of their region: what would have been.
    """

    def __init__(self, proposed: Sequence[PolicyRow] = ()) -> None:
        self._proposed = list(proposed)
        self._rows: list[PolicyRow] | None = None
        self._starts: list[date] = []
        self._books: dict[int, PolicyBook] = {}
        self._rules: dict[tuple[int, str], Rules] = {}

    def on(self, day: date) -> PolicyBook:
        epoch = self._epoch(day)
        if epoch not in self._books:
            rows = [row for row in self._rows or () if row.valid_from <= day]
            self._books[epoch] = PolicyBook(day, [*rows, *self._proposed])
        return self._books[epoch]

    def at(self, day: date, region: str) -> Rules:
        """The rules of a day in a region, given by its code."""
        key = (self._epoch(day), region)
        if key not in self._rules:
            self._rules[key] = Rules(self.on(day), region)
        return self._rules[key]

    def _epoch(self, day: date) -> int:
        if self._rows is None:
            self._rows = list(PolicyRow.objects.order_by("valid_from", "pk"))
            self._starts = sorted({row.valid_from for row in self._rows})
        return bisect_right(self._starts, day)
