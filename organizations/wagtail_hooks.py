"""What organizations add to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from organizations import workbench
from workbench.roles import MANAGER_ROLES, has_role


class ManagerMenuItem(MenuItem):
    """Shown to those who review organizations."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, MANAGER_ROLES)


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("review/", workbench.ReviewQueue.as_view(), name="review"),
        path("review/<int:pk>/", workbench.decide, name="decide"),
    ]
    return [path("organizations/", include((patterns, "organizations_workbench")))]


@hooks.register("register_admin_menu_item")
def review_item() -> MenuItem:
    return ManagerMenuItem(
        _("Organizations to review"), reverse("organizations_workbench:review"), icon_name="home", order=140
    )


@hooks.register("register_admin_viewset")
def viewset() -> Any:
    return workbench.OrganizationViewSet()
