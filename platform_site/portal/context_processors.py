"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from platform_site.portal.elder_mode import SIZES, elder_text_size


def site(request: HttpRequest) -> dict[str, Any]:
    """Demo mode and elder mode; nothing that costs a query."""
    size = elder_text_size(request)
    return {
        "demo_mode": settings.DEMO_MODE,
        "elder_mode": size is not None,
        "elder_text_size": size,
        "elder_text_sizes": SIZES,
    }
