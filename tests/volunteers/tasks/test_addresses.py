"""Where an address is cut between the building and the door."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.tasks.addresses import split_address

URBAN = [
    ("四川省达州市通川区东城街道甲社区朝阳中路12号3单元502室", "3单元502室"),
    ("锦绣花园5栋2单元301号", "2单元301号"),
    ("达州市通川区朝阳东路98号附3号2-1", "2-1"),
    ("滨河小区B座1201", "1201"),
    ("金龙大道123号院4号楼1单元9-2", "1单元9-2"),
    ("三里坪街6号楼12-3", "12-3"),
    ("火烽山路20号(老轴承厂)2幢3楼左", "3楼左"),
    ("幸福小区3-2-501", "3-2-501"),
    ("锦绣花园2单元3楼5号", "2单元3楼5号"),
    ("荷叶街57号", ""),
    ("XX小区一期3栋", ""),
]
RURAL = [
    ("石桥镇列宁村3组15号", "15号"),
    ("宣汉县南坝镇解放村二社王家湾22号", "22号"),
    ("渠县万寿镇灵感村10组58号附1号", "58号附1号"),
    ("乐善村1组附5号", "附5号"),
    ("五四社区3居民小组45号", "45号"),
    ("红旗社区红军路居民小组12号", "12号"),
    ("石桥镇列宁村3组", ""),
    ("蒲家镇新华村", ""),
    ("五四社区", ""),
]


@pytest.mark.parametrize(("address", "door"), [*URBAN, *RURAL])
def test_the_door_is_told_apart_from_the_building(address: str, door: str) -> None:
    assert split_address(address) == (address.removesuffix(door), door)


def test_full_width_digits_and_blanks_make_no_difference() -> None:
    assert split_address("大竹县竹阳街道 青年路 １２号 ３－２－１") == ("大竹县竹阳街道青年路12号", "3-2-1")


def test_an_empty_address_stays_empty() -> None:
    assert split_address("  ") == ("", "")


@given(st.text(alphabet="通川区路街村组社栋幢号楼单元室户附0123456789-一二AB, ", max_size=30))
def test_nothing_of_an_address_is_lost(text: str) -> None:
    building, door = split_address(text)
    whole = "".join(unicodedata.normalize("NFKC", text).split())
    assert (building + door).replace(",", "").replace("-", "") == whole.replace(",", "").replace("-", "")
    assert building or not door
