"""What notifications add to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks

from notifications import workbench
from notifications.workbench import MessageViewSet


@hooks.register("register_admin_viewset")
def message_viewset() -> MessageViewSet:
    return MessageViewSet()


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [path("message/<int:pk>/retry/", workbench.retry_message, name="retry")]
    return [path("notifications/", include((patterns, "notifications_workbench")))]
