"""The outbox in the workbench: whether messages arrived, not what they say."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn

from notifications.models import Message
from notifications.permissions import can_retry
from people.enums import MANAGER_ROLES
from people.workbench import ScopedModelViewSet


class MessageViewSet(ScopedModelViewSet):
    model = Message
    icon = "mail"
    menu_label = _("Outbox")
    menu_order = 860
    list_display = [
        DateColumn("created_at", label=_("When"), sort_key="created_at"),
        "person",
        "kind",
        "channel",
        "state",
        "attempts",
        "error",
    ]
    list_filter = ["state", "channel"]
    inspect_view_fields = [
        "person",
        "kind",
        "channel",
        "state",
        "attempts",
        "created_at",
        "not_before",
        "sent_at",
        "error",
    ]
    inspect_template_name = "notifications/workbench/message.html"
    view_roles = MANAGER_ROLES
    change_roles = ()
    history_view_enabled = False

    def visible_rows(self, user: Any) -> models.QuerySet[Any]:
        return Message.objects.in_outbox_of(user)

    def list_rows(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().list_rows(request).select_related("person")

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any]:
        return rows.filter(models.Q(person__name__icontains=query) | models.Q(kind__icontains=query))

    def inspect_context(self, request: HttpRequest, instance: Message) -> dict[str, Any]:
        return {"may_retry": can_retry(request.user, instance)}
