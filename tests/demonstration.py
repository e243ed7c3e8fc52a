"""An installation that is the open demonstration, whoever the test put into it before."""

from __future__ import annotations

from typing import Any

from platform_site.installation.kind import write_kind
from platform_site.installation.models import Installation, Kind


def open_demonstration(settings: Any) -> None:
    """Make this one a demonstration, as `setup_city` does with an empty database."""
    settings.DEMO_CLAIM = True
    if not Installation.objects.exists():
        write_kind(Kind.DEMONSTRATION)
