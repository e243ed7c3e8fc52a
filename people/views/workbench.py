"""Pages about people in the workbench that are no list of a model."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.enums import STAFF_ROLES, WORKER_ROLES, AccessAction, ConsentMethod, ConsentPurpose
from people.forms import ConsentForm, FindPersonForm, MandateForm
from people.models import Consent, Mandate, MandateUse, Person, RoleGrant
from people.permissions import can_change_person, can_end_role, can_revoke_mandate, can_withdraw_consent
from people.selectors import people_with
from people.services import (
    end_role,
    find_or_create_person,
    give_consent,
    log_access,
    record_mandate,
    reset_second_factor,
    revoke_mandate,
    withdraw_consent,
)
from people.views.me import add_errors
from people.web import typed
from people.workbench import refused, worker_required


def _page(request: HttpRequest, template: str, title: str, icon: str, **context: Any) -> HttpResponse:
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("people_person:index"), "label": _("People")},
        {"url": "", "label": title},
    ]
    return render(
        request, template, {"page_title": title, "header_icon": icon, "breadcrumbs_items": trail, **context}
    )


def _form_page(
    request: HttpRequest, title: str, form: forms.Form, *, back: str, **context: Any
) -> HttpResponse:
    return _page(request, "workbench/form.html", title, "edit", form=form, back=back, **context)


def _confirm_page(request: HttpRequest, title: str, *, text: str, button: str, back: str) -> HttpResponse:
    return _page(request, "workbench/confirm.html", title, "warning", text=text, button=button, back=back)


@worker_required(STAFF_ROLES)
def find(request: HttpRequest) -> HttpResponse:
    """Find somebody by phone or ID number, within one's regions. Sent with POST: numbers stay out of addresses."""
    form = FindPersonForm(request.POST or None)
    people: list[Person] | None = None
    if request.method == "POST" and form.is_valid():
        people = people_with(request.user, form.cleaned_data["number"])
        log_access(
            actor=request.user,
            action=AccessAction.LIST,
            count=len(people),
            detail="find by number",
            request=request,
        )
    return _page(
        request, "people/workbench/find.html", _("Find a person"), "search", form=form, people=people
    )


@worker_required(STAFF_ROLES)
@require_POST
def reveal_id_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole ID number, on record."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    log_access(
        actor=request.user, action=AccessAction.REVEAL, subject=person, detail="ID number", request=request
    )
    return _page(request, "people/workbench/id_number.html", _("ID number"), "user", person=person)


def _person_to_change(request: HttpRequest, pk: int) -> Person:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    if not can_change_person(request.user, person):
        raise PermissionDenied
    return person


@worker_required(WORKER_ROLES)
def add_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a consent that somebody gave to a worker."""
    try:
        person = _person_to_change(request, pk)
    except PermissionDenied:
        return refused(request)
    back = reverse("people_person:inspect", args=[pk])
    form = ConsentForm(request.POST or None, initial={"given_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["given_on"] > timezone.localdate():
            form.add_error("given_on", _("This day has not come yet."))
        else:
            give_consent(
                person=person,
                purpose=ConsentPurpose(data["purpose"]),
                method=ConsentMethod(data["method"]),
                given_on=data["given_on"],
                given_by=data["given_by"],
                recorded_by=request.user,
            )
            messages.success(request, _("The consent is recorded."))
            return redirect(back)
    title = _("Record a consent of %(name)s") % {"name": person.name}
    return _form_page(request, title, form, back=back)


@worker_required(WORKER_ROLES)
def end_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody told a worker that they no longer agree."""
    consent = get_object_or_404(Consent.objects.visible_to(request.user).select_related("person"), pk=pk)
    if not can_withdraw_consent(request.user, consent):
        return refused(request)
    back = reverse("people_person:inspect", args=[consent.person_id])
    if request.method == "POST":
        withdraw_consent(
            person=consent.person,
            purpose=ConsentPurpose(consent.purpose),
            recorded_by=request.user,
            note=typed(request, "note"),
        )
        messages.success(request, _("The consent is withdrawn from today."))
        return redirect(back)
    return _confirm_page(
        request,
        _("Withdraw the consent of %(name)s?") % {"name": consent.person.name},
        text=_("%(purpose)s: from today on nobody acts on it. What was done before stays on record.")
        % {"purpose": consent.get_purpose_display()},
        button=_("Yes, withdraw it"),
        back=back,
    )


@worker_required(WORKER_ROLES)
def add_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a relative may see and act for somebody. The relative's file is found by name and phone, or made."""
    try:
        person = _person_to_change(request, pk)
    except PermissionDenied:
        return refused(request)
    back = reverse("people_person:inspect", args=[pk])
    form = MandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                agent, _created = find_or_create_person(name=data["name"], phone=data["phone"])
                record_mandate(
                    principal=person,
                    agent=agent,
                    relation=data["relation"],
                    valid_until=data["valid_until"],
                    may_ask=data["may_ask"],
                    may_give=data["may_give"],
                    actor=request.user,
                )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The mandate is recorded."))
            return redirect(back)
    return _form_page(request, _("Who may act for %(name)s") % {"name": person.name}, form, back=back)


@worker_required(WORKER_ROLES)
def end_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    mandate = get_object_or_404(
        Mandate.objects.visible_to(request.user).select_related("principal", "agent"), pk=pk
    )
    if not can_revoke_mandate(request.user, mandate):
        return refused(request)
    back = reverse("people_mandate:index")
    if request.method == "POST":
        revoke_mandate(mandate=mandate, actor=request.user)
        messages.success(request, _("The mandate has ended."))
        return redirect(back)
    names = {"agent": mandate.agent.name, "principal": mandate.principal.name}
    return _confirm_page(
        request,
        _("End this mandate?"),
        text=_("%(agent)s will no longer see and act for %(principal)s.") % names,
        button=_("Yes, end it"),
        back=back,
    )


@worker_required(STAFF_ROLES)
def mandate_uses(request: HttpRequest, pk: int) -> HttpResponse:
    """What others did for somebody: a sheet that the worker prints and reads out to who has no phone."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("region"), pk=pk)
    log_access(
        actor=request.user,
        action=AccessAction.READ,
        subject=person,
        detail="uses of mandates",
        request=request,
    )
    uses = MandateUse.objects.filter(mandate__principal=person).select_related("mandate__agent")
    page = Paginator(uses, 30).get_page(request.GET.get("page"))
    title = _("What others did for %(name)s") % {"name": person.name}
    return _page(
        request, "people/workbench/mandate_uses.html", title, "link", person=person, page_obj=page,
        mandates=Mandate.objects.in_force().filter(principal=person).select_related("agent"),
    )  # fmt: skip


def end_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role at once."""
    grant = get_object_or_404(
        RoleGrant.objects.visible_to(request.user).select_related("user", "region"), pk=pk
    )
    if not can_end_role(request.user, grant):
        return refused(request)
    back = reverse("people_rolegrant:index")
    if request.method == "POST":
        end_role(actor=request.user, grant=grant)
        messages.success(request, _("The role has ended."))
        return redirect(back)
    return _confirm_page(
        request,
        _("End the role of %(name)s?") % {"name": grant.user.display_name},
        text=_("%(role)s, %(region)s. It ends at once.")
        % {"role": grant.get_role_display(), "region": grant.region.full_name},
        button=_("Yes, end it"),
        back=back,
    )


def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague lost phone and recovery codes: after checking that it is really them, let them set up a new one."""
    grant = get_object_or_404(
        RoleGrant.objects.visible_to(request.user).select_related("user", "region"), pk=pk
    )
    if not can_end_role(request.user, grant):
        return refused(request)
    back = reverse("people_rolegrant:inspect", args=[pk])
    if request.method == "POST":
        reset_second_factor(actor=request.user, user=grant.user)
        messages.success(request, _("At the next log-in a new second factor is set up."))
        return redirect(back)
    return _confirm_page(
        request,
        _("Reset the second factor of %(name)s?") % {"name": grant.user.display_name},
        text=_(
            "Do this only after you have seen or heard the person yourself. All their devices are logged out, and the "
            "next log-in with their phone number sets up a new second factor."
        ),
        button=_("Yes, reset it"),
        back=back,
    )
