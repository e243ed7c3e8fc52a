"""What care points add to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from facilities.workbench import closing, corrections
from facilities.workbench.facilities import FacilityViewSet
from workbench.menu import Section, register_menu_item
from workbench.roles import STAFF_ROLES


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
        path("<int:pk>/pause/", closing.CloseForAWhile.as_view(), name="pause"),
        path("<int:pk>/open/", closing.open_again, name="open_early"),
        path("<int:pk>/reopen/", corrections.act, {"action": "reopen"}, name="reopen"),
    ]
    return [path("facilities/", include((patterns, "facilities_workbench")))]


register_menu_item(
    _("Reported errors"),
    "facilities_workbench:corrections",
    icon_name="warning",
    roles=STAFF_ROLES,
    order=410,
    section=Section.ORGANIZATIONS,
)
