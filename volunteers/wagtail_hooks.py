"""What volunteering adds to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from volunteers.days.workbench import absences, rounds
from volunteers.tasks.workbench import VerificationQueue, verify
from volunteers.workbench import review
from volunteers.workbench.viewsets import ProjectViewSet, TeamViewSet, VolunteerViewSet
from workbench.roles import WORKER_ROLES, has_role


class WorkerMenuItem(MenuItem):
    """Shown to workers; auditors look, and have no queue."""

    def is_shown(self, request: Any) -> bool:
        return has_role(request.user, WORKER_ROLES)


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns = [
        path("queue/", VerificationQueue.as_view(), name="queue"),
        path("queue/<int:pk>/", verify, name="verify"),
        path("<int:pk>/away/", absences.VolunteerAway.as_view(), name="away"),
        path("back/<int:pk>/", absences.back, name="back"),
        path("rounds/", rounds.Rounds.as_view(), name="rounds"),
        path("rounds/<int:pk>/plan/", rounds.RoundPlan.as_view(), name="round_plan"),
        path("rounds/<int:pk>/<str:day>/", rounds.volunteer_sheet, name="sheet"),
        path("review/", review.ReviewQueue.as_view(), name="review"),
        path("review/volunteer/<int:pk>/", review.review, {"kind": "volunteer"}, name="review_volunteer"),
        path("review/team/<int:pk>/", review.review, {"kind": "team"}, name="review_team"),
        path("review/project/<int:pk>/", review.review, {"kind": "project"}, name="review_project"),
    ]
    return [path("volunteers/", include((patterns, "volunteers_workbench")))]


@hooks.register("register_admin_menu_item")
def queue_item() -> MenuItem:
    return WorkerMenuItem(_("To verify"), reverse("volunteers_workbench:queue"), icon_name="tasks", order=120)


@hooks.register("register_admin_menu_item")
def rounds_item() -> MenuItem:
    return WorkerMenuItem(_("Rounds"), reverse("volunteers_workbench:rounds"), icon_name="date", order=107)


@hooks.register("register_admin_menu_item")
def review_item() -> MenuItem:
    # Named: by its label it would light up with every label that begins in the same words.
    return WorkerMenuItem(
        _("To review"),
        reverse("volunteers_workbench:review"),
        name="volunteers-review",
        icon_name="user",
        order=130,
    )


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [VolunteerViewSet(), TeamViewSet(), ProjectViewSet()]
