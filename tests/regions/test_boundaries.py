"""Outlines of the counties."""

from __future__ import annotations

import json
import random
import re

import pytest

from regions import boundaries, geo
from regions.boundaries import BoundariesError
from regions.codes import level_of
from regions.enums import Level

SQUARE = [[107.0, 31.0], [108.0, 31.0], [108.0, 32.0], [107.0, 32.0], [107.0, 31.0]]
HOLE = [[107.4, 31.4], [107.6, 31.4], [107.6, 31.6], [107.4, 31.6], [107.4, 31.4]]
ISLAND = [[109.0, 31.0], [109.1, 31.0], [109.1, 31.1], [109.0, 31.0]]


def feature(code, kind, coordinates, name="方县"):
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


@pytest.fixture
def use_outlines(tmp_path, settings):
    """Make the site use these features instead of the packaged ones."""

    def use(*features, text=None):
        path = tmp_path / "outlines.geojson"
        path.write_text(
            text if text is not None else json.dumps({"type": "FeatureCollection", "features": features})
        )
        settings.SHOUWANG_BOUNDARIES = str(path)
        return path

    return use


@pytest.fixture
def square(use_outlines):
    use_outlines(feature("990101000000", "MultiPolygon", [[SQUARE, HOLE], [ISLAND]]))
    return boundaries.boundary("990101000000")


def test_the_packaged_outlines_are_those_of_the_city_and_its_seven_counties():
    levels = [level_of(code) for code in boundaries.boundaries()]
    assert (levels.count(Level.CITY), levels.count(Level.COUNTY)) == (1, 7)


@pytest.mark.usefixtures("packaged_regions")
def test_every_packaged_county_lies_in_its_own_outline_and_carries_its_name():
    from regions.models import Region

    counties = list(Region.objects.level(Level.COUNTY))
    assert [boundaries.boundary(county.code).name for county in counties] == [
        county.name for county in counties
    ]
    assert all(boundaries.boundary(county.code).contains(*county.point) for county in counties)


def test_a_community_lies_in_the_outline_of_its_county():
    assert boundaries.boundary("511702003001") is None
    assert boundaries.boundary_around("511702003001").code == "511702000000"
    assert boundaries.boundary_around("511799003001").code == "511700000000"
    assert boundaries.boundary_around("440101001001") is None


def test_inside_and_outside_are_told_apart_with_holes_and_islands(square):
    assert square.contains(31.2, 107.2)
    assert not square.contains(31.5, 107.5)
    assert square.contains(31.02, 109.05)
    assert not square.contains(31.09, 109.01)
    assert not square.contains(40.0, 107.2)


def test_random_points_lie_inside_and_come_again_with_the_same_seed(square):
    points = [square.random_point(random.Random(seed)) for seed in range(200)]
    assert all(square.contains(*point) for point in points)
    assert points == [square.random_point(random.Random(seed)) for seed in range(200)]
    # Spread over the whole, not crowded in a corner.
    assert {(int(lat > 31.5), int(lon > 107.5)) for lat, lon in points} == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_points_near_a_place_stay_near_and_inside(square):
    corner = (31.0001, 107.0001)
    points = [square.random_point_near(*corner, 2_000, random.Random(seed)) for seed in range(100)]
    assert all(square.contains(*point) and geo.distance_m(*corner, *point) <= 2_010 for point in points)
    assert len(set(points)) == 100


def test_a_place_outside_gets_its_points_from_the_nearest_inside(square):
    outside = (30.98, 107.5)
    points = [square.random_point_near(*outside, 500, random.Random(seed)) for seed in range(20)]
    assert all(square.contains(*point) and geo.distance_m(*outside, *point) < 40_000 for point in points)


def test_a_name_is_put_inside_the_outline_and_off_its_hole():
    for outline in boundaries.boundaries().values():
        assert outline.contains(*outline.label_point)


def test_the_label_keeps_clear_of_the_hole(square):
    assert square.contains(*square.label_point)


def test_another_file_takes_the_place_of_the_packaged_one(square):
    assert list(boundaries.boundaries()) == ["990101000000"]


def test_a_changed_file_is_read_again(use_outlines, square):
    import os

    path = use_outlines(feature("990102000000", "Polygon", [SQUARE]))
    os.utime(path, ns=(1, 1))
    assert list(boundaries.boundaries()) == ["990102000000"]


def test_an_outline_that_crosses_itself_holds_what_its_loops_enclose(use_outlines):
    hourglass = [[107.0, 31.0], [108.0, 32.0], [107.0, 32.0], [108.0, 31.0], [107.0, 31.0]]
    use_outlines(feature("990101000000", "Polygon", [hourglass]))
    outline = boundaries.boundary("990101000000")
    assert outline.contains(31.1, 107.5)
    assert outline.contains(31.9, 107.5)
    assert not outline.contains(31.5, 107.1)
    assert outline.contains(*outline.label_point)


def test_a_corner_with_a_height_and_an_open_ring_are_read(use_outlines):
    use_outlines(feature("990101000000", "Polygon", [[[*corner, 300.0] for corner in SQUARE[:-1]]]))
    [ring] = boundaries.boundary("990101000000").rings
    assert ring.tolist() == SQUARE


def test_a_name_stands_at_the_position_farthest_from_the_outline(use_outlines):
    use_outlines(feature("990101000000", "Polygon", [SQUARE]))
    assert boundaries.boundary("990101000000").label_point.lat == pytest.approx(31.5, abs=0.1)
    # As wide as high on the ground, so the middle has most room although a degree of longitude is shorter.
    narrow = [[107.0, 0.0], [108.0, 0.0], [108.0, 1.0], [107.0, 1.0]]
    use_outlines(feature("990102000000", "Polygon", [narrow]))
    assert boundaries.boundary("990102000000").label_point == pytest.approx((0.5, 107.5), abs=0.001)


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '{"features": [{}]}',
        json.dumps({"features": [feature("12", "Polygon", [SQUARE])]}),
        json.dumps({"features": [feature("990101000000", "Point", [1, 2])]}),
        json.dumps({"features": [feature("990101000000", "Polygon", [[[0, 0], [1, 1]]])]}),
        json.dumps({"features": [feature("990101000000", "Polygon", [[[31, 107], [32, 107], [32, 108]]])]}),
        json.dumps({"features": [feature("990101000000", "Polygon", [[["a", "b"]] * 4])]}),
        json.dumps({"features": [feature("990101000000", "Polygon", [])]}),
        json.dumps(
            {"features": [feature("990101000000", "Polygon", [[[107, 31], [108, 32], [107, 31], [108, 32]]])]}
        ),
        json.dumps(
            {"features": [feature("990101000000", "Polygon", [[[107, 31], [107, float("nan")], [108, 31]]])]}
        ),
    ],
)
def test_a_file_that_is_no_collection_of_outlines_is_named(use_outlines, text):
    use_outlines(text=text)
    with pytest.raises(BoundariesError):
        boundaries.boundaries()


def test_a_missing_file_is_named(settings, tmp_path, english):
    settings.SHOUWANG_BOUNDARIES = str(tmp_path / "nowhere.geojson")
    with pytest.raises(BoundariesError, match=r"nowhere\.geojson"):
        boundaries.boundaries()


def test_a_map_fits_into_its_frame_with_labels_inside():
    codes = [code for code in boundaries.boundaries() if level_of(code) is Level.COUNTY]
    paths = boundaries.svg_paths(codes, 400, 300)
    assert [path["code"] for path in paths] == codes
    for path in paths:
        numbers = [float(text) for text in re.findall(r"-?[0-9.]+", path["d"])]
        xs, ys = numbers[0::2], numbers[1::2]
        assert 0 <= min(xs) <= path["label_x"] <= max(xs) <= 400
        assert 0 <= min(ys) <= path["label_y"] <= max(ys) <= 300
        assert path["d"].startswith("M")
        assert path["d"].endswith("Z")
    everything = [float(text) for path in paths for text in re.findall(r"-?[0-9.]+", path["d"])]
    # The longer side of the city touches the margin.
    assert min(everything) == pytest.approx(4.0, abs=0.2)


def test_north_is_up_and_east_is_right_on_a_map(square):
    plan = boundaries.projection(["990101000000"], 200, 100)
    x1, y1 = plan.xy(31.2, 107.2)
    x2, y2 = plan.xy(31.4, 107.6)
    assert x2 > x1
    assert y2 < y1


def test_regions_without_an_outline_are_left_off_the_map(square):
    assert boundaries.svg_paths(["440101000000"], 100, 100) == []
    assert boundaries.projection([], 100, 100) is None
    assert [path["code"] for path in boundaries.svg_paths(["440101000000", "990101000000"], 100, 100)] == [
        "990101000000"
    ]
