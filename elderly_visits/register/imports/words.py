"""Cells as people write them: codes of formats.md or the Chinese words of the files they copy from.

Each reader takes the text of a cell and raises ValueError with a sentence for the person who can mend it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits.register.enums import AbilityLevel, Assistance, HardshipFlag
from people.persons.enums import Sex

_SEPARATORS = re.compile(r"[;；,，、/|\n]+")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")
_EARLIEST = date(1880, 1, 1)

_FLAGS = {flag.value: flag for flag in HardshipFlag} | {
    "独居": HardshipFlag.LIVING_ALONE,
    "空巢": HardshipFlag.EMPTY_NEST,
    "留守": HardshipFlag.LEFT_BEHIND,
    "失能": HardshipFlag.DISABLED,
    "重残": HardshipFlag.SEVERELY_HANDICAPPED,
    "重度残疾": HardshipFlag.SEVERELY_HANDICAPPED,
    "计划生育特殊家庭": HardshipFlag.FAMILY_PLANNING_SPECIAL,
    "计生特殊家庭": HardshipFlag.FAMILY_PLANNING_SPECIAL,
    "失独": HardshipFlag.FAMILY_PLANNING_SPECIAL,
    "失智": HardshipFlag.DEMENTIA,
    "认知障碍": HardshipFlag.DEMENTIA,
    "高龄": HardshipFlag.ADVANCED_AGE,
}
_ASSISTANCE = {kind.value: kind for kind in Assistance} | {
    "无": Assistance.NONE,
    "低保": Assistance.DIBAO,
    "最低生活保障": Assistance.DIBAO,
    "特困": Assistance.DESTITUTE,
    "特困供养": Assistance.DESTITUTE,
    "低保边缘": Assistance.DIBAO_MARGINAL,
    "刚性支出困难": Assistance.RIGID_EXPENDITURE,
    "支出型困难": Assistance.RIGID_EXPENDITURE,
    "防止返贫监测对象": Assistance.POVERTY_MONITORING,
    "防返贫监测": Assistance.POVERTY_MONITORING,
}
_ABILITY = {str(level.value): level for level in AbilityLevel} | {
    "完好": AbilityLevel.INTACT,
    "轻度": AbilityLevel.MILD,
    "中度": AbilityLevel.MODERATE,
    "重度": AbilityLevel.SEVERE,
    "完全": AbilityLevel.COMPLETE,
    "完全失能": AbilityLevel.COMPLETE,
}
_SEXES = {
    "m": Sex.MALE, "male": Sex.MALE, "男": Sex.MALE, "男性": Sex.MALE,
    "f": Sex.FEMALE, "female": Sex.FEMALE, "女": Sex.FEMALE, "女性": Sex.FEMALE,
}  # fmt: skip
_ANY = {"any", "不限", "无", "均可", "都可以"}
_YES = {"1", "yes", "true", "y", "是", "需要"}
_NO = {"0", "no", "false", "n", "否", "不需要"}


def plain(text: str) -> str:
    """Full-width letters and digits as plain ones, without blanks around, in small letters."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def words(text: str) -> list[str]:
    """The words of a list cell, whatever separates them."""
    return [word for part in _SEPARATORS.split(text) if (word := unicodedata.normalize("NFKC", part).strip())]


def read_flags(text: str) -> set[HardshipFlag]:
    """Hardship flags; 'none' and its like give an empty set."""
    found = set()
    for word in words(text):
        key = plain(word).replace("老人", "").replace("老年人", "").replace(" ", "_").replace("-", "_")
        if key in {"none", "无"}:
            continue
        if key not in _FLAGS:
            raise ValueError(
                _("“%(word)s” is not a hardship. Known are: %(known)s.")
                % {"word": word[:40], "known": ", ".join(str(flag.label) for flag in HardshipFlag)}
            )
        found.add(_FLAGS[key])
    return found


def read_assistance(text: str) -> Assistance:
    if found := _ASSISTANCE.get(plain(text).replace(" ", "_").removesuffix("人员").removesuffix("家庭")):
        return found
    raise ValueError(
        _("Unknown kind of assistance. Known are: %(known)s.")
        % {"known": ", ".join(str(kind.label) for kind in Assistance)}
    )


def read_ability(text: str) -> AbilityLevel:
    key = plain(text).removeprefix("能力").removesuffix("级")
    found = _ABILITY.get(key) or _ABILITY.get(key.removesuffix("失能"))
    if found is None:
        raise ValueError(_("The ability level is a number from 0 (intact) to 4 (complete disability)."))
    return found


def read_sex(text: str) -> Sex:
    if found := _SEXES.get(plain(text)):
        return found
    raise ValueError(_("Write M (male) or F (female)."))


def read_preferred_sex(text: str) -> str:
    """The sex asked for, '' for no matter which."""
    return "" if plain(text) in _ANY else read_sex(text).value


def read_yes_or_no(text: str) -> bool:
    key = plain(text)
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise ValueError(_("Write 1 (yes) or 0 (no)."))


def read_date(text: str) -> date:
    """A day that has come: 1940-01-02, 1940/1/2, 1940年1月2日 or 19400102."""
    found = _DATE.fullmatch(plain(text).split("t")[0].split(" ")[0])
    parts = [int(part) for part in found.groups() if part] if found else []
    try:
        day = date(*parts)
    except (TypeError, ValueError):
        raise ValueError(_("Write the date as 1940-01-02.")) from None
    if not _EARLIEST <= day <= timezone.localdate():
        raise ValueError(_("This day lies in the future or too far back."))
    return day
