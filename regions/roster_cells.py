"""Cells of rosters about a place: the system of coordinates, and a position near its region."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext as _

from common.tabular.cell_readers import normalise_text
from common.tabular.columns import Column
from common.tabular.row_reader import RowReader
from regions import geo
from regions.enums import CoordSystem

POINT = (
    Column("lat", ("纬度",), offered=False),
    Column("lon", ("经度",), offered=False),
    Column("coord_system", ("坐标系", "坐标系统"), choices=tuple(CoordSystem.values), offered=False),
)
# A county is some 80 km across and community points may be approximate: farther than this is another place.
FARTHEST_M = 100_000.0


def _bare(text: str) -> str:
    return "".join(letter for letter in normalise_text(text) if letter.isascii() and letter.isalnum())


_SYSTEMS = {_bare(system.value): system for system in CoordSystem}


class Around(Protocol):
    """Where a position is looked for: a region with its point, if it has one."""

    @property
    def lat(self) -> float | None: ...

    @property
    def lon(self) -> float | None: ...


def find_coord_system(text: str) -> CoordSystem | None:
    """The system that a cell names, however it is written (gcj02, GCJ-02); WGS-84 for an empty cell."""
    return _SYSTEMS.get(_bare(text)) if text.strip() else CoordSystem.WGS84


def read_coord_system(text: str) -> CoordSystem:
    if found := find_coord_system(text):
        return found
    raise ValueError(
        _("Unknown coordinate system. Accepted systems: %(systems)s.")
        % {"systems": ", ".join(CoordSystem.values)}
    )


def read_point(cells: RowReader, around: Around | None) -> geo.Point | None:
    """The position in WGS-84 (which it is unless `coord_system` says another), if it can be near this region."""
    system = cells.optional("coord_system", read_coord_system) or CoordSystem.WGS84
    try:
        point = geo.parse_coordinate(cells.text("lat"), cells.text("lon"))
    except geo.CoordinateError as error:
        cells.refuse(error.field, error.message)
        return None
    if point is None:
        return None
    point = geo.stored_position(point, system)
    if around is not None and around.lat is not None and around.lon is not None:
        away = geo.distance_m(*point, around.lat, around.lon)
        if away > FARTHEST_M:
            far = _("This location is %(km)d km from the community. Is it the right place?")
            cells.refuse("lat", far % {"km": round(away / 1000)})
            return None
    return point
