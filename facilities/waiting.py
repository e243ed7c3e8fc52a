"""What waits for workers about care points."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from facilities.models import FacilityCorrection
from workbench import today


class ReportedErrors(today.Waiting):
    key, order = "corrections", 65
    title = gettext_lazy("Reported errors")
    button = gettext_lazy("Look at it")
    region_path = "facility__region_id"
    names_people = False

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        rows = FacilityCorrection.objects.visible_to(user).waiting()
        return self.within(rows, region).select_related("facility__region").order_by("created_at", "pk")

    def line(self, row: FacilityCorrection, user: Any) -> today.Line:
        return today.Line(
            name=row.facility.name,
            url=reverse("facilities_facility:inspect", args=[row.facility_id]),
            place=row.facility.region.short_name,
            what=row.text,
            since=row.created_at,
            action=self.address(""),
            region_id=row.facility.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("facilities_workbench:corrections")


def register() -> None:
    """Called once at start."""
    today.register(ReportedErrors())
