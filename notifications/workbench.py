"""The outbox in the workbench: whether messages arrived, not what they say."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.db import models
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn

from common.web import LoggedInRequest
from notifications.models import DeliveryState, Message
from notifications.permissions import can_retry
from notifications.services import retry
from notifications.wording import SUBJECTS
from people.actors import AnyUser
from workbench.guards import forbidden, worker_required
from workbench.menu import Section
from workbench.roles import MANAGER_ROLES
from workbench.viewsets import ScopedModelViewSet


class MessageFilterSet(WagtailFilterSet):
    about = django_filters.ChoiceFilter(
        label=gettext_lazy("About"), method="by_subject", choices=list(SUBJECTS.items())
    )

    class Meta:
        model = Message
        fields = ["state", "channel"]

    def by_subject(
        self, queryset: models.QuerySet[Message], name: str, value: str
    ) -> models.QuerySet[Message]:
        return queryset.filter(Q(kind=value) | Q(kind__startswith=f"{value}."))


class MessageViewSet(ScopedModelViewSet):
    model = Message
    icon = "mail"
    menu_section = Section.SETTINGS
    menu_label = gettext_lazy("Outbox")
    menu_order = 90
    list_display = [
        DateColumn("created_at", label=gettext_lazy("When"), sort_key="created_at"),
        "person",
        "kind_in_words",
        "channel",
        "state",
        "attempts",
        "error",
    ]
    filterset_class = MessageFilterSet
    list_related = ("person",)
    search_fields = ["person__name"]
    inspect_view_fields = [
        "person",
        "kind_in_words",
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

    def visible_rows(self, user: AnyUser) -> models.QuerySet[Any]:
        return Message.objects.in_outbox_of(user)

    def inspect_context(self, request: LoggedInRequest, instance: Message) -> dict[str, Any]:
        return {"may_retry": can_retry(request.user, instance)}


@worker_required(MANAGER_ROLES)
@require_POST
def retry_message(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Put a message that was given up back into the outbox."""
    message = get_object_or_404(Message.objects.in_outbox_of(request.user).select_related("person"), pk=pk)
    if can_retry(request.user, message):
        retry(message=message)
        messages.success(request, _("The message is being sent again."))
    elif message.state != DeliveryState.WAITING:
        return forbidden(request)
    return redirect("notifications_message:inspect", pk)
