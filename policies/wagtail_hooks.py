"""What policies add to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from policies import workbench
from workbench.menu import Section, register_menu_item
from workbench.roles import STAFF_ROLES


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("", workbench.rules, name="rules"),
        path("<str:key>/", workbench.rule, name="rule"),
        path("<str:key>/compare/", workbench.compare, name="compare"),
    ]
    return [path("policies/", include((patterns, "policies_workbench")))]


register_menu_item(
    _("Rules"), "policies_workbench:rules", icon_name="cog", roles=STAFF_ROLES, order=30, section=Section.CITY
)
