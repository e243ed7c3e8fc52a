"""The workbench in the city's colours: style, mark, and a first page without what editors of a web site need."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui import sidebar
from wagtail.admin.views import account
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from platform_site.dashboard import workbench as dashboard
from platform_site.dashboard.indicator_pages import IndicatorPage, IndicatorRows
from platform_site.dashboard.missing import MissingBulk
from platform_site.dashboard.today import TodayPanel
from platform_site.models import may_publish
from platform_site.rosters import workbench
from workbench.menu import Section, register_menu_item
from workbench.roles import CONTENT_ROLES, STAFF_ROLES, WORKER_ROLES, has_role

# Wagtail's own panels tell of web pages: who edited, locked or submitted one. Staff here look after people.
_WAGTAIL_PANELS = "wagtail.admin.views.home"
# Wagtail's help leads to the makers' site, in English.
_UNWANTED_MENU_ITEMS = {"help"}


@hooks.register("insert_global_admin_css")
def workbench_colours() -> SafeString:
    sheets = [static("site/workbench.css"), static("site/dashboard.css"), static("site/today.css")]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((sheet,) for sheet in sheets))


@hooks.register("insert_global_admin_js")
def choosers_without_inline_scripts() -> SafeString:
    return format_html('<script src="{}"></script>', static("site/choosers.js"))


@hooks.register("construct_homepage_panels")
def remove_page_panels(request: HttpRequest, panels: list[Any]) -> None:
    if has_role(request.user, CONTENT_ROLES):
        return
    panels[:] = [panel for panel in panels if type(panel).__module__ != _WAGTAIL_PANELS]


@hooks.register("construct_homepage_panels", order=200)
def add_today(request: HttpRequest, panels: list[Any]) -> None:
    if has_role(request.user, STAFF_ROLES):
        panels.append(TodayPanel(request))


@hooks.register("register_admin_urls")
def dashboard_urls() -> list[Any]:
    patterns = [
        path("", dashboard.Dashboard.as_view(), name="board"),
        path("missing/", dashboard.NotYetVisited.as_view(), name="missing"),
        path("missing/bulk/", MissingBulk.as_view(), name="missing_bulk"),
        path("visited/", dashboard.Visited.as_view(), name="visited"),
        path("corrections/", dashboard.Corrections.as_view(), name="corrections"),
        path("indicators/", dashboard.Indicators.as_view(), name="indicators"),
        path("indicators/<slug:key>/", IndicatorPage.as_view(), name="indicator"),
        path("indicators/<slug:key>/rows/", IndicatorRows.as_view(), name="indicator_rows"),
    ]
    rosters = [
        path("", workbench.RosterImports.as_view(), name="import"),
        path("form/<slug:kind>/", workbench.blank_form, name="form"),
        path("<uuid:uuid>/", workbench.RosterPage.as_view(), name="one"),
        path("<uuid:uuid>/refused/", workbench.refused_rows, name="refused"),
    ]
    return [
        path("dashboard/", include((patterns, "dashboard"))),
        path("rosters/", include((rosters, "rosters"))),
    ]


@hooks.register("construct_homepage_summary_items")
def remove_page_counts(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser and not has_role(request.user, CONTENT_ROLES):
        items.clear()


@hooks.register("construct_main_menu")
def remove_unwanted_menu_items(request: HttpRequest, items: list[Any]) -> None:
    unwanted = _UNWANTED_MENU_ITEMS | (set() if request.user.is_superuser else {"reports"})
    items[:] = [item for item in items if item.name not in unwanted]


@hooks.register("before_publish_page")
def a_second_person_publishes(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Who corrects a text while publishing it has become its author: it is kept as a draft, for another approver."""
    if may_publish(page, request.user):
        return None
    messages.warning(
        request,
        _("Your text is saved as a draft. Please hand it in: another approver publishes it."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_serve_document")
def papers_of_published_pages_only(document: AbstractDocument, request: HttpRequest) -> None:
    """What an editor has uploaded is not yet published: under the city's address it is read once a page shows it.

    Raises Http404.
    """
    if request.user.is_superuser or has_role(request.user, CONTENT_ROLES):
        return
    if not any(isinstance(one, Page) and one.live for one, _where in document.get_usage()):
        raise Http404


class MenuWithName(sidebar.MainMenuModule):
    """Wagtail names a user by first name or username. Chinese names are kept whole, and our usernames say nothing."""

    def js_args(self) -> list[Any]:
        items, account_items, user = super().js_args()
        return [items, account_items, {**user, "name": self.user.display_name}]


class NoPanel(account.BaseSettingsPanel):
    """Names come from the register of people; pictures of staff would lie in the open."""

    def is_active(self) -> bool:
        return False


# Wagtail has no settings for these, and looks the names up when it draws the menu and the account page.
sidebar.MainMenuModule = MenuWithName
account.NameEmailSettingsPanel = account.AvatarSettingsPanel = NoPanel


register_menu_item(
    _("Dashboard"), "dashboard:board", icon_name="view", roles=STAFF_ROLES, order=10, section=Section.CITY
)
register_menu_item(
    _("Import a roster"),
    "rosters:import",
    icon_name="upload",
    roles=WORKER_ROLES,
    order=40,
    section=Section.CITY,
)
register_menu_item(
    _("Indicators"),
    "dashboard:indicators",
    icon_name="list-ul",
    roles=STAFF_ROLES,
    order=20,
    section=Section.CITY,
)
