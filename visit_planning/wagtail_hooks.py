"""What planning adds to the workbench: addresses below /workbench/visits/, menu, style."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from visit_planning.dispatch.workbench import board, changes
from visit_planning.gaps.workbench import gaps, recruiting
from visit_planning.plan import workbench as plan_workbench
from visit_planning.repair import workbench as repair_workbench
from workbench.menu import Section, register_menu_item
from workbench.roles import STAFF_ROLES

_PATTERNS: list[Any] = [
    path("dispatch/", board.DispatchBoard.as_view(), name="dispatch"),
    path("dispatch/bulk/", board.DispatchBulk.as_view(), name="dispatch_bulk"),
    path("dispatch/<int:pk>/", board.VisitDispatch.as_view(), name="dispatch_visit"),
    path("dispatch/<int:pk>/ask/", board.ask, name="ask"),
    path("dispatch/<int:pk>/call-off/", board.cancel, name="call_off"),
    path("dispatch/<int:pk>/<int:assignment>/take-back/", board.revoke, name="take_back"),
    path("dispatch/<int:pk>/<int:assignment>/said-yes/", board.record_acceptance, name="said_yes"),
    path("dispatch/<int:pk>/match-again/", changes.match_again, name="match_again"),
    path("dispatch/<int:pk>/stand-ins/", board.start_asking, name="stand_ins_start"),
    path("dispatch/<int:pk>/stand-ins/<int:search>/stop/", board.stop_asking, name="stand_ins_stop"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("changes/<int:pk>/", changes.RepairPage.as_view(), name="repair"),
    path("closures/", repair_workbench.Closures.as_view(), name="closures"),
    path("closures/<int:pk>/open/", repair_workbench.open_again, name="open_again"),
    path("plans/", plan_workbench.PlanRuns.as_view(), name="plans"),
    path("gaps/", gaps.GapReasons.as_view(), name="gaps"),
    path("gaps/volunteers/", gaps.VolunteersToContact.as_view(), name="gaps_volunteers"),
    path("recruiting/", recruiting.RecruitingList.as_view(), name="recruiting"),
    path("recruiting/<str:code>/", recruiting.notice, name="recruiting_notice"),
    path("plans/<int:pk>/", plan_workbench.PlanRun.as_view(), name="plan"),
    path("plans/<int:pk>/publish/", plan_workbench.decide, {"step": "publish"}, name="plan_publish"),
    path("plans/<int:pk>/discard/", plan_workbench.decide, {"step": "discard"}, name="plan_discard"),
    path("plans/<int:pk>/stop/", plan_workbench.decide, {"step": "stop"}, name="plan_stop"),
]


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    return [path("visits/", include((_PATTERNS, "visit_planning_workbench")))]


@hooks.register("insert_global_admin_css")
def dispatch_style() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">',
        static("visit_planning/dispatch.css"),
        static("visit_planning/gaps.css"),
    )


register_menu_item(
    _("Dispatch of visits"),
    "visit_planning_workbench:dispatch",
    icon_name="calendar-alt",
    roles=STAFF_ROLES,
    order=20,
    section=Section.VISITS,
)
register_menu_item(
    _("Why no one can come"),
    "visit_planning_workbench:gaps",
    icon_name="help",
    roles=STAFF_ROLES,
    order=30,
    section=Section.VISITS,
)
register_menu_item(
    _("Where volunteers are needed"),
    "visit_planning_workbench:recruiting",
    icon_name="site",
    roles=STAFF_ROLES,
    order=40,
    section=Section.VOLUNTEERS,
)
