"""Arithmetic of twelve-digit region codes: pure functions, no rows are read.

A code is 6 digits of GB/T 2260 for the county, 3 for the township, 3 for the community. What a region holds
is therefore a range of codes, so that 'everything in this county' is a range test on the foreign-key column
itself: no join, and the plain index serves it on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q

from regions.enums import Level

CODE_LENGTH = 12
_DIGITS = re.compile(r"[0-9]{12}")
_PREFIX = re.compile(r"[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}")


_COMMITTEE = re.compile(r"(?:居民委员会|居委会)$")
_VILLAGE_COMMITTEE = re.compile(r"村?村(?:民委员会|委会)$")


def short_name(name: str) -> str:
    """A place without its committee, as people say it: 金牌社区居民委员会 → 金牌社区, 永安村民委员会 → 永安村.

    The statistics bureau's register names communities by the committee that runs them. A name of which nothing
    would be left stays whole.
    """
    short = _VILLAGE_COMMITTEE.sub("村", _COMMITTEE.sub("", name))
    return name if short in ("", "村") else short


def is_code(text: str) -> bool:
    """Whether the text is twelve ASCII digits (it may still name no region)."""
    return _DIGITS.fullmatch(text) is not None


def full_code(text: str) -> str:
    """Fill a prefix of 4, 6, 9 or 12 digits up to a code. Raises ValueError for anything else."""
    if _PREFIX.fullmatch(text) is None:
        raise ValueError(f"{text!r} is not a region code: expected 12 digits")
    return text.ljust(CODE_LENGTH, "0")


def level_of(code: str) -> Level:
    """The level that the zeros of a code say. Raises ValueError when it is no code below a province."""
    if not is_code(code) or code[2:4] == "00":
        raise ValueError(f"{code!r} is not the code of a city or of a region in one")
    if code[9:] != "000":
        if code[6:9] == "000" or code[4:6] == "00":
            raise ValueError(f"{code!r} names a community without a county or a township")
        return Level.COMMUNITY
    if code[6:9] != "000":
        if code[4:6] == "00":
            raise ValueError(f"{code!r} names a township without a county")
        return Level.TOWNSHIP
    return Level.COUNTY if code[4:6] != "00" else Level.CITY


def prefix_of(code: str) -> str:
    """The significant digits of a code: 4, 6, 9 or 12 of them."""
    return code[: level_of(code).digits]


def ancestor_codes(code: str) -> list[str]:
    """Codes of the regions around this one, the city first; empty for a city."""
    own = level_of(code)
    return [full_code(code[: level.digits]) for level in Level if level.digits < own.digits]


def parent_code_of(code: str) -> str | None:
    """Code of the region directly above, None for a city."""
    above = ancestor_codes(code)
    return above[-1] if above else None


def county_code_of(code: str) -> str | None:
    """Code of the county that a region lies in (its own for a county), None for a city."""
    return None if level_of(code) is Level.CITY else full_code(code[:6])


def smallest_around(codes: Iterable[str]) -> str | None:
    """Code of the smallest region in which all of these lie, None when no city holds them all or there are none."""
    found = list(codes)
    for digits in (12, 9, 6, 4):
        if len({code[:digits] for code in found}) == 1:
            return full_code(found[0][:digits])
    return None


def subtree_range(code: str) -> tuple[str, str]:
    """Lowest and highest code inside a region, both included, the region itself among them."""
    code = full_code(code)
    return code, prefix_of(code).ljust(CODE_LENGTH, "9")


def in_subtree(field: str, code: str) -> Q:
    """Condition 'the region that `field` points at lies in `code`'.

    `field` is the path to a foreign key to Region as for a filter (`"region"`, `"task__region"`), or `"code"`
    / `"pk"` on Region itself. The test runs on the key column, without a join to the regions.
    """
    low, high = subtree_range(code)
    own_key = field.rsplit("__", 1)[-1] in {"code", "pk"} or field.endswith("_id")
    column = field if own_key else f"{field}_id"
    return Q(**{f"{column}__gte": low, f"{column}__lte": high})
