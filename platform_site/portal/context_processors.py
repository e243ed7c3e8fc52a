"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from common.installation import is_demonstration
from platform_site.portal.elder_mode import SIZES, elder_text_size


def site(request: HttpRequest) -> dict[str, Any]:
    """Demo mode and elder mode; no query where the environment says that this is no demonstration."""
    size = elder_text_size(request)
    return {
        "demo_mode": is_demonstration(),
        "elder_mode": size is not None,
        "elder_text_size": size,
        "elder_text_sizes": SIZES,
    }
