"""What volunteering adds to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from volunteers.days.workbench import absences, rounds
from volunteers.projects import workbench as projects
from volunteers.tasks.workbench.decisions import TogetherResult, together, verify
from volunteers.tasks.workbench.queue import VerificationQueue
from volunteers.tasks.workbench.refused import RefusedServices, reopen
from volunteers.tasks.workbench.service import ServicePage
from volunteers.workbench import review
from volunteers.workbench.qualifying import QualifyVolunteer
from volunteers.workbench.suspensions import SuspendVolunteer, end_suspension
from volunteers.workbench.viewsets import TeamViewSet, VolunteerViewSet
from workbench.menu import Section, register_menu_item
from workbench.roles import WORKER_ROLES


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("queue/", VerificationQueue.as_view(), name="queue"),
        path("queue/refused/", RefusedServices.as_view(), name="refused"),
        path("queue/together/", together, name="together"),
        path("queue/together/<uuid:key>/", TogetherResult.as_view(), name="together_result"),
        path("queue/<int:pk>/", verify, name="verify"),
        path("queue/<int:pk>/reopen/", reopen, name="reopen"),
        path("services/<int:pk>/", ServicePage.as_view(), name="service"),
        path("<int:pk>/away/", absences.VolunteerAway.as_view(), name="away"),
        path("<int:pk>/suspend/", SuspendVolunteer.as_view(), name="suspend"),
        path("<int:pk>/take-back/", end_suspension, name="take_back"),
        path("<int:pk>/qualify/", QualifyVolunteer.as_view(), name="qualify"),
        path("back/<int:pk>/", absences.back, name="back"),
        path("rounds/", rounds.Rounds.as_view(), name="rounds"),
        path("rounds/<int:pk>/plan/", rounds.RoundPlan.as_view(), name="round_plan"),
        path("rounds/<int:pk>/<str:day>/", rounds.volunteer_sheet, name="sheet"),
        path("projects/<int:pk>/end/", projects.end, name="end_project"),
        path("review/", review.ReviewQueue.as_view(), name="review"),
        path("review/volunteers/", review.approve_many, name="approve_many"),
        path("review/volunteer/<int:pk>/", review.review, {"kind": "volunteer"}, name="review_volunteer"),
        path("review/team/<int:pk>/", review.review, {"kind": "team"}, name="review_team"),
        path("review/project/<int:pk>/", review.review, {"kind": "project"}, name="review_project"),
    ]
    return [path("volunteers/", include((patterns, "volunteers_workbench")))]


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [VolunteerViewSet(), TeamViewSet(), projects.ProjectViewSet()]


register_menu_item(
    _("To verify"),
    "volunteers_workbench:queue",
    icon_name="tasks",
    roles=WORKER_ROLES,
    order=10,
    section=Section.VOLUNTEERS,
)
register_menu_item(
    _("Visit schedules"),
    "volunteers_workbench:rounds",
    icon_name="date",
    roles=WORKER_ROLES,
    order=50,
    section=Section.VOLUNTEERS,
)
register_menu_item(
    _("To review"),
    "volunteers_workbench:review",
    icon_name="user",
    roles=WORKER_ROLES,
    order=20,
    section=Section.VOLUNTEERS,
)
