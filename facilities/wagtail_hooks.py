"""What care points add to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from facilities.workbench import corrections
from facilities.workbench.facilities import FacilityViewSet
from workbench.roles import STAFF_ROLES, has_role


class StaffMenuItem(MenuItem):
    """Shown to whoever holds a role."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, STAFF_ROLES)


@hooks.register("register_admin_viewset")
def facility_viewset() -> FacilityViewSet:
    return FacilityViewSet()


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("corrections/", corrections.CorrectionQueue.as_view(), name="corrections"),
        path("corrections/<int:pk>/", corrections.handle, name="handle"),
        path("<int:pk>/verify/", corrections.act, {"action": "verify"}, name="verify"),
        path("<int:pk>/close/", corrections.act, {"action": "close"}, name="close"),
        path("<int:pk>/reopen/", corrections.act, {"action": "reopen"}, name="reopen"),
    ]
    return [path("facilities/", include((patterns, "facilities_workbench")))]


@hooks.register("register_admin_menu_item")
def corrections_item() -> MenuItem:
    return StaffMenuItem(
        _("Reported errors"), reverse("facilities_workbench:corrections"), icon_name="warning", order=410
    )
