"""A page of the workbench that is one form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _


def form_page(
    request: HttpRequest, title: str, form: Any, *, status: int = 200, **context: Any
) -> HttpResponse:
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": context["back"], "label": context.pop("above")},
        {"url": "", "label": title},
    ]
    return render(
        request,
        "workbench/form.html",
        {"page_title": title, "header_icon": "doc-full", "breadcrumbs_items": trail, "form": form, **context},
        status=status,
    )
