"""What services asked for add to the workbench. Addresses: /workbench/requests/…"""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from service_requests.workbench import phone, queue
from workbench.menu import Section, register_menu_item
from workbench.roles import STAFF_ROLES


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("", queue.RequestQueue.as_view(), name="queue"),
        path("phone/", phone.FindCaller.as_view(), name="find"),
        path("phone/<int:pk>/", phone.AskByPhone.as_view(), name="ask"),
        path("bulk/", queue.RequestBulk.as_view(), name="bulk"),
        path("person/<int:pk>/", queue.RequestsOfPerson.as_view(), name="of_person"),
        path("<uuid:uuid>/", queue.OneRequest.as_view(), name="request"),
    ]
    return [path("requests/", include((patterns, "service_requests_workbench")))]


register_menu_item(
    _("Requested services"),
    "service_requests_workbench:queue",
    icon_name="tasks",
    roles=STAFF_ROLES,
    order=5,
    section=Section.TIMEBANK,
)
