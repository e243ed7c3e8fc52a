"""What a city can decide otherwise about places that cannot be reached."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, untried, whole_number

LONGEST_CLOSURE_DAYS = declare(
    "visits.closure.longest_days",
    title=_("Longest period for which a region can be closed off"),
    initial=31,
    unit=_("days"),
    source_kind=SourceKind.CHOICE,
    source=_("A place cut off for a month needs more than another visitor"),
    check=whole_number(1, 92),
)

untried(Untried.FROM_THEN_ON, "visits.closure.")
