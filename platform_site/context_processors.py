"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Demo mode and elder mode; nothing that costs a query."""
    return {
        "demo_mode": settings.DEMO_MODE,
        "elder_mode": request.COOKIES.get("elder_mode") == "1",
    }
