"""Regions in the cells of a roster, by code or by name: those of the worker who imports it."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tabular.cell_readers import normalise_text
from common.tabular.columns import Column, names_of
from common.tabular.row_reader import RowReader
from regions import codes
from regions.enums import Level
from regions.models import Region
from workbench.roles import WORKER_ROLES, Login
from workbench.scopes import covers

COMMUNITY = "community"
TOWNSHIP = "township"
# Columns that name a region in words, for tables without codes; the lowest first.
PLACES = (
    Column(
        COMMUNITY,
        (
            "村(社区)", "社区", "村", "村社区", "村/社区", "社区(村)", "社区/村", "社区名称", "村(社区)名称", "村名",
            "所属社区", "所在社区", "所属村", "所在村", "所属村社区", "所属村(社区)", "所在村(社区)", "所属村/社区",
            "居住社区", "现住社区", "户籍社区", "村居", "村(居)", "所属村居", "社区(村)名称",
        ),
        gettext_lazy("The community or village, as it is called here. Choose it from the list, or write its name."),
    ),
    Column(
        TOWNSHIP,
        (
            "乡镇(街道)", "乡镇", "街道", "乡镇街道", "镇街", "镇(街道)", "镇(乡、街道)", "乡(镇、街道)", "乡镇/街道",
            "街道乡镇", "街道(乡镇)", "镇乡", "镇乡(街道)", "所属乡镇", "所在乡镇", "所属街道", "所属乡镇(街道)",
            "所在乡镇(街道)", "所属镇街",
        ),
        gettext_lazy("Needed where several communities have the same name, or where there is no community."),
        offered=False,
    ),
    Column(
        "county",
        (
            "县(市、区)", "县", "区县", "县区", "县(区)", "区(县)", "市县区", "县市区", "所属区县", "所在区县",
            "所属县(市、区)", "所属县区",
        ),
        offered=False,
    ),
    Column(
        "region_code",
        ("社区代码", "区划代码", "村社区代码", "行政区划代码", "村(社区)代码"),
        as_text=True,
        offered=False,
    ),
)  # fmt: skip
PLACE_COLUMNS = names_of(PLACES[:3])
# What a table must say about the place: `table.require("name", REGION)`.
REGION = (COMMUNITY, TOWNSHIP, "county", "region_code")
_PROVINCE = re.compile(r"^[^市县区镇乡村]{2,3}省")
_OFFICES = re.compile(r"(?<=街道)(?:办事处|办)$|(?<=[镇乡县区市])人民政府$")
# Left out by many, but not where one letter would remain (渠县).
_SUFFIXES = {
    Level.TOWNSHIP: re.compile(r"(?<=..)(?:街道|镇|乡)$"),
    Level.COUNTY: re.compile(r"(?<=..)[区县市]$"),
}
_ENDINGS = re.compile(r"(?:社区|村)$")
_CHOICES_NAMED = 5


class RosterRegions:
    """Regions by code or by name, looked up once for the whole table; `levels` are those a row may name, by default
    all."""

    def __init__(self, actor: Login | None, *levels: Level) -> None:
        self._actor, self._levels = actor, levels
        self._regions = {region.code: region for region in Region.objects.all()}
        self._allowed: dict[str, bool] = {}
        self._by_name: dict[str, list[Region]] | None = None
        # Sixty thousand rows name some thousand places.
        self._found: dict[tuple[str, ...], Region | str] = {}

    def read_row(self, cells: RowReader) -> Region | None:
        """The region that a row names: by `region_code`, else by the names in `community`, `township` and `county`."""
        if cells.text("region_code"):
            return cells.optional("region_code", self.read)
        for place, column in enumerate(PLACE_COLUMNS):
            if cells.text(column):
                said = tuple(cells.text(one) for one in PLACE_COLUMNS[place:])
                return cells.optional(column, partial(self._read_names, said))
        column = "region_code" if "region_code" in cells.row else COMMUNITY
        cells.refuse(column, _("This must not be empty."))
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

    def choices(self, level: Level) -> list[str]:
        """The regions of this level that the actor may name, as a row can name them: each by a name of its own."""
        mine = [
            region
            for code, region in sorted(self._regions.items())
            if region.level == level and self._covers(code)
        ]
        short = [self._full_name(region, above=1) for region in mine]
        often = Counter(short)
        return [
            name if often[name] == 1 else self._full_name(region, above=2)
            for name, region in zip(short, mine, strict=True)
        ]

    def _covers(self, code: str) -> bool:
        if code not in self._allowed:
            self._allowed[code] = self._actor is None or covers(self._actor, code, WORKER_ROLES)
        return self._allowed[code]

    def _read_names(self, said: tuple[str, ...], _text: str) -> Region:
        """The region named by the lowest of several names, the others being those above it."""
        if said not in self._found:
            try:
                self._found[said] = self._named(said)
            except ValueError as error:
                self._found[said] = str(error)
        found = self._found[said]
        if isinstance(found, str):
            raise ValueError(found)
        return found

    def _named(self, said: tuple[str, ...]) -> Region:
        text, *above = said
        if codes.is_code(normalise_text(text)):
            return self.read(text)
        level = (Level.COUNTY, Level.TOWNSHIP, Level.COMMUNITY)[len(above)]
        if self._levels and level not in self._levels:
            raise ValueError(_("Please name the community or village as well, or give its code."))
        found = [region for region in self._named_so(text) if region.level == level]
        for name in filter(None, above):
            parents = {region.code for region in self._named_so(name)}
            found = [region for region in found if parents & set(codes.ancestor_codes(region.code))]
        if not found:
            raise ValueError(_("There is no community of this name here. Please check it, or give the code."))
        mine = [region for region in found if self._covers(region.code)]
        if not mine:
            raise ValueError(_("This region is outside your area."))
        # 八庙村 and 八庙社区 may lie side by side.
        meant = [region for region in mine if _kind(region.name) == _kind(text)] or mine
        if len(meant) > 1:
            names = [self._full_name(region, above=2) for region in meant]
            more = "…" if len(names) > _CHOICES_NAMED else ""
            raise ValueError(
                _("Several communities have this name: %(choices)s. Please write the whole name.")
                % {"choices": ", ".join(sorted(names)[:_CHOICES_NAMED]) + more}
            )
        return meant[0]

    def _full_name(self, region: Region, above: int) -> str:
        """The region with so many names before it, below the city."""
        names = [name for _level, name in self._above(region)][:above]
        return "".join([*names[::-1], codes.short_name(region.name)])

    def _above(self, region: Region) -> list[tuple[Level, str]]:
        """What it lies in below the city, the smallest first."""
        around = (self._regions[code] for code in codes.ancestor_codes(region.code) if code in self._regions)
        return [(Level(one.level), one.name) for one in around if one.level in _SUFFIXES][::-1]

    def _named_so(self, text: str) -> list[Region]:
        """Regions by any name that people give them: short, with township and county before it, without 镇 or 县."""
        if self._by_name is None:
            self._by_name = {}
            for region in self._regions.values():
                for name in self._ways_of_writing(region):
                    self._by_name.setdefault(name, []).append(region)
        name = _PROVINCE.sub("", _plain(text))
        for city in self._regions.values():
            # It stands before many addresses: 四川省达州市通川区…
            if city.level == Level.CITY and name != city.name:
                name = name.removeprefix(city.name)
        return self._by_name.get(name, [])

    def _ways_of_writing(self, region: Region) -> set[str]:
        own = {_plain(region.name)}
        if (level := Level(region.level)) in _SUFFIXES:
            own.add(_SUFFIXES[level].sub("", region.name))
        before = {""}
        for level, name in self._above(region):
            before |= {
                written + rest for written in (name, _SUFFIXES[level].sub("", name)) for rest in before
            }
        return {start + name for start in before for name in own}


def _plain(text: str) -> str:
    """A name as people compare it: without blanks, and without the ending that some write and others leave out."""
    name = codes.short_name("".join(normalise_text(text).split()))
    name = _OFFICES.sub("", name)
    return _ENDINGS.sub("", name) or name


def _kind(text: str) -> str:
    """Whether a name is that of a village, of a community, or does not say."""
    name = codes.short_name("".join(normalise_text(text).split()))
    return "village" if name.endswith("村") else "community" if name.endswith("社区") else ""
