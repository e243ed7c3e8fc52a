"""Care points."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from facilities.enums import FacilityType
from people.scopes import in_scope
from regions.models import Located, LocatedQuerySet


class FacilityQuerySet(LocatedQuerySet["Facility"]):
    def listed(self) -> FacilityQuerySet:
        return self.filter(closed_on=None)

    def editable_by(self, user: Any) -> FacilityQuerySet:
        """Facilities are public knowledge; workers of the region keep them."""
        return self.filter(in_scope(user))


class Facility(Located):
    """A place where elders (and others in need) are served. Public: nothing here is personal data."""

    name = models.CharField(_("name"), max_length=100)
    type = models.CharField(_("type"), max_length=40, choices=FacilityType.choices)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    address = models.CharField(_("address"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True, help_text=_("Beds, seats or meals a day"))
    area_m2 = models.PositiveIntegerField(_("area in m²"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    opening_hours = models.CharField(
        _("opening hours"), max_length=200, blank=True, help_text=_("Such as Mo-Fr 08:30-17:30; Sa 09:00-12:00")
    )
    services = models.JSONField(_("services"), default=list, blank=True, help_text=_("A list of words"))
    operator = models.ForeignKey(
        "organizations.SocialOrganization", models.PROTECT, null=True, blank=True, related_name="facilities",
        verbose_name=_("operator"),
    )
    verified_on = models.DateField(_("last verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    renovated = models.BooleanField(_("renovated to be close to the people"), default=False)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()
    objects = FacilityQuerySet.as_manager()

    class Meta(Located.Meta):
        verbose_name = _("care point")
        verbose_name_plural = _("care points")
        ordering = ["region_id", "name"]
        constraints = [
            *Located.Meta.constraints,
            models.UniqueConstraint(fields=["name", "type", "region"], name="facility_once"),
        ]
        indexes = [*getattr(Located.Meta, "indexes", []), models.Index(fields=["type", "region"], name="facility_type_region")]

    def __str__(self) -> str:
        return self.name
