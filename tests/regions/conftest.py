"""A small hierarchy, and the packaged one where size or truth matters."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from common.tabular.reading import read_table
from regions.codes import level_of, parent_code_of
from regions.imports import PACKAGED_REGIONS, load_regions
from regions.models import Region

CITY, COUNTY, OTHER_COUNTY = "511700000000", "511702000000", "511722000000"
TOWNSHIP, OTHER_TOWNSHIP = "511702003000", "511722100000"
COMMUNITY, NEIGHBOUR, FAR_COMMUNITY = "511702003001", "511702003002", "511722100201"
NAMES = {
    CITY: "甲市",
    COUNTY: "乙区",
    OTHER_COUNTY: "丙县",
    TOWNSHIP: "朝阳街道",
    OTHER_TOWNSHIP: "东林镇",
    COMMUNITY: "红旗社区居民委员会",
    NEIGHBOUR: "五里店社区居民委员会",
    FAR_COMMUNITY: "红旗村民委员会",
}
COLUMNS = ["code", "parent_code", "level", "name", "urban_rural", "lat", "lon", "coord_system", "source"]

WriteCsv = Callable[..., Path]


def make_region(code: str, **values: object) -> Region:
    """A region with the level and the parent that its code says."""
    name = values.pop("name", NAMES.get(code, f"地{code}"))
    return Region.objects.create(
        code=code, level=level_of(code), parent_id=parent_code_of(code), name=name, **values
    )


def region_row(code: str, /, **cells: str) -> dict[str, str]:
    """A good row of a table of regions."""
    row = dict.fromkeys(COLUMNS, "")
    row.update(
        code=code, parent_code=parent_code_of(code) or "", level=level_of(code).value, name=NAMES[code]
    )
    return {**row, **cells}


@pytest.fixture
def hierarchy(db: None) -> dict[str, Region]:
    """A city with two counties, a township in each, three communities, by code."""
    return {code: make_region(code) for code in sorted(NAMES)}


@pytest.fixture
def packaged_regions(db: None) -> None:
    """Everything that the project brings with it."""
    load_regions(read_table(PACKAGED_REGIONS))


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteCsv:
    """Write rows to a CSV file in a folder of the test's own."""

    def write(
        rows: Sequence[Mapping[str, str]], columns: Sequence[str] = tuple(COLUMNS), encoding: str = "utf-8"
    ) -> Path:
        path = tmp_path / "table.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write
