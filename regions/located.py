"""Models with a point on the map: the mixin, its queryset, and the search for what is near.

Geography is plain columns: an indexed bounding box narrows, the exact distance decides. That beats cell
indexes at this size and runs the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

import math
from typing import Any, ClassVar, Self, TypeVar

from django.core import checks
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions import geo
from regions.enums import LocationQuality

_POINT_CONSTRAINT = "%(app_label)s_%(class)s_point_valid"
# Once the search has to look farther than this, it takes everything at once instead of creeping round the
# globe.
_LOOK_EVERYWHERE_BEYOND_M = 200_000.0
# Databases limit the parameters of one statement.
_KEYS_PER_QUERY = 5_000


ModelT_co = TypeVar("ModelT_co", bound=models.Model, covariant=True)


class LocatedQuerySet(models.QuerySet[ModelT_co]):
    """Queries by position. Mix into the queryset of a `Located` model."""

    def with_point(self) -> Self:
        """Only rows that have a position."""
        return self.filter(lat__isnull=False, lon__isnull=False)

    def near(self, lat: float, lon: float, radius_m: float) -> Self:
        """Rows in the smallest box around the circle: all within `radius_m`, some more, served by the index.

        Use `nearest()` where the exact distance matters.
        """
        box = geo.bounding_box(lat, lon, radius_m)
        in_band = Q(lat__gte=box.south, lat__lte=box.north)
        if box.crosses_antimeridian:
            return self.filter(in_band & (Q(lon__gte=box.west) | Q(lon__lte=box.east)))
        return self.filter(in_band, lon__gte=box.west, lon__lte=box.east)


class Located(models.Model):
    """A row with a WGS-84 point, or with none (both columns null).

    A subclass that has a `Meta` inherits ours and adds to its lists, or the checks of `manage.py check`
    complain:

        class Meta(Located.Meta):
            constraints = [*Located.Meta.constraints, ...]
            indexes = [*Located.Meta.indexes, ...]
    """

    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    location_quality = models.CharField(
        _("quality of the position"),
        max_length=12,
        choices=LocationQuality.choices,
        default=LocationQuality.UNKNOWN,
    )

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                # NULL compared with anything is not false to a constraint, hence the explicit "is not null".
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__isnull=False, lon__isnull=False)
                & Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name=_POINT_CONSTRAINT,
                violation_error_message=_("A position needs a valid latitude and longitude."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["lat", "lon"], name="%(class)s_lat_lon")
        ]

    # Set by nearest() on the rows it returns; metres.
    distance_m: float

    @property
    def point(self) -> geo.Point | None:
        """The position, or None."""
        return None if self.lat is None or self.lon is None else geo.Point(self.lat, self.lon)

    @property
    def is_approximate(self) -> bool:
        """Whether there is a position that a page must mark as approximate."""
        return self.point is not None and self.location_quality != LocationQuality.EXACT

    def place_at(self, region: Located) -> None:
        """Take the point of a region for want of a better one, marked approximate; nothing is stored."""
        self.lat, self.lon = region.lat, region.lon
        known = region.lat is not None
        self.location_quality = LocationQuality.APPROXIMATE if known else LocationQuality.UNKNOWN

    def distance_to_m(self, lat: float, lon: float) -> float | None:
        """Distance to a position in metres, None without a point."""
        return None if self.point is None else geo.distance_m(*self.point, lat, lon)

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """Point out a subclass whose own Meta lost the constraint or the index."""
        found = list(super().check(**kwargs))
        hint = "Let its Meta inherit Located.Meta and extend the lists there."
        wanted = _POINT_CONSTRAINT % {"app_label": cls._meta.app_label.lower(), "class": cls.__name__.lower()}
        if not any(constraint.name == wanted for constraint in cls._meta.constraints):
            found.append(
                checks.Error(f"{cls.__name__} lost {wanted}.", hint=hint, obj=cls, id="regions.E001")
            )
        if not any(list(index.fields)[:2] == ["lat", "lon"] for index in cls._meta.indexes):
            found.append(
                checks.Error(
                    f"{cls.__name__} has no index on lat, lon.", hint=hint, obj=cls, id="regions.E002"
                )
            )
        return found


LocatedT = TypeVar("LocatedT", bound=Located)


def nearest(
    queryset: models.QuerySet[LocatedT],
    lat: float,
    lon: float,
    limit: int,
    *,
    start_radius_m: float = 1_000.0,
    max_radius_m: float = math.inf,
) -> list[LocatedT]:
    """The `limit` rows nearest to a position, nearest first, each with `distance_m`.

    The box grows until it surely holds enough: rows in its corners are farther than its radius and could be
    beaten by rows outside, so only those within the radius count. Rows without a point are never found. Equal
    distances are ordered by primary key. `queryset` must come from a `LocatedQuerySet` and must not be
    sliced.
    """
    if limit <= 0:
        return []
    farthest = min(max_radius_m, geo.HALF_WAY_ROUND_M)
    radius = min(max(start_radius_m, 1.0), farthest)
    while True:
        found = _distances(queryset, lat, lon, radius)
        if len(found) >= limit or radius >= farthest:
            return _rows(queryset, found[:limit])
        # Aim a little past where the density seen so far says that enough rows lie.
        growth = math.sqrt(limit / len(found)) * 1.3 if found else 4.0
        radius *= min(max(growth, 2.0), 8.0)
        if radius > _LOOK_EVERYWHERE_BEYOND_M or radius > farthest:
            radius = farthest


def _distances(
    queryset: models.QuerySet[LocatedT], lat: float, lon: float, radius_m: float
) -> list[tuple[float, Any]]:
    """(distance, primary key) of the rows within the radius, sorted; only three columns travel."""
    if not isinstance(queryset, LocatedQuerySet):
        raise TypeError("nearest() needs a queryset with LocatedQuerySet mixed in")
    boxed = queryset.near(lat, lon, radius_m) if radius_m < geo.HALF_WAY_ROUND_M else queryset.with_point()
    rows = list(boxed.order_by().values_list("pk", "lat", "lon"))
    if not rows:
        return []
    keys, lats, lons = zip(*rows, strict=True)
    measured = geo.distances_m(lat, lon, lats, lons).tolist()
    # A join in the queryset may repeat a row.
    unique = {key: distance for key, distance in zip(keys, measured, strict=True) if distance <= radius_m}
    return sorted((distance, key) for key, distance in unique.items())


def _rows(queryset: models.QuerySet[LocatedT], found: list[tuple[float, Any]]) -> list[LocatedT]:
    """The rows behind the keys, in that order; one that vanished in between is left out."""
    if not found:
        return []
    keys = [key for _distance, key in found]
    by_key: dict[Any, LocatedT] = {}
    for start in range(0, len(keys), _KEYS_PER_QUERY):
        batch = queryset.order_by().filter(pk__in=keys[start : start + _KEYS_PER_QUERY])
        by_key.update((row.pk, row) for row in batch)
    rows = []
    for distance, key in found:
        if (row := by_key.get(key)) is not None:
            row.distance_m = distance
            rows.append(row)
    return rows
