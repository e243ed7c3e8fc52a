"""The volunteer's own pages: my tasks, one assignment, and the steps in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_shown, posted_text
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.views.joining import volunteer_required
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import AssignmentState, LongerReason
from volunteers.tasks.forms import CheckInForm, DeclineForm, PlannedForForm
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.my_month import my_month
from volunteers.tasks.services import assignments

_PAST = (
    AssignmentState.VERIFIED,
    AssignmentState.REJECTED,
    AssignmentState.DECLINED,
    AssignmentState.WITHDRAWN,
    AssignmentState.NO_SHOW,
    AssignmentState.REPLACED,
    AssignmentState.CANCELLED,
)


def own_assignment(request: HttpRequest, uuid: UUID) -> Assignment:
    """The assignment if it is the caller's own, else 404: a stranger learns nothing, not even that it exists."""
    rows = Assignment.objects.of(request.user).select_related(
        "task__project", "task__region", "volunteer__person"
    )
    return get_object_or_404(rows, uuid=uuid)


@volunteer_required
def home(request: LoggedInRequest, volunteer: Volunteer) -> HttpResponse:
    """My tasks: what asks for an answer first, then what is coming."""
    return render(request, "volunteers/home.html", {"volunteer": volunteer, "month": my_month(volunteer)})


@volunteer_required
def history(request: LoggedInRequest, volunteer: Volunteer) -> HttpResponse:
    """What is over, newest first."""
    rows = (
        Assignment.objects.filter(volunteer=volunteer, state__in=_PAST)
        .select_related("task__region", "task__project")
        .order_by("-offered_at", "-pk")
    )
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(request, "volunteers/history.html", {"volunteer": volunteer, "page_obj": page})


@login_required
def assignment(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """A shift one has signed up for. Kinds with a page of their own are shown there."""
    found = own_assignment(request, uuid)
    if found.task.kind != TaskKind.SHIFT:
        return redirect(found)
    context = {
        "assignment": found,
        "task": found.task,
        "check_in_form": CheckInForm(),
        "decline_form": DeclineForm(),
        "longer_reasons": LongerReason.choices,
    }
    return render(request, "volunteers/assignment.html", context)


@login_required
@require_POST
def answer(request: LoggedInRequest, uuid: UUID, reply: str) -> HttpResponse:
    """Yes or no to an offer, or a withdrawal. A yes to a task without a fixed hour may carry the hour."""
    found = own_assignment(request, uuid)
    with errors_shown(request):
        if reply == "accept":
            planned_for = None
            if request.POST.get("day"):
                form = PlannedForForm(request.POST, task=found.task, planned_for=found.planned_for)
                if not form.is_valid():
                    raise ValidationError(form.errors.as_data())
                planned_for = form.cleaned_data["planned_for"]
            assignments.accept(assignment=found, actor=request.user, planned_for=planned_for)
            messages.success(request, _("Thank you! It is on your list."))
            return redirect(found)
        if reply == "decline":
            assignments.decline(assignment=found, actor=request.user, reason=_reason(request))
            messages.success(request, _("Thank you for answering. Somebody else will be asked."))
        else:
            assignments.withdraw(assignment=found, actor=request.user, reason=_reason(request))
            messages.success(request, _("You have withdrawn from this task. We will ask someone else."))
        return redirect("volunteers:home")
    return redirect(found)


def _reason(request: HttpRequest) -> str:
    return posted_text(request, "reason", 200)


@login_required
@require_POST
def check_in(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """I am here: by the code at the door, the phone's position, or both."""
    found = own_assignment(request, uuid)
    form = CheckInForm(request.POST)
    data: dict[str, Any] = (
        form.cleaned_data if form.is_valid() else {"code": request.POST.get("code", "")[:12]}
    )
    with errors_shown(request):
        assignments.check_in(
            assignment=found,
            actor=request.user,
            code=data.get("code") or "",
            lat=data.get("lat"),
            lon=data.get("lon"),
            accuracy=data.get("accuracy"),
        )
        messages.success(request, _("You are checked in."))
    return redirect(found)


@login_required
@require_POST
def check_out(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """I am done with my shift."""
    found = own_assignment(request, uuid)
    with errors_shown(request):
        done = assignments.check_out(
            assignment=found, actor=request.user, longer=posted_text(request, "longer", 20)
        )
        if done.state == AssignmentState.VERIFIED:
            messages.success(
                request, _("Thank you! %(minutes)d minutes were credited.") % {"minutes": done.minutes}
            )
        else:
            messages.success(request, _("Thank you! Your service will be verified soon and then credited."))
    return redirect(found)
