"""Chinese words in Latin letters, for web addresses."""

from __future__ import annotations

from django.utils.text import slugify
from pypinyin import lazy_pinyin


def pinyin_slug(text: str, *, longest: int = 60) -> str:
    """ "重阳节探访 2026" as "chong-yang-jie-tan-fang-2026": whole syllables only, at most `longest` characters."""
    slug = slugify(" ".join(lazy_pinyin(text, errors="default")))
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]
