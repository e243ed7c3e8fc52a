"""Changes of numbers in the workbench: asking for one, and deciding about what another worker asked."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from common.forms import add_errors
from common.web import LoggedInRequest, errors_to_messages
from people.access_log.services import log_access
from people.logins.enums import IdentityCheck
from people.logins.models import PhoneChange
from people.persons.models import Person
from people.persons.workbench import people_trail
from people.phone_changes.forms import AskPhoneChangeForm
from people.phone_changes.permissions import can_ask_phone_change, can_decide_phone_change
from people.phone_changes.services import approve_phone_change, ask_phone_change, refuse_phone_change
from workbench.access_recording import AccessAction
from workbench.guards import forbidden, worker_required
from workbench.pages import render_form, render_page
from workbench.roles import WORKER_ROLES

PER_PAGE = 30


@worker_required(WORKER_ROLES)
def ask(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Ask for another number for somebody whose phone is lost."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("user"), pk=pk)
    if not can_ask_phone_change(request.user, person):
        return forbidden(request)
    form = AskPhoneChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            ask_phone_change(
                person=person,
                phone=data["phone"],
                checked=IdentityCheck(data["checked"]),
                note=data["note"],
                actor=request.user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _("Asked. The number changes as soon as a second colleague has agreed.")
            )
            return redirect("people_workbench:phone_changes")
    return render_form(
        request,
        _("Another number for %(name)s to log in with") % {"name": person.name},
        form,
        back=reverse("people_person:inspect", args=[pk]),
        trail=people_trail(),
        lede=_(
            "For somebody who has lost the old phone; whoever still has it changes the number alone, under “My "
            "account”. A second colleague has to agree, and the old number gets a text message at once."
        ),
        button=_("Ask a second colleague"),
    )


@worker_required(WORKER_ROLES)
def queue(request: LoggedInRequest) -> HttpResponse:
    """What waits for a second person within one's regions, and what was decided before."""
    rows = PhoneChange.objects.in_queue_of(request.user).select_related(
        "person__region", "person__user", "asked_by", "decided_by"
    )
    waiting = request.GET.get("tab") != "decided"
    rows = rows.waiting().order_by("asked_at", "pk") if waiting else rows.exclude(state="waiting")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    if shown := len(page.object_list):
        log_access(
            actor=request.user,
            action=AccessAction.LIST,
            count=shown,
            request=request,
            detail="changes of numbers",
        )
    return render_page(
        request, "people/workbench/phone_changes.html", _("Changes of numbers"), icon="mobile-alt",
        trail=people_trail(), page_obj=page, waiting=waiting,
    )  # fmt: skip


@worker_required(WORKER_ROLES)
def decide(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Agree or refuse; who asked may take it back."""
    rows = PhoneChange.objects.in_queue_of(request.user).select_related(
        "person__region", "person__user", "asked_by", "decided_by"
    )
    change = get_object_or_404(rows, pk=pk)
    may_decide = can_decide_phone_change(request.user, change)
    may_take_back = change.asked_by_id == request.user.pk
    if request.method == "POST":
        try:
            if request.POST.get("step") == "approve":
                approve_phone_change(change=change, actor=request.user)
                messages.success(request, _("The number has changed. Old and new number are told."))
            else:
                refuse_phone_change(change=change, actor=request.user)
                messages.success(request, _("Nothing was changed."))
        except PermissionDenied:
            return forbidden(request)
        except ValidationError as error:
            errors_to_messages(request, error)
        return redirect("people_workbench:phone_changes")
    log_access(
        actor=request.user,
        action=AccessAction.READ,
        subject=change.person,
        detail="change of number",
        request=request,
    )
    return render_page(
        request, "people/workbench/phone_change.html",
        _("Another number for %(name)s to log in with") % {"name": change.person.name},
        icon="mobile-alt",
        trail=[*people_trail(), (reverse("people_workbench:phone_changes"), _("Changes of numbers"))],
        change=change, may_decide=may_decide, may_take_back=may_take_back,
        open=change.state == "waiting",
    )  # fmt: skip
