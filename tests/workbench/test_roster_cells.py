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
    ["甲社区", "甲", " 甲 社区 ", "甲社区居委会", "东城街道甲社区", "通川区东城街道甲社区", "511702001001"],
)
def test_a_community_is_found_however_people_write_it(name, community):
    assert read(community=name) == community.code


def test_one_name_in_two_places_needs_what_stands_above(community, namesake):
    assert "Several" in read(community="甲社区")
    assert read(community="甲社区", township="东城街道") == community.code
    assert read(community="甲社区", county="达川区") == namesake.code
    assert "no community" in read(community="甲社区", township="东城街道", county="达川区")


def test_of_two_of_one_name_a_worker_means_the_own(community, namesake, worker):
    assert read(worker, community="甲社区") == community.code


def test_a_worker_names_no_community_next_door(community, community_next_door, worker):
    assert "outside your area" in read(worker, community="乙社区")


def test_a_township_alone_is_no_community(community):
    assert "community or village" in read(township="东城街道")


def test_a_row_that_names_no_place_says_so(community):
    assert "empty" in read()
