"""What people add to the workbench: its style, their registers and pages."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from people.enums import STAFF_ROLES
from people.views import kin_queue, workbench
from people.viewsets import PeopleGroup
from people.workbench import has_role


@hooks.register("insert_global_admin_css")
def workbench_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("people/workbench.css"))


@hooks.register("register_admin_viewset")
def people_group() -> PeopleGroup:
    return PeopleGroup()


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("find/", workbench.find, name="find"),
        path("person/<int:pk>/id-number/", workbench.reveal_id_number, name="reveal_id_number"),
        path("person/<int:pk>/consents/new/", workbench.add_consent, name="add_consent"),
        path("person/<int:pk>/mandates/new/", workbench.add_mandate, name="add_mandate"),
        path("person/<int:pk>/mandate-uses/", workbench.mandate_uses, name="mandate_uses"),
        path("consents/<int:pk>/withdraw/", workbench.end_consent, name="end_consent"),
        path("mandates/<int:pk>/end/", workbench.end_mandate, name="end_mandate"),
        path("roles/<int:pk>/end/", workbench.end_grant, name="end_role"),
        path("roles/<int:pk>/second-factor/", workbench.reset_factor, name="reset_second_factor"),
        path("relatives/", kin_queue.queue, name="kinships"),
        path("relatives/<int:pk>/", kin_queue.decide, name="kinship"),
    ]
    return [path("people/", include((patterns, "people_workbench")))]


class RelativesItem(MenuItem):
    """Shown to staff."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, STAFF_ROLES)


@hooks.register("register_admin_menu_item")
def relatives_item() -> MenuItem:
    return RelativesItem(
        _("Relatives to confirm"), reverse("people_workbench:kinships"), icon_name="group", order=420
    )
