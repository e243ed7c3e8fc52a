"""What the time bank adds to the workbench. Addresses: /workbench/timebank/…"""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from people.enums import STAFF_ROLES
from people.workbench import has_role
from timebank.viewsets import TimebankGroup
from timebank.workbench import pools, settling


@hooks.register("register_admin_viewset")
def timebank_viewsets() -> TimebankGroup:
    return TimebankGroup()


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("pools/", pools.PoolList.as_view(), name="pools"),
        path("pools/<slug:code>/", pools.PoolPage.as_view(), name="pool"),
        path("donations/<int:pk>/", pools.EarmarkPage.as_view(), name="earmark"),
        path("settlements/", settling.SettlementList.as_view(), name="settlements"),
        path("settlements/<int:pk>/", settling.SettlementPage.as_view(), name="settlement"),
        path("settle/<int:pk>/", settling.SettlePage.as_view(), name="settle"),
    ]
    return [path("timebank/", include((patterns, "timebank_workbench")))]


class StaffItem(MenuItem):
    """Shown to staff."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, STAFF_ROLES)


@hooks.register("register_admin_menu_item")
def pools_item() -> MenuItem:
    return StaffItem(_("Public pools"), reverse("timebank_workbench:pools"), icon_name="group", order=510)


@hooks.register("register_admin_menu_item")
def settlements_item() -> MenuItem:
    return StaffItem(
        _("Accounts to settle"),
        reverse("timebank_workbench:settlements"),
        icon_name="folder-open-inverse",
        order=520,
    )
