"""Why no time was found for a service, as people say it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from routing.rounds import Infeasibility

OBSTACLES = {
    Infeasibility.NO_WINDOW: _("No half-day left suits both of you."),
    Infeasibility.TOO_LONG: _("It takes longer than any suitable half-day."),
    Infeasibility.PASSED: _("The suitable hours today have passed."),
    Infeasibility.TOO_FAR: _("The journey is too long for the suitable hours."),
    Infeasibility.CROWDED: _("The suitable half-days are full."),
    Infeasibility.COMPANION: _("The other volunteer is not available then."),
}


def obstacle_label(code: str) -> str:
    """Why no time was found for a service, and nothing for a code that is none."""
    return str(OBSTACLES[Infeasibility(code)]) if code in set(Infeasibility) else ""
