"""Outlines of the city and its counties: lookup, point in polygon, random points, and paths for drawn maps.

The packaged outlines can be replaced by a GeoJSON file that the setting `SHOUWANG_BOUNDARIES` names, as a
city that shows a public map in China must do (approved base maps). Outlines exist for counties and the city
only; `boundary_around` finds the one that a township or community lies in.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias, TypedDict, cast

import numpy as np
import shapely
from django.conf import settings
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from shapely.affinity import scale as scaled
from shapely.errors import ShapelyError
from shapely.geometry import shape

from regions import codes, geo

PACKAGED = Path(__file__).parent / "data" / "boundaries.geojson"
_TRIES = 2_000
# Of the longer side of the outline: a tenth of a pixel in the largest map we draw.
_LABEL_TOLERANCE = 1e-4
# Around the outlines of a drawing, in its units.
_MARGIN = 4.0

Ring = NDArray[np.float64]
Area: TypeAlias = shapely.Polygon | shapely.MultiPolygon


class BoundariesError(Exception):
    """The file of outlines cannot be used; the text says why, in the reader's language."""


@dataclass(frozen=True, eq=False)
class Boundary:
    """The outline of a region: a valid shapely Polygon or MultiPolygon in (lon, lat)."""

    code: str
    name: str
    area: Area

    def __post_init__(self) -> None:
        # Indexes the edges inside the geometry: a lookup then no longer passes them all.
        shapely.prepare(self.area)

    @cached_property
    def rings(self) -> tuple[Ring, ...]:
        """All rings as arrays of (lon, lat), shape (points, 2), closed; holes are rings like any other."""
        polygons = shapely.get_parts(self.area)
        return tuple(
            shapely.get_coordinates(ring)
            for polygon in polygons
            for ring in (polygon.exterior, *polygon.interiors)
        )

    @cached_property
    def box(self) -> geo.BoundingBox:
        """The smallest box around the outline."""
        west, south, east, north = self.area.bounds
        return geo.BoundingBox(south, north, west, east)

    def contains(self, lat: float, lon: float) -> bool:
        """Whether a position lies inside the outline and in none of its holes."""
        return bool(shapely.contains_xy(self.area, lon, lat))

    def random_point(self, rng: random.Random) -> geo.Point:
        """A position inside, every part of the area equally likely. The same seed gives the same position."""
        south, north, west, east = self.box
        # Evenly spread over the surface: a degree of longitude is shorter in the north.
        low, high = math.sin(math.radians(south)), math.sin(math.radians(north))
        for _try in range(_TRIES):
            lat = math.degrees(math.asin(rng.uniform(low, high)))
            lon = rng.uniform(west, east)
            if self.contains(lat, lon):
                return geo.Point(lat, lon)
        return self.label_point

    def random_point_near(self, lat: float, lon: float, radius_m: float, rng: random.Random) -> geo.Point:
        """A position inside the outline and, where that can be, within `radius_m` of one.

        The disc in which it looks shrinks from try to try, so that a start in a narrow corner finds room too.
        When the start itself lies outside (outlines are simplified), it widens until it reaches the inside.
        """
        pace = 0.99 if self.contains(lat, lon) else 1.003
        for attempt in range(_TRIES):
            # Square root: evenly over the disc instead of crowded at its centre.
            reach = radius_m * pace**attempt * math.sqrt(rng.random())
            bearing = rng.uniform(0, 2 * math.pi)
            here = geo.offset(lat, lon, reach * math.cos(bearing), reach * math.sin(bearing))
            if self.contains(*here):
                return here
        return geo.Point(lat, lon) if pace < 1 else self.random_point(rng)

    @cached_property
    def label_point(self) -> geo.Point:
        """The position inside that is farthest from the outline: where a name fits best."""
        south, north, west, east = self.box
        # A degree of longitude is shorter in the north.
        squeeze = math.cos(math.radians((south + north) / 2))
        flat = scaled(self.area, xfact=squeeze, origin=(0, 0))
        tolerance = max(east - west, north - south) * _LABEL_TOLERANCE
        lon, lat = shapely.maximum_inscribed_circle(flat, tolerance).coords[0]
        return geo.Point(lat, lon / squeeze)


def _area(geometry: dict[str, Any]) -> Area:
    """The geometry of a GeoJSON feature, made valid. Raises BoundariesError, or shapely's errors for no geometry."""
    if (kind := geometry["type"]) not in {"Polygon", "MultiPolygon"}:
        raise BoundariesError(
            _("An outline must be a Polygon or a MultiPolygon, not “%(kind)s”.") % {"kind": kind}
        )
    # NaN is refused below, with a sentence; numpy's warning says no more.
    with np.errstate(invalid="ignore"):
        drawn = shapely.force_2d(shape(geometry))
    points = shapely.get_coordinates(drawn)
    if not len(points) or not np.isfinite(points).all() or (np.abs(points) > (180, 90)).any():
        raise BoundariesError(_("An outline has a ring with points outside the valid coordinate range."))
    # Outlines drawn by hand cross themselves. "structure" unites what overlaps and keeps areas only.
    area = drawn if drawn.is_valid else shapely.make_valid(drawn, method="structure", keep_collapsed=False)
    if area.is_empty:
        raise BoundariesError(_("An outline encloses no area."))
    return cast(Area, area)


def read_boundaries(path: Path) -> dict[str, Boundary]:
    """Read a GeoJSON file of outlines by code. Raises BoundariesError when it cannot be used."""
    try:
        collection = json.loads(path.read_text(encoding="utf-8-sig"))
        found = {}
        for feature in collection["features"]:
            code = codes.full_code(str(feature["properties"]["code"]))
            name = str(feature["properties"].get("name", ""))
            found[code] = Boundary(code, name, _area(feature["geometry"]))
    except OSError as error:
        raise BoundariesError(
            _("The file of outlines %(path)s cannot be opened: %(why)s.")
            % {"path": path, "why": error.strerror}
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, ShapelyError) as error:
        raise BoundariesError(
            _("The file of outlines %(path)s is not GeoJSON with a 12-digit code for each outline.")
            % {"path": path}
        ) from error
    return found


@lru_cache(maxsize=4)
def _read_once(path: str, _modified_ns: int) -> dict[str, Boundary]:
    return read_boundaries(Path(path))


def boundaries() -> dict[str, Boundary]:
    """All outlines by code, read once and again when the file changes."""
    path = Path(getattr(settings, "SHOUWANG_BOUNDARIES", "") or PACKAGED)
    try:
        modified_ns = path.stat().st_mtime_ns
    except OSError:
        modified_ns = 0
    return _read_once(str(path), modified_ns)


def boundary(code: str) -> Boundary | None:
    """The outline of exactly this region, or None."""
    return boundaries().get(code)


def boundary_around(code: str) -> Boundary | None:
    """The outline of a region, or of the nearest region above it that has one, or None."""
    known = boundaries()
    for candidate in [code, *reversed(codes.ancestor_codes(code))]:
        if candidate in known:
            return known[candidate]
    return None


class SvgPath(TypedDict):
    """One outline for a drawn map, in the units of its view box."""

    code: str
    name: str
    d: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Projection:
    """From degrees to the units of a drawing: north up, middle on middle."""

    middle: geo.Point
    squeeze: float
    scale: float
    width: float
    height: float

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a position lies in the drawing; the origin is at the top left."""
        x = self.width / 2 + (lon - self.middle.lon) * self.squeeze * self.scale
        y = self.height / 2 - (lat - self.middle.lat) * self.scale
        return round(x, 1), round(y, 1)


def projection(region_codes: Iterable[str], width: float, height: float) -> Projection | None:
    """The projection that fits the outlines of the regions into a drawing; None when none has an outline.

    Equirectangular around the middle: over a prefecture nobody sees the difference from a proper map
    projection.
    """
    boxes = [outline.box for outline in _known(region_codes)]
    if not boxes:
        return None
    south, north = min(box.south for box in boxes), max(box.north for box in boxes)
    west, east = min(box.west for box in boxes), max(box.east for box in boxes)
    squeeze = max(math.cos(math.radians((south + north) / 2)), 1e-6)
    scale = min(
        (width - 2 * _MARGIN) / max((east - west) * squeeze, 1e-9),
        (height - 2 * _MARGIN) / max(north - south, 1e-9),
    )
    return Projection(geo.Point((south + north) / 2, (west + east) / 2), squeeze, scale, width, height)


def svg_paths(region_codes: Iterable[str], width: float, height: float) -> list[SvgPath]:
    """Paths that draw the regions into `width` × `height`, in the order given, without those that have no outline.

    `fill-rule="evenodd"` on the paths keeps holes open. Further positions go onto the same drawing with
    `projection(same codes, width, height).xy(lat, lon)`.
    """
    wanted = list(region_codes)
    plan = projection(wanted, width, height)
    if plan is None:
        return []
    drawn: list[SvgPath] = []
    for outline in _known(wanted):
        label_x, label_y = plan.xy(*outline.label_point)
        parts = [_ring_path(ring, plan) for ring in outline.rings]
        drawn.append(
            SvgPath(code=outline.code, name=outline.name, d="".join(parts), label_x=label_x, label_y=label_y)
        )
    return drawn


def _known(region_codes: Iterable[str]) -> list[Boundary]:
    known = boundaries()
    return [known[code] for code in region_codes if code in known]


def _ring_path(ring: Ring, plan: Projection) -> str:
    corners: list[str] = []
    for lon, lat in ring[:-1].tolist():
        x, y = plan.xy(lat, lon)
        corner = f"{x:g},{y:g}"
        if not corners or corners[-1] != corner:
            corners.append(corner)
    return "M" + "L".join(corners) + "Z"
