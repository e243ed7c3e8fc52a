"""How templates of the dispatch board say reasons, states and times."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from elderly_visits.wording import spoken_slots
from visit_planning.reasons import reason_label, reason_remedy
from volunteers.slots import ALL_SLOTS

register = template.Library()
register.filter("reason_label", reason_label)
register.filter("reason_remedy", reason_remedy)
register.filter("spoken_slots", spoken_slots)


@register.filter
def spoken_hours(slots: int) -> list[str]:
    """The weekly slots in which somebody is free, a line each."""
    return [_("at any time")] if slots == ALL_SLOTS else spoken_slots(slots)


@register.filter
def kilometres(metres: float) -> str:
    """3000 → 3, 1500 → 1.5."""
    return f"{round(metres / 1000, 1):g}"


@register.filter
def percent(share: float) -> int:
    """0.427 → 43."""
    return round(100 * (share or 0))
