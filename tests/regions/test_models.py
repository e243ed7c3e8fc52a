"""The hierarchy as the database keeps it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import ProtectedError

from regions.codes import short_name
from regions.models import Level, LocationQuality, Region, Zone, in_area
from tests.regions.conftest import (
    CITY,
    COMMUNITY,
    COUNTY,
    FAR_COMMUNITY,
    NEIGHBOUR,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    make_region,
)


def codes(regions):
    return [region.code for region in regions]


def test_a_county_holds_itself_and_everything_below_it(hierarchy):
    assert codes(Region.objects.within(COUNTY)) == [COUNTY, TOWNSHIP, COMMUNITY, NEIGHBOUR]
    assert codes(Region.objects.within(hierarchy[COUNTY])) == [COUNTY, TOWNSHIP, COMMUNITY, NEIGHBOUR]
    assert Region.objects.within(CITY).count() == len(hierarchy)
    assert codes(Region.objects.within(COMMUNITY)) == [COMMUNITY]


def test_regions_can_be_narrowed_to_levels(hierarchy):
    assert codes(Region.objects.level(Level.COUNTY)) == [COUNTY, OTHER_COUNTY]
    assert codes(Region.objects.within(COUNTY).level(Level.TOWNSHIP, "county")) == [COUNTY, TOWNSHIP]


def test_a_region_knows_its_prefix(hierarchy):
    assert [hierarchy[code].prefix for code in (CITY, COUNTY, TOWNSHIP, COMMUNITY)] == [
        "5117",
        "511702",
        "511702003",
        "511702003001",
    ]


def test_a_full_name_leaves_the_city_out(hierarchy):
    assert hierarchy[COMMUNITY].full_name == "乙区 朝阳街道 红旗社区"
    assert hierarchy[TOWNSHIP].full_name == "乙区 朝阳街道"
    assert hierarchy[COUNTY].full_name == "乙区"
    assert hierarchy[CITY].full_name == "甲市"


@pytest.mark.parametrize("wanted", [1, 3])
def test_full_names_cost_one_query_however_many_there_are(hierarchy, django_assert_num_queries, wanted):
    with django_assert_num_queries(1):
        found = [region.full_name for region in Region.objects.level("community").with_full_names()[:wanted]]
    assert len(found) == wanted


def test_a_region_with_something_below_it_cannot_be_deleted(hierarchy):
    with pytest.raises(ProtectedError):
        hierarchy[TOWNSHIP].delete()


@pytest.mark.parametrize(
    "broken",
    [
        {"level": Level.COMMUNITY},
        {"code": "51170200400", "parent_id": COUNTY},
        {"code": "51170200400x", "parent_id": COUNTY},
        {"code": "511702004000\n"},
        {"parent_id": OTHER_COUNTY},
        {"parent_id": None},
        {"parent_id": TOWNSHIP},
        {"name": ""},
        {"urban_rural": "999"},
        {"lat": 31.2},
        {"lon": 107.5},
        {"lat": 91.0, "lon": 107.5},
        {"lat": 31.2, "lon": 181.0},
    ],
    ids=lambda broken: "-".join(broken),
)
def test_the_database_refuses_a_region_that_contradicts_itself(hierarchy, broken):
    good = {"code": "511702004000", "parent_id": COUNTY, "level": Level.TOWNSHIP, "name": "西城街道"}
    # PostgreSQL calls a text that is too long an error of data.
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Region.objects.create(**{**good, **broken})
    Region.objects.create(**good)


def test_a_form_hears_about_a_contradiction_in_words(hierarchy, english):
    region = Region(code="511702004000", parent_id=OTHER_COUNTY, level=Level.TOWNSHIP, name="西城街道")
    with pytest.raises(ValidationError, match="not the region the code belongs to"):
        region.full_clean()


def test_a_city_has_no_parent(hierarchy):
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(code="511800000000", parent_id=CITY, level=Level.CITY, name="丁市")


def test_a_zone_answers_like_a_county_for_its_townships(hierarchy):
    zone = Zone.objects.create(code="gaoxin", name="高新区")
    assert codes(Region.objects.within(zone)) == []
    zone.townships.add(hierarchy[OTHER_TOWNSHIP])
    assert codes(Region.objects.within(zone)) == [OTHER_TOWNSHIP, FAR_COMMUNITY]
    zone.townships.add(hierarchy[TOWNSHIP])
    assert codes(Region.objects.filter(in_area("pk", zone)).level("community")) == [
        COMMUNITY,
        NEIGHBOUR,
        FAR_COMMUNITY,
    ]


def test_the_subtree_test_uses_the_key_of_another_table_and_no_join(hierarchy, django_assert_num_queries):
    Zone.objects.create(code="gaoxin", name="高新区").townships.add(hierarchy[TOWNSHIP])
    through = Zone.townships.through.objects
    assert through.filter(in_area("region", COUNTY)).count() == 1
    assert through.filter(in_area("region", OTHER_COUNTY)).count() == 0
    assert "JOIN" not in str(through.filter(in_area("region", COUNTY)).query)


def test_a_region_without_a_point_is_of_unknown_quality(hierarchy):
    assert hierarchy[COMMUNITY].point is None
    assert hierarchy[COMMUNITY].location_quality == LocationQuality.UNKNOWN
    assert not hierarchy[COMMUNITY].is_approximate


def test_a_point_that_nobody_vouched_for_counts_as_approximate(hierarchy):
    region = make_region("511702003003", lat=31.2, lon=107.5)
    assert region.is_approximate
    region.location_quality = LocationQuality.EXACT
    assert not region.is_approximate


@pytest.mark.parametrize(
    ("official", "said"),
    [
        ("红旗社区居民委员会", "红旗社区"),
        ("红旗社区居委会", "红旗社区"),
        ("永安村民委员会", "永安村"),
        ("永安村村民委员会", "永安村"),
        ("永安村委会", "永安村"),
        ("居民委员会", "居民委员会"),
        ("东城街道", "东城街道"),
    ],
)
def test_people_name_a_place_without_its_committee(official, said):
    assert short_name(official) == said
