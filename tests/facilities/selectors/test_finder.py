"""Residents find the nearest care points, without a log-in and without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from geopy.distance import geodesic

from facilities.enums import FacilityType
from facilities.models import Facility
from facilities.selectors.finder import FinderQuery, find_facilities
from policies.models import PolicyRow
from regions import geo
from regions.models import Region
from tests.conftest import in_english
from tests.facilities.conftest import at

MONDAY_MORNING = at(2026, 1, 5, 10)
HERE = geo.Point(31.212, 107.502)
Make = Callable[..., Facility]


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.fixture
def get(client: Client) -> Callable[..., str]:
    """The finder's page on a Monday morning, in English, for nobody in particular."""

    def page(**query: object) -> str:
        with time_machine.travel(MONDAY_MORNING, tick=False):
            answer = in_english(client).get("/care-points/", query)
        assert answer.status_code == 200
        return answer.content.decode()

    return page


def names(page: str) -> list[str]:
    return re.findall(r'<a href="/care-points/\d+/">([^<]+)</a></h3>', page)


def test_the_nearest_come_first_in_the_order_of_the_geodesic(make_facility: Make) -> None:
    rng = Random(7)
    for _number in range(60):
        make_facility(lat=31.2 + rng.uniform(-0.2, 0.2), lon=107.5 + rng.uniform(-0.2, 0.2))
    found = find_facilities(FinderQuery(near=HERE, limit=25), MONDAY_MORNING).nearest
    by_geodesic = sorted(
        Facility.objects.all(), key=lambda facility: geodesic(HERE, (facility.lat, facility.lon)).m
    )
    assert [one.facility.pk for one in found] == [facility.pk for facility in by_geodesic[:25]]
    for one in found:
        true = geodesic(HERE, (one.facility.lat, one.facility.lon)).m
        assert one.distance_m == pytest.approx(true, abs=0.1)


def test_walking_minutes_follow_the_policies(make_facility: Make) -> None:
    make_facility(lat=HERE.lat + 0.006, lon=HERE.lon)  # 665 m
    assert find_facilities(FinderQuery(near=HERE), MONDAY_MORNING).nearest[0].minutes == 14
    PolicyRow.objects.create(
        key="facilities.walking_speed_m_s",
        value=0.5,
        valid_from="2025-01-01",
        source_kind="choice",
        source="-",
    )
    assert find_facilities(FinderQuery(near=HERE), MONDAY_MORNING).nearest[0].minutes == 29


def test_the_list_tells_distance_minutes_state_and_phone(
    make_facility: Make, get: Callable[..., str]
) -> None:
    make_facility(name="甲助餐点", lat=HERE.lat + 0.006, lon=HERE.lon)
    page = get(near="31.212,107.502")
    assert names(page) == ["甲助餐点"]
    assert "about 650 m" in page
    assert "14 minutes on foot" in page
    assert "Today 8:30–17:30. Open now, until 17:30" in page
    assert 'href="tel:+868182123456"' in page
    assert "0818 212 3456" in page


def test_only_what_is_open_now_is_left_when_asked(make_facility: Make, get: Callable[..., str]) -> None:
    make_facility(name="上午", opening_hours="Mo-Fr 08:30-11:30")
    make_facility(name="下午", opening_hours="Mo-Fr 14:00-17:30")
    make_facility(name="不详", opening_hours="")
    make_facility(name="旧文字", opening_hours="早上到晚上")
    assert sorted(names(get(near="31.212,107.502"))) == ["上午", "下午", "不详", "旧文字"]
    assert names(get(near="31.212,107.502", open="1")) == ["上午"]


def test_a_type_narrows_and_several_add_up(make_facility: Make, get: Callable[..., str]) -> None:
    make_facility(name="吃饭")
    make_facility(name="日间", type=FacilityType.DAY_CARE_CENTRE)
    make_facility(name="驿站", type=FacilityType.STATION)
    assert names(get(near="31.212,107.502", type="meal_site")) == ["吃饭"]
    both = get(near="31.212,107.502", type=["meal_site", "station"])
    assert sorted(names(both)) == ["吃饭", "驿站"]
    assert re.findall(r'value="(\w+)" checked', both) == ["station", "meal_site"]


def test_only_types_that_exist_are_offered(make_facility: Make, get: Callable[..., str]) -> None:
    make_facility()
    page = get()
    assert 'value="meal_site"' in page
    assert 'value="rescue_station"' not in page


def test_a_community_typed_by_name_is_the_place_to_start_from(
    make_facility: Make, get: Callable[..., str], community: Region, community_next_door: Region
) -> None:
    make_facility(name="甲边", lat=community.lat, lon=community.lon)
    make_facility(name="乙边", lat=community_next_door.lat, lon=community_next_door.lon)
    page = get(q="乙社区")
    assert names(page) == ["乙边", "甲边"]
    assert "Nearest to 通川区 东城街道 乙社区" in page
    assert "whose position is approximate" in page


def test_a_typed_place_wins_over_the_position_of_the_device(
    make_facility: Make, get: Callable[..., str], community: Region, community_next_door: Region
) -> None:
    make_facility(name="甲边", lat=community.lat, lon=community.lon)
    make_facility(name="乙边", lat=community_next_door.lat, lon=community_next_door.lon)
    assert names(get(near="31.212,107.502", q="乙社区"))[0] == "乙边"


def test_a_picked_community_works_without_a_script(
    make_facility: Make, get: Callable[..., str], community_next_door: Region
) -> None:
    make_facility(name="甲边")
    assert names(get(region=community_next_door.code)) == ["甲边"]
    assert names(get(region="东城街道 乙社区")) == ["甲边"]


def test_a_place_that_can_mean_several_is_asked_back_with_links(
    make_facility: Make, get: Callable[..., str], community: Region, community_next_door: Region
) -> None:
    Region.objects.filter(pk=community.pk).update(name="幸福东社区")
    Region.objects.filter(pk=community_next_door.pk).update(name="幸福西社区")
    make_facility(address="")
    page = get(q="幸福", type="meal_site")
    assert "Which “幸福” do you mean?" in page
    assert f"region={community.code}" in page
    assert "type=meal_site" in page


@pytest.mark.parametrize("word", ["阳光", "滨河", "助餐", "食堂", "meal", "理发", "阳光 滨河"])
def test_names_addresses_types_and_services_are_found_by_a_part_of_them(
    make_facility: Make, word: str
) -> None:
    make_facility(name="阳光之家", address="滨河东路8号", services=["理发", "量血压"])
    make_facility(name="别处", address="别路", type=FacilityType.STATION)
    found = find_facilities(FinderQuery(text=word), MONDAY_MORNING)
    assert [one.facility.name for one in found.named] == ["阳光之家"]


def test_what_a_word_names_comes_by_distance_when_the_position_is_known(make_facility: Make) -> None:
    for step in range(30):
        make_facility(name=f"助餐{30 - step:02d}", lat=31.2 + step / 100, lon=107.5)
    make_facility(name="驿站", type=FacilityType.STATION, lat=31.2, lon=107.5)
    found = find_facilities(FinderQuery(near=geo.Point(31.2, 107.5), text="助餐"), MONDAY_MORNING)
    assert [one.facility.name for one in found.named] == [f"助餐{30 - step:02d}" for step in range(20)]
    assert found.nearest == []


def test_an_unknown_word_says_so_and_keeps_what_was_typed(
    make_facility: Make, get: Callable[..., str]
) -> None:
    make_facility()
    page = get(q="火星基地")
    assert "neither a place nor a care point called “火星基地”" in page
    assert 'value="火星基地"' in page


def test_without_a_place_the_register_is_listed(make_facility: Make, get: Callable[..., str]) -> None:
    for _number in range(25):
        make_facility()
    page = get()
    assert len(names(page)) == 20
    assert "show=40" in page
    assert len(names(get(show="40"))) == 25


def test_closed_and_not_yet_opened_care_points_are_not_found(
    make_facility: Make, get: Callable[..., str]
) -> None:
    make_facility(name="关了", closed_on="2025-12-31")
    make_facility(name="没开", opened_on="2026-02-01")
    make_facility(name="在", opened_on="2026-01-05", closed_on="2026-01-06")
    assert names(get(near="31.212,107.502")) == ["在"]


def test_unverified_approximate_and_invented_entries_are_marked(
    make_facility: Make, get: Callable[..., str]
) -> None:
    make_facility(verified_on="2025-12-01")
    page = get(near="31.212,107.502")
    assert not re.search("Not checked yet|Last checked|position approximate<|Demo</span>", page)
    Facility.objects.update(verified_on="2025-06-01", location_quality="approximate", is_demo=True)
    page = get(near="31.212,107.502")
    assert "Last checked 2025-06-01: ring before you go." in page
    assert '<span class="muted">position approximate</span>' in page
    assert '<span class="badge badge-warn">Demo</span>' in page


def test_verified_counts_180_days_and_not_one_more(make_facility: Make) -> None:
    facility = make_facility(verified_on=date(2025, 7, 9))
    with time_machine.travel(at(2026, 1, 5, 10), tick=False):
        assert facility.verified_within(180)
    with time_machine.travel(at(2026, 1, 6, 10), tick=False):
        assert not facility.verified_within(180)


def test_stored_nonsense_in_the_hours_is_shown_and_breaks_nothing(
    make_facility: Make, get: Callable[..., str]
) -> None:
    make_facility(opening_hours="早上到晚上 <b>")
    page = get(near="31.212,107.502")
    assert "早上到晚上 &lt;b&gt;" in page


@pytest.mark.parametrize("near", ["x", "31.2", "999,107", "107.5,31.2", "nan,nan"])
def test_a_position_that_cannot_be_is_said_and_the_list_still_comes(
    make_facility: Make, get: Callable[..., str], near: str
) -> None:
    make_facility(name="在")
    assert names(get(near=near)) == ["在"]


def test_a_position_finer_than_a_hundred_metres_is_rounded_before_anything_is_shown(
    make_facility: Make, client: Client, get: Callable[..., str]
) -> None:
    make_facility()
    answer = client.get("/care-points/", {"near": "31.2123456,107.5023456", "open": "1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/care-points/?near=31.212%2C107.502&open=1"
    assert 'value="31.212,107.502"' in get(near="31.212,107.502")


def test_the_page_may_not_be_kept_by_others(make_facility: Make, client: Client) -> None:
    answer = client.get("/care-points/?near=31.212,107.502")
    assert "private" in answer["Cache-Control"]


def test_a_county_lists_its_own_and_not_the_neighbours(
    make_facility: Make, get: Callable[..., str], county: Region, community_far_away: Region
) -> None:
    make_facility(name="本县")
    make_facility(name="邻县", region=community_far_away)
    assert names(get(region=county.code)) == ["本县"]


QUERIES = {
    "near": "31.212,107.502",
    "open": "1",
    "q": "东城街道",
    "type": ["meal_site", "station"],
}


@pytest.mark.parametrize("rows", [1, 45])
@pytest.mark.parametrize(
    ("query", "limit"),
    [({}, 4), ({"near": QUERIES["near"]}, 6), ({"near": QUERIES["near"], "q": "助餐"}, 8), (QUERIES, 14)],
    ids=["register", "near", "word", "everything"],
)
def test_a_page_costs_few_queries_however_much_it_shows(
    make_facility: Make,
    client: Client,
    community_next_door: Region,
    django_assert_max_num_queries: Callable[..., object],
    rows: int,
    query: dict[str, object],
    limit: int,
) -> None:
    for number in range(rows):
        make_facility(lat=31.2 + number / 500, lon=107.5)
    with time_machine.travel(MONDAY_MORNING, tick=False), django_assert_max_num_queries(limit):
        assert client.get("/care-points/", query).status_code == 200
