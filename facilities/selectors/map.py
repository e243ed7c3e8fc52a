"""Care points for the map: those in a box, as GeoJSON features."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from facilities.enums import FacilityType
from facilities.models import Facility
from facilities.selectors.finder import filtered, hours_of
from regions import geo
from regions.enums import CoordSystem

AT_MOST = 500


def to_system(point: geo.Point, system: CoordSystem) -> geo.Point:
    """A stored position in the system of a map's tiles."""
    if system is CoordSystem.GCJ02:
        return geo.wgs84_to_gcj02(*point)
    return geo.wgs84_to_bd09(*point) if system is CoordSystem.BD09 else point


def in_box(
    box: geo.BoundingBox,
    *,
    types: Iterable[str] = (),
    open_now: bool = False,
    system: CoordSystem = CoordSystem.WGS84,
) -> dict[str, Any]:
    """A GeoJSON FeatureCollection (RFC 7946) of the care points in a box; box and features are in `system`.

    At most 500 features; `truncated` says that there are more.
    """
    now = timezone.now()
    corners = [
        geo.to_wgs84(lat, lon, system) for lat in (box.south, box.north) for lon in (box.west, box.east)
    ]
    rows = (
        Facility.objects.listed()
        .with_closures()
        .with_point()
        .filter(
            lat__gte=min(corner.lat for corner in corners),
            lat__lte=max(corner.lat for corner in corners),
            lon__gte=min(corner.lon for corner in corners),
            lon__lte=max(corner.lon for corner in corners),
        )
    )
    found = list(filtered(rows, types, open_now, now).order_by("pk")[: AT_MOST + 1])
    return {
        "type": "FeatureCollection",
        "features": [_feature(facility, system, now) for facility in found[:AT_MOST]],
        "truncated": len(found) > AT_MOST,
        "coord_system": system.value,
    }


def _feature(facility: Facility, system: CoordSystem, now: datetime) -> dict[str, Any]:
    point = facility.point
    assert point is not None
    lat, lon = to_system(point, system)
    status = hours_of(facility, now)
    return {
        "type": "Feature",
        "id": facility.pk,
        "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
        "properties": {
            "name": facility.name,
            "type": facility.type,
            "label": str(FacilityType(facility.type).short_label),
            "hours": status.line,
            "open": status.is_open,
            "url": facility.get_absolute_url(),
            "approximate": facility.is_approximate,
            "demo": facility.is_demo,
        },
    }
