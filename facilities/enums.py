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
    def icon(self) -> str:
        """A name for the `icon` tag."""
        return _ICONS.get(self, "building")


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
_ICONS = {
    FacilityType.MEAL_SITE: "heart",
    FacilityType.DAY_CARE_CENTRE: "users",
    FacilityType.TOWNSHIP_ELDER_HOME: "home",
    FacilityType.DESTITUTE_NURSING_HOME: "home",
    FacilityType.VILLAGE_MUTUAL_AID_POINT: "hand",
    FacilityType.SOCIAL_WORK_STATION: "user",
    FacilityType.RESCUE_STATION: "shield",
    FacilityType.MINORS_PROTECTION_CENTRE: "shield",
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
