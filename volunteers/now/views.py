"""Tasks near me: what suits the volunteer best at the moment, and taking it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.web import LoggedInRequest, errors_to_messages
from volunteers.errors import NotEligible
from volunteers.now.claims import claim_task, was_claimed
from volunteers.now.tasks_for_volunteer import best_tasks, judge_task
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.views.joining import volunteer_required
from volunteers.tasks.eligibility import Refusal
from volunteers.tasks.enums import ACTIVE_STATES
from volunteers.tasks.forms import PlannedForForm
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.wording import spoken_slots

# What a volunteer can have mended, and should read about; the rest is a matter of which task.
_TOLD = (
    Refusal.MINOR,
    Refusal.NO_GUARDIAN,
    Refusal.NOT_INSURED,
    Refusal.NO_SKILL,
    Refusal.NOT_WILLING,
    Refusal.NO_DIALECT,
    Refusal.NO_SLOT,
    Refusal.CAP,
)


@volunteer_required
def near(request: LoggedInRequest, volunteer: Volunteer) -> HttpResponse:
    """The list, the most needed first. Whose home it is stays untold until somebody has said yes."""
    return _list(request, volunteer)


def _list(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    found = best_tasks(volunteer)
    context = {
        "volunteer": volunteer,
        "suggestions": found.found,
        "kept_from": [(reason, found.counts[reason]) for reason in _TOLD if reason in found.counts],
        "refusal": found.refusal,
        "looked_at": found.looked_at,
    }
    return render(request, "volunteers/near.html", context)


@volunteer_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: LoggedInRequest, volunteer: Volunteer, uuid: UUID) -> HttpResponse:
    """One of them: what is needed, and when could I come? Saying so is the yes."""
    task = get_object_or_404(
        Task.objects.not_drafted().looked_at().select_related("region__parent__parent", "project"), uuid=uuid
    )
    held = Assignment.objects.filter(task=task, volunteer=volunteer, state__in=ACTIVE_STATES)
    mine = held.select_related("task").first()
    if mine is not None:
        return redirect(mine)
    form = None if task.starts_at else PlannedForForm(request.POST or None, task=task)
    if request.method == "POST" and (form is None or form.is_valid()):
        planned_for = form.cleaned_data["planned_for"] if form is not None else None
        try:
            made = claim_task(task=task, volunteer=volunteer, actor=request.user, planned_for=planned_for)
        except NotEligible as error:
            return _refused(request, error)
        except ValidationError as error:
            if form is None:
                errors_to_messages(request, error)
                return redirect("volunteers:near")
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Thank you! It is on your list."))
            return redirect(made)
    elif reasons := judge_task(volunteer, task):
        return _refused(request, NotEligible(reasons))
    context = {"task": task, "form": form, "receives": spoken_slots(task.slots)}
    return render(request, "volunteers/take.html", context)


def _refused(request: HttpRequest, error: NotEligible) -> HttpResponse:
    """Back to the list, which begins with the next best, with what happened."""
    if was_claimed(error):
        messages.info(
            request,
            _(
                "Someone else was a moment faster. Thank you all the same! Here are the next tasks "
                "that suit you."
            ),
        )
    else:
        errors_to_messages(request, error)
    return redirect("volunteers:near")
