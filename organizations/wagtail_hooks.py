"""What organizations add to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from organizations import workbench
from workbench.menu import Section, register_menu_item
from workbench.roles import MANAGER_ROLES


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("review/", workbench.ReviewQueue.as_view(), name="review"),
        path("review/<int:pk>/", workbench.decide, name="decide"),
        path("<int:pk>/close/", workbench.close, name="close"),
        path("<int:pk>/suspend/", workbench.SuspendOrganization.as_view(), name="suspend"),
        path("<int:pk>/lift/", workbench.lift, name="lift"),
    ]
    return [path("organizations/", include((patterns, "organizations_workbench")))]


@hooks.register("register_admin_viewset")
def viewset() -> Any:
    return workbench.OrganizationViewSet()


register_menu_item(
    _("Organizations to review"),
    "organizations_workbench:review",
    icon_name="home",
    roles=MANAGER_ROLES,
    order=140,
    section=Section.ORGANIZATIONS,
)
