"""Positions: conversions, distances, boxes, and what a person may type."""

from __future__ import annotations

import math

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from regions import geo
from regions.enums import CoordSystem

in_china = st.tuples(st.floats(18, 53.5), st.floats(73.6, 135))
on_earth = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
# Checked elsewhere, to a microdegree.
WGS, GCJ, BD = (31.2096, 107.4677), (31.207455, 107.472356), (31.213200, 107.478938)


def metres_apart(one, other) -> float:
    return geodesic(one, other).m


def test_a_checked_point_goes_through_all_three_systems():
    assert geo.wgs84_to_gcj02(*WGS) == pytest.approx(GCJ, abs=5.1e-7)
    assert geo.gcj02_to_bd09(*GCJ) == pytest.approx(BD, abs=1e-6)
    assert geo.wgs84_to_bd09(*WGS) == pytest.approx(BD, abs=1e-6)


@pytest.mark.parametrize(
    ("system", "point"),
    [(CoordSystem.WGS84, WGS), (CoordSystem.GCJ02, GCJ), (CoordSystem.BD09, BD), ("GCJ-02", GCJ)],
)
def test_every_system_comes_back_to_wgs84_within_ten_centimetres(system, point):
    assert metres_apart(geo.to_wgs84(*point, system), WGS) < 0.1


def test_an_unknown_system_is_an_error():
    with pytest.raises(ValueError, match="CGCS"):
        geo.to_wgs84(31.2, 107.4, "CGCS2000")


def test_unconverted_gcj02_is_hundreds_of_metres_off():
    assert 300 < metres_apart(WGS, GCJ) < 700


@given(in_china)
def test_gcj02_round_trips_everywhere_in_china(point):
    assert metres_apart(geo.gcj02_to_wgs84(*geo.wgs84_to_gcj02(*point)), point) < 0.001


@given(in_china)
def test_bd09_round_trips_everywhere_in_china(point):
    assert metres_apart(geo.bd09_to_wgs84(*geo.wgs84_to_bd09(*point)), point) < 0.001


@pytest.mark.parametrize("point", [(51.5, -0.12), (-33.9, 151.2), (0.0, 100.0)])
def test_outside_china_gcj02_is_wgs84(point):
    assert geo.wgs84_to_gcj02(*point) == point
    assert geo.gcj02_to_wgs84(*point) == point


@given(in_china, st.floats(-30_000, 30_000), st.floats(-30_000, 30_000))
def test_within_a_city_the_distance_agrees_with_the_geodesic_to_a_centimetre(point, north_m, east_m):
    other = geo.offset(*point, north_m, east_m)
    assert geo.distance_m(*point, *other) == pytest.approx(metres_apart(point, other), abs=0.01)


@given(in_china, in_china)
def test_across_the_country_the_distance_agrees_with_the_geodesic_to_a_thousandth(one, other):
    assert geo.distance_m(*one, *other) == pytest.approx(metres_apart(one, other), rel=1e-3, abs=0.01)


@given(in_china, in_china)
def test_the_distance_is_the_same_in_both_directions_and_in_bulk(one, other):
    there, back = geo.distance_m(*one, *other), geo.distance_m(*other, *one)
    assert there == back
    assert geo.distances_m(*one, [other[0]], [other[1]]).tolist() == pytest.approx([there], abs=1e-6)


def test_a_distance_kept_as_evidence_is_that_of_the_surveyors():
    # Flinders Peak to Buninyong, the worked example of Geoscience Australia.
    flinders = (-(37 + 57 / 60 + 3.72030 / 3600), 144 + 25 / 60 + 29.52440 / 3600)
    buninyong = (-(37 + 39 / 60 + 10.15610 / 3600), 143 + 55 / 60 + 35.38390 / 3600)
    assert geo.geodesic_m(*flinders, *buninyong) == pytest.approx(54_972.271, abs=0.001)


def test_the_other_side_of_the_earth_has_a_distance_too():
    assert geo.distance_m(0, 0, 0, 180) == pytest.approx(math.pi * geo.MEAN_RADIUS_M, rel=0.01)
    assert geo.distance_m(90, 0, -90, 0) == pytest.approx(geodesic((90, 0), (-90, 0)).m, rel=0.05)


def test_earth_centred_coordinates_keep_the_shape_of_their_input():
    assert geo.ecef(0, 0) == pytest.approx([geo.SEMI_MAJOR_M, 0, 0])
    assert geo.ecef([0, 90], [90, 0]).shape == (2, 3)
    assert geo.ecef(90, 0)[2] == pytest.approx(geo.SEMI_MAJOR_M * (1 - geo.FLATTENING))


def holds(box, lat, lon):
    """Whether a position lies in the box, edges included."""
    from_west, to_east = lon >= box.west, lon <= box.east
    inside = (from_west or to_east) if box.crosses_antimeridian else (from_west and to_east)
    return box.south <= lat <= box.north and inside


@given(on_earth, st.floats(0, 20_000_000), st.floats(0, 2 * math.pi))
def test_no_position_within_the_radius_lies_outside_the_box(point, radius_m, bearing):
    target = geodesic(meters=radius_m * 0.999).destination(point, math.degrees(bearing))
    assert holds(geo.bounding_box(*point, radius_m), target.latitude, target.longitude)


def test_a_small_box_is_hardly_larger_than_its_circle():
    box = geo.bounding_box(31.2, 107.5, 1_000)
    assert metres_apart((box.south, 107.5), (box.north, 107.5)) == pytest.approx(2_000, rel=0.01)
    assert metres_apart((31.2, box.west), (31.2, box.east)) == pytest.approx(2_000, rel=0.01)


def test_a_box_over_the_antimeridian_holds_both_of_its_sides():
    box = geo.bounding_box(-17.0, 179.99, 5_000)
    assert box.crosses_antimeridian
    assert holds(box, -17.0, 179.96)
    assert holds(box, -17.0, -179.97)
    assert not holds(box, -17.0, 0.0)


def test_a_box_around_a_pole_takes_every_longitude():
    box = geo.bounding_box(89.99, 10.0, 5_000)
    assert (box.north, box.west, box.east) == (90.0, -180.0, 180.0)
    assert holds(box, 89.98, -170.0)


def test_a_negative_radius_is_an_error():
    with pytest.raises(ValueError, match="negative"):
        geo.bounding_box(31.2, 107.5, -1)


def test_walking_time_counts_the_detour():
    assert geo.walking_minutes(600, speed_m_s=1.0, detour=1.3) == pytest.approx(13.0)
    with pytest.raises(ValueError, match="speed"):
        geo.walking_minutes(600, speed_m_s=0, detour=1.3)
    with pytest.raises(ValueError, match="detour"):
        geo.walking_minutes(600, speed_m_s=1, detour=0.9)


@pytest.mark.parametrize("lat", ["31.2112", 31.2112, " 31.2112 "])
def test_a_position_is_read_from_text_and_from_numbers(lat):
    assert geo.parse_coordinate(lat, "107.4631") == (31.2112, 107.4631)


@pytest.mark.parametrize("empty", ["", None, "  "])
def test_an_empty_position_is_none(empty):
    assert geo.parse_coordinate(empty, empty) is None


@pytest.mark.parametrize(
    ("lat", "lon", "field", "why"),
    [
        ("", "107.4", "lat", "no latitude"),
        ("31.2", None, "lon", "no longitude"),
        ("north", "107.4", "lat", "not a number"),
        ("31.2", "107,4", "lon", "not a number"),
        ("nan", "107.4", "lat", "not a number"),
        ("31.2", "inf", "lon", "not a number"),
        ("3_1", "107.4", "lat", "not a number"),
        ("107.4", "31.2", "lat", "seem to be swapped"),
        # Latitude 87 exists, but nobody lives there, and 87 east is Xinjiang.
        ("87.6", "43.8", "lat", "seem to be swapped"),
        ("-91", "0", "lat", "between -90 and 90"),
        ("31.2", "180.5", "lon", "between -180 and 180"),
        ("1e300", "107", "lat", "between -90 and 90"),
        ("0", "0", "lat", "in the sea"),
    ],
)
def test_nonsense_is_refused_with_the_field_at_fault(lat, lon, field, why, english):
    with pytest.raises(geo.CoordinateError, match=why) as caught:
        geo.parse_coordinate(lat, lon)
    assert caught.value.field == field
