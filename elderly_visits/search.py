"""Elders in the search of the workbench: by name, number, community, and by address where few are in question."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from elderly_visits.files.selectors.register import flag_words
from elderly_visits.register.models import Elder
from people.persons.selectors import found_by
from regions.models import Region
from workbench import person_tabs, search
from workbench.scopes import in_scope

# Addresses are encrypted, so that each has to be opened to be compared: 30,000 short values a second.
MOST_ADDRESSES_OPENED = 500


def _seen(user: Any) -> QuerySet[Elder]:
    return Elder.objects.filter(in_scope(user)).on_register()


def _few(user: Any) -> bool:
    return len(_seen(user).order_by().values("pk")[: MOST_ADDRESSES_OPENED + 1]) <= MOST_ADDRESSES_OPENED


def _is_address(query: search.Query) -> bool:
    """Whether it may be (part of) an address; two characters at least."""
    return len(query.text) >= 2 and not query.letters and len(query.digits) < 5


class Elders(search.Kind):
    key, order = "elders", 10
    title = gettext_lazy("Elders")

    def find(self, user: Any, query: search.Query, most: int) -> list[search.Hit]:
        rows = Elder.objects.filter(in_scope(user)).select_related("person", "region")
        wanted = Q(person__in=found_by(query))
        if not query.digits and not query.letters:
            wanted |= Q(region__in=Region.objects.filter(name__icontains=query.text).values("pk"))
        found = list(rows.filter(wanted).order_by("left_on", "person__name", "pk")[:most])
        if len(found) < most and _is_address(query) and _few(user):
            known = {row.pk for row in found}
            keys = [
                pk
                for pk, address, door in _seen(user).order_by("pk").values_list("pk", "address", "door")
                if pk not in known and query.text in f"{address}{door}".replace(" ", "")
            ]
            found += list(rows.filter(pk__in=keys[: most - len(found)]).order_by("pk"))
        return [
            search.Hit(
                name=row.person.name,
                url=reverse("elderly_visits_elder:inspect", args=[row.pk]),
                place=row.region.short_name,
                what=flag_words(row),
                person=row.person_id,
            )
            for row in found
        ]

    def note(self, user: Any, query: search.Query) -> str | Promise:
        if not _is_address(query) or query.digits or _few(user):
            return ""
        return gettext_lazy(
            "Elders' addresses are encrypted and were not looked through: there are too many elders in your area. "
            "Whoever works in the community or township can search them."
        )


def elder_address(user: Any, person: int) -> str | None:
    """The file of a person as an elder, for who may see it."""
    pk = Elder.objects.filter(in_scope(user), person=person).values_list("pk", flat=True).first()
    return reverse("elderly_visits_elder:inspect", args=[pk]) if pk else None


def register() -> None:
    """Called once at start."""
    search.register(Elders())
    person_tabs.register("elder", pgettext_lazy("tab", "Elder"), elder_address, order=20)
