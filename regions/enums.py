"""Closed vocabularies of places."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The four levels of the hierarchy, from the top."""

    CITY = "city", _("city")
    COUNTY = "county", _("county")
    TOWNSHIP = "township", _("township")
    COMMUNITY = "community", _("community")

    @property
    def digits(self) -> int:
        """How many leading digits of a code name a region of this level: 4, 6, 9 or 12."""
        return {"city": 4, "county": 6, "township": 9, "community": 12}[self.value]


class LocationQuality(models.TextChoices):
    """How far a point can be trusted. A page that shows an approximate point says so."""

    EXACT = "exact", _("exact")
    APPROXIMATE = "approximate", _("approximate")
    UNKNOWN = "unknown", _("unknown")


class UrbanRural(models.TextChoices):
    """Urban and rural classes of the National Bureau of Statistics; blank means that nobody told us."""

    URBAN_CORE = "111", _("urban core")
    URBAN_FRINGE = "112", _("urban fringe")
    TOWN_CORE = "121", _("town centre")
    TOWN_FRINGE = "122", _("town fringe")
    SPECIAL_AREA = "123", _("special area (mine, farm, development zone)")
    VILLAGE_TOWN = "210", _("township seat")
    VILLAGE = "220", _("village")

    @property
    def is_urban(self) -> bool:
        return self.value.startswith("1")


class CoordSystem(models.TextChoices):
    """Coordinate systems met at the edges; everything stored is WGS-84."""

    WGS84 = "WGS-84", "WGS-84"
    GCJ02 = "GCJ-02", "GCJ-02"
    BD09 = "BD-09", "BD-09"
