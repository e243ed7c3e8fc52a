"""Care points in the small city of the shared fixtures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches

from facilities.enums import FacilityType
from facilities.models import Facility
from regions.models import Region

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """The map's answers are cached by address, and reports are counted by sender."""
    for kept in caches.all():
        kept.clear()
    yield
    for kept in caches.all():
        kept.clear()


@pytest.fixture
def make_facility(community: Region) -> Callable[..., Facility]:
    """A meal point in `community`, open on weekdays; every field can be said otherwise."""
    serial = iter(range(1, 10_000))

    def make(**fields: Any) -> Facility:
        said: dict[str, Any] = {
            "name": f"助餐点{next(serial)}",
            "type": FacilityType.MEAL_SITE,
            "region": community,
            "address": "幸福路1号",
            "lat": 31.212,
            "lon": 107.502,
            "location_quality": "exact",
            "phone": "+868182123456",
            "opening_hours": "Mo-Fr 08:30-17:30",
        } | fields
        return Facility.objects.create(**said)

    return make
