"""Pages about people in the workbench that are no list of a model."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from people.persons.models import Person
from people.persons.permissions import can_change_person
from workbench.pages import Trail


def people_trail() -> Trail:
    """The way to a page about somebody."""
    return [(reverse("people_person:index"), _("People"))]


def person_to_change(request: HttpRequest, pk: int) -> Person:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    if not can_change_person(request.user, person):
        raise PermissionDenied
    return person
