"""How templates say distances, spans of time and telephone numbers."""

from __future__ import annotations

from django import template

from common.phone_lists import phone_links
from elderly_visits.wording import offer_reasons, spoken_distance, spoken_due

register = template.Library()
register.filter("spoken_distance", spoken_distance)
register.filter("spoken_due", spoken_due)
register.filter("offer_reasons", offer_reasons)


@register.filter
def spoken_phone(number: str) -> str:
    """A stored number as people write it: 139 0000 0000."""
    found = phone_links(number)
    return found[0].label if found else number
