"""What the pages of care points show: distances in words, positions in the system of the map, links to a map app."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from facilities.models import Facility
from facilities.selectors.map import to_system
from regions import geo
from regions.enums import CoordSystem

register = template.Library()


@register.filter
def distance(metres: float | None) -> str:
    """350 m, 1.2 km: no more digits than a position of 100 m deserves."""
    if metres is None:
        return ""
    if metres < 950:
        return _("%(metres)s m") % {"metres": max(50, round(metres / 50) * 50)}
    return _("%(kilometres)s km") % {"kilometres": round(metres / 1000, 1 if metres < 10_000 else None)}


def map_system() -> CoordSystem:
    """The system that the map draws in: that of the deployer's tiles, or our own where there are none."""
    return CoordSystem(settings.MAP_TILES_COORD_SYSTEM) if settings.MAP_TILES_URL else CoordSystem.WGS84


@register.filter
def on_map(point: geo.Point | None) -> str:
    """'lat,lon' in the system of the map, '' without a position."""
    if point is None:
        return ""
    lat, lon = to_system(point, map_system())
    return f"{lat:.6f},{lon:.6f}"


@register.simple_tag
def map_settings() -> dict[str, Any]:
    """What the map script needs to know, for `data-` attributes."""
    return {
        "tiles": settings.MAP_TILES_URL,
        "attribution": settings.MAP_TILES_ATTRIBUTION,
        "system": map_system().value,
        "outlines_url": reverse("facilities:outlines"),
        "points_url": reverse("facilities:points"),
    }


@register.filter
def amap_url(facility: Facility) -> str:
    """A plain link that opens Amap (its app on a phone) at the place; '' where the place is not known."""
    return amap_at(facility.point, facility.name)


@register.simple_tag
def amap_at(point: geo.Point | None, name: str) -> str:
    """The same for a point; `name` leaves the house with it, so that of a home it is the community's."""
    if point is None:
        return ""
    lat, lon = geo.wgs84_to_gcj02(*point)
    place = {"position": f"{lon:.6f},{lat:.6f}", "name": name, "coordinate": "gaode", "callnative": "1"}
    return f"https://uri.amap.com/marker?{urlencode(place)}"


@register.filter
def degrees(point: geo.Point) -> str:
    """'31.21150, 107.46770', the same in every language."""
    return f"{point.lat:.5f}, {point.lon:.5f}"
