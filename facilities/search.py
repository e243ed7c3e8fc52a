"""Care points in the search of the workbench."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from facilities.models import Facility
from workbench import search
from workbench.scopes import in_scope


class CarePoints(search.Kind):
    key, order = "facilities", 50
    title = gettext_lazy("Care points")
    names_people = False

    def find(self, user: Any, query: search.Query, most: int) -> list[search.Hit]:
        mine = Facility.objects.filter(in_scope(user))
        wanted = search.named(mine, query) | Q(address__icontains=query.text)
        if query.digits:
            wanted |= Q(phone__endswith=query.digits)
        rows = mine.filter(wanted)
        return [
            search.Hit(
                name=row.name,
                url=reverse("facilities_facility:inspect", args=[row.pk]),
                place=row.region.short_name,
                what=row.address,
            )
            for row in rows.select_related("region").order_by("name", "pk")[:most]
        ]


def register() -> None:
    """Called once at start."""
    search.register(CarePoints())
