"""What a service that one asks for usually takes: by it a balance is told in services, not in minutes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from policies.models import SourceKind
from policies.registry import declare
from timebank.enums import ServiceCategory

TYPICAL_MINUTES = declare(
    "timebank.requests.typical_minutes",
    title=_("How long a service that is asked for usually takes, by kind of service"),
    initial={
        "visit": 40,
        "companionship": 60,
        "housework": 120,
        "health": 60,
        "meals": 30,
        "repair": 60,
        "transport": 90,
        "culture": 90,
        "training": 60,
        "other": 60,
    },
    unit=_("minutes"),
    source_kind=SourceKind.CHOICE,
    source=_("Only used to say in words what a balance buys; nothing is paid by it"),
    help=_("0: this kind of service is not named."),
    words=dict(ServiceCategory.choices),
)
