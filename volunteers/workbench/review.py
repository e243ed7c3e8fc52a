"""What waits for review: registrations of volunteers and teams, and projects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_shown, key_in, posted_text
from people.access_log.services import log_access
from people.persons.selectors import with_second_file
from volunteers.projects.models import Project
from volunteers.projects.selectors import projects_to_review, reviews_waiting
from volunteers.projects.services import review_project
from volunteers.registration.models.suspension import Suspension
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.selectors import teams_to_review, volunteers_to_review
from volunteers.registration.services.registration import review_team, review_volunteer
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope

PER_PAGE = 30


class ReviewQueue(WorkbenchView):
    """Registrations of volunteers and teams, and projects, that wait for a worker's word."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("To review")
    header_icon = "user"
    template_name = "volunteers/workbench/review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        page = Paginator(volunteers_to_review(user), PER_PAGE).get_page(self.request.GET.get("page"))
        rows = list(page)
        if rows:
            log_access(
                actor=user,
                action=AccessAction.LIST,
                count=len(rows),
                request=self.request,
                detail="volunteers",
            )
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "numbers": reviews_waiting(user),
            "volunteers": rows,
            "twice": with_second_file(user, [row.person for row in rows]) if rows else set(),
            "teams": teams_to_review(user)[:PER_PAGE],
            "projects": projects_to_review(user)[:PER_PAGE],
        }


@worker_required(WORKER_ROLES)
@require_POST
def review(request: LoggedInRequest, kind: str, pk: int) -> HttpResponse:
    """Approve or reject one registration."""
    approve = request.POST.get("decision") == "approve"
    note = posted_text(request, "note")
    own = in_scope(request.user, "region_id", WORKER_ROLES)
    with errors_shown(request):
        if kind == "volunteer":
            volunteer = get_object_or_404(Volunteer.objects.filter(own), pk=pk)
            review_volunteer(volunteer=volunteer, actor=request.user, approve=approve, note=note)
        elif kind == "project":
            project = get_object_or_404(Project.objects.filter(own), pk=pk)
            review_project(project=project, actor=request.user, approve=approve, note=note)
        else:
            team = get_object_or_404(Team.objects.filter(own), pk=pk)
            review_team(team=team, actor=request.user, approve=approve, note=note)
        messages.success(request, _("Approved.") if approve else _("Sent back with your reason."))
    return redirect("volunteers_workbench:review")


@worker_required(WORKER_ROLES)
@require_POST
def approve_many(request: LoggedInRequest) -> HttpResponse:
    """Approve the volunteers that are ticked: a list brings in more than anybody answers one by one."""
    ticked = [key_in(pk) for pk in request.POST.getlist("pk")[:PER_PAGE]]
    approved = 0
    with errors_shown(request):
        # Who was suspended and registered anew is looked at alone.
        suspended = Suspension.objects.in_force().filter(volunteer__in=ticked).values("volunteer")
        for volunteer in volunteers_to_review(request.user).filter(pk__in=ticked).exclude(pk__in=suspended):
            review_volunteer(volunteer=volunteer, actor=request.user, approve=True)
            approved += 1
    if approved:
        messages.success(request, _("%(count)s approved.") % {"count": approved})
    else:
        messages.info(request, _("Nobody is ticked. Please tick whom you know to be right."))
    return redirect("volunteers_workbench:review")
