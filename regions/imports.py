"""The table of regions: what its columns may say, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from common.tabular.records import ImportReport, Row, Table
from common.tabular.row_reader import RowReader
from regions import codes, geo, services
from regions.enums import Level, LocationQuality, UrbanRural
from regions.models import Region
from regions.roster_cells import find_coord_system
from regions.services import RegionRecord

PACKAGED_REGIONS = Path(__file__).parent / "data" / "regions.csv"
REQUIRED_COLUMNS = ("code", "parent_code", "level", "name")

# The statistics bureau's files call the community level 'village'.
_LEVELS: dict[str, Level] = {**{level.value: level for level in Level}, "village": Level.COMMUNITY}
_APPROXIMATE = re.compile(r"[(（]\s*approx(imate|\.)?\s*[)）]", re.IGNORECASE)

Progress = Callable[[Iterable[tuple[int, Row]], int], Iterable[tuple[int, Row]]]


def load_regions(
    table: Table,
    *,
    dry_run: bool = False,
    place_approximate: bool = False,
    progress: Progress = lambda rows, _total: rows,
) -> tuple[ImportReport, int]:
    """Check every row, store the good ones by code, and report the others with their reasons.

    Returns the report, and how many regions were given an approximate point. The order of rows does not
    matter. A dry run does the same and takes it back. Raises TableError when a required column is missing.
    """
    table.require(*REQUIRED_COLUMNS)
    report = ImportReport()
    accepted: dict[str, tuple[Row, RegionRecord]] = {}
    refused_codes: dict[str, int] = {}
    for _number, row in progress(table.rows, table.total):
        report.read += 1
        record = _read_row(row, report)
        if record is None:
            refused_codes.setdefault(row.get("code", ""), row.number)
        elif record.code in accepted:
            first = accepted[record.code][0].number
            report.refuse_cell(row, "code", _("This code already appears in row %(row)s.") % {"row": first})
        else:
            accepted[record.code] = (row, record)
    placed = 0
    with transaction.atomic():
        records = _with_parents(accepted, refused_codes, report)
        report.created, report.updated, report.unchanged = services.merge_regions(records=records)
        if place_approximate:
            placed = services.place_approximately()
        if dry_run:
            transaction.set_rollback(True)
    return report, placed


def _with_parents(
    accepted: dict[str, tuple[Row, RegionRecord]], refused_codes: dict[str, int], report: ImportReport
) -> list[RegionRecord]:
    """The records whose parent is known; a region below a refused one is refused too."""
    known = set(Region.objects.values_list("code", flat=True))
    kept = []
    # By code, so that a parent is judged before its children wherever the rows stand.
    for code, (row, record) in sorted(accepted.items()):
        parent = codes.parent_code_of(code)
        if parent is None or parent in known:
            known.add(code)
            kept.append(record)
            continue
        if parent in refused_codes:
            why = _("Its parent in row %(row)s was rejected.") % {"row": refused_codes[parent]}
        else:
            why = _("There is no region with this code, neither here nor in the file.")
        report.refuse_cell(row, "parent_code", why)
        refused_codes.setdefault(code, row.number)
    return kept


def _read_row(row: Row, report: ImportReport) -> RegionRecord | None:
    """The record of a row, or None with every reason noted."""
    report.refuse(row, *row.refusals())
    cells = RowReader(row, report)
    if cells.refused:
        return None
    level = _read_level(cells)
    code = _read_code(cells, level)
    _check_parent(cells, code)
    name = _read_name(cells)
    urban_rural = _read_urban_rural(cells)
    point, quality = _read_point(cells)
    if cells.refused or level is None or code is None:
        return None
    return RegionRecord(code, level, name, urban_rural, point, quality, cells.text("source"))


def _read_level(cells: RowReader) -> Level | None:
    level = _LEVELS.get(cells.text("level").casefold())
    if level is None:
        cells.refuse(
            "level", _("The level must be one of: %(levels)s.") % {"levels": ", ".join(Level.values)}
        )
    return level


def _read_code(cells: RowReader, level: Level | None) -> str | None:
    """The code, once it is known to be one and to agree with the level."""
    code = cells.text("code")
    if not codes.is_code(code):
        cells.refuse("code", _("A region code has 12 digits."))
        return None
    try:
        said = codes.level_of(code)
    except ValueError:
        cells.refuse("code", _("This is not the code of a city, county, township or community."))
        return None
    if level is not None and said is not level:
        why = _(
            "According to its trailing zeros, this is the code of a %(code_level)s, but the row says "
            "%(level)s."
        )
        cells.refuse("level", why % {"code_level": said.label, "level": level.label})
        return None
    return code


def _check_parent(cells: RowReader, code: str | None) -> None:
    parent = cells.text("parent_code")
    if parent and not codes.is_code(parent):
        cells.refuse("parent_code", _("A region code has 12 digits."))
    elif code is not None:
        expected = codes.parent_code_of(code)
        # National tables name the province above a city; it is not kept here.
        province = code[:2].ljust(codes.CODE_LENGTH, "0")
        if expected is None and parent not in {"", province}:
            cells.refuse("parent_code", _("A city is the top level. Leave this empty."))
        elif expected is not None and parent != expected:
            why = _("The code belongs to %(expected)s: enter that here.") % {"expected": expected}
            cells.refuse("parent_code", why)


def _read_name(cells: RowReader) -> str:
    name = cells.text("name")
    longest = Region._meta.get_field("name").max_length or 0
    if not name:
        cells.refuse("name", _("The name of the region is missing."))
    elif len(name) > longest:
        cells.refuse("name", _("The name is longer than %(longest)s characters.") % {"longest": longest})
    elif not name.isprintable():
        cells.refuse("name", _("The name contains a line break or another invisible character."))
    return name


def _read_urban_rural(cells: RowReader) -> str:
    urban_rural = cells.text("urban_rural")
    if urban_rural and urban_rural not in UrbanRural.values:
        why = _("The urban/rural class must be empty or one of: %(classes)s.") % {
            "classes": ", ".join(UrbanRural.values)
        }
        cells.refuse("urban_rural", why)
    return urban_rural


def _read_point(cells: RowReader) -> tuple[geo.Point | None, LocationQuality]:
    """The point in WGS-84 and how good it is. No system named means WGS-84, as everywhere in the house."""
    said = cells.text("coord_system")
    approximate = _APPROXIMATE.search(said) is not None
    system = find_coord_system(_APPROXIMATE.sub("", said))
    if system is None:
        why = _("Unknown coordinate system. Accepted systems: %(systems)s.")
        cells.refuse("coord_system", why % {"systems": "WGS-84, WGS-84 (approx), GCJ-02, BD-09"})
    try:
        point = geo.parse_coordinate(cells.text("lat"), cells.text("lon"))
    except geo.CoordinateError as error:
        cells.refuse(error.field, error.message)
        return None, LocationQuality.UNKNOWN
    if point is None or system is None:
        return None, LocationQuality.UNKNOWN
    quality = LocationQuality.APPROXIMATE if approximate else LocationQuality.EXACT
    return geo.stored_position(point, system), quality
