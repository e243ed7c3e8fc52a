"""What the time bank adds to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from people.enums import MANAGER_ROLES, STAFF_ROLES
from people.workbench import has_role
from timebank.views import objections, workbench
from timebank.viewsets import TimebankGroup
from timebank.workbench import hooks as oversight_hooks
from timebank.workbench import partners, pools, settling

# Imported for what it registers.


class ManagerMenuItem(MenuItem):
    """Shown to those who review partners."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, MANAGER_ROLES)


@hooks.register("register_admin_viewset")
def timebank_viewsets() -> TimebankGroup:
    return TimebankGroup()


@hooks.register("register_admin_urls")
def partner_urls() -> list[Any]:
    patterns = [
        path("review/", partners.PartnerQueue.as_view(), name="review"),
        path("review/<int:pk>/", partners.decide, name="decide"),
    ]
    return [path("timebank/partners/", include((patterns, "timebank_partners")))]


@hooks.register("register_admin_menu_item")
def partner_queue_item() -> MenuItem:
    return ManagerMenuItem(
        _("Partners to review"), reverse("timebank_partners:review"), icon_name="home", order=145
    )


@hooks.register("register_admin_urls")
def timebank_urls() -> list[Any]:
    patterns = [
        path("export/", workbench.export, name="export"),
        path("certificates/<int:pk>/revoke/", workbench.revoke, name="revoke_certificate"),
        path("pools/", pools.PoolList.as_view(), name="pools"),
        path("pools/<slug:code>/", pools.PoolPage.as_view(), name="pool"),
        path("donations/<int:pk>/", pools.EarmarkPage.as_view(), name="earmark"),
        path("settlements/", settling.SettlementList.as_view(), name="settlements"),
        path("settlements/<int:pk>/", settling.SettlementPage.as_view(), name="settlement"),
        path("settle/<int:pk>/", settling.SettlePage.as_view(), name="settle"),
    ]
    return [path("timebank/", include((patterns, "timebank_workbench")))]


class StaffMenuItem(MenuItem):
    """Shown to whoever holds a role."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, STAFF_ROLES)


@hooks.register("register_admin_urls")
def objection_urls() -> list[Any]:
    patterns = [
        path("", objections.ObjectionList.as_view(), name="list"),
        path("<int:pk>/", objections.ObjectionPage.as_view(), name="one"),
    ]
    return [path("star-objections/", include((patterns, "timebank_objections")))]


@hooks.register("register_admin_menu_item")
def objections_item() -> MenuItem:
    return StaffMenuItem(
        _("Objections to stars"), reverse("timebank_objections:list"), icon_name="warning", order=510
    )


@hooks.register("register_admin_menu_item")
def pools_item() -> MenuItem:
    return StaffMenuItem(_("Public pools"), reverse("timebank_workbench:pools"), icon_name="group", order=515)


@hooks.register("register_admin_menu_item")
def settlements_item() -> MenuItem:
    return StaffMenuItem(
        _("Accounts to settle"),
        reverse("timebank_workbench:settlements"),
        icon_name="folder-open-inverse",
        order=520,
    )


__all__ = ["oversight_hooks", "timebank_viewsets"]
