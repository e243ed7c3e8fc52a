"""What visits to elders add to the workbench. Addresses: /workbench/visits/…"""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from elderly_visits.concerns import workbench
from elderly_visits.files.workbench import elder_steps
from elderly_visits.files.workbench.elders import ElderViewSet
from elderly_visits.files.workbench.reports import VisitReportViewSet
from elderly_visits.register.workbench import code_sheet, code_sheets, door_card
from elderly_visits.staff_checks import workbench as staff_checks
from elderly_visits.visits.workbench import own_round, reports
from elderly_visits.visits.workbench.decisions import decide_report
from elderly_visits.visits.workbench.several import RecordSeveral
from workbench.menu import Section, register_menu_item
from workbench.roles import OVERSIGHT_ROLES, STAFF_ROLES, WORKER_ROLES


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns: list[Any] = [
        path("round/", own_round.OwnRound.as_view(), name="own_round"),
        path("round/<str:day>/", own_round.own_sheet, name="own_sheet"),
        path("concerns/", workbench.ConcernList.as_view(), name="concerns"),
        path("concerns/bulk/", workbench.ConcernBulk.as_view(), name="concerns_bulk"),
        path("concerns/<int:pk>/", workbench.ConcernPage.as_view(), name="concern"),
        path("reports/<int:pk>/decide/", decide_report, name="decide_report"),
        path("record/", RecordSeveral.as_view(), name="record_several"),
        path("<int:pk>/report/", reports.EnterPlannedVisit.as_view(), name="report"),
        path("elders/<int:pk>/concern/", workbench.RaiseConcern.as_view(), name="raise_concern"),
        path("elders/<int:pk>/record/", reports.RecordVisit.as_view(), name="record_visit"),
        path("elders/<int:pk>/visit/", reports.EnterOtherVisit.as_view(), name="other_visit"),
        path("elders/<int:pk>/door-card/", door_card, name="door_card"),
        path("elders/<int:pk>/code-sheet/", code_sheet, name="code_sheet"),
        path("code-sheets/", code_sheets, name="code_sheets"),
        path("elders/<int:pk>/button/", elder_steps.ElderButton.as_view(), name="elder_button"),
        *(
            path(f"elders/<int:pk>/{step}/", elder_steps.ElderStep.as_view(step=step), name=f"elder_{step}")
            for step in elder_steps.STEPS
        ),
    ]
    checks: list[Any] = [
        path("", staff_checks.StaffSampleList.as_view(), name="samples"),
        path("sample/<uuid:uuid>/", staff_checks.StaffSamplePage.as_view(), name="sample"),
        path("call/<uuid:uuid>/", staff_checks.StaffCallPage.as_view(), name="call"),
        path("visits/", staff_checks.VisitsOfWorker.as_view(), name="visits"),
    ]
    return [
        path("visits/checks/", include((checks, "staff_checks"))),
        path("visits/", include((patterns, "elderly_visits_workbench"))),
    ]


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [ElderViewSet(), VisitReportViewSet()]


@hooks.register("insert_global_admin_css")
def workbench_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("elderly_visits/workbench.css"))


register_menu_item(
    _("My visit schedule"),
    "elderly_visits_workbench:own_round",
    icon_name="date",
    roles=WORKER_ROLES,
    order=10,
    section=Section.VISITS,
)
register_menu_item(
    _("Record several visits"),
    "elderly_visits_workbench:record_several",
    icon_name="form",
    roles=WORKER_ROLES,
    order=15,
    section=Section.VISITS,
)
register_menu_item(
    _("Concerns"),
    "elderly_visits_workbench:concerns",
    icon_name="warning",
    roles=STAFF_ROLES,
    order=20,
    section=Section.ELDERS,
)
register_menu_item(
    _("Telephone checks of visits by staff"),
    "staff_checks:samples",
    icon_name="comment",
    roles=OVERSIGHT_ROLES,
    order=90,
    section=Section.VISITS,
)
