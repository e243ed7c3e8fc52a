"""`{{ row.state|badge:"assignment" }}`: the class of a state's badge."""

from __future__ import annotations

from django import template

from common.badges import Badge, badge_of

register = template.Library()


@register.filter
def badge(value: str, name: str) -> Badge:
    """`name` is that of the vocabulary, as it registered its badges."""
    return badge_of(name, value)
