"""Why no time was found for a service, as people say it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from routing.rounds import Infeasibility

OBSTACLES = {
    Infeasibility.NO_WINDOW: _("No half-day left suits both of you."),
    Infeasibility.TOO_LONG: _("It takes longer than any half-day that suits."),
    Infeasibility.PASSED: _("The hours that suit have passed today."),
    Infeasibility.TOO_FAR: _("The way there is too long for the hours that suit."),
    Infeasibility.CROWDED: _("The half-days that suit are full."),
    Infeasibility.COMPANION: _("Whoever comes along has no time then."),
}


def obstacle_label(code: str) -> str:
    """Why no time was found for a service, and nothing for a code that is none."""
    return str(OBSTACLES[Infeasibility(code)]) if code in set(Infeasibility) else ""
