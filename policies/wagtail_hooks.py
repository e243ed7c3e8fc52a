"""What policies add to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from policies import workbench
from workbench.roles import STAFF_ROLES, has_role


class StaffMenuItem(MenuItem):
    """Shown to whoever holds a role: everybody may know the rules."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, STAFF_ROLES)


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("", workbench.rules, name="rules"),
        path("<str:key>/", workbench.rule, name="rule"),
        path("<str:key>/compare/", workbench.compare, name="compare"),
    ]
    return [path("policies/", include((patterns, "policies_workbench")))]


@hooks.register("register_admin_menu_item")
def rules_item() -> MenuItem:
    return StaffMenuItem(_("Rules"), reverse("policies_workbench:rules"), icon_name="cog", order=850)
