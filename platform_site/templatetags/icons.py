"""`{% icon "name" %}`: small stroke icons of our own, drawn into the page.

Each is drawn on a 24 × 24 grid with a stroke of 2 and takes the colour of the text around it. An icon never stands
alone for a meaning: beside a word it is hidden from screen readers; where there is no word, give it a `label`.
"""

from __future__ import annotations

import re
from pathlib import Path

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_DRAWINGS = Path(__file__).with_name("icons.svg")
ICONS: dict[str, str] = {
    name: drawing.replace("\n", "")
    for name, drawing in re.findall(
        r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>', _DRAWINGS.read_text(encoding="utf-8"), re.DOTALL
    )
}
# What a page shows for a name that is not drawn yet: a page never breaks for want of a picture.
_UNKNOWN = '<circle cx="12" cy="12" r="8.5"/>'


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """The icon of that name as inline SVG. `size`: "small", "large" or "" for the size of the text."""
    accessible = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    css = f"icon icon-{escape(size)}" if size else "icon"
    return mark_safe(  # noqa: S308 - the drawing is ours, the rest is escaped
        f'<svg class="{css}" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" focusable="false" {accessible}>'
        f"{ICONS.get(name, _UNKNOWN)}</svg>"
    )
