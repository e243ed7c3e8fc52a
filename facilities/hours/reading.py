"""What people write about opening hours, turned into OpenStreetMap syntax.

OpenStreetMap's own syntax is taken as it is. Everything else is cut into words that say months, days, times or
'closed', and put together again: `周一至周五 上午8:30-11:30，下午2点到5点半；周六9:00-12:00，节假日休息` becomes
`Mo-Fr 08:30-11:30,14:00-17:30; Sa 09:00-12:00; PH closed`. What cannot be understood is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _
from opening_hours import OpeningHours
from opening_hours.opening_hours import ParserError

from facilities.hours import chinese
from facilities.hours.clock import HoursError, check_order, minutes_of, unreadable
from facilities.hours.evaluating import names_unknown_days

MAX_LENGTH = 200


def normalise(text: str) -> str:
    """Opening hours in OpenStreetMap syntax, in the form in which the same hours are always written the same.

    '' stays ''. Raises HoursError, in the reader's language, for what cannot be understood.
    """
    cleaned = _cleaned(text)
    if not cleaned:
        return ""
    if len(cleaned) > 4 * MAX_LENGTH:
        raise HoursError(_("The opening hours are too long."), code="hours")
    osm = _as_osm(cleaned)
    if osm is None:
        osm = _as_osm(_english_to_osm(cleaned))
    if osm is None:
        osm = _as_osm("; ".join(chinese.rules(cleaned)))
    if osm is None:
        raise unreadable(cleaned)
    if len(osm) > MAX_LENGTH:
        raise HoursError(_("These opening hours are too long; please give only a usual week."), code="hours")
    return osm


def _cleaned(text: str) -> str:
    """One kind of dash, colon and blank, whatever the keyboard wrote."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[‐‑‒–—―−─~～〜－]+", "-", plain)
    plain = re.sub(r"[：∶︰]", ":", plain)
    return re.sub(r"\s+", " ", "".join(ch if ch.isprintable() else " " for ch in plain)).strip()


# --- OpenStreetMap syntax ----------------------------------------------------------------------------------

_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


def _as_osm(text: str) -> str | None:
    """The library's own way of writing the rule; None when it is none."""
    try:
        osm = str(OpeningHours(text, auto_country=False, auto_timezone=False))
        again = str(OpeningHours(osm, auto_country=False, auto_timezone=False))
    except (ParserError, ValueError, OverflowError):
        return None
    unquoted = re.sub(r'"[^"]*"', "", osm)
    if osm != again or names_unknown_days(osm):
        return None
    for span in _SPAN.finditer(unquoted):
        check_order(minutes_of(span[1], span[2]), minutes_of(span[3], span[4]), span[0])
    return osm


_ENGLISH = (
    (r"\b(mon|tue|wed|thu|fri|sat|sun)(?:days?|sdays?|nesdays?|rsdays?|urdays?|s|rs|r)?\b\.?", None),
    (r"\b(?:daily|every ?day)\b", "Mo-Su"),
    (r"\bweekdays\b", "Mo-Fr"),
    (r"\bweekends?\b", "Sa-Su"),
    (r"\b(?:public )?holidays\b", "PH"),
    (r"\s*\b(?:to|until|till)\b\s*", "-"),
    (r"\s*\band\b\s*", ","),
)


def _english_to_osm(text: str) -> str:
    for pattern, code in _ENGLISH:
        text = re.sub(pattern, code or (lambda found: found[1][:2].capitalize()), text, flags=re.IGNORECASE)
    return re.sub(r"\s*-\s*", "-", text)
