"""Types of care points (the city's programme, items 11, 13, 14, 15, 17) and the states of a reported error."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FacilityType(models.TextChoices):
    ELDER_CARE_COMPLEX = "elder_care_complex", _("Community elder care complex")
    STATION = "station", _("Community elder care station")
    DAY_CARE_CENTRE = "day_care_centre", _("Day care centre")
    MEAL_SITE = "meal_site", _("Meal point for elders")
    DESTITUTE_NURSING_HOME = "destitute_nursing_home", _("Nursing home for disabled destitute people")
    TOWNSHIP_ELDER_HOME = "township_elder_home", _("Township elder home")
    REGIONAL_CENTRE = "regional_centre", _("Regional elder care centre")
    VILLAGE_MUTUAL_AID_POINT = "village_mutual_aid_point", _("Village mutual aid point")
    SOCIAL_WORK_STATION = "social_work_station", _("Social work station")
    COMMUNITY_SERVICE_CENTRE = "community_service_centre", _("Community service centre")
    CHILDRENS_HOME = "childrens_home", _("Children's home")
    MENTAL_REHAB_SITE = "mental_rehab_site", _("Mental health rehabilitation site")
    RESCUE_STATION = "rescue_station", _("Rescue station")
    MINORS_PROTECTION_CENTRE = "minors_protection_centre", _("Minors protection centre")

    @property
    def short_label(self) -> str | Promise:
        """One or two words for a button or a point on the map: what people come for."""
        return _SHORT_LABELS.get(self, self.label)

    @property
    def chinese_names(self) -> tuple[str, ...]:
        """Every name that a roster or a resident uses, the official one first; the same in every language."""
        return _CHINESE_NAMES[self]


_SHORT_LABELS = {
    FacilityType.ELDER_CARE_COMPLEX: pgettext_lazy("care point, short", "Care complex"),
    FacilityType.STATION: pgettext_lazy("care point, short", "Care station"),
    FacilityType.DAY_CARE_CENTRE: pgettext_lazy("care point, short", "Day care"),
    FacilityType.MEAL_SITE: pgettext_lazy("care point, short", "Meals"),
    FacilityType.DESTITUTE_NURSING_HOME: pgettext_lazy("care point, short", "Nursing home"),
    FacilityType.TOWNSHIP_ELDER_HOME: pgettext_lazy("care point, short", "Elder home"),
    FacilityType.REGIONAL_CENTRE: pgettext_lazy("care point, short", "Regional centre"),
    FacilityType.VILLAGE_MUTUAL_AID_POINT: pgettext_lazy("care point, short", "Mutual aid"),
    FacilityType.SOCIAL_WORK_STATION: pgettext_lazy("care point, short", "Social work"),
    FacilityType.COMMUNITY_SERVICE_CENTRE: pgettext_lazy("care point, short", "Service centre"),
    FacilityType.CHILDRENS_HOME: pgettext_lazy("care point, short", "Children"),
    FacilityType.MENTAL_REHAB_SITE: pgettext_lazy("care point, short", "Rehabilitation"),
    FacilityType.RESCUE_STATION: pgettext_lazy("care point, short", "Rescue"),
    FacilityType.MINORS_PROTECTION_CENTRE: pgettext_lazy("care point, short", "Minors"),
}
# What the types are called in rosters and by residents, the official name first.
_CHINESE_NAMES = {
    FacilityType.ELDER_CARE_COMPLEX: ("社区养老服务综合体", "养老服务综合体", "养老综合体", "综合体"),
    FacilityType.STATION: (
        "社区养老服务驿站",
        "养老服务驿站",
        "养老驿站",
        "社区养老服务站",
        "养老服务站",
        "驿站",
    ),
    FacilityType.DAY_CARE_CENTRE: (
        "日间照料中心",
        "社区日间照料中心",
        "老年人日间照料中心",
        "日照中心",
        "日间照料",
    ),
    FacilityType.MEAL_SITE: ("老年助餐点", "助餐点", "老年食堂", "长者食堂", "社区食堂", "老年餐桌", "助餐"),
    FacilityType.DESTITUTE_NURSING_HOME: ("失能特困人员养护院", "特困人员养护院", "养护院"),
    FacilityType.TOWNSHIP_ELDER_HOME: ("敬老院", "乡镇敬老院", "农村敬老院"),
    FacilityType.REGIONAL_CENTRE: ("区域性养老服务中心", "区域养老服务中心"),
    FacilityType.VILLAGE_MUTUAL_AID_POINT: (
        "村级互助养老服务点",
        "互助养老服务点",
        "互助养老点",
        "农村幸福院",
        "幸福院",
    ),
    FacilityType.SOCIAL_WORK_STATION: ("社工站", "社会工作服务站", "社会工作站"),
    FacilityType.COMMUNITY_SERVICE_CENTRE: (
        "党群服务中心",
        "社区党群服务中心",
        "社区综合服务设施",
        "社区服务中心",
    ),
    FacilityType.CHILDRENS_HOME: ("儿童之家",),
    FacilityType.MENTAL_REHAB_SITE: (
        "精神障碍康复站点",
        "精神障碍社区康复站点",
        "精康站点",
        "精神障碍康复站",
    ),
    FacilityType.RESCUE_STATION: ("救助管理站", "救助站"),
    FacilityType.MINORS_PROTECTION_CENTRE: ("未成年人保护中心", "未成年人救助保护中心", "未保中心"),
}

# Community elder care facilities (item 13): those that count for the coverage of communities.
ELDER_CARE_TYPES = (
    FacilityType.ELDER_CARE_COMPLEX,
    FacilityType.STATION,
    FacilityType.DAY_CARE_CENTRE,
    FacilityType.MEAL_SITE,
    FacilityType.REGIONAL_CENTRE,
    FacilityType.VILLAGE_MUTUAL_AID_POINT,
)

# Community service facilities (城乡社区综合服务设施, item 15): those whose area and renovation count.
SERVICE_CENTRE_TYPES = (FacilityType.COMMUNITY_SERVICE_CENTRE,)


class CorrectionState(models.TextChoices):
    """What became of an error that somebody reported."""

    OPEN = "open", _("Waiting")
    APPLIED = "applied", _("Entry corrected")
    REJECTED = "rejected", _("Entry was right")
