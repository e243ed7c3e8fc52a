"""The workbench in the city's colours: style, mark, and a first page without what editors of a web site need."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

# Wagtail's own panels tell of web pages: who edited, locked or submitted one. Staff here look after people.
_WAGTAIL_PANELS = "wagtail.admin.views.home"
# Wagtail's help leads to the makers' site, in English.
_UNWANTED_MENU_ITEMS = {"help"}


@hooks.register("insert_global_admin_css")
def workbench_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("site/workbench.css"))


@hooks.register("construct_homepage_panels")
def without_panels_about_pages(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if type(panel).__module__ != _WAGTAIL_PANELS]


@hooks.register("construct_homepage_summary_items")
def without_counts_of_pages(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser:
        items.clear()


@hooks.register("construct_main_menu")
def without_unwanted_menu_items(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in _UNWANTED_MENU_ITEMS]
