"""Chinese words in Latin letters: whole for web addresses, their first letters for finding a name."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from django.utils.text import slugify
from pypinyin import Style, lazy_pinyin, pinyin

# A name with several readings is kept under each of them, as far as that many.
_MOST_READINGS = 8


def pinyin_slug(text: str, *, longest: int = 60) -> str:
    """ "重阳节探访 2026" as "chong-yang-jie-tan-fang-2026": whole syllables only, at most `longest` characters."""
    slug = slugify(" ".join(lazy_pinyin(text, errors="default")))
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]


@lru_cache(maxsize=20_000)
def initials_of(name: str) -> str:
    """The first letters of a name as people type them, each reading with a blank before it: 李甲 is " lj", 曾甲 is
    " cj zj". What is no Chinese stays as it is, in small letters; '' for an empty name.
    """
    found = pinyin(name, style=Style.FIRST_LETTER, heteronym=True, errors="default")
    parts = [["".join(ch for ch in one.lower() if ch.isalnum()) for one in readings] for readings in found]
    written: dict[str, None] = {}
    for letters in product(*parts):
        if joined := "".join(letters):
            written[joined] = None
        if len(written) == _MOST_READINGS:
            break
    return "".join(f" {one}" for one in written)
