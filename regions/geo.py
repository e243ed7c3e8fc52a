"""Positions on the earth: coordinate systems, distances, boxes, and the reading of coordinates.

Pure functions. Everything inside the house is WGS-84 in degrees, always in the order (lat, lon); distances
are metres. GCJ-02 (what phones and maps in China speak) and BD-09 (Baidu) exist only at the edges: taken for
WGS-84 they are about 500 m off in Sichuan, which is enough to break every check-in fence.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _
from geopy.distance import geodesic
from numpy.typing import ArrayLike, NDArray

from regions.enums import CoordSystem

# WGS-84 ellipsoid (NGA.STND.0036).
SEMI_MAJOR_M = 6_378_137.0
FLATTENING = 1 / 298.257223563
ECCENTRICITY_SQ = FLATTENING * (2 - FLATTENING)
MEAN_RADIUS_M = 6_371_008.8
# The smallest radius of curvature of the ellipsoid. Boxes computed with it are never too small.
_SMALLEST_RADIUS_M = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQ)
HALF_WAY_ROUND_M = math.pi * SEMI_MAJOR_M

# Where GCJ-02 is in force, as the published transformation draws it: a rectangle, borders notwithstanding.
_GCJ_SOUTH, _GCJ_NORTH, _GCJ_WEST, _GCJ_EAST = 0.8293, 55.8271, 72.004, 137.8347
# GCJ-02 is defined on the Krasovsky 1940 ellipsoid.
_KRASOVSKY_SEMI_MAJOR_M = 6_378_245.0
_KRASOVSKY_ECCENTRICITY_SQ = 0.00669342162296594323
_BD_TURN = math.pi * 3000 / 180


class Point(NamedTuple):
    """A position in degrees."""

    lat: float
    lon: float


class BoundingBox(NamedTuple):
    """A box in degrees. `west > east` means that it crosses the antimeridian."""

    south: float
    north: float
    west: float
    east: float

    @property
    def crosses_antimeridian(self) -> bool:
        return self.west > self.east


class CoordinateError(ValueError):
    """A position that cannot be meant; the text is for people. `field`, `lat` or `lon`, is the one at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def gcj02_in_force(lat: float, lon: float) -> bool:
    """Whether maps shift positions here (the rectangle around China that the transformation uses)."""
    return _GCJ_SOUTH <= lat <= _GCJ_NORTH and _GCJ_WEST <= lon <= _GCJ_EAST


def _gcj_shift(lat: float, lon: float) -> tuple[float, float]:
    """Degrees that GCJ-02 adds to a WGS-84 position."""
    x, y = lon - 105.0, lat - 35.0
    root = math.sqrt(abs(x))
    ripple = 20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north_m += (ripple + 20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north_m += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east_m += (ripple + 20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east_m += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    sine = math.sin(math.radians(lat))
    squeeze = 1 - _KRASOVSKY_ECCENTRICITY_SQ * sine * sine
    meridian_m = _KRASOVSKY_SEMI_MAJOR_M * (1 - _KRASOVSKY_ECCENTRICITY_SQ) / squeeze**1.5
    parallel_m = _KRASOVSKY_SEMI_MAJOR_M / math.sqrt(squeeze) * math.cos(math.radians(lat))
    return math.degrees(north_m / meridian_m), math.degrees(east_m / parallel_m)


def wgs84_to_gcj02(lat: float, lon: float) -> Point:
    """WGS-84 to GCJ-02; outside China the two are the same."""
    if not gcj02_in_force(lat, lon):
        return Point(lat, lon)
    d_lat, d_lon = _gcj_shift(lat, lon)
    return Point(lat + d_lat, lon + d_lon)


def gcj02_to_bd09(lat: float, lon: float) -> Point:
    """GCJ-02 to BD-09."""
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BD_TURN)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BD_TURN)
    return Point(radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065)


def wgs84_to_bd09(lat: float, lon: float) -> Point:
    """WGS-84 to BD-09."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lat, lon))


def _invert(forward: Callable[[float, float], Point], lat: float, lon: float) -> Point:
    """The position that `forward` takes to (lat, lon): step back by what is still missing until nothing is.

    Both shifts change by far less than one degree per degree, so each step gains several digits.
    """
    guess_lat, guess_lon = lat, lon
    for _step in range(12):
        there = forward(guess_lat, guess_lon)
        miss_lat, miss_lon = there.lat - lat, there.lon - lon
        guess_lat, guess_lon = guess_lat - miss_lat, guess_lon - miss_lon
        if max(abs(miss_lat), abs(miss_lon)) < 1e-10:
            break
    return Point(guess_lat, guess_lon)


def gcj02_to_wgs84(lat: float, lon: float) -> Point:
    """GCJ-02 to WGS-84, better than a millimetre; outside China the two are the same."""
    if not gcj02_in_force(lat, lon):
        return Point(lat, lon)
    # The shift is taken without its rectangle: at the rim a guess may step outside and would jump for ever.
    return _invert(
        lambda a, b: Point(*(u + v for u, v in zip((a, b), _gcj_shift(a, b), strict=True))), lat, lon
    )


def bd09_to_gcj02(lat: float, lon: float) -> Point:
    """BD-09 to GCJ-02, better than a millimetre."""
    return _invert(gcj02_to_bd09, lat, lon)


def bd09_to_wgs84(lat: float, lon: float) -> Point:
    """BD-09 to WGS-84."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lat, lon))


def to_wgs84(lat: float, lon: float, coord_system: CoordSystem | str) -> Point:
    """A position in WGS-84. Raises ValueError for a system that nobody knows."""
    system = CoordSystem(coord_system)
    if system is CoordSystem.GCJ02:
        return gcj02_to_wgs84(lat, lon)
    if system is CoordSystem.BD09:
        return bd09_to_wgs84(lat, lon)
    return Point(lat, lon)


def stored_position(point: Point, coord_system: CoordSystem | str) -> Point:
    """A position of a file or a form as it is kept: in WGS-84, to 7 decimals.

    They are a centimetre: finer than any source, and the same after every import.
    """
    moved = to_wgs84(*point, coord_system)
    return Point(round(moved.lat, 7), round(moved.lon, 7))


def ecef(lat: ArrayLike, lon: ArrayLike) -> NDArray[np.float64]:
    """Earth-centred coordinates in metres of positions on the ellipsoid; shape (..., 3)."""
    phi, lam = np.radians(np.asarray(lat, dtype=float)), np.radians(np.asarray(lon, dtype=float))
    sine, cosine = np.sin(phi), np.cos(phi)
    normal = SEMI_MAJOR_M / np.sqrt(1 - ECCENTRICITY_SQ * sine * sine)
    across = normal * cosine
    return np.stack(
        (across * np.cos(lam), across * np.sin(lam), normal * (1 - ECCENTRICITY_SQ) * sine), axis=-1
    )


def chord_to_surface_m(chord_m: ArrayLike) -> NDArray[np.float64]:
    """Length along the surface of a straight line through the earth, metres (arrays welcome)."""
    ratio = np.clip(np.asarray(chord_m, dtype=float) / (2 * MEAN_RADIUS_M), 0.0, 1.0)
    return np.asarray(2 * MEAN_RADIUS_M * np.arcsin(ratio))


def distances_m(lat: float, lon: float, lats: ArrayLike, lons: ArrayLike) -> NDArray[np.float64]:
    """Distances from one position to many, metres."""
    chords = np.linalg.norm(ecef(lats, lons) - ecef(lat, lon), axis=-1)
    return chord_to_surface_m(chords)


def _ecef_one(lat: float, lon: float) -> tuple[float, float, float]:
    phi, lam = math.radians(lat), math.radians(lon)
    sine, cosine = math.sin(phi), math.cos(phi)
    normal = SEMI_MAJOR_M / math.sqrt(1 - ECCENTRICITY_SQ * sine * sine)
    across = normal * cosine
    return across * math.cos(lam), across * math.sin(lam), normal * (1 - ECCENTRICITY_SQ) * sine


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance along the surface, metres.

    The straight line between the two points of the ellipsoid, bent onto a sphere. Against the geodesic: under a
    millimetre within a city district, under 10 cm across a prefecture (100 km), under 0.1 % across the country, a
    few percent on the other side of the earth. It grows with the straight line, so it never reorders neighbours.
    """
    chord = math.dist(_ecef_one(lat1, lon1), _ecef_one(lat2, lon2))
    return 2 * MEAN_RADIUS_M * math.asin(min(1.0, chord / (2 * MEAN_RADIUS_M)))


def geodesic_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance on the WGS-84 ellipsoid, metres, exact to nanometres (Karney 2013).

    For a distance that is kept as evidence: whoever disputes it gets the same number from any other program. It takes
    sixty times as long as `distance_m`, which is for ordering and for lists.
    """
    return float(geodesic((lat1, lon1), (lat2, lon2)).m)


def bounding_box(lat: float, lon: float, radius_m: float) -> BoundingBox:
    """The box around all positions within `radius_m` of one. It may be slightly too large, never too small.

    Distances on the ellipsoid are never shorter than on the sphere of its smallest radius of curvature, so
    the spherical box on that sphere holds. A circle that reaches a pole takes every longitude.
    """
    if radius_m < 0:
        raise ValueError("a radius cannot be negative")
    # A hair of slack, so that neither rounding nor the millimetres of `distance_m` drop a point on the rim.
    angle = radius_m / _SMALLEST_RADIUS_M * (1 + 1e-5) + 1e-11
    spread = math.degrees(angle)
    south, north = lat - spread, lat + spread
    if south <= -90 or north >= 90 or angle >= math.pi / 2:
        return BoundingBox(max(south, -90.0), min(north, 90.0), -180.0, 180.0)
    sine = math.sin(angle) / math.cos(math.radians(lat))
    if sine >= 1:
        return BoundingBox(south, north, -180.0, 180.0)
    d_lon = math.degrees(math.asin(sine))
    return BoundingBox(south, north, _wrap(lon - d_lon), _wrap(lon + d_lon))


def offset(lat: float, lon: float, north_m: float, east_m: float) -> Point:
    """The position some metres to the north and east; good to some 0.1 % over tens of kilometres."""
    sine = math.sin(math.radians(lat))
    squeeze = 1 - ECCENTRICITY_SQ * sine * sine
    meridian_m = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQ) / squeeze**1.5
    parallel_m = SEMI_MAJOR_M / math.sqrt(squeeze) * math.cos(math.radians(lat))
    return Point(
        lat + math.degrees(north_m / meridian_m), _wrap(lon + math.degrees(east_m / max(parallel_m, 1.0)))
    )


def _wrap(lon: float) -> float:
    if lon < -180:
        return lon + 360
    return lon - 360 if lon > 180 else lon


def walking_minutes(distance_m: float, speed_m_s: float, detour: float) -> float:
    """Minutes on foot: straight distance in metres × detour ÷ speed in metres per second.

    Speed and detour are the city's decision (a policy row upstairs), so they have no default here.
    """
    if speed_m_s <= 0 or detour < 1:
        raise ValueError("walking speed must be positive and the detour factor at least 1")
    return distance_m * detour / speed_m_s / 60


def parse_coordinate(lat: object, lon: object) -> Point | None:
    """Read a position from text or numbers; None when both are empty.

    Raises CoordinateError, in the reader's language, for half a position, for what is no number, for NaN and
    infinity, for what lies off the earth, for latitude and longitude in each other's place, and for 0, 0,
    which is what devices send when they do not know.
    """
    lat_text, lon_text = (str(value).strip() if value is not None else "" for value in (lat, lon))
    if not lat_text and not lon_text:
        return None
    if not lat_text:
        raise CoordinateError(
            "lat", _("There is a longitude but no latitude. Give both, or leave both empty.")
        )
    if not lon_text:
        raise CoordinateError(
            "lon", _("There is a latitude but no longitude. Give both, or leave both empty.")
        )
    y, x = _number("lat", lat_text), _number("lon", lon_text)
    inside = -90 <= y <= 90 and -180 <= x <= 180
    if gcj02_in_force(x, y) and not gcj02_in_force(y, x):
        raise CoordinateError(
            "lat",
            _("Latitude and longitude seem to be swapped: latitudes in China are about 18 to 54."),
        )
    if not inside:
        if not -90 <= y <= 90:
            raise CoordinateError("lat", _("The latitude must be between -90 and 90 degrees."))
        raise CoordinateError("lon", _("The longitude must be between -180 and 180 degrees."))
    if y == 0 and x == 0:
        raise CoordinateError("lat", _("0, 0 is in the sea. Leave both empty if the position is not known."))
    return Point(y, x)


def _number(field: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    # float() also reads 'nan', 'inf' and '1_0', none of which anybody means as a position.
    if not math.isfinite(number) or "_" in text:
        raise CoordinateError(field, _("This is not a number in degrees, such as 31.2112 or 107.4631."))
    return number
