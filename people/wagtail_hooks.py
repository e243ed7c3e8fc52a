"""What people add to the workbench: its style, their registers and pages."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from people.access_log.workbench import AccessLogViewSet
from people.consents.workbench import ConsentViewSet, add_consent, end_consent
from people.deaths.workbench import death, deaths
from people.kinship import workbench as kinship_workbench
from people.mandates import workbench as mandates_workbench
from people.mandates.workbench import MandateViewSet, add_mandate, end_mandate, mandate_uses
from people.merging import workbench as merging
from people.phone_changes import workbench as phone_changes
from people.profile.workbench import PersonViewSet, duplicates, find_person_page, reveal_id_number
from people.roles.workbench import RoleGrantViewSet, end_role_grant, reset_login_second_factor
from workbench.menu import Section, register_menu_item
from workbench.roles import STAFF_ROLES, WORKER_ROLES


@hooks.register("register_admin_viewset")
def people_viewsets() -> list[Any]:
    return [PersonViewSet(), RoleGrantViewSet(), ConsentViewSet(), MandateViewSet(), AccessLogViewSet()]


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("find/", find_person_page, name="find"),
        path("duplicates/", duplicates, name="duplicates"),
        path("person/<int:pk>/id-number/", reveal_id_number, name="reveal_id_number"),
        path("person/<int:pk>/consents/new/", add_consent, name="add_consent"),
        path("person/<int:pk>/mandates/new/", add_mandate, name="add_mandate"),
        path("person/<int:pk>/mandate-uses/", mandate_uses, name="mandate_uses"),
        path("person/<int:pk>/death/", death, name="death"),
        path("deaths/", deaths, name="deaths"),
        path("person/<int:pk>/merge/", merging.propose, name="propose_merge"),
        path("merges/", merging.merges, name="merges"),
        path("merges/<int:pk>/", merging.merge_page, name="merge"),
        path("consents/<int:pk>/withdraw/", end_consent, name="end_consent"),
        path("mandates/<int:pk>/end/", end_mandate, name="end_mandate"),
        path("mandates/waiting/", mandates_workbench.waiting, name="mandates_waiting"),
        path("mandates/<int:pk>/number/", mandates_workbench.check_number_of, name="check_mandate_number"),
        path("mandates/<int:pk>/confirm/", mandates_workbench.confirm_waiting, name="confirm_mandate"),
        path("mandates/<int:pk>/renew/", mandates_workbench.renew, name="renew_mandate"),
        path("mandates/<int:pk>/slip/", mandates_workbench.slip, name="mandate_slip"),
        path("roles/<int:pk>/end/", end_role_grant, name="end_role"),
        path("roles/<int:pk>/second-factor/", reset_login_second_factor, name="reset_second_factor"),
        path("person/<int:pk>/phone/", phone_changes.ask, name="ask_phone_change"),
        path("phone-changes/", phone_changes.queue, name="phone_changes"),
        path("phone-changes/<int:pk>/", phone_changes.decide, name="phone_change"),
        path("relatives/", kinship_workbench.queue, name="kinships"),
        path("relatives/<int:pk>/", kinship_workbench.decide, name="kinship"),
    ]
    return [path("people/", include((patterns, "people_workbench")))]


register_menu_item(
    _("Relatives to confirm"),
    "people_workbench:kinships",
    icon_name="group",
    roles=STAFF_ROLES,
    order=60,
    section=Section.ELDERS,
)
register_menu_item(
    _("Deaths to confirm"),
    "people_workbench:deaths",
    icon_name="warning",
    roles=STAFF_ROLES,
    order=61,
    section=Section.ELDERS,
)
register_menu_item(
    _("Mandates to confirm"),
    "people_workbench:mandates_waiting",
    icon_name="link",
    roles=STAFF_ROLES,
    order=62,
    section=Section.ELDERS,
)
register_menu_item(
    _("Files to merge"),
    "people_workbench:merges",
    icon_name="group",
    roles=STAFF_ROLES,
    order=63,
    section=Section.ELDERS,
)
register_menu_item(
    _("Changes of numbers"),
    "people_workbench:phone_changes",
    icon_name="mobile-alt",
    roles=WORKER_ROLES,
    order=64,
    section=Section.SETTINGS,
)
