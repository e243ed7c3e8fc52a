"""Pages about people in the workbench that are no list of a model."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from people.persons.models import Person
from people.persons.permissions import can_change_person


def render_page(request: HttpRequest, template: str, title: str, icon: str, **context: Any) -> HttpResponse:
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("people_person:index"), "label": _("People")},
        {"url": "", "label": title},
    ]
    return render(
        request, template, {"page_title": title, "header_icon": icon, "breadcrumbs_items": trail, **context}
    )


def render_form(
    request: HttpRequest, title: str, form: forms.Form, *, back: str, **context: Any
) -> HttpResponse:
    return render_page(request, "workbench/form.html", title, "edit", form=form, back=back, **context)


def render_confirmation(
    request: HttpRequest, title: str, *, text: str, button: str, back: str
) -> HttpResponse:
    return render_page(
        request, "workbench/confirm.html", title, "warning", text=text, button=button, back=back
    )


def person_to_change(request: HttpRequest, pk: int) -> Person:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    if not can_change_person(request.user, person):
        raise PermissionDenied
    return person
