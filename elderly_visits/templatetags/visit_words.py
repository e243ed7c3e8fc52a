"""How templates say distances, spans of time and telephone numbers."""

from __future__ import annotations

from django import template

from elderly_visits.wording import (
    offer_reasons,
    spoken_distance,
    spoken_due,
    spoken_phone,
    spoken_since,
    spoken_span,
)

register = template.Library()
register.filter("spoken_distance", spoken_distance)
register.filter("spoken_due", spoken_due)
register.filter("spoken_phone", spoken_phone)
register.filter("spoken_since", spoken_since)
register.filter("spoken_span", spoken_span)
register.filter("offer_reasons", offer_reasons)
