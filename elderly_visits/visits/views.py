"""The volunteer's visit, on one page that follows the state: asked, agreed, at the door, reported."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.web import LoggedInRequest, errors_shown, errors_to_messages, posted_text
from elderly_visits.visits.errors import ReportIncomplete
from elderly_visits.visits.forms.report import ReportForm
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.own_round import own_round
from elderly_visits.visits.selectors.visit_page import VisitPage, own_visit, own_visits, visit_page
from elderly_visits.visits.services.reports import default_method, draft_for, save_draft, submit_report
from elderly_visits.wording import spoken_slots
from people.access_log.services import log_reveal
from people.persons.models import Person
from volunteers.tasks.enums import AssignmentState, LongerReason
from volunteers.tasks.forms import CheckInForm, DeclineForm, PlannedForForm
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments
from volunteers.tasks.services.proof import can_call_back, send_call_back
from volunteers.tasks.services.times import time_of_companions
from workbench.roles import WORKER_ROLES, has_role

# In which states of an assignment the page has which form.
_SHOWN_IN = {
    "time": (AssignmentState.OFFERED, AssignmentState.ACCEPTED),
    "check_in": (AssignmentState.ACCEPTED,),
    "report": (AssignmentState.CHECKED_IN,),
}
Step = Callable[[LoggedInRequest, Assignment], HttpResponse]


def _own(request: LoggedInRequest, uuid: UUID) -> Assignment:
    found = own_visit(request.user, uuid)
    if found is None:
        raise Http404
    return found


@login_required
def visit(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """The page. Reading it changes nothing, whatever the address says."""
    return _render(request, _own(request, uuid))


def _step(view: Step) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """A step of one's own visit: POST only. Who comes back here after logging in again lands on the page."""

    @wraps(view)
    def stepped(request: HttpRequest, uuid: UUID) -> HttpResponse:
        if not request.user.is_authenticated:
            if getattr(request, "htmx", False):
                # A redirect would put the log-in page into the line that says whether the draft is kept.
                return HttpResponse(status=401)
            return redirect_to_login(reverse("elderly_visits:visit", args=[uuid]))
        signed_in = cast(LoggedInRequest, request)
        assignment = _own(signed_in, uuid)
        if request.method != "POST":
            return redirect(assignment)
        return view(signed_in, assignment)

    return stepped


def _render(request: LoggedInRequest, assignment: Assignment, **forms: Form) -> HttpResponse:
    """The page as things stand now, with the forms that came back, if any."""
    page = visit_page(assignment)
    _log_reveal(request, page)
    context: dict[str, Any] = {
        "page": page,
        "assignment": assignment,
        "task": assignment.task,
        "shown": page.disclosure,
        "receives": spoken_slots(assignment.task.slots),
        "decline_form": DeclineForm(),
        "longer_reasons": LongerReason.choices,
    }
    if assignment.state in (AssignmentState.OFFERED, AssignmentState.ACCEPTED):
        context["time_form"] = forms.get("time") or _time_form(assignment)
        context["check_in_form"] = forms.get("check_in") or CheckInForm()
        context["days_left"] = bool(context["time_form"].fields["day"].choices)
        context["can_call_back"] = page.disclosure.shows_door and can_call_back(assignment)
        context["today"] = assignment.task.starts_on <= timezone.localdate() <= assignment.task.ends_on
    if assignment.state == AssignmentState.CHECKED_IN and page.report is None:
        draft = draft_for(page.visit, request.user)
        context["draft"] = draft
        context["report_form"] = forms.get("report") or ReportForm(
            report=draft, method=default_method(page.visit)
        )
    return render(request, "elderly_visits/visit.html", context)


def _time_form(assignment: Assignment, *data: Any) -> PlannedForForm:
    """Day and hour as agreed; of two who go together, the hour of the one who said yes first."""
    agreed = assignment.planned_for or time_of_companions(assignment.task, other_than=assignment.pk)
    return PlannedForForm(*data, task=assignment.task, planned_for=agreed)


def _log_reveal(request: LoggedInRequest, page: VisitPage) -> None:
    """Put on record that door and phone were shown."""
    if not page.disclosure.shows_door:
        return
    log_reveal(
        actor=request.user,
        subject=page.visit.elder.person,
        region_id=page.visit.elder.region_id,
        detail=_("Visit, for the volunteer %(key)s") % {"key": page.assignment.uuid.hex[:8]},
        request=request,
    )


def _again(
    request: LoggedInRequest, assignment: Assignment, error: ValidationError, **forms: Form
) -> HttpResponse:
    """The page with what was typed and why it was refused; the state may have changed meanwhile."""
    for name, form in forms.items():
        if name == "report" and isinstance(error, ReportIncomplete):
            form.say_what_is_missing(error.message_dict)  # type: ignore[attr-defined]  # a ReportForm by its name
        else:
            form.add_error(None, error.messages)
    current = _own(request, assignment.uuid)
    if not any(current.state in _SHOWN_IN[name] for name in forms):
        # The form is no longer on the page: the sentence has to be said elsewhere.
        errors_to_messages(request, error)
    return _render(request, current, **forms)


@_step
def agree(request: LoggedInRequest, assignment: Assignment) -> HttpResponse:
    """Yes, on that day at that hour; or another hour than agreed before."""
    form = _time_form(assignment, request.POST)
    if not form.is_valid():
        return _render(request, assignment, time=form)
    first = assignment.state == AssignmentState.OFFERED
    try:
        assignments.accept(
            assignment=assignment, actor=request.user, planned_for=form.cleaned_data["planned_for"]
        )
    except ValidationError as error:
        return _again(request, assignment, error, time=form)
    messages.success(request, _("Thank you! It is agreed.") if first else _("The new time is agreed."))
    return redirect(assignment)


@_step
def check_in(request: LoggedInRequest, assignment: Assignment) -> HttpResponse:
    """I am at the door: by its code, the phone's position, or both. With `begin`, without proof."""
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
        return _again(request, assignment, error, check_in=form)
    return redirect(assignment)


@_step
def call_back(request: LoggedInRequest, assignment: Assignment) -> HttpResponse:
    """A code to the elder's own telephone, which the elder reads to the volunteer."""
    if not visit_page(assignment).disclosure.shows_door:
        # Whoever may not see the telephone number may not have it rung either.
        raise Http404
    try:
        ending = send_call_back(assignment=assignment, actor=request.user)
    except ValidationError as error:
        errors_to_messages(request, error)
    else:
        messages.success(
            request,
            _(
                "A code is on its way to the telephone that ends in %(ending)s. Please ask the elder to read it to you."
            )
            % {"ending": ending},
        )
    return redirect(f"{assignment.get_absolute_url()}#check-in")


@_step
def draft(request: LoggedInRequest, assignment: Assignment) -> HttpResponse:
    """Keep what has been answered so far; by the script after each answer, or by the button."""
    form = ReportForm(request.POST)
    form.is_valid()
    saved: VisitReport | None = None
    problems: list[str] = []
    try:
        saved = _keep(request, assignment, form)
    except ValidationError as error:
        problems = error.messages
    if getattr(request, "htmx", False):
        return render(
            request, "elderly_visits/includes/draft_status.html", {"draft": saved, "problems": problems}
        )
    for sentence in problems:
        messages.error(request, sentence)
    if saved:
        messages.success(
            request, _("Your draft has been saved. You can continue later, even on another phone.")
        )
    return redirect(assignment)


@_step
def report(request: LoggedInRequest, assignment: Assignment) -> HttpResponse:
    """The report is complete: store it, check out, credit."""
    form = ReportForm(request.POST)
    refused: ValidationError | None = None
    if form.is_valid():
        try:
            submit_report(
                assignment=assignment,
                actor=request.user,
                answers=form.answers(),
                longer=posted_text(request, "longer", 20),
            )
        except ValidationError as error:
            refused = error
        else:
            return redirect(assignment)
    # Submitted meanwhile, or no longer checked in: the page says so, and shows what was typed.
    with suppress(ValidationError):
        _keep(request, assignment, form)
    if refused:
        return _again(request, assignment, refused, report=form)
    return _render(request, assignment, report=form)


def _keep(request: LoggedInRequest, assignment: Assignment, form: ReportForm) -> VisitReport:
    return save_draft(
        visit=assignment.task.visit, author=request.user, answers=form.answers(), assignment=assignment
    )


@_step
def check_out(request: LoggedInRequest, assignment: Assignment) -> HttpResponse:
    """The other visitor has written the report; I only leave."""
    with errors_shown(request):
        assignments.check_out(
            assignment=assignment, actor=request.user, longer=posted_text(request, "longer", 20)
        )
    return redirect(assignment)


@login_required
def door(request: LoggedInRequest) -> HttpResponse:
    """Where the square code on a door card or sheet leads: the volunteer's visit of today, or the report of a worker
    who makes her own round.

    The code stands behind the # of the address, which no server, proxy or log sees; a script puts it into the form.
    Nothing here says whether it is right: that is told at check-in only, where wrong codes are counted.
    """
    if "code" in request.GET:
        # Cards from before: the code moves behind the # before anything else is asked for.
        digits = "".join(filter(str.isdigit, request.GET["code"]))[:12]
        return redirect(f"{reverse('elderly_visits:door')}#code={digits}")
    today = timezone.localdate()
    mine = list(
        own_visits(request.user)
        .filter(state=AssignmentState.ACCEPTED, task__starts_on__lte=today, task__ends_on__gte=today)
        .order_by("planned_for", "pk")
    )
    own = [(visit, _report_url(visit)) for visit in _own_round_of_today(request)]
    return render(request, "elderly_visits/door.html", {"visits": mine, "own": own})


def _own_round_of_today(request: LoggedInRequest) -> list[Visit]:
    """The visits that a worker has planned to make herself today; none for anybody else."""
    person = Person.objects.filter(user=request.user.pk).first()
    if person is None or not has_role(request.user, WORKER_ROLES):
        return []
    _day, visits = own_round(person, request.user, timezone.localdate())
    reported = VisitReport.objects.submitted().filter(visit__in=[visit.pk for visit in visits.values()])
    done = set(reported.values_list("visit", flat=True))
    return [visit for visit in visits.values() if visit.pk not in done]


def _report_url(visit: Visit) -> str:
    return reverse("elderly_visits_workbench:report", args=[visit.pk])
