"""How templates say distances, spans of time and severities."""

from __future__ import annotations

from django import template

from common.phone_lists import phone_links
from elderly_visits.concerns.enums import Severity
from elderly_visits.register.enums import RiskTier
from elderly_visits.wording import spoken_distance, spoken_due, why_asked

register = template.Library()
register.filter("spoken_distance", spoken_distance)
register.filter("spoken_due", spoken_due)
register.filter("why_asked", why_asked)


@register.filter
def spoken_phone(number: str) -> str:
    """A stored number as people write it: 139 0000 0000."""
    found = phone_links(number)
    return found[0].label if found else number


_BADGES = {
    Severity.EMERGENCY: "badge-bad",
    Severity.URGENT: "badge-warn",
    Severity.ROUTINE: "badge-info",
    RiskTier.HIGH: "badge-bad",
    RiskTier.KEY: "badge-warn",
    RiskTier.GENERAL: "badge-info",
}


@register.filter
def badge(word: str) -> str:
    """The colour of a severity or a risk tier; the word itself always stands beside it."""
    return _BADGES.get(word, "badge-info")  # type: ignore[call-overload]  # both enums are strings
