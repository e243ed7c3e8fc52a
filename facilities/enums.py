"""Types of care points (the city's programme, items 11, 13, 14, 15, 17)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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


# Community elder care facilities (item 13): those that count for the coverage of communities.
ELDER_CARE_TYPES = (
    FacilityType.ELDER_CARE_COMPLEX,
    FacilityType.STATION,
    FacilityType.DAY_CARE_CENTRE,
    FacilityType.MEAL_SITE,
    FacilityType.REGIONAL_CENTRE,
    FacilityType.VILLAGE_MUTUAL_AID_POINT,
)
