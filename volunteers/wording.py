"""Times and distances as people say them."""

from __future__ import annotations

from django.utils.translation import gettext as _


def spoken_distance(metres: int) -> str:
    """'about 350 m', 'about 1.2 km': no finer than a volunteer's position is known."""
    if metres < 950:
        return _("about %(distance)d m") % {"distance": max(50, round(metres / 50) * 50)}
    return _("about %(distance).1f km") % {"distance": metres / 1000}
