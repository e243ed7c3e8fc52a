"""Volunteers, teams and projects in the search of the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from people.persons.selectors import found_by
from volunteers.projects.models import Project
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from workbench import person_tabs, search
from workbench.scopes import in_scope


class Volunteers(search.Kind):
    key, order = "volunteers", 20
    title = gettext_lazy("Volunteers")

    def find(self, user: Any, query: search.Query, most: int) -> list[search.Hit]:
        rows = Volunteer.objects.filter(in_scope(user), person__in=found_by(query))
        return [
            search.Hit(
                name=row.person.name,
                url=reverse("volunteers_volunteer:inspect", args=[row.pk]),
                place=row.region.short_name,
                what=row.get_state_display(),
                person=row.person_id,
            )
            for row in rows.select_related("person", "region").order_by("person__name", "pk")[:most]
        ]


class Teams(search.Kind):
    key, order = "teams", 30
    title = gettext_lazy("Teams")
    names_people = False

    def find(self, user: Any, query: search.Query, most: int) -> list[search.Hit]:
        mine = Team.objects.filter(in_scope(user))
        rows = mine.filter(search.named(mine, query))
        return [
            search.Hit(
                name=row.name,
                url=reverse("volunteers_team:inspect", args=[row.pk]),
                place=row.region.short_name,
                what=row.get_state_display(),
            )
            for row in rows.select_related("region").order_by("name", "pk")[:most]
        ]


def volunteer_address(user: Any, person: int) -> str | None:
    """The file of a person as a volunteer, for who may see it."""
    pk = Volunteer.objects.visible_to(user).filter(person=person).values_list("pk", flat=True).first()
    return reverse("volunteers_volunteer:inspect", args=[pk]) if pk else None


class Projects(search.Kind):
    key, order = "projects", 45
    title = gettext_lazy("Projects")
    names_people = False

    def find(self, user: Any, query: search.Query, most: int) -> list[search.Hit]:
        rows = Project.objects.filter(in_scope(user), title__icontains=query.text)
        return [
            search.Hit(
                name=row.title,
                url=reverse("volunteers_project:inspect", args=[row.pk]),
                place=row.region.short_name,
                what=row.get_state_display(),
            )
            for row in rows.select_related("region").order_by("-created_at", "pk")[:most]
        ]


def register() -> None:
    """Called once at start."""
    search.register(Volunteers(), Teams(), Projects())
    person_tabs.register("volunteer", pgettext_lazy("tab", "Volunteer"), volunteer_address, order=30)
