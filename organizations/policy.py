"""What a city can decide otherwise about social organizations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, untried

declare_group(_("Social organizations"), "organizations", order=160)

LONGEST_SUSPENSION = declare(
    "organizations.longest_suspension_days",
    title=_("How long an organization can be suspended at a time, at most"),
    initial=180,
    unit=_("days"),
    source=_("Half a year; what lasts longer is decided again, or the organization is closed"),
)
GRADE_VALID_YEARS = declare(
    "organizations.grade_valid_years",
    title=_("How long the grade of an organization is valid"),
    initial=5,
    unit=pgettext_lazy("length of time", "years"),
    source_kind=SourceKind.LAW,
    source=_("Measures for the Assessment of Social Organizations (Ministry of Civil Affairs Order 39)"),
)
URBAN_TARGET = declare(
    "organizations.target.urban",
    title=_("Social organizations per urban community, on average at least"),
    initial=12,
    source_kind=SourceKind.PROGRAMME,
    source=_("Programme item 16: at least 12 per urban community by 2025"),
)
RURAL_TARGET = declare(
    "organizations.target.rural",
    title=_("Social organizations per rural community, on average at least"),
    initial=5,
    source_kind=SourceKind.PROGRAMME,
    source=_("Programme item 16: at least 5 per rural community by 2025"),
)

untried(Untried.FROM_THEN_ON, LONGEST_SUSPENSION)
