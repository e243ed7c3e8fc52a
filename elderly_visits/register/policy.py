"""What a city can decide otherwise about the register of elders and their risk tiers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from elderly_visits.policy_checks import positive
from policies.models import SourceKind
from policies.registry import declare, declare_group

declare_group(
    _("Who is visited and how often"),
    "visits.elder",
    "visits.tier",
    "visits.cadence",
    "visits.extra",
    "visits.adults_only",
    "visits.method",
    "visits.minutes",
    "visits.needs_insurance",
    "visits.taken_by_volunteers",
    order=10,
)

MINIMUM_AGE = declare(
    "visits.elder.minimum_age",
    title=_("Minimum age for the register of elders"),
    initial=60,
    unit=_("years"),
    source_kind=SourceKind.LAW,
    source=_("Law on the Protection of the Rights and Interests of the Elderly, art. 2"),
    check=positive,
)
HIGH_RISK_AGE = declare(
    "visits.tier.high_risk_age",
    title=_("Age from which living alone, in an empty nest or left behind means high risk"),
    initial=80,
    unit=_("years"),
    source_kind=SourceKind.PRESS,
    source=_("Press report of one local rule on visits by risk tier"),
    check=positive,
)
KEY_ABILITY = declare(
    "visits.tier.key_ability_level",
    title=_("Ability level at which an elder is treated as disabled"),
    initial=3,
    unit=_("level of GB/T 42195-2022"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "GB/T 42195-2022 defines level 3 as severe disability; it does not say from which level "
        "visits must be at home"
    ),
    check=positive,
)
