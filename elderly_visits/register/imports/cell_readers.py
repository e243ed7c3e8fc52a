"""Cells as people write them: codes of formats.md or the Chinese words of the files they copy from.

Each reader takes the text of a cell and raises ValueError with a sentence for the person who can mend it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tabular.cell_readers import normalise_text, split_words
from elderly_visits.register.enums import AbilityLevel, Assistance, HardshipFlag
from people.persons.roster_cells import read_sex

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
# One word for each, for lists to choose from.
FLAG_WORDS = ("独居", "空巢", "留守", "失能", "重残", "计生特殊家庭", "失智", "高龄")
ASSISTANCE_WORDS = ("无", "低保", "特困", "低保边缘", "刚性支出困难", "防止返贫监测对象")
ABILITY_WORDS = ("0", "1", "2", "3", "4")
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
_ANY = {"any", "不限", "无", "均可", "都可以"}
_YES = {"1", "yes", "true", "y", "是", "需要", "有", "√", "✓", "✔"}
_NO = {"0", "no", "false", "n", "否", "不需要", "不", "无", "×", "x", "✗"}


def read_flags(text: str) -> set[HardshipFlag]:
    """Hardship flags; 'none' and its like give an empty set."""
    found = set()
    for word in split_words(text):
        key = (
            normalise_text(word).replace("老人", "").replace("老年人", "").replace(" ", "_").replace("-", "_")
        )
        if key in {"none", "无"}:
            continue
        if key not in _FLAGS:
            raise ValueError(
                _("“%(word)s” is not a type of hardship. Accepted values: %(known)s.")
                % {"word": word[:40], "known": ", ".join(str(flag.label) for flag in HardshipFlag)}
            )
        found.add(_FLAGS[key])
    return found


def read_assistance(text: str) -> Assistance:
    if found := _ASSISTANCE.get(
        normalise_text(text).replace(" ", "_").removesuffix("人员").removesuffix("家庭")
    ):
        return found
    raise ValueError(
        _("Unknown type of assistance. Accepted values: %(known)s.")
        % {"known": ", ".join(str(kind.label) for kind in Assistance)}
    )


def read_ability(text: str) -> AbilityLevel:
    key = normalise_text(text).removeprefix("能力").removesuffix("级")
    found = _ABILITY.get(key) or _ABILITY.get(key.removesuffix("失能"))
    if found is None:
        raise ValueError(_("The ability level is a number from 0 (intact) to 4 (complete disability)."))
    return found


def read_preferred_sex(text: str) -> str:
    """The sex asked for, '' for no matter which."""
    return "" if normalise_text(text) in _ANY else read_sex(text).value


def read_yes_or_no(text: str) -> bool:
    key = normalise_text(text)
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise ValueError(_("Write 1 (yes) or 0 (no)."))
