"""Organizations in the search of the workbench."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from organizations.models import SocialOrganization
from workbench import search
from workbench.scopes import in_scope


class Organizations(search.Kind):
    key, order = "organizations", 40
    title = gettext_lazy("Organizations")
    names_people = False

    def find(self, user: Any, query: search.Query, most: int) -> list[search.Hit]:
        mine = SocialOrganization.objects.filter(in_scope(user))
        wanted = search.named(mine, query) | Q(uscc__iexact=query.text)
        if query.digits:
            wanted |= Q(contact_phone__endswith=query.digits)
        rows = mine.filter(wanted)
        return [
            search.Hit(
                name=row.name,
                url=reverse("organizations_socialorganization:inspect", args=[row.pk]),
                place=row.region.short_name,
                what=row.get_state_display(),
            )
            for row in rows.select_related("region").order_by("name", "pk")[:most]
        ]


def register() -> None:
    """Called once at start."""
    search.register(Organizations())
