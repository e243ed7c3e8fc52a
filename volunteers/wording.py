"""Distances and reasons as people say them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volunteers.routing.rounds import Unfit

WHY_UNFIT = {
    Unfit.NO_WINDOW: gettext_lazy("No half-day left suits both of you."),
    Unfit.TOO_LONG: gettext_lazy("It takes longer than any half-day that suits."),
    Unfit.PASSED: gettext_lazy("The hours that suit have passed today."),
    Unfit.TOO_FAR: gettext_lazy("The way there is too long for the hours that suit."),
    Unfit.CROWDED: gettext_lazy("The half-days that suit are full."),
    Unfit.COMPANION: gettext_lazy("Whoever comes along has no time then."),
}


def spoken_distance(metres: int) -> str:
    """'about 350 m', 'about 1.2 km': no finer than a volunteer's position is known."""
    if metres < 950:
        return _("about %(distance)d m") % {"distance": max(50, round(metres / 50) * 50)}
    return _("about %(distance).1f km") % {"distance": metres / 1000}


def why_unfit(code: str) -> str:
    """Why no time was found for a service, and nothing for a code that is none."""
    return str(WHY_UNFIT[Unfit(code)]) if code in set(Unfit) else ""
