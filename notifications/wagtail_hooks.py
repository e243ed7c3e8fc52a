"""What notifications add to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.sidebar import LinkMenuItem

from notifications import workbench
from notifications.selectors import unread_count
from notifications.workbench import MessageViewSet
from workbench.menu import RoleMenuItem
from workbench.roles import STAFF_ROLES


@hooks.register("register_admin_viewset")
def message_viewset() -> MessageViewSet:
    return MessageViewSet()


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [path("message/<int:pk>/retry/", workbench.retry_message, name="retry")]
    return [path("notifications/", include((patterns, "notifications_workbench")))]


class BellMenuItem(RoleMenuItem):
    """One's own messages, with how many are new: one query a page."""

    def render_component(self, request: Any) -> LinkMenuItem:
        unread = unread_count(request.user)
        label = _("Messages (%(n)d new)") % {"n": unread} if unread else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, attrs=self.attrs)


@hooks.register("register_admin_menu_item")
def bell() -> BellMenuItem:
    return BellMenuItem(
        gettext_lazy("Messages"), "notifications:inbox", icon_name="mail", roles=STAFF_ROLES, order=3
    )
