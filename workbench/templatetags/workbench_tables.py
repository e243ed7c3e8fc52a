"""The frame's tables: cards on a phone, boxes to choose rows by."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from workbench.tables import as_cards

register = template.Library()


class _CardsNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return mark_safe(as_cards(self.nodelist.render(context)))  # noqa: S308 - what the template wrote; labels are escaped


@register.tag
def cards_on_phone(parser: Parser, token: Token) -> _CardsNode:
    """`{% cards_on_phone %}…{% endcards_on_phone %}`: tables within become cards on a phone (`workbench.tables`)."""
    nodelist = parser.parse(("endcards_on_phone",))
    parser.delete_first_token()
    return _CardsNode(nodelist)


@register.inclusion_tag("workbench/cell_tick.html")
def bulk_tick(key: Any, name: Any) -> dict[str, Any]:
    """The cell with the box by which a row is chosen; `name` is read out with it."""
    return {"key": key, "name": name}


@register.inclusion_tag("workbench/header_tick.html")
def bulk_tick_all() -> dict[str, Any]:
    """The heading above these cells."""
    return {}
