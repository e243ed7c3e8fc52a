"""The region a row names: by code, or by name with what stands above it."""

from __future__ import annotations

import pytest

from common.tabular.records import ImportReport, Row
from common.tabular.row_reader import RowReader
from regions.enums import Level
from regions.models import Region
from workbench.roster_cells import RosterRegions

pytestmark = pytest.mark.usefixtures("english")


def read(actor=None, **cells):
    """The code that the row means, or why it means none."""
    report = ImportReport()
    region = RosterRegions(actor, Level.COMMUNITY).read_row(RowReader(Row(2, cells), report))
    return region.code if region else report.rows[0].why


@pytest.fixture
def namesake(community_far_away):
    """A community of the same name as `community`, in another county."""
    return Region.objects.create(
        code="511703001002", parent_id="511703001000", level=Level.COMMUNITY, name="甲社区居民委员会", lat=31.2,
        lon=107.5,
    )  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "甲社区",
        "甲",
        " 甲 社区 ",
        "甲社区居委会",
        "东城街道甲社区",
        "通川区东城街道甲社区",
        "511702001001",
        "东城甲社区",
        "通川东城甲",
        "四川省达州市通川区东城街道甲社区",
        "达州市甲社区居民委员会",
    ],
)
def test_a_community_is_found_however_people_write_it(name, community):
    assert read(community=name) == community.code


def test_one_name_in_two_places_needs_what_stands_above(community, namesake):
    why = read(community="甲社区")
    assert "Several" in why and "通川区东城街道甲社区" in why and why.count("甲社区") == 2
    assert read(community="甲社区", township="东城街道") == community.code
    assert read(community="甲社区", county="达川区") == namesake.code
    assert "no community" in read(community="甲社区", township="东城街道", county="达川区")


@pytest.mark.parametrize("name", ["东城街道", "东城", "东城街道办事处", "东城街道办"])
def test_a_township_is_named_with_and_without_its_ending(community, namesake, name):
    assert read(community="甲社区", township=name) == community.code


def test_a_village_and_a_community_of_one_name_are_told_apart_by_their_ending(community, community_next_door):
    Region.objects.filter(pk=community.pk).update(name="八庙社区居民委员会")
    Region.objects.filter(pk=community_next_door.pk).update(name="八庙村民委员会")
    assert read(community="八庙社区") == community.code
    assert read(community="八庙村") == community_next_door.code
    assert "八庙村" in read(community="八庙")


def test_what_a_list_offers_can_be_read(community, community_next_door, namesake, officer):
    regions = RosterRegions(officer, Level.COMMUNITY)
    offered = regions.choices(Level.COMMUNITY)
    assert {read(officer, community=name) for name in offered} == {community.code, community_next_door.code}


def test_of_two_of_one_name_a_worker_means_the_own(community, namesake, worker):
    assert read(worker, community="甲社区") == community.code


def test_a_worker_names_no_community_next_door(community, community_next_door, worker):
    assert "outside your area" in read(worker, community="乙社区")


def test_a_township_alone_is_no_community(community):
    assert "community or village" in read(township="东城街道")


def test_a_row_that_names_no_place_says_so(community):
    assert "empty" in read()
