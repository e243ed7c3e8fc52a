"""Where an address stops leading to the building and starts leading to the door.

An address is shown to a volunteer in stages (domain.md, 'Privacy and access'), so that what is written in one line is
kept in two parts. Put together they are the address again, without its blanks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_NUMBER = r"(?:[0-9A-Za-z]+|[一二三四五六七八九十百零〇甲乙丙丁东西南北]+)"
# 5栋, 3号楼, B座, 甲幢: the last of them names the building.
_BUILDING = re.compile(rf"{_NUMBER}(?:号楼|栋|幢|座)")
# 朝阳中路12号, 12号附3号, 12号院: a number in a street.
_STREET_NUMBER = re.compile(
    r"(?:路|街|巷|道|段|弄|里|坊|线|湾路|大院)[0-9]+(?:-[0-9]+)?号(?:附[0-9]+号)?(?:大院|院)?"
)
# 3组, 二社, 5队, with the name of a hamlet or a farmyard behind: beyond it stands the house.
_GROUP = re.compile(rf"村民小组|居民小组|{_NUMBER}(?:村民小组|居民小组|小组|组|社(?!区)|队)")
_HOUSE = re.compile(r"(?:附)?[0-9]+(?:-[0-9]+)*号.*$")
# 2单元…, 3楼…, 502室, 3-2-1, 1201: inside a building.
_INSIDE = re.compile(
    rf"(?:{_NUMBER}单元.*|{_NUMBER}(?:层|楼).*|{_NUMBER}(?:室|户).*|(?:附)?[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+(?:号|室|户)?)$"
)


class AddressParts(NamedTuple):
    """`building` leads to the building (in a village: to the group), `door` is the rest; either may be empty."""

    building: str
    door: str


def split_address(text: str) -> AddressParts:
    """Cut a one-line address behind the building: `朝阳中路12号3栋2单元502室` → `朝阳中路12号3栋`, `2单元502室`.

    In a village the house number itself is the door: `石桥镇列宁村3组15号` → `石桥镇列宁村3组`, `15号`. What cannot be
    told apart stays in `building`. Full-width digits become plain ones; blanks and a comma at the cut are left out.
    """
    address = "".join(unicodedata.normalize("NFKC", text).split())
    cut = _cut(address)
    building = address[:cut].rstrip(",;、-")
    return AddressParts(building, address[cut:]) if building else AddressParts(address, "")


def _cut(address: str) -> int:
    """How many characters lead to the building; the length of the address when nothing leads further."""
    if building := _last(_BUILDING, address):
        return building.end()
    if street := _last(_STREET_NUMBER, address):
        return street.end()
    start = group.end() if (group := _last(_GROUP, address)) else 0
    if group and (house := _HOUSE.search(address, start)):
        return house.start()
    inside = _INSIDE.search(address, start)
    return inside.start() if inside and inside.start() > 0 else len(address)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None
