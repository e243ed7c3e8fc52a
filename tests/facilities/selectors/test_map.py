"""What the map fetches: care points in a box and the outlines of the counties."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client, override_settings

from facilities.models import Facility
from facilities.selectors import map as map_selectors
from facilities.templatetags.care_points import distance, on_map
from regions import geo
from tests.conftest import in_english
from tests.facilities.conftest import at

Make = Callable[..., Facility]
BOX = "107.4,31.1,107.6,31.3"


def test_care_points_in_the_box_come_as_geojson(client: Client, make_facility: Make) -> None:
    inside = make_facility(name="内")
    make_facility(name="外", lat=31.5)
    make_facility(name="无", lat=None, lon=None)
    make_facility(name="关", closed_on="2020-01-01")
    with time_machine.travel(at(2026, 1, 5, 10), tick=False):
        answer = in_english(client).get("/care-points/points.json", {"box": BOX})
    assert answer["Content-Type"] == "application/geo+json"
    found = answer.json()
    assert found["truncated"] is False
    (feature,) = found["features"]
    assert feature["id"] == inside.pk
    assert feature["geometry"] == {"type": "Point", "coordinates": [107.502, 31.212]}
    assert feature["properties"]["name"] == "内"
    assert feature["properties"]["open"] is True
    assert feature["properties"]["url"] == f"/care-points/{inside.pk}/"


def test_the_answer_may_be_cached_by_anybody(client: Client, make_facility: Make) -> None:
    make_facility()
    answer = client.get("/care-points/points.json", {"box": BOX})
    assert "public" in answer["Cache-Control"]
    assert "max-age=300" in answer["Cache-Control"]
    assert not answer.cookies


def test_types_and_open_now_narrow_as_in_the_finder(client: Client, make_facility: Make) -> None:
    make_facility(name="开")
    make_facility(name="关", opening_hours="Sa 09:00-10:00")
    make_facility(name="站", type="station")
    with time_machine.travel(at(2026, 1, 5, 10), tick=False):
        found = client.get("/care-points/points.json", {"box": BOX, "open": "1", "type": "meal_site"}).json()
    assert [feature["properties"]["name"] for feature in found["features"]] == ["开"]


def test_there_is_a_limit_and_the_answer_says_so(
    client: Client, make_facility: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_selectors, "AT_MOST", 3)
    for _number in range(4):
        make_facility()
    found = client.get("/care-points/points.json", {"box": BOX}).json()
    assert (len(found["features"]), found["truncated"]) == (3, True)


def test_a_map_in_gcj02_gets_box_and_points_in_gcj02(client: Client, make_facility: Make) -> None:
    make_facility(lat=31.2096, lon=107.4677)
    # 20 m around where GCJ-02 has it: in WGS-84 there is nothing.
    box = "107.4721,31.2072,107.4726,31.2077"
    assert client.get("/care-points/points.json", {"box": box}).json()["features"] == []
    (feature,) = client.get("/care-points/points.json", {"box": box, "crs": "GCJ-02"}).json()["features"]
    assert feature["geometry"]["coordinates"] == pytest.approx([107.472356, 31.207455], abs=2e-6)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"box": "1,2,3"},
        {"box": "a,b,c,d"},
        {"box": "107.6,31.1,107.4,31.3"},
        {"box": "70,10,130,50"},
        {"box": "nan,nan,nan,nan"},
        {"box": BOX, "crs": "X"},
    ],
)
def test_a_box_that_is_none_is_a_kind_400(client: Client, db: None, query: dict[str, str]) -> None:
    answer = client.get("/care-points/points.json", query)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_the_outlines_are_our_own_and_name_the_counties(client: Client, db: None) -> None:
    found = client.get("/care-points/outlines.json").json()
    names = {feature["properties"]["name"]: feature for feature in found["features"]}
    assert {"通川区", "宣汉县", "万源市"} <= set(names)
    assert names["达州市"]["properties"]["is_city"] is True
    lat, lon = names["宣汉县"]["properties"]["label"]
    assert 31 < lat < 32.5 and 107 < lon < 109


def test_without_tiles_the_map_draws_wgs84_and_names_no_other_host(
    client: Client, make_facility: Make
) -> None:
    make_facility()
    page = client.get("/care-points/").content.decode()
    assert 'data-tiles=""' in page
    assert 'data-system="WGS-84"' in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


@override_settings(MAP_TILES_URL="/tiles/{z}/{x}/{y}.png", MAP_TILES_COORD_SYSTEM="GCJ-02")
def test_with_tiles_in_gcj02_positions_are_shifted_onto_them(client: Client, make_facility: Make) -> None:
    assert on_map(geo.Point(31.2096, 107.4677)) == "31.207455,107.472356"
    make_facility(lat=31.2096, lon=107.4677)
    page = client.get("/care-points/").content.decode()
    assert 'data-care-point="31.207455,107.472356"' in page
    assert 'data-system="GCJ-02"' in page


@pytest.mark.parametrize(
    ("metres", "words"),
    [(None, ""), (3, "50 m"), (349, "350 m"), (949, "950 m"), (1_249, "1.2 km"), (23_400, "23 km")],
)
def test_distances_have_no_more_digits_than_they_deserve(metres: float | None, words: str) -> None:
    from django.utils import translation

    with translation.override("en"):
        assert distance(metres) == words
