"""The rows nearest to a place, a bounded number of them, found with a handful of queries."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from django.db.models import ExpressionWrapper, F, FloatField, Value

from matching.places import Floats, distance_m, earth_centred
from matching.problem import Ints
from regions.geo import Point
from regions.models import LocatedQuerySet

# Positions are no better than this: whoever is nearer to each other lives at one place.
ONE_PLACE_M = 30.0
_STEPS = 7
_GROWTH = (2.0, 8.0)
# One more query for the rest is not worth it.
_SATISFIED = 0.6
# Metres of a degree of latitude, a little short of any; where a flat map will do; and what it may be out by.
_M_PER_DEGREE = 110_500.0
_FLAT_LAT, _FLAT_LON = 66.0, 179.0
_SLACK = 1.02
# Nor is it for what lies between a box that holds too many and one that holds too few, when they are so much alike.
_CLOSE = 1.5


class Nearby(NamedTuple):
    """Rows (tuples of the columns asked for) in no order, and how far around every row is among them.

    `radius_m` is 0 when more live at one place than may be looked at: then the rows are some of those.
    """

    rows: list[tuple[Any, ...]]
    radius_m: float


def metres_from(lat: float, lon: float, lats: Sequence[float | None], lons: Sequence[float | None]) -> Floats:
    """Distances from one place, in the very arithmetic of the planner; NaN where a position is not known."""
    there = earth_centred(_floats(lats), _floats(lons))
    here = np.repeat(earth_centred(np.array([lat]), np.array([lon])), len(there), axis=0)
    return distance_m(here, there)


def metres_to(point: Point | None, rows: Sequence[Any]) -> Floats:
    """The same for rows with `lat` and `lon`; NaN for all where the place itself is not known."""
    if point is None:
        return np.full(len(rows), np.nan)
    return metres_from(*point, [row.lat for row in rows], [row.lon for row in rows])


def whole(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _floats(values: Sequence[float | None]) -> Floats:
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


def find_nearby(
    pool: LocatedQuerySet[Any],
    lat: float,
    lon: float,
    columns: Sequence[str],
    *,
    enough: int,
    most: int,
    start_m: float,
    farthest_m: float,
    known_m: float = 0.0,
) -> Nearby:
    """The `enough` nearest rows, or well over half as many, where there are so many within `farthest_m`.

    `columns` begin with lat and lon. The box grows where too few are in it and shrinks where too many are: a village of
    60,000 costs no more than a valley with ten. At most seven queries, each of at most `most` + 1 rows. Nothing is
    gained by shrinking below `known_m`: so far the caller has looked already.
    """
    radius, fits, bursts = min(start_m, farthest_m), known_m, math.inf
    rows: list[tuple[Any, ...]] = []
    too_many: list[tuple[Any, ...]] = []
    far = np.empty(0)
    for _step in range(_STEPS):
        box = list(pool.near(lat, lon, radius).order_by().values_list(*columns)[: most + 1])
        if len(box) > most:
            bursts, too_many = radius, box[:most]
            if radius <= ONE_PLACE_M and not fits:
                # Not even the box of one place can be looked through; some of those there have to do.
                return Nearby(box[:enough], 0.0)
            radius = math.sqrt(max(fits, ONE_PLACE_M) * bursts) if fits else max(ONE_PLACE_M, radius / 3)
        else:
            rows, fits = box, radius
            far = metres_from(lat, lon, [row[0] for row in box], [row[1] for row in box])
            inside = int((far <= radius).sum())
            if inside >= _SATISFIED * enough or radius >= farthest_m:
                break
            growth = math.sqrt(enough / inside) * 1.2 if inside else _GROWTH[1]
            radius = min(radius * min(max(growth, _GROWTH[0]), _GROWTH[1]), farthest_m)
            if radius >= bursts:
                radius = math.sqrt(fits * bursts)
        if fits and bursts / fits < _CLOSE:
            break
    if not rows and too_many:
        # No box between what is known already and this one: the nearest of it, and nothing is proven.
        far = metres_from(lat, lon, [row[0] for row in too_many], [row[1] for row in too_many])
        return Nearby([too_many[at] for at in np.argsort(far, kind="stable")[:enough].tolist()], fits)
    return _nearest(rows, far, fits, enough)


def _nearest(rows: list[tuple[Any, ...]], far: Floats, radius: float, enough: int) -> Nearby:
    """Of what is in a box the rows within its circle, and of these the nearest `enough`."""
    inside = far <= radius
    if int(inside.sum()) > enough:
        radius = float(np.partition(far, enough - 1)[enough - 1])
        inside = far <= radius
    return Nearby([row for row, near in zip(rows, inside.tolist(), strict=True) if near], radius)


def willing_to_travel_to(pool: LocatedQuerySet[Any], lat: float, lon: float) -> LocatedQuerySet[Any]:
    """Volunteers who go as far as a place or nearly so; the exact distance decides later.

    On a flat map, which will do for tens of kilometres; near the poles and the date line nothing is left out.
    """
    if abs(lat) > _FLAT_LAT or abs(lon) > _FLAT_LON:
        return pool
    north = (F("lat") - Value(lat)) * Value(_M_PER_DEGREE)
    east = (F("lon") - Value(lon)) * Value(_M_PER_DEGREE * math.cos(math.radians(lat)))
    square = ExpressionWrapper(north * north + east * east, FloatField())
    reach = F("max_distance_m") * Value(_SLACK)
    return pool.annotate(way2=square).filter(way2__lte=ExpressionWrapper(reach * reach, FloatField()))
