"""What changed in a row, when and by whom: for models that keep a history (django-simple-history)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from common.fields import EncryptedTextField
from common.web import LoggedInRequest
from workbench.roles import Login
from workbench.views import FileView

# The last so many changes; older ones stay in the table.
MOST_SHOWN = 100


@dataclass(frozen=True)
class Change:
    """One field of one change, as people read it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Step:
    """One save: when, by whom (None: the system), and what it changed; no changes means the row was made."""

    at: datetime
    actor: Login | None
    made: bool
    changes: list[Change]


def history_steps(instance: Any) -> list[Step]:
    """The changes of a row, the newest first."""
    records = list(
        instance.history.select_related("history_user").order_by("-history_date", "-history_id")[
            : MOST_SHOWN + 1
        ]
    )
    found = []
    for index, record in enumerate(records[:MOST_SHOWN]):
        before = records[index + 1] if index + 1 < len(records) else None
        changes = _changes(type(instance), record, before) if before is not None else []
        if before is None or changes:
            found.append(Step(record.history_date, record.history_user, record.history_type == "+", changes))
    return found


def _changes(model: type[models.Model], record: Any, before: Any) -> list[Change]:
    delta = record.diff_against(before, foreign_keys_are_objs=True)
    changes = []
    for change in delta.changes:
        try:
            field = model._meta.get_field(change.field)
        except FieldDoesNotExist:
            continue
        if field.name in ("updated_at", "created_at"):
            continue
        label = capfirst(str(getattr(field, "verbose_name", field.name)))
        changes.append(Change(label, _display(field, change.old), _display(field, change.new)))
    return changes


def _display(field: Any, value: Any) -> str:
    """A value in people's words. What is encrypted stays covered: that it changed is enough."""
    if value in (None, "", [], {}):
        return "—"
    if isinstance(field, EncryptedTextField):
        return "••••"
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))


class ScopedChangesView(FileView, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The history page of a row."""

    request: LoggedInRequest
    model: Any = None
    permission_policy: Any = None
    index_url_name: str | None = None
    inspect_url_name: str | None = None
    any_permission_required = ["view"]
    template_name = "workbench/history.html"
    header_icon = "history"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.visible(), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return _("History")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*self.breadcrumbs_items]
        if self.index_url_name:
            label = capfirst(str(self.model._meta.verbose_name_plural))
            items.append({"url": reverse(self.index_url_name), "label": label})
        if self.inspect_url_name:
            items.append(
                {"url": reverse(self.inspect_url_name, args=[self.object.pk]), "label": str(self.object)}
            )
        return [*items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "steps": history_steps(self.object),
            "object": self.object,
        }
