"""Projects: finding one, signing up for a shift; and publishing one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.forms import errors_added
from common.web import LoggedInRequest, errors_shown, key_in, posted_text
from organizations.models import SocialOrganization
from timebank.ledger.enums import ServiceCategory
from volunteers.projects.enums import ProjectState
from volunteers.projects.forms import ProjectForm, ShiftForm
from volunteers.projects.models import Project
from volunteers.projects.selectors import my_assignments_on, open_projects, shifts_of
from volunteers.projects.services import (
    CHANGEABLE,
    add_shift,
    close_project,
    create_project,
    rotating_code,
    shift_code,
    submit_project,
    update_project,
)
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.team import Team
from volunteers.registration.selectors import volunteer_of
from volunteers.tasks.duties import Bench
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import cancel_task


def project_list(request: HttpRequest) -> HttpResponse:
    """What one can join: published projects with a shift to come."""
    query = request.GET.get("q", "").strip()[:60]
    category = request.GET.get("category", "")
    if category not in ServiceCategory.values:
        category = ""
    page = Paginator(open_projects(query=query, category=category), 12).get_page(request.GET.get("page"))
    context = {"page_obj": page, "query": query, "category": category, "categories": ServiceCategory.choices}
    return render(request, "volunteers/project_list.html", context)


def _visible(request: HttpRequest, uuid: UUID) -> Project:
    rows = Project.objects.visible_to(request.user).select_related(
        "organization", "team__leader__person", "region__parent__parent"
    )
    return get_object_or_404(rows, uuid=uuid)


def project_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    project = _visible(request, uuid)
    mine = my_assignments_on(project, request.user)
    shifts = list(shifts_of(project))
    for shift in shifts:
        shift.free = max(0, shift.persons_needed - shift.filled)  # type: ignore[attr-defined]  # for the template
        shift.mine = mine.get(shift.pk)  # type: ignore[attr-defined]  # for the template
    context = {
        "project": project,
        "shifts": shifts,
        "volunteer": volunteer_of(request.user),
        "manages": Project.objects.managed_by(request.user).filter(pk=project.pk).exists(),
    }
    return render(request, "volunteers/project_detail.html", context)


@login_required
@require_POST
def sign_up(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """Take a place on a shift."""
    task = get_object_or_404(Task.objects.public().select_related("project"), uuid=uuid)
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        messages.info(request, _("Please become a volunteer first; it takes a few minutes."))
        return redirect("volunteers:join")
    with errors_shown(request):
        assignment = assignments.sign_up(task=task, volunteer=volunteer, actor=request.user)
        messages.success(request, _("You are signed up. See you there!"))
        return redirect(assignment)
    assert task.project is not None
    return redirect(task.project)


def _managed(request: LoggedInRequest, uuid: UUID) -> Project:
    rows = Project.objects.managed_by(request.user).select_related("organization", "team", "region")
    return get_object_or_404(rows, uuid=uuid)


def _publisher(request: LoggedInRequest) -> dict[str, Any]:
    """The organization or team a new project is for, from the address; 404 for one that is not one's own."""
    managed = SocialOrganization.objects.managed_by(request.user).approved()
    led = Team.objects.approved().filter(
        leader__person__user=request.user, leader__state=VolunteerState.APPROVED
    )
    choices: dict[str, Any] = {"organization": managed, "team": led}
    for name, rows in choices.items():
        if key := key_in(request.GET.get(name, "")):
            return {name: get_object_or_404(rows, pk=key)}
    for name, rows in choices.items():
        own = list(rows[:2])
        if own:
            return {name: own[0]} if len(own) == 1 else {}
    raise Http404


@login_required
def project_new(request: LoggedInRequest) -> HttpResponse:
    """Draft a project."""
    publisher = _publisher(request)
    if not publisher:
        messages.info(request, _("Please choose for which organization or team."))
        return redirect("organizations:mine")
    owner = publisher.get("organization") or publisher.get("team")
    person = getattr(request.user, "person", None)
    initial = {
        "region": owner.region if owner else None,
        "contact_name": person.name if person else "",
        "contact_phone": person.phone if person else "",
    }
    form = ProjectForm(request.POST or None, initial=initial, of_team="team" in publisher)
    if request.method == "POST" and form.is_valid():
        with errors_added(form):
            project = create_project(actor=request.user, **publisher, **form.cleaned_data)
            messages.success(request, _("Saved as a draft. Now add the shifts."))
            return redirect("volunteers:project_manage", uuid=project.uuid)
    return render(request, "volunteers/project_form.html", {"form": form, "owner": owner})


@login_required
def project_change(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    project = _managed(request, uuid)
    initial = {name: getattr(project, name) for name in CHANGEABLE}
    form = ProjectForm(request.POST or None, initial=initial, of_team=project.team is not None)
    if request.method == "POST" and form.is_valid():
        with errors_added(form):
            update_project(project=project, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("volunteers:project_manage", uuid=project.uuid)
    return render(
        request,
        "volunteers/project_form.html",
        {"form": form, "owner": project.publisher, "project": project},
    )


@login_required
def project_manage(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """The organizer's page: shifts, who comes, the code to show on the spot; adding a shift."""
    project = _managed(request, uuid)
    form = ShiftForm(request.POST or None, initial={"place": project.region.short_name})
    if request.method == "POST" and form.is_valid():
        with errors_added(form, {"starts_at": "begins", "ends_at": "ends"}):
            add_shift(project=project, actor=request.user, **form.values())
            messages.success(request, _("The shift was added."))
            return redirect("volunteers:project_manage", uuid=project.uuid)
    shifts = list(
        shifts_of(project, to_come_only=False).prefetch_related("assignments__volunteer__person", "project")
    )
    served = [
        row for shift in shifts for row in shift.assignments.all() if row.state == AssignmentState.CHECKED_OUT
    ]
    bench = Bench(served)
    for shift in shifts:
        shift.people = [row for row in shift.assignments.all() if row.is_active]  # type: ignore[attr-defined]  # for the template
        today = shift.starts_on <= timezone.localdate() <= shift.ends_on
        shift.now_code = rotating_code(shift) if today and shift.state == TaskState.OPEN else ""  # type: ignore[attr-defined]  # for the template
        for row in shift.people:  # type: ignore[attr-defined]  # as above
            row.task = shift
            row.why_not = bench.why_not(request.user, row) if row in served else None
        shift.code = shift_code(project, shift.starts_at) if shift.starts_at else ""  # type: ignore[attr-defined]  # for the template
    context = {
        "project": project,
        "shifts": shifts,
        "form": form,
        "drafting": project.state in (ProjectState.DRAFT, ProjectState.REJECTED),
    }
    return render(request, "volunteers/project_manage.html", context)


@login_required
@require_POST
def project_step(request: LoggedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """Send to the review, or close."""
    project = _managed(request, uuid)
    with errors_shown(request):
        if step == "submit":
            submit_project(project=project, actor=request.user)
            messages.success(request, _("Submitted. The township reviews it before it is published."))
        else:
            close_project(project=project, actor=request.user)
            messages.success(request, _("The project is closed."))
    return redirect("volunteers:project_manage", uuid=uuid)


@login_required
@require_POST
def shift_cancel(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """The organizer cancels a shift; whoever was on it is told."""
    task = get_object_or_404(
        Task.objects.select_related("project"),
        uuid=uuid,
        project__in=Project.objects.managed_by(request.user),
    )
    with errors_shown(request):
        cancel_task(task=task, actor=request.user, note=posted_text(request, "note"))
        messages.success(request, _("The shift was cancelled and everyone signed up was notified."))
    assert task.project is not None
    return redirect("volunteers:project_manage", uuid=task.project.uuid)


@login_required
@require_POST
def attendance(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """The organizer confirms a service, or says that somebody did not come."""
    rows = Assignment.objects.filter(
        task__project__in=Project.objects.managed_by(request.user)
    ).select_related("task__project", "volunteer__person")
    found = get_object_or_404(rows, uuid=uuid)
    decision = request.POST.get("decision")
    with errors_shown(request):
        if decision == "verify":
            done = assignments.verify(assignment=found, actor=request.user)
            if done.state == AssignmentState.VERIFIED:
                messages.success(
                    request,
                    _("Verified: %(minutes)d minutes were credited.") % {"minutes": done.minutes or 0},
                )
            else:
                messages.info(
                    request,
                    _("Kept. It lasted much longer than planned, so a worker of the community has to agree."),
                )
        elif decision == "no_show" and found.state == AssignmentState.ACCEPTED:
            assignments.mark_no_show(assignment=found, actor=request.user)
            messages.success(request, _("Noted."))
        else:
            assignments.reject(assignment=found, actor=request.user, note=posted_text(request, "note"))
            messages.success(request, _("Not verified; the volunteer has been told why."))
    assert found.task.project is not None
    return redirect("volunteers:project_manage", uuid=found.task.project.uuid)
