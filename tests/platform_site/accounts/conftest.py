"""Text messages are kept, and what other tests counted is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches

from tests.sms import Recorded


@pytest.fixture
def gateway(settings: Any) -> Iterator[type[Recorded]]:
    settings.SMS_BACKEND = "tests.sms.Recorded"
    # Floods of requests are another limit than the ones in the database.
    settings.ACCOUNT_RATE_LIMITS = {"login": "10000/m/ip", "login_failed": "10000/m/ip", "verify_phone": ""}
    Recorded.sent.clear()
    for kept in caches.all():
        kept.clear()
    yield Recorded
    for kept in caches.all():
        kept.clear()
