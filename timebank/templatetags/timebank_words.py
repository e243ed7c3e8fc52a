"""How templates say amounts as people do, and draw the way to the next star."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timebank.earning.selectors.stars import NextStar
from timebank.ledger.wording import spoken_amount, spoken_minutes, spoken_points

register = template.Library()
register.filter("spoken_minutes", spoken_minutes)
register.filter("spoken_points", spoken_points)
register.filter("spoken_amount", spoken_amount)

# Length of the track in the drawing's units.
TRACK = 240


@register.inclusion_tag("timebank/earning/star_way.html")
def star_way(star: int, next_star: NextStar | None) -> dict[str, Any]:
    """`{% star_way star next_star %}`: the star that is held, and how much of the way to the next is done."""
    if next_star is None:
        return {"star": star, "next": None, "spoken": _("You have reached the highest star. Thank you.")}
    return {
        "star": star,
        "next": next_star,
        # Drawn hollow while it is still on public notice.
        "before": next_star.level - 1,
        # A started way shows, however short it is.
        "width": max(10, round(TRACK * next_star.fraction)) if next_star.fraction else 0,
        "spoken": ngettext(
            "%(done)s served, %(missing)s more until %(level)d star.",
            "%(done)s served, %(missing)s more until %(level)d stars.",
            next_star.level,
        )
        % {
            "done": spoken_minutes(next_star.certified_minutes),
            "missing": spoken_minutes(next_star.missing_minutes),
            "level": next_star.level,
        },
    }


@register.filter
def hours(minutes: int) -> str:
    """Minutes as hours with one place at most, for a column: 90 → 1.5, -60 → -1, 6000 → 100."""
    return number_format(round(minutes / 60, 1), 1 if minutes % 60 else 0, force_grouping=True)


@register.filter
def spoken_hours(minutes: int) -> str:
    """Like `spoken_minutes`, with the sign."""
    return ("−" if minutes < 0 else "") + spoken_minutes(minutes)


@register.filter
def signed_hours(minutes: int) -> str:
    return ("+" if minutes > 0 else "") + spoken_hours(minutes)


@register.filter
def figure(figures: dict[str, int], key: str) -> int:
    """An entry of a row of figures."""
    return figures[key]


@register.filter
def svg(value: float, plus: float = 0) -> str:
    """A coordinate, moved by `plus`, with the point that SVG wants in every language."""
    return f"{value + plus:.1f}"


@register.filter
def share(value: float | None) -> str:
    """0.957 → 95.7 %; a dash for nothing."""
    return "—" if value is None else f"{number_format(round(100 * value, 1), 1)} %"
