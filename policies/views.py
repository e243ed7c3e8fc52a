"""The rules in the workbench: what is in force, where it comes from, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.enums import STAFF_ROLES
from people.scopes import common_region
from people.workbench import has_role, worker_required
from policies.forms import PolicyForm
from policies.models import PolicyRow
from policies.permissions import RULE_MAKERS
from policies.registry import DECLARATIONS
from policies.selectors import book
from policies.services import set_value
from policies.shapes import said
from regions.models import Region


@dataclass(frozen=True)
class Rule:
    """One line of the list."""

    key: str
    title: Any
    unit: Any
    help: Any
    parts: list[tuple[str, str]]
    row: PolicyRow | None
    coming: PolicyRow | None

    @property
    def package(self) -> str:
        return self.key.partition(".")[0]


def _page(
    request: HttpRequest, template: str, title: Any, trail: list[dict[str, Any]], **context: Any
) -> HttpResponse:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, *trail, {"url": "", "label": title}]
    return render(
        request, template, {"page_title": title, "header_icon": "cog", "breadcrumbs_items": crumbs, **context}
    )


def _asked_region(request: HttpRequest) -> Region | None:
    """The region whose rules are shown: the one asked for, else the reader's own."""
    code = request.GET.get("region", common_region(request.user) or "")
    return Region.objects.with_full_names().filter(pk=code).first()


@worker_required(STAFF_ROLES)
def rules(request: HttpRequest) -> HttpResponse:
    """Every parameter with the value in force, its source, and since when."""
    region = _asked_region(request)
    today = book()
    coming = {
        row.key: row for row in PolicyRow.objects.filter(valid_from__gt=today.on).order_by("-valid_from")
    }
    found = [
        Rule(
            key=key,
            title=declaration.title,
            unit=declaration.unit,
            help=declaration.help,
            parts=said(today.value(key, region), declaration.word),
            row=today.row(key, region),
            coming=coming.get(key),
        )
        for key, declaration in sorted(DECLARATIONS.items())
    ]
    return _page(request, "policies/workbench/rules.html", _("Rules"), [], rules=found, region=region)


@worker_required(STAFF_ROLES)
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """One parameter: all its rows, and the form that adds one for who may."""
    if key not in DECLARATIONS:
        raise Http404
    declaration = DECLARATIONS[key]
    region = _asked_region(request)
    today = book()
    rows = PolicyRow.objects.filter(key=key).select_related("region", "author").order_by("-valid_from", "-pk")
    in_force = today.row(key, region)
    form = None
    if has_role(request.user, RULE_MAKERS):
        current = today.value(key, region)
        form = PolicyForm(request.POST or None, declaration=declaration, current=current, user=request.user)
        if request.method == "POST" and form.is_valid():
            data = {
                name: form.cleaned_data[name]
                for name in ("value", "valid_from", "region", "source_kind", "source", "note")
            }
            try:
                set_value(key=key, author=request.user, **data)
            except ValidationError as error:
                _add_errors(form, error)
            else:
                day = data["valid_from"]
                messages.success(request, _("The new value counts from %(day)s.") % {"day": day})
                return redirect("policies_workbench:rule", key)
    shown = [
        {"row": row, "parts": said(row.value, declaration.word), "in_force": row == in_force} for row in rows
    ]
    trail = [{"url": reverse("policies_workbench:rules"), "label": _("Rules")}]
    context = {
        "declaration": declaration,
        "rows": shown,
        "form": form,
        "today": timezone.localdate(),
        "region": region,
    }
    return _page(request, "policies/workbench/rule.html", declaration.title, trail, **context)


def _add_errors(form: PolicyForm, error: ValidationError) -> None:
    if hasattr(error, "error_dict"):
        for field, problems in error.error_dict.items():
            form.add_error(field if field in form.fields else None, problems)
    else:
        form.add_error(None, error)
