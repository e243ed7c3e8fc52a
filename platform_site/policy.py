"""What a city can decide about the site itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from policies.registry import declare

STAFF_SESSION_HOURS = declare(
    "site.staff_session_hours",
    title=_("How long a staff log-in stays open"),
    initial=12,
    unit=_("hours"),
    source_kind="choice",
    source="A working day; whoever finds the machine in the evening finds it logged out.",
)
