"""Tables that a phone shows as cards: every cell learns the heading of its column.

The stylesheet (`workbench/phone.css`) does the rest. The headings are written into the finished HTML, in one pass over
its tags, so that a page's template says them once, in its `<thead>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.ui.tables import Table

_TAG = re.compile(r"""<(/?)(table|thead|tr|th|td)\b((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
_COLSPAN = re.compile(r"""\bcolspan=["']?(\d+)""")
_CLASS = re.compile(r"""\bclass=(["'])(.*?)\1""")
# What makes a cell worth a line on a card, apart from letters.
_CONTENT = re.compile(r"<(?:img|svg|input|select|textarea|button)\b", re.IGNORECASE)


@dataclass
class _Open:
    """A table that has begun: where its tag stands in what is written, and the headings read so far."""

    at: int
    attributes: str
    headings: list[str] = field(default_factory=list)
    in_head: bool = False
    column: int = 0
    widest: int = 0
    heading_from: int = 0

    @property
    def is_grid(self) -> bool:
        """A grid to read across, which cards would tear apart."""
        classes = _CLASS.search(self.attributes)
        return classes is not None and "grid" in classes[2].split()


def as_cards(html: str) -> str:
    """The HTML with `data-label` on the cells of each table that has a `<thead>`, and such tables marked `as-cards`.

    So are tables without headings that are wider than a name and what belongs to it. Cells over several columns, and
    those of a column without a heading, get none; cells with nothing in them are marked `data-empty`. A table of the
    class `grid` stays as it is.
    """
    written: list[str] = []
    tables: list[_Open] = []
    end = 0
    for tag in _TAG.finditer(html):
        written.append(html[end : tag.start()])
        end = tag.end()
        written.append(_rewritten(html, tag, tables, written))
    return "".join([*written, html[end:]])


def _rewritten(html: str, tag: re.Match[str], tables: list[_Open], written: list[str]) -> str:
    """What stands in the place of a tag."""
    closing, name = bool(tag[1]), tag[2].lower()
    if name == "table" and not closing:
        tables.append(_Open(at=len(written), attributes=tag[3]))
    elif name == "table" and tables:
        _mark(written, tables.pop())
    elif tables and not tables[-1].is_grid:
        return _in_table(html, tag, tables[-1], closing, name)
    return tag[0]


def _in_table(html: str, tag: re.Match[str], table: _Open, closing: bool, name: str) -> str:
    """A tag within a table; what it tells of headings and columns is kept in `table`."""
    if name == "thead":
        table.in_head = not closing
    elif name == "tr" and not closing:
        table.column = 0
        if table.in_head:
            table.headings = []
    elif table.in_head and name == "th" and closing:
        inner = html[table.heading_from : tag.start()]
        # A heading that is only read out stands over buttons, which need none on a card.
        words = "" if "w-sr-only" in inner else strip_tags(inner)
        table.headings.append(" ".join(unescape(words).split()))
    elif table.in_head and name == "th":
        table.heading_from = tag.end()
    elif not closing and not table.in_head:
        return _labelled(html, tag, table, name)
    return tag[0]


def _labelled(html: str, tag: re.Match[str], table: _Open, name: str) -> str:
    spans = _COLSPAN.search(tag[3])
    column, width = table.column, int(spans[1]) if spans else 1
    table.column += width
    table.widest = max(table.widest, table.column)
    label = table.headings[column] if width == 1 and column < len(table.headings) else ""
    more = f' data-label="{escape(label)}"' if label else ""
    if _is_empty(html, tag.end(), name):
        more += " data-empty"
    return f"<{tag[2]}{tag[3]}{more}>"


def _is_empty(html: str, start: int, name: str) -> bool:
    inner = html[start : html.find(f"</{name}", start)]
    return not (_CONTENT.search(inner) or strip_tags(inner).strip())


def _mark(written: list[str], table: _Open) -> None:
    """The class on the table's own tag, once it is known to have headings or many columns."""
    if not table.headings and table.widest <= 2:
        return
    attributes, classes = table.attributes, _CLASS.search(table.attributes)
    if classes is None:
        attributes += ' class="as-cards"'
    else:
        attributes = attributes[: classes.start(2)] + "as-cards " + attributes[classes.start(2) :]
    written[table.at] = f"<table{attributes}>"


class CardTable(Table):
    """Wagtail's table of a list, which a phone shows as cards."""

    def render_html(self, parent_context: Any = None) -> SafeString:
        return mark_safe(as_cards(super().render_html(parent_context)))  # noqa: S308 - Wagtail's own HTML; labels are escaped
