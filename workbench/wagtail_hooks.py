"""The style of the workbench's own pages, and the sections of its menu."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from workbench.menu import Section, SectionMenuItem, register_menu_item, unfold_single_entries
from workbench.menu_page import MenuPage
from workbench.roles import STAFF_ROLES
from workbench.search_page import SearchPage


@hooks.register("insert_global_admin_css")
def workbench_style() -> SafeString:
    sheets = ("workbench/workbench.css", "workbench/phone.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


@hooks.register("insert_global_admin_js")
def bulk_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("workbench/bulk.js"))


@hooks.register("register_admin_urls")
def menu_urls() -> list[Any]:
    return [
        path("menu/", MenuPage.as_view(), name="workbench_menu"),
        path("search/", SearchPage.as_view(), name="workbench_search"),
    ]


for _section in Section:
    hooks.register("register_admin_menu_item", partial(SectionMenuItem, _section))
hooks.register("construct_main_menu", unfold_single_entries)
register_menu_item(_("Today"), "wagtailadmin_home", icon_name="home", roles=STAFF_ROLES, order=1)
register_menu_item(_("Search"), "workbench_search", icon_name="search", roles=STAFF_ROLES, order=2)
