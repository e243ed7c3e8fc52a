"""Becoming a volunteer, changing one's details, leaving."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.forms import errors_added
from common.web import LoggedInRequest
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent
from people.persons.models import Person
from regions.codes import is_code
from regions.models import Region
from volunteers.registration.enums import VolunteerState
from volunteers.registration.forms import VolunteerForm
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.selectors import volunteer_of
from volunteers.registration.services.registration import leave, register_volunteer, set_skills

# What a volunteer says of themselves on the form and may change by themselves.
_OFFERED = ("max_distance_m", "monthly_cap_minutes", "availability", "introduction")


def volunteer_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that gets the volunteer who is logged in behind the request; whoever is none is shown how to join."""

    @login_required
    @wraps(view)
    def as_volunteer(request: LoggedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        volunteer = volunteer_of(request.user)
        if volunteer is None:
            return redirect("volunteers:join")
        return view(request, volunteer, *args, **kwargs)

    return as_volunteer


def _person_of(request: LoggedInRequest) -> Person:
    person, _created = Person.objects.get_or_create(
        user=request.user, defaults={"name": request.user.get_full_name(), "phone": request.user.phone or ""}
    )
    return person


def _save_person(person: Person, form: VolunteerForm) -> None:
    data = form.cleaned_data
    person.name = data["name"]
    for name, fact in form.facts().items():
        setattr(person, name, fact)
    if data.get("id_number"):
        person.set_id_number(data["id_number"])
    person.region = data["region"]
    person.save()
    person.dialects.set(data["dialects"])


@login_required
def join(request: LoggedInRequest) -> HttpResponse:
    """Register as a volunteer; the form keeps what was typed when something is missing."""
    present = volunteer_of(request.user)
    if present is not None and present.state not in (VolunteerState.REJECTED, VolunteerState.LEFT):
        return redirect("volunteers:home")
    person = getattr(request.user, "person", None)
    initial: dict[str, Any] = {"name": person.name} if person else {}
    # A notice that hangs in a community brings its code along.
    if (code := request.GET.get("region", "")) and is_code(code):
        initial["region"] = Region.objects.filter(pk=code).first()
    form = VolunteerForm(request.POST or None, person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        with errors_added(form):
            with transaction.atomic():
                person = _person_of(request)
                _save_person(person, form)
                data = form.cleaned_data
                offered = {name: data[name] for name in _OFFERED}
                register_volunteer(person=person, region=data["region"], skills=data["skills"], **offered)
                give_consent(
                    person=person,
                    purpose=ConsentPurpose.PERSONAL_DATA,
                    method=ConsentMethod.ONLINE,
                    recorded_by=request.user,
                )
            messages.success(request, _("Thank you! A community worker will review your registration."))
            return redirect("volunteers:home")
    return render(request, "volunteers/join.html", {"form": form, "volunteer": present})


@volunteer_required
def profile(request: LoggedInRequest, volunteer: Volunteer) -> HttpResponse:
    """Change reach, time, skills and dialects."""
    person = volunteer.person
    initial = {name: getattr(volunteer, name) for name in ("region", *_OFFERED)} | {
        "name": person.name,
        "skills": volunteer.skills.all(),
        "dialects": person.dialects.all(),
    }
    form = VolunteerForm(request.POST or None, person=person, volunteer=volunteer, initial=initial)
    if request.method == "POST" and form.is_valid():
        _save_profile(volunteer, form)
        messages.success(request, _("Saved."))
        return redirect("volunteers:home")
    return render(request, "volunteers/profile.html", {"form": form, "volunteer": volunteer})


@transaction.atomic
def _save_profile(volunteer: Volunteer, form: VolunteerForm) -> None:
    data = form.cleaned_data
    _save_person(volunteer.person, form)
    if data["region"].pk != volunteer.region_id:
        # A new home: start from its point until a better position is known.
        volunteer.place_at(data["region"])
    volunteer.region = data["region"]
    for name in _OFFERED:
        setattr(volunteer, name, data[name])
    volunteer.save()
    set_skills(volunteer=volunteer, skills=data["skills"])


@login_required
@require_POST
def stop(request: LoggedInRequest) -> HttpResponse:
    """Stop volunteering; what was done stays on record."""
    volunteer = volunteer_of(request.user)
    if volunteer is not None:
        leave(volunteer=volunteer, actor=request.user)
        messages.success(
            request, _("You have left. Thank you for everything you have done; you keep your hours.")
        )
    return redirect("volunteers:join")
