"""Positions in the cells of a roster."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from common.tabular.records import ImportReport, Row
from common.tabular.row_reader import RowReader
from regions import geo
from regions.enums import CoordSystem
from regions.roster_cells import find_coord_system, read_point

HERE = SimpleNamespace(lat=31.2, lon=107.5)


def read(around=HERE, **cells):
    report = ImportReport()
    return read_point(RowReader(Row(2, cells), report), around), [refusal.column for refusal in report.rows]


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("", CoordSystem.WGS84), ("wgs84", CoordSystem.WGS84), ("GCJ-02", CoordSystem.GCJ02),
        ("gcj 02", CoordSystem.GCJ02),
        ("ＢＤ－０９", CoordSystem.BD09), ("UTM", None), ("—", None),
    ],
)  # fmt: skip
def test_a_system_of_coordinates_is_known_however_it_is_written(text, system):
    assert find_coord_system(text) is system


def test_a_position_is_kept_in_wgs_84_to_a_centimetre():
    point, refused = read(lat="31.123456789", lon="107.5")
    assert (point, refused) == (geo.Point(31.1234568, 107.5), [])
    moved, refused = read(lat="31.2", lon="107.5", coord_system="gcj02")
    assert refused == [] and 300 < geo.distance_m(*moved, 31.2, 107.5) < 800


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        ({}, []),
        ({"lat": "31.2"}, ["lon"]),
        ({"lat": "31.2", "lon": "107.5", "coord_system": "UTM"}, ["coord_system"]),
        ({"lat": "39.9", "lon": "116.4"}, ["lat"]),
    ],
)
def test_what_is_no_position_near_the_region_is_refused_at_its_cell(cells, refused):
    _point, columns = read(**cells)
    assert columns == refused


def test_without_a_point_of_the_region_every_position_is_possible():
    assert read(None, lat="39.9", lon="116.4")[0] == geo.Point(39.9, 116.4)
    assert read(SimpleNamespace(lat=None, lon=None), lat="39.9", lon="116.4")[1] == []
