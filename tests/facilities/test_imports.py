"""The roster of care points: good rows are kept, bad ones come back with every reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from time import perf_counter
from typing import Any

import pytest
from django.utils import translation

from common.tabular.reading import read_table
from common.tabular.records import ImportReport, TableError
from facilities.enums import FacilityType
from facilities.imports import import_facilities
from facilities.models import Facility
from organizations.models import SocialOrganization
from people.logins.models import User
from regions.models import Region

COLUMNS = [
    "name", "type", "region_code", "address", "lat", "lon", "capacity", "area_m2", "phone", "opening_hours", "services",
    "operator_uscc",
]  # fmt: skip
USCC = "52511702MJ1234567A"
GOOD = {
    "name": "甲助餐点",
    "type": "老年助餐点",
    "region_code": "511702001001",
    "address": "幸福路1号",
    "lat": "31.212",
    "lon": "107.502",
    "capacity": "40",
    "area_m2": "320.4",
    "phone": "0818-2123456",
    "opening_hours": "周一至周五 8:30-17:30",
    "services": "助餐;理发；量血压",
    "operator_uscc": USCC,
}


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.fixture
def load(community: Region) -> Callable[..., ImportReport]:
    SocialOrganization.objects.create(
        name="夕阳红", region=community, kind="public_service", tier="registered", uscc=USCC, state="approved"
    )

    def run(*rows: dict[str, str], columns: list[str] = COLUMNS, **options: Any) -> ImportReport:
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        return import_facilities(read_table(io.BytesIO(text.getvalue().encode())), **options)

    return run


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.refused


def test_a_position_is_kept_to_a_centimetre(load: Callable[..., ImportReport]) -> None:
    load(GOOD | {"lat": "31.21212344", "lon": "107.50212346"})
    assert (Facility.objects.get().lat, Facility.objects.get().lon) == (31.2121234, 107.5021235)


def test_a_good_row_is_stored_in_the_forms_of_the_house(
    load: Callable[..., ImportReport], community: Region
) -> None:
    assert counts(load(GOOD)) == (1, 0, 0, 0)
    facility = Facility.objects.get()
    assert facility.type == FacilityType.MEAL_SITE
    assert facility.region == community
    assert (facility.lat, facility.lon, facility.location_quality) == (31.212, 107.502, "exact")
    assert (facility.capacity, facility.area_m2) == (40, 320)
    assert facility.phone == "+868182123456"
    assert facility.opening_hours == "Mo-Fr 08:30-17:30"
    assert facility.services == ["助餐", "理发", "量血压"]
    assert facility.operator.uscc == USCC
    assert facility.history.get().history_change_reason == "Imported from a roster"


def test_importing_again_changes_nothing(load: Callable[..., ImportReport]) -> None:
    load(GOOD)
    assert counts(load(GOOD)) == (0, 0, 1, 0)
    assert Facility.objects.get().history.count() == 1


def test_a_changed_row_updates_by_its_key(load: Callable[..., ImportReport]) -> None:
    load(GOOD)
    assert counts(load(GOOD | {"phone": "13900000000", "lat": "31.213"})) == (0, 1, 0, 0)
    facility = Facility.objects.get()
    assert (facility.phone, facility.lat) == ("+8613900000000", 31.213)
    assert facility.history.count() == 2


def test_an_empty_cell_leaves_alone_what_is_known(load: Callable[..., ImportReport]) -> None:
    load(GOOD)
    poor = {"name": GOOD["name"], "type": GOOD["type"], "region_code": GOOD["region_code"]}
    assert counts(load(poor, columns=["name", "type", "region_code"])) == (0, 0, 1, 0)
    assert Facility.objects.get().phone == "+868182123456"


def test_without_a_position_it_stands_at_its_region_marked_approximate(
    load: Callable[..., ImportReport], community: Region
) -> None:
    load(GOOD | {"lat": "", "lon": ""})
    facility = Facility.objects.get()
    assert facility.point == community.point
    assert facility.location_quality == "approximate"
    assert counts(load(GOOD | {"lat": "", "lon": ""})) == (0, 0, 1, 0)


def test_a_position_of_another_system_is_converted_when_the_table_says_so(
    load: Callable[..., ImportReport],
) -> None:
    row = GOOD | {"lat": "31.207455", "lon": "107.472356", "coord_system": "gcj-02"}
    load(row, columns=[*COLUMNS, "coord_system"])
    facility = Facility.objects.get()
    assert (facility.lat, facility.lon) == pytest.approx((31.2096, 107.4677), abs=2e-6)


BROKEN = {
    "name": ["", "长" * 101, "甲\u200b助餐点"],
    "type": ["", "食堂车", "canteen"],
    "region_code": ["", "5117", "511702001999", "51170200100１x"],
    "address": ["路" * 201, "幸福\u202e路"],
    "lat": ["", "abc", "91", "107.502", "nan", "39.9"],
    "lon": ["", "181", "1e999"],
    "capacity": ["0", "-3", "many", "2.5", "1_000", "9999999"],
    "area_m2": ["0", "-1", "大", "inf", "99999999"],
    "phone": ["无", "12", "2123456"],
    "opening_hours": ["电话预约", "8:30-5:30", "8-17"],
    "services": ["一个太长太长太长太长太长太长太长太长太长的服务", ";".join(f"服务{n}" for n in range(21))],
    "operator_uscc": ["52511702MJ0000000X", "无"],
}


@pytest.mark.parametrize(
    ("column", "value"), [(column, value) for column, values in BROKEN.items() for value in values]
)
def test_a_broken_cell_refuses_its_row_and_no_other(
    load: Callable[..., ImportReport], column: str, value: str
) -> None:
    other = GOOD | {"name": "乙助餐点"}
    report = load(GOOD | {column: value}, other)
    assert counts(report) == (1, 0, 0, 1)
    assert Facility.objects.get().name == "乙助餐点"
    (refusal,) = report.as_dict()["rows"]
    assert (refusal["row"], refusal["column"]) == (2, column)
    assert refusal["value"] == value.strip()
    assert len(refusal["why"]) > 10


def test_every_broken_cell_of_a_row_is_named_at_once(load: Callable[..., ImportReport]) -> None:
    report = load(GOOD | {"type": "x", "lat": "x", "phone": "x", "opening_hours": "x", "operator_uscc": "x"})
    assert {refusal.column for refusal in report.rows} == {
        "type",
        "lat",
        "phone",
        "opening_hours",
        "operator_uscc",
    }
    assert counts(report) == (0, 0, 0, 1)


def test_a_second_row_of_the_same_key_is_refused(load: Callable[..., ImportReport]) -> None:
    report = load(GOOD, GOOD | {"type": "meal_site", "phone": ""}, GOOD | {"type": "驿站"})
    assert counts(report) == (2, 0, 0, 1)
    assert report.rows[0].row == 3
    assert "row 2" in report.rows[0].why


def test_a_dry_run_says_the_same_and_stores_nothing(load: Callable[..., ImportReport]) -> None:
    assert counts(load(GOOD, GOOD | {"name": ""}, dry_run=True)) == (1, 0, 0, 1)
    assert not Facility.objects.exists()
    assert not Facility.history.exists()


def test_a_missing_column_refuses_the_file(load: Callable[..., ImportReport]) -> None:
    with pytest.raises(TableError, match="region_code"):
        load(GOOD, columns=["name", "type"])


def test_a_worker_imports_only_into_her_regions(
    load: Callable[..., ImportReport], worker: User, community_next_door: Region
) -> None:
    report = load(GOOD, GOOD | {"region_code": community_next_door.code}, actor=worker)
    assert counts(report) == (1, 0, 0, 1)
    assert report.rows[0].column == "region_code"
    assert Facility.objects.get().history.get().history_user == worker


def test_a_closed_care_point_is_not_reopened_by_a_roster(load: Callable[..., ImportReport]) -> None:
    load(GOOD)
    Facility.objects.update(closed_on="2026-01-01")
    assert counts(load(GOOD | {"capacity": "41"})) == (0, 1, 0, 0)
    assert not Facility.objects.listed().exists()


@pytest.mark.parametrize("kind", list(FacilityType))
def test_every_type_is_understood_by_its_code_its_chinese_and_its_english_name(
    load: Callable[..., ImportReport], kind: FacilityType
) -> None:
    names = [kind.value, kind.value.upper(), str(kind.label), *kind.chinese_names]
    report = load(*(GOOD | {"name": f"点{number}", "type": name} for number, name in enumerate(names)))
    assert counts(report) == (len(names), 0, 0, 0)
    assert set(Facility.objects.values_list("type", flat=True)) == {kind.value}


def test_ten_thousand_rows_take_seconds(load: Callable[..., ImportReport]) -> None:
    rows = [GOOD | {"name": f"点{number}", "phone": f"0818-2{number:06d}"} for number in range(10_000)]
    rows[5_000] |= {"lat": "x"}
    started = perf_counter()
    assert counts(load(*rows)) == (9_999, 0, 0, 1)
    # The limit leaves room for a busy machine and none for a query a row.
    assert perf_counter() - started < 60
