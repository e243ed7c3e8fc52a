"""Loading the hierarchy from tables, good and broken."""

from __future__ import annotations

import io
import json
import random

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.tabular.reading import read_table
from common.tabular.records import TableError
from regions import boundaries, geo
from regions.codes import county_code_of
from regions.imports import PACKAGED_REGIONS, load_regions
from regions.models import Level, LocationQuality, Region
from regions.services import merge_regions, place_approximately
from tests.regions.conftest import (
    CITY,
    COLUMNS,
    COMMUNITY,
    COUNTY,
    FAR_COMMUNITY,
    NAMES,
    NEIGHBOUR,
    OTHER_COUNTY,
    TOWNSHIP,
    region_row,
)

pytestmark = pytest.mark.usefixtures("english")


def command(*arguments: object) -> tuple[dict, int]:
    """Run `load_regions --json`; the object it printed and its exit status."""
    out = io.StringIO()
    status = 0
    try:
        call_command("load_regions", *map(str, arguments), "--json", stdout=out)
    except CommandError as error:
        status = error.returncode
    lines = out.getvalue().splitlines()
    assert len(lines) == 1
    return json.loads(lines[-1]), status


def counts(report: dict) -> tuple[int, int, int, int, int]:
    return tuple(report[name] for name in ("read", "created", "updated", "unchanged", "refused"))


@pytest.fixture
def good_rows():
    return [region_row(code) for code in NAMES]


def test_the_packaged_hierarchy_loads_whole(db):
    report, status = command()
    assert status == 0
    assert counts(report) == (2491, 2491, 0, 0, 0)
    assert [Region.objects.level(level).count() for level in Level] == [1, 7, 200, 2283]


def test_loading_it_again_changes_nothing(packaged_regions):
    report, status = command()
    assert (counts(report), status) == ((2491, 0, 0, 2491, 0), 0)


def test_a_dry_run_reports_the_same_and_changes_nothing(db):
    report, status = command("--dry-run", "--place-approximate")
    assert (counts(report), report["placed"], status) == ((2491, 2491, 0, 0, 0), 2483, 0)
    assert not Region.objects.exists()


def test_loading_costs_a_handful_of_queries(db, good_rows, write_csv, django_assert_max_num_queries):
    table = read_table(write_csv(good_rows))
    with django_assert_max_num_queries(7):
        load_regions(table)


def test_rows_may_stand_in_any_order(db, good_rows, write_csv):
    random.Random(3).shuffle(good_rows)
    good_rows.sort(key=lambda row: row["level"] != "community")
    assert counts(command(write_csv(good_rows))[0]) == (8, 8, 0, 0, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_bom_makes_no_difference(db, good_rows, write_csv, encoding):
    assert counts(command(write_csv(good_rows, encoding=encoding))[0]) == (8, 8, 0, 0, 0)


def test_an_xlsx_loads_like_a_csv_even_with_codes_kept_as_numbers(db, good_rows, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    for row in good_rows:
        book.active.append(
            [int(row[name]) if name.endswith("code") and row[name] else row[name] for name in COLUMNS]
        )
    book.save(tmp_path / "regions.xlsx")
    assert counts(command(tmp_path / "regions.xlsx")[0]) == (8, 8, 0, 0, 0)


def test_village_means_community(db, good_rows, write_csv):
    for row in good_rows:
        row["level"] = row["level"].replace("community", "village").upper()
    command(write_csv(good_rows))
    assert Region.objects.get(code=COMMUNITY).level == Level.COMMUNITY


def test_a_province_above_the_city_is_passed_over(db, good_rows, write_csv):
    good_rows[0]["parent_code"] = "510000000000"
    assert command(write_csv(good_rows))[1] == 0
    assert Region.objects.get(code=CITY).parent is None


@pytest.mark.parametrize(
    ("system", "point", "quality"),
    [
        ("WGS-84", (31.2096, 107.4677), LocationQuality.EXACT),
        ("wgs84", (31.2096, 107.4677), LocationQuality.EXACT),
        ("", (31.2096, 107.4677), LocationQuality.EXACT),
        ("WGS-84 (approx)", (31.2096, 107.4677), LocationQuality.APPROXIMATE),
        ("GCJ-02", (31.207455, 107.472356), LocationQuality.EXACT),
        ("GCJ-02 (approx)", (31.207455, 107.472356), LocationQuality.APPROXIMATE),
        ("BD-09", (31.213200, 107.478938), LocationQuality.EXACT),
    ],
)
def test_positions_are_kept_in_wgs84_with_their_quality(db, write_csv, system, point, quality):
    row = region_row(CITY, lat=str(point[0]), lon=str(point[1]), coord_system=system)
    command(write_csv([row]))
    city = Region.objects.get()
    assert geo.distance_m(*city.point, 31.2096, 107.4677) < 0.1
    assert city.location_quality == quality


BROKEN_CELLS = [
    ("code", ""),
    ("code", "5117"),
    ("code", "51170200300x"),
    ("code", "510000000000"),
    ("code", "511702000003"),
    ("code", "5.11702E+11"),
    ("code", "=511702003003"),
    ("parent_code", ""),
    ("parent_code", "511702"),
    ("parent_code", "999999999999"),
    ("parent_code", OTHER_COUNTY),
    ("parent_code", TOWNSHIP[:9] + "001"),
    ("level", ""),
    ("level", "hamlet"),
    ("level", "township"),
    ("name", ""),
    ("name", "   "),
    ("name", "长" * 61),
    ("name", "两\n行"),
    ("urban_rural", "999"),
    ("urban_rural", "urban"),
    ("lat", "north"),
    ("lat", "nan"),
    ("lat", "inf"),
    ("lat", "91"),
    ("lat", ""),
    ("lon", ""),
    ("lon", "east"),
    ("lon", "181"),
    ("coord_system", "CGCS2000"),
    ("coord_system", "Mars"),
]


@pytest.mark.parametrize(("column", "value"), BROKEN_CELLS)
def test_a_row_broken_in_one_cell_is_refused_by_that_cell_and_the_others_are_kept(
    db, good_rows, write_csv, column, value
):
    broken = region_row(
        COMMUNITY, code="511702003003", name="新", lat="31.2", lon="107.5", coord_system="WGS-84"
    )
    broken[column] = value
    report, status = command(write_csv([*good_rows[:3], broken, *good_rows[3:]]))
    assert status == 1
    assert counts(report) == (9, 8, 0, 0, 1)
    (refusal,) = report["rows"]
    assert (refusal["row"], refusal["column"], refusal["value"]) == (5, column, value.strip())
    assert refusal["why"]
    assert set(Region.objects.values_list("code", flat=True)) == set(NAMES)


def test_latitude_and_longitude_in_each_others_place_are_noticed(db, write_csv):
    report, _status = command(write_csv([region_row(CITY, lat="107.5", lon="31.2")]))
    assert "seem to be swapped" in report["rows"][0]["why"]


def test_every_fault_of_a_row_is_named_at_once(db, write_csv):
    row = region_row(CITY, name="", urban_rural="x", lat="x", lon="1", coord_system="?")
    report, _status = command(write_csv([row]))
    assert report["refused"] == 1
    assert {refusal["column"] for refusal in report["rows"]} == {"name", "urban_rural", "lat", "coord_system"}


def test_a_code_that_stands_twice_is_kept_the_first_time(db, good_rows, write_csv):
    report, status = command(write_csv([*good_rows, {**good_rows[1], "name": "另一个"}]))
    assert (counts(report), status) == ((9, 8, 0, 0, 1), 1)
    assert report["rows"] == [
        {"row": 10, "column": "code", "value": COUNTY, "why": "This code already appears in row 3."}
    ]
    assert Region.objects.get(code=COUNTY).name == NAMES[COUNTY]


def test_a_row_is_not_refused_as_a_repetition_of_a_refused_one(db, good_rows, write_csv):
    report, _status = command(write_csv([{**good_rows[0], "name": ""}, *good_rows]))
    assert counts(report) == (9, 8, 0, 0, 1)


def test_what_lies_below_a_refused_region_is_refused_with_its_row(db, good_rows, write_csv):
    good_rows[list(NAMES).index(TOWNSHIP)]["name"] = ""
    report, _status = command(write_csv(good_rows))
    assert [(refusal["row"], refusal["column"]) for refusal in report["rows"]] == [
        (5, "name"),
        (7, "parent_code"),
        (8, "parent_code"),
    ]
    assert "row 5" in report["rows"][1]["why"]
    assert Region.objects.filter(code=FAR_COMMUNITY).exists()


def test_an_unknown_parent_is_refused_with_everything_below_it(db, good_rows, write_csv):
    report, _status = command(write_csv([row for row in good_rows if row["code"] != COUNTY]))
    assert [refusal["value"] for refusal in report["rows"]] == [COUNTY, TOWNSHIP, TOWNSHIP]
    assert "neither here nor in the file" in report["rows"][0]["why"]


def test_a_parent_that_is_stored_already_need_not_be_in_the_file(hierarchy, write_csv):
    row = region_row(COMMUNITY, code="511702003003", name="新社区")
    assert counts(command(write_csv([row]))[0]) == (1, 1, 0, 0, 0)


def test_a_changed_row_updates_and_the_rest_is_unchanged(hierarchy, good_rows, write_csv):
    good_rows[1]["name"] = "改名区"
    good_rows[6]["urban_rural"] = "111"
    report, _status = command(write_csv(good_rows))
    assert counts(report) == (8, 0, 2, 6, 0)
    assert Region.objects.get(code=COUNTY).name == "改名区"


def test_a_poorer_table_does_not_erase_what_a_better_one_brought(hierarchy, write_csv):
    rich = region_row(COMMUNITY, urban_rural="111", lat="31.2", lon="107.5", source="survey")
    poor = region_row(COMMUNITY, source="registry")
    command(write_csv([rich]))
    report, _status = command(write_csv([poor]))
    assert counts(report) == (1, 0, 0, 1, 0)
    region = Region.objects.get(code=COMMUNITY)
    assert (region.point, region.urban_rural, region.source) == ((31.2, 107.5), "111", "survey")


def test_a_point_that_the_file_gives_replaces_the_stored_one(hierarchy, write_csv):
    command(
        write_csv(
            [region_row(COMMUNITY, lat="31.2", lon="107.5", coord_system="WGS-84 (approx)", source="a")]
        )
    )
    command(write_csv([region_row(COMMUNITY, lat="31.3", lon="107.6", source="b")]))
    region = Region.objects.get(code=COMMUNITY)
    assert (region.point, region.location_quality, region.source) == ((31.3, 107.6), "exact", "b")


@pytest.mark.parametrize("column", ["code", "parent_code", "level", "name"])
def test_a_missing_required_column_makes_the_file_unusable(db, good_rows, write_csv, column):
    path = write_csv(good_rows, [name for name in COLUMNS if name != column])
    report, status = command(path)
    assert status == 2
    assert column in report["error"]
    assert not Region.objects.exists()


def test_optional_columns_may_be_missing_and_unknown_ones_are_passed_over(db, good_rows, write_csv):
    for row in good_rows:
        row["remark"] = "x"
    path = write_csv(good_rows, ["code", "parent_code", "level", "name", "remark"])
    assert counts(command(path)[0]) == (8, 8, 0, 0, 0)


def test_an_unusable_file_or_argument_is_exit_status_two(db, tmp_path, good_rows, write_csv):
    assert command(tmp_path / "nowhere.csv")[1] == 2
    report, status = command(write_csv(good_rows), "--refused", tmp_path / "no folder" / "refused.csv")
    assert status == 2
    assert "no folder" in report["error"]
    assert not Region.objects.exists()


def test_a_header_without_rows_is_an_empty_success(db, write_csv):
    assert command(write_csv([])) == (
        {"read": 0, "created": 0, "updated": 0, "unchanged": 0, "refused": 0, "rows": []},
        0,
    )


@pytest.mark.parametrize("name", ["refused.csv", "refused.xlsx"])
def test_refused_rows_are_written_mended_and_loaded(db, good_rows, write_csv, tmp_path, name):
    good_rows[5]["lat"] = "north"
    good_rows[5]["lon"] = "107"
    _report, status = command(write_csv(good_rows), "--refused", tmp_path / name)
    assert status == 1
    refused = read_table(tmp_path / name)
    assert [row["code"] for row in refused.records] == [good_rows[5]["code"]]
    assert refused.records[0]["why"].startswith("lat: ")
    report, status = command(write_csv([{**refused.records[0], "lat": "31.2"}], list(refused.columns)))
    assert (counts(report), status) == ((1, 1, 0, 0, 0), 0)


def test_without_refused_rows_no_file_is_written(db, good_rows, write_csv, tmp_path):
    command(write_csv(good_rows), "--refused", tmp_path / "refused.csv")
    assert not (tmp_path / "refused.csv").exists()


def test_people_are_told_what_was_refused_and_why(db, good_rows, write_csv):
    good_rows[7]["name"] = ""
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"1 row was refused\.") as caught:
        call_command(
            "load_regions", str(write_csv(good_rows)), "--dry-run", "--place-approximate", stdout=out
        )
    assert caught.value.returncode == 1
    text = out.getvalue()
    assert "dry run" in text
    assert "Read 8, created 7, updated 0, unchanged 0." in text
    assert "Row 9, name “”: The name of the region is missing." in text
    assert "Placed approximately: 4." in text


def test_a_long_list_of_refusals_is_cut_short_for_people(db, write_csv):
    out = io.StringIO()
    rows = [region_row(COMMUNITY, name="") for _number in range(25)]
    with pytest.raises(CommandError, match="25 rows"):
        call_command("load_regions", str(write_csv(rows)), stdout=out)
    assert "5 more reasons" in out.getvalue()


def test_a_load_that_fails_half_way_stores_nothing(db, good_rows, write_csv, monkeypatch):
    def fail():
        raise RuntimeError("power cut")

    monkeypatch.setattr("regions.services.place_approximately", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        load_regions(read_table(write_csv(good_rows)), place_approximate=True)
    assert not Region.objects.exists()


def test_a_table_without_the_columns_is_refused_before_anything_is_read(db):
    with pytest.raises(TableError, match="parent_code"):
        load_regions(read_table(io.BytesIO(b"code\n1\n")))


@given(st.fixed_dictionaries({}, optional={column: st.text(max_size=20) for column in COLUMNS}))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_cell_whatever_it_holds_breaks_the_import(hierarchy, write_csv, cells):
    # The csv writer refuses lone surrogates, which no UTF-8 file can hold.
    cells = {
        column: text.encode("utf-8", "ignore").decode().replace("\x00", "") for column, text in cells.items()
    }
    row = {**region_row(NEIGHBOUR), **cells}
    report, _placed = load_regions(read_table(write_csv([row])), dry_run=True)
    assert report.read == report.created + report.updated + report.unchanged + report.refused


# --- approximate points ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def placed_city(django_db_setup, django_db_blocker):
    """Every region of the packaged hierarchy after placing, read once for the tests below."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_regions(read_table(PACKAGED_REGIONS), place_approximate=True)
        regions = {region.code: region for region in Region.objects.all()}
        transaction.set_rollback(True)
    return regions


def test_every_region_has_a_point_and_only_the_surveyed_ones_are_exact(placed_city):
    assert all(region.point for region in placed_city.values())
    exact = {region.level for region in placed_city.values() if not region.is_approximate}
    assert exact == {Level.CITY, Level.COUNTY}


def test_every_placed_point_lies_in_its_county(placed_city):
    placed = [region for region in placed_city.values() if region.is_approximate]
    assert all(boundaries.boundary(county_code_of(region.code)).contains(*region.point) for region in placed)


def test_communities_lie_around_their_township_and_townships_all_over_the_county(placed_city):
    communities = [region for region in placed_city.values() if region.level == Level.COMMUNITY]
    distances = [
        geo.distance_m(*region.point, *placed_city[region.parent_id].point) for region in communities
    ]
    assert max(distances) < 3_050
    townships = [region for region in placed_city.values() if region.parent_id == "511722000000"]
    box = boundaries.boundary("511722000000").box
    assert max(t.lat for t in townships) - min(t.lat for t in townships) > (box.north - box.south) / 2
    assert len({region.point for region in placed_city.values()}) == len(placed_city)


def test_placing_is_the_same_everywhere_and_never_moves_a_point(hierarchy, write_csv):
    surveyed = Region.objects.get(code=COMMUNITY)
    surveyed.lat, surveyed.lon, surveyed.location_quality = 31.25, 107.45, LocationQuality.EXACT
    surveyed.save()
    assert place_approximately() == 4
    before = {region.code: (region.point, region.location_quality) for region in Region.objects.all()}
    assert before[COMMUNITY] == ((31.25, 107.45), "exact")
    assert place_approximately() == 0
    Region.objects.exclude(code=COMMUNITY).update(lat=None, lon=None, location_quality="unknown")
    place_approximately()
    assert {region.code: (region.point, region.location_quality) for region in Region.objects.all()} == before


def test_a_reload_leaves_placed_points_where_they_are(hierarchy, good_rows, write_csv):
    first, _status = command(write_csv(good_rows), "--place-approximate")
    again, _status = command(write_csv(good_rows), "--place-approximate")
    assert (first["placed"], again["placed"]) == (5, 0)
    assert counts(again) == (8, 0, 0, 8, 0)


def test_regions_of_a_county_without_outline_stay_without_a_point(hierarchy, settings, tmp_path):
    path = tmp_path / "none.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    settings.SHOUWANG_BOUNDARIES = str(path)
    assert place_approximately() == 0
    assert not Region.objects.with_point().exists()


def test_merging_nothing_is_nothing(db):
    assert merge_regions(records=[]) == (0, 0, 0)
