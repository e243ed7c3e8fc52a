"""Regions in the cells of a roster, by code or by name: those of the worker who imports it."""

from __future__ import annotations

import re
from functools import partial

from django.utils.translation import gettext as _

from common.tabular.cell_readers import normalise_text
from common.tabular.row_reader import RowReader
from regions import codes
from regions.enums import Level
from regions.models import Region
from workbench.roles import WORKER_ROLES, Login
from workbench.scopes import covers

# Columns that name a region in words, for tables without codes.
PLACE_COLUMNS = ("community", "township", "county")
PLACE_ALIASES = {
    "社区": "community", "村": "community", "村社区": "community", "村(社区)": "community", "村/社区": "community",
    "社区(村)": "community", "社区/村": "community", "社区名称": "community", "所属社区": "community",
    "所在社区": "community", "所属村社区": "community", "所属村(社区)": "community", "居住社区": "community",
    "乡镇": "township", "街道": "township", "乡镇街道": "township", "乡镇(街道)": "township", "镇街": "township",
    "镇(街道)": "township", "乡镇/街道": "township", "街道乡镇": "township", "所属乡镇": "township",
    "县": "county", "区县": "county", "县区": "county", "县(市、区)": "county", "县(区)": "county", "区(县)": "county",
    "所属区县": "county",
}  # fmt: skip
# What a table must say about the place: `table.require("name", REGION)`.
REGION = ("region_code", *PLACE_COLUMNS)
_ENDINGS = re.compile(r"(社区居民委员会|社区居委会|居民委员会|居委会|村民委员会|村委会|社区|村)$")


class RosterRegions:
    """Regions by code or by name, looked up once for the whole table; `levels` are those a row may name, by default
    all."""

    def __init__(self, actor: Login | None, *levels: Level) -> None:
        self._actor, self._levels = actor, levels
        self._regions = {region.code: region for region in Region.objects.all()}
        self._allowed: dict[str, bool] = {}
        self._by_name: dict[str, list[Region]] | None = None

    def read_row(self, cells: RowReader) -> Region | None:
        """The region that a row names: by `region_code`, else by the names in `community`, `township` and `county`."""
        if cells.text("region_code"):
            return cells.optional("region_code", self.read)
        for column in PLACE_COLUMNS:
            if cells.text(column):
                return cells.optional(column, partial(self._named, cells=cells, column=column))
        cells.refuse("region_code", _("This must not be empty."))
        return None

    def read(self, text: str) -> Region:
        code = normalise_text(text)
        if not codes.is_code(code):
            raise ValueError(_("A region code has 12 digits."))
        region = self._regions.get(code)
        if region is None:
            raise ValueError(_("There is no region with this code."))
        if self._levels and region.level not in self._levels:
            raise ValueError(
                _("%(name)s is not a community: enter the code of the community or village.")
                % {"name": region.name}
            )
        if not self._covers(code):
            raise ValueError(_("This region is outside your area."))
        return region

    def _covers(self, code: str) -> bool:
        if code not in self._allowed:
            self._allowed[code] = self._actor is None or covers(self._actor, code, WORKER_ROLES)
        return self._allowed[code]

    def _named(self, text: str, cells: RowReader, column: str) -> Region:
        if codes.is_code(normalise_text(text)):
            return self.read(text)
        level = {"community": Level.COMMUNITY, "township": Level.TOWNSHIP, "county": Level.COUNTY}[column]
        if self._levels and level not in self._levels:
            raise ValueError(_("Please name the community or village as well, or give its code."))
        found = [region for region in self._names().get(_plain(text), []) if region.level == level]
        for above in PLACE_COLUMNS[PLACE_COLUMNS.index(column) + 1 :]:
            if said := cells.text(above):
                parents = {region.code for region in self._names().get(_plain(said), [])}
                found = [region for region in found if parents & set(codes.ancestor_codes(region.code))]
        if not found:
            raise ValueError(_("There is no community of this name here. Please check it, or give the code."))
        mine = [region for region in found if self._covers(region.code)]
        if not mine:
            raise ValueError(_("This region is outside your area."))
        if len(mine) > 1:
            raise ValueError(
                _("Several communities have this name. Add a column with the township, or give the code.")
            )
        return mine[0]

    def _names(self) -> dict[str, list[Region]]:
        """Regions by their name, short and with the township and county before it."""
        if self._by_name is None:
            self._by_name = {}
            for region in self._regions.values():
                above = [
                    self._regions[code].name
                    for code in codes.ancestor_codes(region.code)
                    if code in self._regions
                ]
                above = above[1:]  # The city is said by nobody.
                for start in range(len(above) + 1):
                    name = _plain("".join([*above[start:], region.name]))
                    self._by_name.setdefault(name, []).append(region)
        return self._by_name


def _plain(text: str) -> str:
    """A name as people compare it: without blanks, and without the ending that some write and others leave out."""
    name = "".join(normalise_text(text).split())
    return _ENDINGS.sub("", name) or name
