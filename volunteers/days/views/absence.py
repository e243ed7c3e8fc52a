"""I am ill or away: the volunteer's own page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.forms import errors_added
from common.web import LoggedInRequest
from volunteers.days.forms import AbsenceForm
from volunteers.days.models.absence import Absence
from volunteers.days.services.absences import AbsenceOutcome, end_absence, record_absence
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.views.joining import volunteer_required


def add_outcome_messages(request: HttpRequest, outcome: AbsenceOutcome) -> None:
    """One message for what went to others, one for what is left to do."""
    count = outcome.reassigned
    done = _("Noted. Get well soon, or have a good trip.") if not count else ngettext(
        "Noted. %(count)d task has been passed on; you do not need to do anything else.",
        "Noted. %(count)d tasks have been passed on; you do not need to do anything else.",
        count,
    ) % {"count": count}  # fmt: skip
    messages.success(request, done)
    for row in outcome.needs_another_time:
        messages.warning(
            request,
            _("%(title)s, %(place)s: this can still be done before or after. Please agree on another time.")
            % {"title": row.task.title, "place": row.task.place_label},
        )
    for row in outcome.must_call:
        messages.warning(
            request,
            _("%(title)s, %(place)s begins soon. Please call the organizer.")
            % {"title": row.task.title, "place": row.task.place_label},
        )


@volunteer_required
def away(request: LoggedInRequest, volunteer: Volunteer) -> HttpResponse:
    """Say from when to when; what is said already can be ended."""
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_added(form):
            outcome = record_absence(volunteer=volunteer, actor=request.user, **form.cleaned_data)
            add_outcome_messages(request, outcome)
            return redirect("volunteers:home")
    context = {"form": form, "absences": Absence.objects.ahead(volunteer), "volunteer": volunteer}
    return render(request, "volunteers/away.html", context)


@login_required
@require_POST
def back(request: LoggedInRequest, pk: int) -> HttpResponse:
    """I am back."""
    rows = Absence.objects.filter(volunteer__person__user=request.user)
    end_absence(absence=get_object_or_404(rows, pk=pk), actor=request.user)
    messages.success(request, _("Welcome back! You will be asked again."))
    return redirect("volunteers:home")
