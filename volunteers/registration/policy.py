"""What a city can decide otherwise about who becomes a volunteer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from policies.registry import declare

DEFAULT_REACH_M = declare(
    "volunteers.default_reach_m",
    title=_("Default travel distance when a volunteer has not given one"),
    initial=3000,
    unit=_("metres"),
    source=_("Half an hour on foot"),
)
DEFAULT_CAP_MINUTES = declare(
    "volunteers.default_monthly_minutes",
    title=_("Default time per month when a volunteer has not given one"),
    initial=360,
    unit=_("minutes"),
    source=_("An hour and a half a week"),
)
MINIMUM_AGE = declare(
    "volunteers.minimum_age",
    title=_("Minimum age for registering as a volunteer"),
    initial=14,
    unit=_("years"),
    source=_(
        "PIPL art. 28: data of those under 14 are sensitive; minors need a guardian's consent (Order 685 art. 10)"
    ),
)
