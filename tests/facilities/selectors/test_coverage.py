"""How much of the city is covered, and what the figures rest on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from geopy.distance import geodesic

from facilities.models import Facility
from facilities.selectors.coverage import (
    communities_covered,
    coverage,
    elders_within_circle,
    mean_service_centre_area,
    renovated_share,
)
from policies.models import PolicyRow
from policies.selectors import book
from regions import geo
from regions.models import Region, Zone

Make = Callable[..., Facility]
TODAY = date(2026, 1, 5)


def rule(key: str, value: float, **fields: object) -> None:
    PolicyRow.objects.create(
        key=f"facilities.{key}",
        value=value,
        valid_from="2025-01-01",
        source_kind="choice",
        source="-",
        **fields,
    )


def test_a_community_with_a_care_point_and_one_within_the_circle_are_covered(
    make_facility: Make,
    city: Region,
    community: Region,
    community_next_door: Region,
    community_far_away: Region,
) -> None:
    # 15 minutes at 1.0 m/s, ways 1.3 times as long as the straight line: 692 m.
    near = geo.offset(community_next_door.lat, community_next_door.lon, 680, 0)
    make_facility(region=community, lat=near.lat, lon=near.lon)
    found = coverage(city, TODAY)
    assert found == {
        "value": 2 / 3,
        "numerator": 2,
        "denominator": 3,
        "target": 0.9,
        "have": 1,
        "served_only": 1,
        "approximate": 1,
        "without_point": 0,
        "radius_m": 692,
    }


def test_beyond_the_circle_a_community_is_not_covered(
    make_facility: Make, community: Region, community_next_door: Region
) -> None:
    away = geo.offset(community_next_door.lat, community_next_door.lon, 700, 0)
    make_facility(region=community, lat=away.lat, lon=away.lon)
    assert [
        row.code for row in communities_covered(community.parent, TODAY, book(TODAY)) if not row.covered
    ] == [community_next_door.code]


def test_the_distance_behind_the_answer_is_the_geodesic(make_facility: Make, community: Region) -> None:
    make_facility(lat=31.25, lon=107.55)
    (row,) = communities_covered(community, TODAY, book(TODAY))
    assert row.distance_m == pytest.approx(
        geodesic((community.lat, community.lon), (31.25, 107.55)).m, abs=0.1
    )


def test_a_care_point_across_the_border_serves_too(
    make_facility: Make, community: Region, county: Region, community_far_away: Region
) -> None:
    make_facility(region=community_far_away, lat=community.lat, lon=community.lon)
    assert coverage(county, TODAY)["numerator"] == 1


@pytest.mark.parametrize(
    "fields",
    [{"type": "rescue_station"}, {"closed_on": date(2026, 1, 5)}, {"opened_on": date(2026, 1, 6)}],
    ids=["no elder care", "closed today", "opens tomorrow"],
)
def test_only_elder_care_that_exists_on_the_day_counts(
    make_facility: Make, community: Region, fields: dict[str, object]
) -> None:
    make_facility(**fields)
    assert coverage(community, TODAY)["numerator"] == 0


def test_a_community_without_a_point_is_covered_only_by_having(
    make_facility: Make, community: Region
) -> None:
    Region.objects.filter(pk=community.pk).update(lat=None, lon=None)
    assert coverage(community, TODAY)["without_point"] == 1
    assert coverage(community, TODAY)["numerator"] == 0
    make_facility(region=community)
    assert coverage(community, TODAY)["numerator"] == 1


def test_the_circle_is_a_policy_and_a_county_can_have_its_own(
    make_facility: Make, city: Region, community: Region, community_next_door: Region, county: Region
) -> None:
    away = geo.offset(community_next_door.lat, community_next_door.lon, 900, 0)
    make_facility(region=community, lat=away.lat, lon=away.lon)
    assert coverage(city, TODAY)["numerator"] == 1
    rule("circle_minutes", 20, region=county)
    assert coverage(city, TODAY)["numerator"] == 2
    assert coverage(county, TODAY)["radius_m"] == 923


def test_coverage_of_a_zone_is_that_of_its_townships(
    make_facility: Make, township: Region, community: Region, community_far_away: Region
) -> None:
    make_facility(region=community)
    zone = Zone.objects.create(code="gxq", name="高新区")
    zone.townships.add(township)
    assert (coverage(zone, TODAY)["numerator"], coverage(zone, TODAY)["denominator"]) == (1, 1)


def test_a_share_of_nothing_is_unknown_not_zero(city: Region) -> None:
    assert coverage(city, TODAY)["value"] is None
    assert mean_service_centre_area(city, TODAY)["value"] is None
    assert renovated_share(city, TODAY)["value"] is None
    assert elders_within_circle([], city, TODAY)["value"] is None


def test_elders_within_the_circle_are_counted_and_those_without_a_position_are_said(
    make_facility: Make,
) -> None:
    make_facility(lat=31.2, lon=107.5)
    elders = [geo.offset(31.2, 107.5, metres, 0) for metres in (0, 690, 695, 5_000)]
    found = elders_within_circle([*elders, None], None, TODAY)
    assert (found["numerator"], found["denominator"], found["without_point"]) == (2, 5, 1)


def test_without_any_care_point_nobody_is_within_the_circle(city: Region) -> None:
    found = elders_within_circle([(31.2, 107.5)], city, TODAY)
    assert (found["numerator"], found["value"]) == (0, 0.0)


def test_the_mean_area_hides_no_gap(make_facility: Make, city: Region) -> None:
    for number, area in enumerate((120, 299, 300, 800, None)):
        make_facility(name=f"中心{number}", type="community_service_centre", area_m2=area)
    make_facility(name="不算", area_m2=10_000)
    assert mean_service_centre_area(city, TODAY) == {
        "value": 379.75, "numerator": 1519, "denominator": 4, "target": 300.0, "below": 2, "unknown": 1,
    }  # fmt: skip


def test_the_renovated_share_is_of_service_centres_only(
    make_facility: Make, county: Region, community_far_away: Region
) -> None:
    make_facility(name="甲", type="community_service_centre", renovated=True)
    make_facility(name="乙", type="community_service_centre")
    make_facility(name="丙", renovated=True)
    make_facility(name="丁", type="community_service_centre", region=community_far_away)
    assert renovated_share(county, TODAY) == {"value": 0.5, "numerator": 1, "denominator": 2, "target": 1.0}


def test_coverage_of_a_city_takes_few_queries(
    make_facility: Make,
    city: Region,
    community_next_door: Region,
    django_assert_num_queries: Callable[..., object],
) -> None:
    make_facility()
    with django_assert_num_queries(4):
        coverage(city, TODAY)
