"""Queues of the workbench: who wants to join, what waits for verification."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from people.enums import WORKER_ROLES, AccessAction
from people.scopes import in_scope
from people.services import log_access
from people.web import typed
from people.workbench import WorkbenchView, worker_required
from volunteers.models import Assignment, Project, Team, Volunteer
from volunteers.selectors.queues import projects_to_review, teams_to_review, to_verify, volunteers_to_review
from volunteers.services import assignments
from volunteers.services.projects import review_project
from volunteers.services.registration import review_team, review_volunteer

PER_PAGE = 30


class VerificationQueue(WorkbenchView):
    """Services that wait for a worker's word, with the evidence there is."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("To verify")
    header_icon = "tasks"
    template_name = "volunteers/workbench/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(to_verify(self.request.user), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page_obj": page}


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
            "volunteers": rows,
            "teams": teams_to_review(user)[:PER_PAGE],
            "projects": projects_to_review(user)[:PER_PAGE],
        }


def _say(request: HttpRequest, error: ValidationError) -> None:
    for sentence in error.messages:
        messages.error(request, sentence)


@worker_required(WORKER_ROLES)
@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or refuse one service."""
    found = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    note = typed(request, "note")
    try:
        if request.POST.get("decision") == "reject":
            assignments.reject(assignment=found, actor=request.user, note=note)
            messages.success(request, _("Not verified; the volunteer has been told why."))
        else:
            minutes = request.POST.get("minutes", "").strip()
            if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) <= 4):
                raise ValidationError(_("Minutes are a whole number."))
            done = assignments.verify(
                assignment=found, actor=request.user, minutes=int(minutes) if minutes else None, note=note
            )
            messages.success(
                request, _("Verified: %(minutes)d minutes were credited.") % {"minutes": done.minutes or 0}
            )
    except ValidationError as error:
        _say(request, error)
    return redirect("volunteers_workbench:queue")


@worker_required(WORKER_ROLES)
@require_POST
def review(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Approve or reject one registration."""
    approve = request.POST.get("decision") == "approve"
    note = typed(request, "note")
    own = in_scope(request.user, "region_id", WORKER_ROLES)
    try:
        if kind == "volunteer":
            volunteer = get_object_or_404(Volunteer.objects.filter(own), pk=pk)
            review_volunteer(volunteer=volunteer, actor=request.user, approve=approve, note=note)
        elif kind == "project":
            project = get_object_or_404(Project.objects.filter(own), pk=pk)
            review_project(project=project, actor=request.user, approve=approve, note=note)
        else:
            team = get_object_or_404(Team.objects.filter(own), pk=pk)
            review_team(team=team, actor=request.user, approve=approve, note=note)
    except ValidationError as error:
        _say(request, error)
    else:
        messages.success(request, _("Approved.") if approve else _("Sent back with your reason."))
    return redirect("volunteers_workbench:review")
