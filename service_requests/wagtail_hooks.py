"""What services asked for add to the workbench. Addresses: /workbench/requests/…"""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from service_requests.workbench import phone, queue
from workbench.roles import STAFF_ROLES, has_role


class StaffMenuItem(MenuItem):
    """Shown to who works with people's files, and to auditors."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, STAFF_ROLES)


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("", queue.RequestQueue.as_view(), name="queue"),
        path("phone/", phone.FindCaller.as_view(), name="find"),
        path("phone/<int:pk>/", phone.AskByPhone.as_view(), name="ask"),
        path("<uuid:uuid>/", queue.OneRequest.as_view(), name="request"),
    ]
    return [path("requests/", include((patterns, "service_requests_workbench")))]


@hooks.register("register_admin_menu_item")
def requests_item() -> MenuItem:
    return StaffMenuItem(
        _("Services asked for"), reverse("service_requests_workbench:queue"), icon_name="tasks", order=115
    )
