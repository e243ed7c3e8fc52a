"""Which roster a table is: seen from its headings, and said with what made it so.

A table that could be two things is not guessed: an elders' list taken for one of volunteers would send letters to
people of eighty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from common.tabular.sheet import Sheet
from common.tabular.writing import SURPLUS_COLUMN, WHY_COLUMN
from platform_site.rosters.registry import ROSTERS, Roster

# Words in a title or a file's name that say what a table is.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "elders": ("老人", "老年", "elder"),
    "volunteers": ("志愿者", "volunteer"),
    "teams": ("队伍", "服务队", "team"),
    "organizations": ("社会组织", "organization"),
    "facilities": ("设施", "养老点", "facilit", "care point"),
}
# What a file of refused rows calls its reasons.
REASONS = (WHY_COLUMN, "未导入原因")
# Columns that any table may have beside its own, and that nobody misses.
_ALWAYS = {
    *REASONS, SURPLUS_COLUMN, "row", "no", "序号", "编号", "序", "号", "行号",
}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """`kind` is '' where it is unclear. `because`: headings and words that only this kind has."""

    kind: str
    because: tuple[str, ...] = ()


def unknown_columns(sheet: Sheet, roster: Roster, assigned: Mapping[str, str] | None = None) -> list[str]:
    """Columns that an import of this kind leaves aside, as the table names them."""
    vocabulary = roster.vocabulary(assigned)
    known = vocabulary.columns | _ALWAYS
    return [name for name in sheet.header(vocabulary).columns if name and name not in known]


def guess_kind(sheet: Sheet, file_name: str = "") -> Guess:
    """The one kind whose columns are there and that has a mark of its own; unclear when two have as many."""
    texts = [f"{file_name} {sheet.title}".casefold()]
    marks: dict[str, tuple[str, ...]] = {}
    for roster in ROSTERS.values():
        names = set(sheet.header(roster.vocabulary()).columns)
        if not all(
            any(way in names for way in ((one,) if isinstance(one, str) else one)) for one in roster.required
        ):
            continue
        words = tuple(word for word in _WORDS.get(roster.name, ()) if any(word in text for text in texts))
        marks[roster.name] = tuple(sorted(names & roster.marks)) + words
    best = sorted(marks, key=lambda kind: len(marks[kind]), reverse=True)
    if not best or not marks[best[0]]:
        return Guess("")
    if len(best) > 1 and len(marks[best[1]]) == len(marks[best[0]]):
        return Guess("")
    return Guess(best[0], marks[best[0]])
