"""The map of missing volunteers: our own outlines with a dot for each community, drawn by the server. No tiles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regions.boundaries import projection, svg_paths
from regions.codes import county_code_of
from regions.models import Level, Region
from visit_planning.plan.models.gaps import MissingVolunteers

WIDTH, HEIGHT = 640.0, 520.0
# More dots than this hide each other, and the list says everything.
MOST_DOTS = 400
_SMALLEST, _LARGEST = 4.0, 16.0
# From so many dots on they are drawn at half the size.
_MANY = 40


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
    """The map of a city with its counties, or of the one county that all lies in; None with nothing to draw."""
    known = [row for row in rows if row.region.point is not None][:MOST_DOTS]
    counties = sorted({county_code_of(row.region_id) or row.region_id for row in known})
    if region.level == Level.CITY and len(counties) > 1:
        codes = list(Region.objects.filter(parent=region).order_by("code").values_list("pk", flat=True))
    else:
        codes = counties
    plan = projection(codes, WIDTH, HEIGHT)
    if plan is None:
        return None
    shrink = 0.5 if len(known) > _MANY else 1.0
    most = max((row.visits for row in known), default=0) or 1
    dots = []
    for row in reversed(known):
        point = row.region.point
        assert point is not None
        x, y = plan.xy(*point)
        size = _SMALLEST + (_LARGEST - _SMALLEST) * (row.visits / most) ** 0.5
        css = "elders" if row.elders else "visits" if row.visits else "nothing"
        dots.append(Dot(row, round(x, 1), round(y, 1), round(size * shrink, 1), css))
    return MissingMap(
        WIDTH,
        HEIGHT,
        [dict(path) for path in svg_paths(codes, WIDTH, HEIGHT)],
        dots,
        approximate=any(row.region.is_approximate for row in known),
    )
