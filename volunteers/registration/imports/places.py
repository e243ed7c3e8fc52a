"""Communities and positions in the cells of a roster."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tabular.cell_readers import normalise_text
from common.tabular.row_reader import RowReader
from people.actors import Actor
from regions import codes, geo
from regions.enums import CoordSystem, Level
from regions.models import Region
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers

# A county is some 80 km across and community points may be approximate: farther than this is another place.
FARTHEST_M = 100_000.0


class Places:
    """Regions by code, looked up once for the whole table; `levels` are those a row may name."""

    def __init__(self, actor: Actor, *levels: Level) -> None:
        self._actor, self._levels = actor, levels
        self.regions = {region.code: region for region in Region.objects.all()}
        self._allowed: dict[str, bool] = {}

    def read(self, text: str) -> Region:
        code = normalise_text(text)
        if not codes.is_code(code):
            raise ValueError(_("A region code has 12 digits."))
        region = self.regions.get(code)
        if region is None:
            raise ValueError(_("There is no region with this code."))
        if self._levels and region.level not in self._levels:
            raise ValueError(
                _("%(name)s is no community: give the code of the community or village.")
                % {"name": region.name}
            )
        if code not in self._allowed:
            self._allowed[code] = self._actor is None or covers(self._actor, code, WORKER_ROLES)
        if not self._allowed[code]:
            raise ValueError(_("This region lies outside your area."))
        return region


def read_point(cells: RowReader, region: Region | None) -> geo.Point | None:
    """The position in WGS-84 (`coord_system` may say another), if it can be near this region."""
    try:
        system = CoordSystem(cells.row.get("coord_system", "").upper() or CoordSystem.WGS84)
    except ValueError:
        known = ", ".join(CoordSystem.values)
        cells.refuse(
            "coord_system", _("Unknown coordinate system. Known are: %(systems)s.") % {"systems": known}
        )
        return None
    try:
        point = geo.parse_coordinate(cells.row.get("lat", ""), cells.row.get("lon", ""))
    except geo.CoordinateError as error:
        cells.refuse(error.field, error.message)
        return None
    if point is None:
        return None
    moved = geo.to_wgs84(*point, system)
    point = geo.Point(round(moved.lat, 7), round(moved.lon, 7))
    if region is not None and region.lat is not None and region.lon is not None:
        away = geo.distance_m(*point, region.lat, region.lon)
        if away > FARTHEST_M:
            cells.refuse(
                "lat",
                _("This lies %(km)d km from the community. Is it the right place?")
                % {"km": round(away / 1000)},
            )
            return None
    return point
