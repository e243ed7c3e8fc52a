"""Finding what is near."""

from __future__ import annotations

import random
from typing import ClassVar

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from regions import geo
from regions.models import Located, LocatedQuerySet, Region, Zone, nearest
from tests.regions.conftest import CITY, COUNTY, TOWNSHIP, make_region

HERE = (31.21, 107.50)


@pytest.fixture
def places(db):
    """Fifty communities at random distances up to 40 km from HERE, and one without a point."""
    for code in (CITY, COUNTY, TOWNSHIP):
        make_region(code)
    rng = random.Random(7)
    regions = []
    for number in range(1, 51):
        point = geo.offset(*HERE, rng.uniform(-30_000, 30_000), rng.uniform(-30_000, 30_000))
        regions.append(make_region(f"{TOWNSHIP[:9]}{number:03d}", lat=point.lat, lon=point.lon))
    make_region(f"{TOWNSHIP[:9]}999")
    return regions


def by_distance(regions, here=HERE):
    return sorted(regions, key=lambda region: geo.distance_m(*here, region.lat, region.lon))


@pytest.mark.parametrize("limit", [1, 7, 50])
@pytest.mark.parametrize("start_radius_m", [1.0, 1_000.0, 500_000.0])
def test_the_nearest_are_found_in_order_whatever_the_search_begins_with(places, limit, start_radius_m):
    found = nearest(Region.objects.all(), *HERE, limit, start_radius_m=start_radius_m)
    assert [region.code for region in found] == [region.code for region in by_distance(places)[:limit]]
    assert [region.distance_m for region in found] == pytest.approx(
        [geo.distance_m(*HERE, region.lat, region.lon) for region in found]
    )


def test_fewer_than_asked_for_are_found_without_a_search_round_the_globe(
    places, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        assert len(nearest(Region.objects.all(), *HERE, 80)) == len(places)


def test_a_full_neighbourhood_costs_two_queries(places, django_assert_num_queries):
    with django_assert_num_queries(2):
        nearest(Region.objects.all(), *HERE, 5, start_radius_m=20_000)


def test_nothing_beyond_the_greatest_radius_is_found(places):
    inside = [region for region in places if geo.distance_m(*HERE, region.lat, region.lon) <= 10_000]
    found = nearest(Region.objects.all(), *HERE, 50, max_radius_m=10_000)
    assert [region.code for region in found] == [region.code for region in by_distance(inside)]


def test_corners_of_the_box_are_not_within_the_radius(places):
    corner = geo.offset(*HERE, 900, 900)
    region = make_region(f"{TOWNSHIP[:9]}888", lat=corner.lat, lon=corner.lon)
    assert region in Region.objects.near(*HERE, 1_000)
    assert region not in nearest(Region.objects.all(), *HERE, 50, max_radius_m=1_000)


def test_the_search_respects_the_filters_and_the_joins_of_its_queryset(places, django_assert_num_queries):
    wanted = Region.objects.filter(code__lte=f"{TOWNSHIP[:9]}010").with_full_names()
    found = nearest(wanted, *HERE, 3, start_radius_m=100_000)
    assert len(found) == 3
    with django_assert_num_queries(0):
        assert all(region.full_name and region.code <= f"{TOWNSHIP[:9]}010" for region in found)


def test_a_row_that_a_join_repeats_is_found_once(places):
    township = Region.objects.get(code=TOWNSHIP)
    for code in ("gaoxin", "dongbu"):
        Zone.objects.create(code=code, name=code).townships.add(township)
    found = nearest(Region.objects.filter(parent__zones__code__in=["gaoxin", "dongbu"]), *HERE, 50)
    assert len(found) == len(places)


def test_equal_distances_are_ordered_by_key(places):
    far = (10.0, 20.0)
    for number in (703, 701, 702):
        make_region(f"{TOWNSHIP[:9]}{number}", lat=far[0], lon=far[1])
    found = nearest(Region.objects.all(), *far, 3)
    assert [region.code[-3:] for region in found] == ["701", "702", "703"]


def test_neighbours_across_the_antimeridian_and_the_pole_are_found(places):
    one = make_region(f"{TOWNSHIP[:9]}901", lat=-17.0, lon=-179.999)
    two = make_region(f"{TOWNSHIP[:9]}902", lat=89.999, lon=-100.0)
    assert nearest(Region.objects.all(), -17.0, 179.999, 1) == [one]
    assert nearest(Region.objects.all(), 89.999, 80.0, 1) == [two]


def test_asking_for_none_asks_nothing(django_assert_num_queries):
    assert nearest(Region.objects.all(), *HERE, 0) == []


def test_a_queryset_without_positions_is_a_programming_error(db):
    with pytest.raises(TypeError, match="LocatedQuerySet"):
        nearest(Zone.objects.all(), *HERE, 1)


def test_the_box_is_served_by_the_index(places):
    if connection.vendor == "sqlite":
        plan = Region.objects.near(*HERE, 1_000).explain()
        assert "region_lat_lon" in plan
    names = [index.name for index in Region._meta.indexes]
    assert "region_lat_lon" in names


@isolate_apps("regions")
def test_a_model_that_loses_the_constraint_or_the_index_is_found_by_the_checks():
    class Forgetful(Located):
        class Meta:
            app_label = "regions"

    class Mindful(Located):
        objects: ClassVar = LocatedQuerySet.as_manager()

        class Meta(Located.Meta):
            app_label = "regions"
            indexes: ClassVar = [*Located.Meta.indexes, models.Index(fields=["lon"], name="mindful_lon")]

    assert [message.id for message in Forgetful.check()] == ["regions.E001", "regions.E002"]
    assert Mindful.check() == []
    assert [constraint.name for constraint in Mindful._meta.constraints] == ["regions_mindful_point_valid"]
