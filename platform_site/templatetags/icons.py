"""`{% icon "name" %}`: small stroke icons of our own, drawn into the page.

Each is drawn on a 24 × 24 grid with a stroke of 2 and takes the colour of the text around it. An icon never stands
alone for a meaning: beside a word it is hidden from screen readers; where there is no word, give it a `label`.
"""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ICONS: dict[str, str] = {
    "alert": '<path d="M12 3.5 2.5 20h19z"/><path d="M12 10v4.5M12 17.2v.1"/>',
    "arrow-left": '<path d="M20 12H4M10 6l-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "bell": '<path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4z"/><path d="M10 21h4"/>',
    "book": '<path d="M12 6.5C10 5 7 4.5 3.5 5v13.5c3.5-.5 6.5 0 8.5 1.5 2-1.5 5-2 8.5-1.5V5C17 4.5 14 5 12 6.5z"/>'
    '<path d="M12 6.5V20"/>',
    "building": '<path d="M5 21V4h9v17M14 9h5v12M3 21h18"/><path d="M8.5 8h2M8.5 12h2M8.5 16h2"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "chart": '<path d="M4 4v16h16"/><path d="M8.5 16v-4M13 16V8M17.5 16v-6"/>',
    "check": '<path d="m4.5 12.5 5 5L19.5 7"/>',
    "chevron-down": '<path d="m6 9 6 6 6-6"/>',
    "chevron-right": '<path d="m9 6 6 6-6 6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "coin": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5v9M8.5 9.5h7M8.5 14.5h7"/>',
    "document": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "door": '<path d="M6 21V4l10-1v18M3 21h18M18 21V6"/><path d="M12.5 12v.1"/>',
    "download": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
    "edit": '<path d="m4 20 1-4.5L16 4.5l3.5 3.5L8.5 19z"/><path d="m13.5 7 3.5 3.5"/>',
    "eye": '<path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z"/>'
    '<circle cx="12" cy="12" r="2.8"/>',
    "filter": '<path d="M3.5 5h17L14 13v6l-4 1.5V13z"/>',
    "gift": '<path d="M4 12v8.5h16V12M3 8h18v4H3zM12 8v12.5"/><path d="M12 8C9 8 7 6.8 7 5.2S10.5 3 12 8c1.5-5 5-4.4 5-2.8S15 8 12 8z"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c3 3 3.5 6 3.5 8.5s-.5 5.5-3.5 8.5c-3-3-3.5-6-3.5-8.5s.5-5.5 3.5-8.5z"/>',
    "hand": '<path d="M3 14.5h3.5l4-2.5c1.3-.7 2.8.8 1.7 2L9.5 16h4l5-3.5c1.5-1 3 .8 1.8 2L15 19.5H7l-4-1z"/>'
    '<path d="M14 9.5c-2-1.6-3.3-2.7-3.3-4.2a1.9 1.9 0 0 1 3.3-1.2 1.9 1.9 0 0 1 3.3 1.2c0 1.5-1.3 2.6-3.3 4.2z"/>',
    "heart": '<path d="M12 20C6.5 16 3 12.7 3 8.8A4.7 4.7 0 0 1 12 6.8a4.7 4.7 0 0 1 9 2c0 3.9-3.5 7.2-9 11.2z"/>',
    "help": '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.6v.1"/>',
    "home": '<path d="m3 11.5 9-8 9 8"/><path d="M5.5 9.5V20.5h13V9.5"/><path d="M10 20.5v-6h4v6"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.1"/>',
    "layers": '<path d="m12 3 9 5-9 5-9-5z"/><path d="m3 13 9 5 9-5"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.7-5.7l-1.5 1.5"/>'
    '<path d="M14 10a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.7 5.7l1.5-1.5"/>',
    "list": '<path d="M9 6h11.5M9 12h11.5M9 18h11.5M4 6h.1M4 12h.1M4 18h.1"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
    "login": '<path d="M11 4h8v16h-8M3 12h11M10 8l4 4-4 4"/>',
    "logout": '<path d="M13 4H5v16h8M10 12h11M17 8l4 4-4 4"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 7 8.5 6.5L20.5 7"/>',
    "map": '<path d="m3 6 6-2.5 6 2.5 6-2.5V18l-6 2.5L9 18l-6 2.5z"/><path d="M9 3.5V18M15 6v14.5"/>',
    "map-pin": '<path d="M12 21.5c-4.5-5-7-8.5-7-11.7a7 7 0 0 1 14 0c0 3.2-2.5 6.7-7 11.7z"/><circle cx="12" cy="9.8" r="2.5"/>',
    "menu": '<path d="M4 6.5h16M4 12h16M4 17.5h16"/>',
    "minus": '<path d="M5 12h14"/>',
    "more": '<path d="M5.5 12h.1M12 12h.1M18.5 12h.1"/>',
    "phone": '<path d="M5 3.5h4l1.5 5L8 10.5c1.2 2.5 3 4.3 5.5 5.5l2-2.5 5 1.5v4c0 .8-.7 1.5-1.5 1.5C11 20.5 3.5 13 3.5 5c0-.8.7-1.5 1.5-1.5z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8V3.5h10V8M7 17H3.5V8h17v9H17"/><path d="M7 13.5h10v7H7z"/>',
    "refresh": '<path d="M20 12a8 8 0 1 1-2.5-5.8L20 8.5M20 3.5v5h-5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "settings": '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2"/>',
    "shield": '<path d="M12 3 4.5 6v5.5c0 4.5 3 7.7 7.5 9.5 4.5-1.8 7.5-5 7.5-9.5V6z"/><path d="m8.5 12 2.5 2.5L15.5 10"/>',
    "star": '<path d="m12 3.5 2.6 5.6 6 .7-4.5 4.1 1.2 6-5.3-3-5.3 3 1.2-6-4.5-4.1 6-.7z"/>',
    "star-full": '<path fill="currentColor" d="m12 3.5 2.6 5.6 6 .7-4.5 4.1 1.2 6-5.3-3-5.3 3 1.2-6-4.5-4.1 6-.7z"/>',
    "swap": '<path d="M4 8.5h15M15 4.5l4 4-4 4M20 15.5H5M9 11.5l-4 4 4 4"/>',
    "text-size": '<path d="M2.5 19 8 5.5 13.5 19M4.3 14.5h7.4"/><path d="m14.5 19 3.2-8 3.3 8M15.6 16.3h4.2"/>',
    "trash": '<path d="M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6"/>',
    "upload": '<path d="M12 20V9M7 13l5-5 5 5M4 4h16"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.6-4.5 3.5-7 8-7s7.4 2.5 8 7"/>',
    "users": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.5-4 2.8-6 6.5-6s6 2 6.5 6"/>'
    '<path d="M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.3c2.3.7 3.6 2.6 4 5.7"/>',
    "video": '<rect x="2.5" y="6" width="13" height="12" rx="2"/><path d="m15.5 11 6-3.5v9l-6-3.5"/>',
    "walk": '<circle cx="13" cy="4.5" r="1.8"/><path d="m9 21 2.5-6.5L9.5 12l1-5 4 2 1.5 3 3 1M11.5 14.5 15 17l1 4M10.5 7 7 9l-.5 3"/>',
    "x": '<path d="m6 6 12 12M18 6 6 18"/>',
}  # fmt: skip
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
