"""Which value is in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from policies.enums import Standing
from policies.models import PolicyRow
from policies.registry import DECLARATIONS, overlaid
from regions.codes import ancestor_codes, prefix_of


class PolicyBook:
    """All parameters as they stand on one day: one query, then look-ups in memory.

    A value for a smaller region wins over one for a larger, then the later `valid_from` wins. Of a parameter with named
    entries this holds for each entry: one that a row does not name, because a later version of the program added it,
    has the value of the larger region's row, and at last the declared one.
    """

    def __init__(self, on: date, rows: Iterable[PolicyRow] | None = None) -> None:
        """`rows` (those that have begun, the later after the earlier) save the query when they are at hand."""
        self.on = on
        self._rows: dict[str, list[PolicyRow]] = {}
        if rows is None:
            rows = PolicyRow.objects.filter(valid_from__lte=on).order_by("valid_from", "pk")
        for row in rows:
            self._rows.setdefault(row.key, []).append(row)

    def row(self, key: str, region: Any = None) -> PolicyRow | None:
        """The row in force for `region` (a region, its code, or None for the installation's own rule)."""
        rows = self.rows(key, region)
        return rows[-1] if rows else None

    def rows(self, key: str, region: Any = None) -> list[PolicyRow]:
        """The row in force for each region around `region`, the largest first; a later one in the list wins."""
        code = getattr(region, "pk", region) or ""
        latest: dict[str, PolicyRow] = {}
        for row in self._rows.get(key, ()):
            prefix = prefix_of(row.region_id) if row.region_id else ""
            if code.startswith(prefix):
                latest[prefix] = row
        return [latest[prefix] for prefix in sorted(latest, key=len)]

    def value(self, key: str, region: Any = None) -> Any:
        """The value in force; a declared parameter always has one."""
        return _over(DECLARATIONS[key].initial, self.rows(key, region))

    __getitem__ = value

    def places(self, *keys: str) -> list[str]:
        """The codes of the regions that have a row of their own for one of `keys`, a region before those within it."""
        found = {row.region_id for key in keys for row in self._rows.get(key, ()) if row.region_id}
        return sorted(found, key=lambda code: (len(prefix_of(code)), code))

    def variants(self, *keys: str) -> list[tuple[Any, ...]]:
        """Which values of `keys` are in force together, the installation's own first, then those that differ somewhere.

        For searches over everything, which have to be wide enough for each place.
        """
        found: list[tuple[Any, ...]] = []
        for place in (None, *sorted(self.places(*keys))):
            values = tuple(self.value(key, place) for key in keys)
            if values not in found:
                found.append(values)
        return found


def _over(initial: Any, rows: Iterable[PolicyRow]) -> Any:
    """The declared value with those of `rows` over it, the last row on top."""
    for row in rows:
        initial = overlaid(initial, row.value)
    return initial


def book(on: date | None = None, *, keys: Collection[str] | None = None) -> PolicyBook:
    """The policies as they stand on `on` (default: today, local date); with `keys` only these, which is quicker."""
    on = on or timezone.localdate()
    if keys is None:
        return PolicyBook(on)
    rows = PolicyRow.objects.filter(valid_from__lte=on, key__in=keys).order_by("valid_from", "pk")
    return PolicyBook(on, rows.only("key", "value", "region_id"))


def book_of(rows: Iterable[PolicyRow], on: date) -> PolicyBook:
    """The policies as `rows`, in whatever order, make them on `on`: no query."""
    begun = (row for row in rows if row.valid_from <= on)
    return PolicyBook(on, sorted(begun, key=lambda row: (row.valid_from, row.pk)))


def value(key: str, *, on: date | None = None, region: Any = None) -> Any:
    """One value in force on a day: one query."""
    on = on or timezone.localdate()
    code = getattr(region, "pk", region) or ""
    around = [*ancestor_codes(code), code] if code else []
    rows = PolicyRow.objects.filter(key=key, valid_from__lte=on).filter(
        Q(region=None) | Q(region_id__in=around)
    )
    return PolicyBook(on, rows.order_by("valid_from", "pk")).value(key, region)


def rows_of(key: str) -> QuerySet[PolicyRow]:
    """All rows of a parameter, the latest first."""
    return PolicyRow.objects.filter(key=key).select_related("region", "author").order_by("-valid_from", "-pk")


@dataclass(frozen=True)
class Verdict:
    """Whether a row counts on a day in a region, and why not; `winner` is the row that it gives way to."""

    row: PolicyRow
    standing: Standing
    winner: PolicyRow | None = None


def explain_rows(rows: Sequence[PolicyRow], *, on: date, region: Any = None) -> list[Verdict]:
    """Of the rows of one parameter, which counts on `on` in `region` (None: the installation's own rule), and why.

    The answer is that of `PolicyBook`: the smaller region wins, then the later `valid_from`. The one in force first.
    """
    code = getattr(region, "pk", region) or ""
    winner = book_of(rows, on).row(rows[0].key, region) if rows else None
    verdicts = [Verdict(row, *_standing(row, winner, on, code)) for row in rows]
    return sorted(verdicts, key=lambda verdict: verdict.standing != Standing.IN_FORCE)


def _standing(
    row: PolicyRow, winner: PolicyRow | None, on: date, code: str
) -> tuple[Standing, PolicyRow | None]:
    if row == winner:
        return Standing.IN_FORCE, None
    if row.region_id and not code.startswith(prefix_of(row.region_id)):
        return Standing.ELSEWHERE, None
    if row.valid_from > on:
        return Standing.LATER, None
    if winner is not None and winner.region_id != row.region_id:
        return Standing.LARGER_REGION, winner
    return Standing.REPLACED, winner
