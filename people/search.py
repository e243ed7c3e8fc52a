"""People in the search of the workbench: relatives, residents, staff."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from people.persons.models import Person
from people.persons.selectors import found_by
from workbench import person_tabs, search
from workbench.scopes import in_scope


class People(search.Kind):
    key, order = "people", 90
    title = gettext_lazy("People")

    def find(self, user: Any, query: search.Query, most: int) -> list[search.Hit]:
        rows = Person.objects.filter(in_scope(user), pk__in=found_by(query), merged_into=None)
        return [
            search.Hit(
                name=row.name,
                url=reverse("people_person:inspect", args=[row.pk]),
                place=row.region.short_name if row.region else "",
                person=row.pk,
            )
            for row in rows.select_related("region").order_by("name", "pk")[:most]
        ]


def person_address(user: Any, person: int) -> str | None:
    """The file of a person, for who may see it."""
    shown = Person.objects.visible_to(user).filter(pk=person).exists()
    return reverse("people_person:inspect", args=[person]) if shown else None


def register() -> None:
    """Called once at start."""
    search.register(People())
    person_tabs.register("person", pgettext_lazy("tab", "Person"), person_address, order=10)
