"""What a city can decide otherwise about absences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.registry import declare, untried, whole_number

LONGEST_ABSENCE_DAYS = declare(
    "volunteers.absence.longest_days",
    title=_("Longest absence a volunteer can enter at once"),
    initial=92,
    unit=_("days"),
    source=_("A quarter of a year; volunteers away longer leave and rejoin later"),
    check=whole_number(1, 366),
)

untried(Untried.FROM_THEN_ON, LONGEST_ABSENCE_DAYS)
