"""Everybody's own account: name and number, consents, mandates, and who read one's file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from people.enums import ConsentPurpose
from people.forms import OwnDetailsForm, WelcomeForm
from people.models import AccessLog, Consent, Mandate, MandateUse
from people.permissions import can_revoke_mandate
from people.services import revoke_mandate, start_own_person, update_person, withdraw_consent
from people.web import LoggedInRequest


def _next(request: HttpRequest, default: str) -> str:
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()) else default


def add_errors(form: Any, error: ValidationError) -> None:
    """Bring a service's refusal back into the form; what belongs to no field of it goes to its head."""
    if hasattr(error, "error_dict"):
        for field, problems in error.error_dict.items():
            form.add_error(field if field in form.fields else None, problems)
    else:
        form.add_error(None, error)


@login_required
def welcome(request: LoggedInRequest) -> HttpResponse:
    """Ask a new log-in for a name, once, and lead on to where it was going."""
    target = _next(request, "after_login")
    if hasattr(request.user, "person"):
        return redirect(target)
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            start_own_person(user=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(target)
    return render(request, "people/welcome.html", {"form": form, "next": request.GET.get("next", "")})


@login_required
def me(request: LoggedInRequest) -> HttpResponse:
    """The account page."""
    person = request.user.person
    mandates = Mandate.objects.in_force().select_related("principal", "agent")
    context = {
        "person": person,
        "consents": Consent.objects.filter(person=person).order_by("withdrawn_on", "-given_on"),
        "held": mandates.filter(agent=person),
        "given": mandates.filter(principal=person),
        "readers": AccessLog.objects.about(request.user).select_related("actor")[:5],
    }
    return render(request, "people/me.html", context)


@login_required
def edit(request: LoggedInRequest) -> HttpResponse:
    """Change one's own name and home region."""
    person = request.user.person
    form = OwnDetailsForm(request.POST or None, initial={"name": person.name, "region": person.region})
    if request.method == "POST" and form.is_valid():
        try:
            update_person(person=person, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:me")
    return render(request, "people/edit.html", {"form": form})


@login_required
def withdraw(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Take a consent back; asked once, because others stop their work for it."""
    consent = get_object_or_404(Consent.objects.filter(person__user=request.user), pk=pk)
    if request.method == "POST":
        withdraw_consent(
            person=consent.person, purpose=ConsentPurpose(consent.purpose), recorded_by=request.user
        )
        messages.success(request, _("Your consent is withdrawn from today."))
        return redirect("people:me")
    return render(request, "people/withdraw.html", {"consent": consent})


@login_required
def end_mandate(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Either side may end a mandate."""
    mandate = get_object_or_404(
        Mandate.objects.visible_to(request.user).select_related("principal", "agent"), pk=pk
    )
    if not can_revoke_mandate(request.user, mandate):
        raise PermissionDenied
    if request.method == "POST":
        revoke_mandate(mandate=mandate, actor=request.user)
        messages.success(request, _("The mandate has ended."))
        return redirect("people:me")
    return render(request, "people/end_mandate.html", {"mandate": mandate})


@login_required
def mandates(request: LoggedInRequest) -> HttpResponse:
    """Who may act for me and for whom I may act: what is allowed, until when, and each time it was used."""
    person = request.user.person
    rows = Mandate.objects.in_force().select_related("principal", "agent")
    uses = MandateUse.objects.filter(Q(mandate__principal=person) | Q(mandate__agent=person))
    context = {
        "person": person,
        "held": rows.filter(agent=person),
        "given": rows.filter(principal=person),
        "page_obj": Paginator(uses.select_related("mandate__agent", "mandate__principal"), 20).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "people/mandates.html", context)


@login_required
def readers(request: LoggedInRequest) -> HttpResponse:
    """Everybody who opened one's file."""
    rows = AccessLog.objects.about(request.user).select_related("actor")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "people/readers.html", {"page_obj": page})
