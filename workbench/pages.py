"""Pages of the workbench that a function shows: a template in its frame, a form, a question before a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.web import errors_shown

# Addresses and labels of the pages between home and the page itself.
Trail = Sequence[tuple[str, str | Promise]]


def render_page(
    request: HttpRequest,
    template: str,
    title: str | Promise,
    *,
    icon: str,
    trail: Trail = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A template that extends "workbench/page.html", with its breadcrumbs."""
    steps = [(reverse("wagtailadmin_home"), _("Home")), *trail, ("", title)]
    frame = {
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in steps],
    }
    return render(request, template, frame | context, status=status)


def render_form(
    request: HttpRequest,
    title: str,
    form: Any,
    *,
    back: str,
    trail: Trail,
    icon: str = "edit",
    **context: Any,
) -> HttpResponse:
    """A page that is one form. `back`: the address that "Cancel" leads to; the template takes `lede` and `button`."""
    template = "workbench/form.html"
    return render_page(request, template, title, icon=icon, trail=trail, form=form, back=back, **context)


def confirm(
    request: HttpRequest,
    title: str,
    *,
    text: str,
    button: str,
    back: str,
    trail: Trail,
    step: Callable[[], object],
    done: str,
    hidden: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A question before a step that cannot be taken back easily; who says yes reads `done` or why not.

    `hidden` is what the yes carries back: what was read when it was said.
    """
    if request.method == "POST":
        with errors_shown(request):
            step()
            messages.success(request, done)
        return redirect(back)
    return render_page(
        request,
        "workbench/confirm.html",
        title,
        icon="warning",
        trail=trail,
        text=text,
        button=button,
        back=back,
        hidden=hidden or {},
    )
