"""Why no time was found for a service, as people say it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from routing.rounds import Unfit

OBSTACLES = {
    Unfit.NO_WINDOW: _("No half-day left suits both of you."),
    Unfit.TOO_LONG: _("It takes longer than any half-day that suits."),
    Unfit.PASSED: _("The hours that suit have passed today."),
    Unfit.TOO_FAR: _("The way there is too long for the hours that suit."),
    Unfit.CROWDED: _("The half-days that suit are full."),
    Unfit.COMPANION: _("Whoever comes along has no time then."),
}


def obstacle_label(code: str) -> str:
    """Why no time was found for a service, and nothing for a code that is none."""
    return str(OBSTACLES[Unfit(code)]) if code in set(Unfit) else ""
