"""My days: what comes when, a time for what has none, and the sheet to take along."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from common.forms import errors_added
from common.web import LoggedInRequest, day_in
from volunteers.days.selectors.days import assignments_without_time, day_of, days_of, drafts_of
from volunteers.days.services.rounds import agree_on_drafts, choose_time, discard_drafts, propose_times
from volunteers.days.services.sheets import record_printing
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.selectors import volunteer_of
from volunteers.registration.views.joining import volunteer_required
from volunteers.tasks.forms import PlannedForForm
from volunteers.tasks.models.planned_stop import PlannedStop
from volunteers.tasks.views import own_assignment


def _volunteer(request: HttpRequest) -> Volunteer:
    """Who is logged in, as a volunteer; for everybody else there are no such pages."""
    found = volunteer_of(request.user)
    if found is None:
        raise Http404
    return found


def day_from(text: str) -> date:
    """A day written like 2026-11-26 in an address; 404 for anything else."""
    if (day := day_in(text)) is None:
        raise Http404
    return day


@volunteer_required
def days(request: LoggedInRequest, volunteer: Volunteer) -> HttpResponse:
    """What comes on which day, in order, with the way from one to the next."""
    context = {
        "volunteer": volunteer,
        "days": days_of(volunteer),
        "without_time": len(assignments_without_time(volunteer)),
        "drafts": sum(row.starts_at is not None for row in drafts_of(volunteer)),
    }
    return render(request, "volunteers/days.html", context)


@volunteer_required
def plan(request: LoggedInRequest, volunteer: Volunteer) -> HttpResponse:
    """The times proposed for what has none, among those agreed. Reading it changes nothing."""
    return _render_plan(request, volunteer)


def _render_plan(
    request: HttpRequest, volunteer: Volunteer, wrong: dict[int, PlannedForForm] | None = None
) -> HttpResponse:
    rows = {row.assignment_id: row for row in drafts_of(volunteer)}
    forms = {row.pk: (wrong or {}).get(row.pk) or form_for(row) for row in rows.values()}
    days = days_of(volunteer, drafts=True)
    for day in days:
        for service in day.services:
            if service.draft is not None:
                service.form = forms[service.draft.pk]
    context = {
        "volunteer": volunteer,
        "days": [day for day in days if day.drafts],
        "infeasible": [(row, forms[row.pk]) for row in rows.values() if row.starts_at is None],
        "not_proposed": [row for row in assignments_without_time(volunteer) if row.pk not in rows],
        "proposed": sum(row.starts_at is not None for row in rows.values()),
    }
    return render(request, "volunteers/plan.html", context)


def form_for(row: PlannedStop, *data: Any) -> PlannedForForm:
    """Day and hour of a draft; several stand on one page, so that each has names of its own in it."""
    return PlannedForForm(*data, task=row.task, planned_for=row.starts_at, auto_id=f"id_{row.pk}_%s")


@login_required
def plan_step(request: LoggedInRequest, step: str) -> HttpResponse:
    """Propose times, agree on them, or throw them away."""
    if request.method != "POST":
        return redirect("volunteers:plan")
    volunteer = _volunteer(request)
    if step == "propose":
        if not propose_times(volunteer=volunteer):
            messages.info(request, _("There is nothing to schedule."))
        return redirect("volunteers:plan")
    if step == "discard":
        discard_drafts(volunteer=volunteer)
        messages.success(request, _("The proposed times were discarded. Agreed times are unchanged."))
        return redirect("volunteers:days")
    agreed = agree_on_drafts(volunteer=volunteer, actor=request.user)
    add_agreed_messages(request, agreed.count, agreed.problems)
    return redirect("volunteers:plan" if agreed.problems else "volunteers:days")


def add_agreed_messages(request: HttpRequest, count: int, problems: list[str]) -> None:
    if count:
        messages.success(
            request,
            ngettext("%(count)d time is agreed.", "%(count)d times are agreed.", count) % {"count": count},
        )
    for sentence in problems:
        messages.warning(request, sentence)


@login_required
def change_draft(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """Another time for one service, chosen by hand. What is refused comes back as it was typed."""
    found = own_assignment(request, uuid)
    if request.method != "POST":
        return redirect("volunteers:plan")
    volunteer = _volunteer(request)
    row = next((draft for draft in drafts_of(volunteer) if draft.assignment_id == found.pk), None)
    if row is None:
        messages.info(request, _("This service has already been scheduled or is no longer taking place."))
        return redirect("volunteers:plan")
    form = form_for(row, request.POST)
    if form.is_valid():
        with errors_added(form):
            choose_time(assignment=found, starts_at=form.cleaned_data["planned_for"])
            return redirect("volunteers:plan")
    return _render_plan(request, volunteer, {row.pk: form})


@login_required
@never_cache
def sheet(request: LoggedInRequest, day: str) -> HttpResponse:
    """The sheet of one day to print: what one may know at this hour. That it was printed is put on record."""
    volunteer = _volunteer(request)
    shown = day_of(volunteer, day_from(day))
    record_printing(services=shown.services, day=shown.date, actor=request.user, request=request)
    context = {"day": shown, "who": volunteer.person.name, "back": "volunteers:days"}
    return render(request, "volunteers/sheet.html", context)
