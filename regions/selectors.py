"""Reads for pickers, imports and pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from regions import codes
from regions.enums import Level
from regions.models import Region, RegionQuerySet


class Option(TypedDict):
    """One line of a picker; the name is the one that people say."""

    code: str
    name: str
    level: str


def children_of(parent: Region | str) -> RegionQuerySet:
    """Regions directly below one, by code."""
    code = parent.code if isinstance(parent, Region) else parent
    return Region.objects.filter(parent_id=code).order_by("code")


def cities() -> RegionQuerySet:
    """The roots of the hierarchy."""
    return Region.objects.level(Level.CITY)


def _as_options(regions: RegionQuerySet) -> list[Option]:
    return [
        Option(code=code, name=codes.short_name(name), level=level)
        for code, name, level in regions.values_list("code", "name", "level")
    ]


def first_options() -> list[Option]:
    """What a picker shows first: the counties where there is one city, else the cities."""
    roots = list(cities().values_list("code", flat=True)[:2])
    return _as_options(children_of(roots[0])) if len(roots) == 1 else _as_options(cities())


def options_below(code: str) -> list[Option] | None:
    """What a picker shows once `code` is chosen; None when there is no such region."""
    found = _as_options(children_of(code))
    if not found and not Region.objects.filter(code=code).exists():
        return None
    return found


def full_names(region_codes: Iterable[str]) -> dict[str, str]:
    """Full name of each code that exists, in one query: for lists that know only the foreign-key column."""
    wanted = {code for code in region_codes if codes.is_code(code)}
    above = {ancestor for code in wanted for ancestor in codes.ancestor_codes(code)}
    names = dict(Region.objects.filter(code__in=wanted | above).values_list("code", "name"))
    return {
        code: " ".join(
            codes.short_name(names[part]) for part in [*codes.ancestor_codes(code)[1:], code] if part in names
        )
        for code in wanted
        if code in names
    }
