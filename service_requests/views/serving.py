"""Those who serve: what others ask for, taking it, and the page of one's own service."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.forms import errors_added
from common.web import LoggedInRequest, errors_to_messages
from people.access_log.services import log_reveal
from service_requests.enums import Step
from service_requests.models import ServiceRequest
from service_requests.selectors.disclosure import disclosed
from service_requests.selectors.own_requests import open_tasks
from service_requests.selectors.silence import outcome_of_silence
from service_requests.services.matching import agree_time, claim_request
from timebank.earning.selectors.explanation import explain
from timebank.ledger.models.records import ServiceRecord
from volunteers.registration.selectors import volunteer_of
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.forms import CheckInForm, DeclineForm, PlannedForForm
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments


@login_required
def open_list(request: LoggedInRequest) -> HttpResponse:
    """What people nearby ask for, nearest first where the volunteer's place is known. Only the community is shown."""
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        return redirect("volunteers:join")
    tasks = list(open_tasks(today=timezone.localdate())[:500])
    if volunteer.point is not None:
        for task in tasks:
            task.distance_m = task.distance_to_m(*volunteer.point)  # type: ignore[assignment]  # for the template
        tasks.sort(key=lambda task: task.distance_m if task.distance_m is not None else float("inf"))
    page = Paginator(tasks, 12).get_page(request.GET.get("page"))
    return render(request, "service_requests/open.html", {"page_obj": page, "volunteer": volunteer})


@login_required
def claim(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """One of them: when could I come? Saying so is the yes."""
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        return redirect("volunteers:join")
    task = get_object_or_404(open_tasks(today=timezone.localdate()), uuid=uuid)
    form = PlannedForForm(request.POST or None, task=task)
    if request.method == "POST" and form.is_valid():
        with errors_added(form):
            made = claim_request(
                request=task.service_request,
                volunteer=volunteer,
                actor=request.user,
                planned_for=form.cleaned_data["planned_for"],
            )
            messages.success(request, _("Thank you! You are expected."))
            return redirect(made)
    return render(request, "service_requests/take.html", {"task": task, "form": form})


def _own(request: LoggedInRequest, uuid: UUID) -> Assignment:
    """The assignment if it is the caller's own and serves a request; else 404."""
    rows = Assignment.objects.of(request.user).filter(task__kind=TaskKind.REQUEST)
    rows = rows.select_related(
        "task__region", "task__service_request__beneficiary", "task__service_request__region", "volunteer__person"
    )  # fmt: skip
    return get_object_or_404(rows, uuid=uuid, task__service_request__isnull=False)


@login_required
def serve(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """The page of one's own service, which follows its state. Reading it changes nothing."""
    return _render(request, _own(request, uuid))


def _render(request: LoggedInRequest, assignment: Assignment, **forms: Form) -> HttpResponse:
    row: ServiceRequest = assignment.task.service_request
    shown = disclosed(row, assignment)
    if shown.shows_door:
        log_reveal(
            actor=request.user,
            subject=row.beneficiary,
            region_id=row.region_id,
            detail=_("Requested service, for the volunteer %(key)s") % {"key": assignment.uuid.hex[:8]},
            request=request,
        )
    context: dict[str, Any] = {
        "assignment": assignment,
        "task": assignment.task,
        "row": row,
        "shown": shown,
        "decline_form": DeclineForm(),
        "check_in_form": forms.get("check_in") or CheckInForm(),
        "today": assignment.task.starts_on <= timezone.localdate() <= assignment.task.ends_on,
    }
    if assignment.state in (AssignmentState.OFFERED, AssignmentState.ACCEPTED):
        context["time_form"] = forms.get("time") or PlannedForForm(
            task=assignment.task, planned_for=assignment.planned_for
        )
        context["days_left"] = bool(context["time_form"].fields["day"].choices)
    if assignment.state == AssignmentState.CHECKED_OUT:
        context["objected"] = row.events.filter(step=Step.DISPUTED).exists()
        context["silence_pays"] = outcome_of_silence(assignment) == Step.SILENCE
    if assignment.state == AssignmentState.VERIFIED:
        record = ServiceRecord.objects.filter(source_key=f"assignment:{assignment.uuid}").first()
        context["earned"] = explain(record) if record else []
    return render(request, "service_requests/serve.html", context)


@login_required
def agree(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """Yes, at that hour; or another hour than agreed before."""
    assignment = _own(request, uuid)
    if request.method != "POST":
        return redirect(assignment)
    form = PlannedForForm(request.POST, task=assignment.task, planned_for=assignment.planned_for)
    if not form.is_valid():
        return _render(request, assignment, time=form)
    try:
        agree_time(assignment=assignment, actor=request.user, planned_for=form.cleaned_data["planned_for"])
    except ValidationError as error:
        return _say(request, assignment, error, "time", form)
    messages.success(request, _("Thank you! It is agreed."))
    return redirect(assignment)


@login_required
def check_in(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """I am at the door: by the code that the one served tells, by the position, or with `begin` without proof."""
    assignment = _own(request, uuid)
    if request.method != "POST":
        return redirect(assignment)
    form = CheckInForm(request.POST)
    if not form.is_valid():
        return _render(request, assignment, check_in=form)
    try:
        assignments.check_in(
            assignment=assignment,
            actor=request.user,
            without_proof="begin" in request.POST,
            **form.cleaned_data,
        )
    except ValidationError as error:
        return _say(request, assignment, error, "check_in", form)
    return redirect(assignment)


def _say(
    request: LoggedInRequest, assignment: Assignment, error: ValidationError, name: str, form: Form
) -> HttpResponse:
    """The page with what was typed and why it was refused; the state may have changed meanwhile."""
    form.add_error(None, error.messages)
    current = _own(request, assignment.uuid)
    if current.state not in (AssignmentState.OFFERED, AssignmentState.ACCEPTED):
        errors_to_messages(request, error)
    return _render(request, current, **{name: form})
