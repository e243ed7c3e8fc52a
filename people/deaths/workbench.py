"""Recording a death in the workbench: its consequences first, a second person, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.forms import add_errors, errors_added
from common.web import LoggedInRequest
from people.access_log.services import log_page
from people.deaths.forms import DayOfDeathForm, DeathForm, TakeBackForm
from people.deaths.models import DeathNotice
from people.deaths.services import (
    confirm_death,
    consequences,
    correct_day_of_death,
    record_death,
    standing_notice,
    take_back_death,
)
from people.persons.models import Person
from people.persons.workbench import people_trail, person_to_change
from workbench.access_recording import AccessAction
from workbench.guards import worker_required
from workbench.pages import render_page
from workbench.roles import STAFF_ROLES, WORKER_ROLES

PER_PAGE = 30


@worker_required(WORKER_ROLES)
def death(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Record a death after reading what it stops; afterwards confirm it, correct its day, or take it back."""
    person = person_to_change(request, pk)
    notice = standing_notice(person)
    if notice is not None:
        return _standing(request, notice)
    form = DeathForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with errors_added(form):
            record_death(
                person=person, on=data["died_on"], source=data["source"], noticed_on=data["noticed_on"],
                actor=request.user,
            )  # fmt: skip
            _log(request, person)
            messages.success(request, _("The death is recorded. A second person confirms it now."))
            return redirect("people_workbench:death", person.pk)
    return render_page(
        request, "people/workbench/death.html", _("Record the death of %(name)s") % {"name": person.name},
        icon="warning", trail=people_trail(), person=person, form=form, consequences=consequences(person),
        earlier=DeathNotice.objects.filter(person=person).exclude(taken_back_at=None).first(), back=_back(person),
    )  # fmt: skip


def _standing(request: LoggedInRequest, notice: DeathNotice) -> HttpResponse:
    step, person = request.POST.get("step", ""), notice.person
    form = TakeBackForm(request.POST if step == "back" else None)
    day = DayOfDeathForm(request.POST if step == "day" else None, initial={"died_on": person.died_on})
    if request.method == "POST":
        try:
            if step == "confirm":
                confirm_death(notice=notice, actor=request.user)
                messages.success(request, _("Confirmed."))
                _log(request, person)
                return redirect("people_workbench:death", person.pk)
            if step == "day" and day.is_valid():
                correct_day_of_death(notice=notice, on=day.cleaned_data["died_on"], actor=request.user)
                messages.success(request, _("Saved."))
                _log(request, person)
                return redirect("people_workbench:death", person.pk)
            if step == "back" and form.is_valid():
                taken = take_back_death(notice=notice, actor=request.user, **form.cleaned_data)
                _log(request, person)
                messages.success(
                    request, _("The report is taken back: %(name)s lives.") % {"name": person.name}
                )
                for line in taken.lost:
                    messages.warning(request, line)
                return redirect(_back(person))
        except ValidationError as error:
            if step == "confirm":
                messages.error(request, " ".join(error.messages))
            else:
                add_errors(day if step == "day" else form, error)
    return render_page(
        request, "people/workbench/death_standing.html", _("Death of %(name)s") % {"name": person.name},
        icon="warning", trail=people_trail(), person=person, notice=notice, form=form, day=day,
        own=notice.entered_by_id == request.user.pk, open=timezone.localdate() <= notice.taken_back_until,
        back=_back(person),
    )  # fmt: skip


def _back(person: Person) -> str:
    return reverse("people_person:inspect", args=[person.pk])


def _log(request: LoggedInRequest, person: Person) -> None:
    log_page(request, AccessAction.CHANGE, subject=person, detail="death")


@worker_required(STAFF_ROLES)
def deaths(request: LoggedInRequest) -> HttpResponse:
    """Reports of deaths in one's area: those that wait for a second person, and what became of the others."""
    tab = request.GET.get("tab", "waiting")
    rows = DeathNotice.objects.visible_to(request.user).select_related(
        "person__region", "entered_by", "confirmed_by"
    )
    if tab == "back":
        rows = rows.exclude(taken_back_at=None)
    elif tab == "confirmed":
        rows = rows.standing().exclude(confirmed_at=None)
    else:
        rows = rows.standing().filter(confirmed_at=None)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    log_page(request, AccessAction.LIST, count=len(page.object_list), detail="deaths")
    return render_page(
        request, "people/workbench/deaths.html", _("Deaths to confirm"), icon="warning", trail=people_trail(),
        page_obj=page, tab=tab,
    )  # fmt: skip
