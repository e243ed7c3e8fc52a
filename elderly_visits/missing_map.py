"""The map of missing volunteers: our own outlines with a dot for each community, drawn by the server. No tiles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from elderly_visits.models import MissingVolunteers
from regions.boundaries import projection, svg_paths
from regions.codes import county_code_of
from regions.models import Level, Region

WIDTH, HEIGHT = 640.0, 520.0
# More dots than this hide each other, and the list says everything.
MOST_DOTS = 400
_SMALLEST, _LARGEST = 4.0, 16.0


@dataclass(frozen=True)
class Dot:
    """A community: its place in the drawing, its size by the visits that one more volunteer would bring."""

    row: MissingVolunteers
    x: float
    y: float
    radius: float
    css: str


@dataclass(frozen=True)
class MissingMap:
    """Outlines with names (`d`, `name`, `label_x`, `label_y`) and dots, the largest gains last: they lie on top."""

    width: float
    height: float
    outlines: list[dict[str, object]]
    dots: list[Dot]
    approximate: bool


def missing_map(region: Region, rows: Iterable[MissingVolunteers]) -> MissingMap | None:
    """The map of a city with its counties, or of the county around a smaller region; None with nothing to draw."""
    if region.level == Level.CITY:
        codes = list(Region.objects.filter(parent=region).order_by("code").values_list("pk", flat=True))
    else:
        codes = [county_code_of(region.pk) or region.pk]
    plan = projection(codes, WIDTH, HEIGHT)
    if plan is None:
        return None
    known = [row for row in rows if row.region.point is not None][:MOST_DOTS]
    most = max((row.visits for row in known), default=0) or 1
    dots = []
    for row in reversed(known):
        point = row.region.point
        assert point is not None
        x, y = plan.xy(*point)
        size = _SMALLEST + (_LARGEST - _SMALLEST) * (row.visits / most) ** 0.5
        css = "elders" if row.elders else "visits" if row.visits else "nothing"
        dots.append(Dot(row, round(x, 1), round(y, 1), round(size, 1), css))
    if not dots:
        return None
    return MissingMap(
        WIDTH,
        HEIGHT,
        [dict(path) for path in svg_paths(codes, WIDTH, HEIGHT)],
        dots,
        approximate=any(row.region.is_approximate for row in known),
    )
