"""Mandates in the workbench: the register, recording and ending one, what was done under them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.forms import errors_added
from common.web import LoggedInRequest, posted_text
from people.access_log.services import log_page
from people.mandates.forms import MandateForm, RenewForm
from people.mandates.models import Mandate, MandateUse
from people.mandates.permissions import can_revoke_mandate
from people.mandates.services import (
    check_number,
    confirm_mandate,
    record_mandate,
    renew_mandate,
    revoke_mandate,
)
from people.persons.models import Person
from people.persons.permissions import can_change_person
from people.persons.services import find_or_create_person
from people.persons.workbench import people_trail, person_to_change
from workbench.access_recording import AccessAction
from workbench.guards import forbidden, worker_required
from workbench.menu import Section
from workbench.pages import confirm, render_form, render_page
from workbench.roles import STAFF_ROLES, WORKER_ROLES
from workbench.scopes import in_scope
from workbench.viewsets import ScopedModelViewSet


@worker_required(WORKER_ROLES)
def add_mandate(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Record that a relative may see and act for somebody. The relative's file is found by name and phone, or made."""
    person = person_to_change(request, pk)
    back = reverse("people_person:inspect", args=[pk])
    form = MandateForm(request.POST or None)

    @transaction.atomic
    def record(data: dict[str, Any]) -> Mandate:
        agent, _created = find_or_create_person(name=data.pop("name"), phone=data.pop("phone"))
        return record_mandate(principal=person, agent=agent, actor=request.user, **data)

    if form.is_valid():
        with errors_added(form):
            mandate = record(form.cleaned_data)
            messages.success(request, recorded_words(mandate))
            # Who has no phone gets no message: the slip is the message.
            printed = not person.phone and not mandate.is_waiting
            return redirect(reverse("people_workbench:mandate_slip", args=[mandate.pk]) if printed else back)
    return render_form(
        request, _("Who may act for %(name)s") % {"name": person.name}, form, back=back, trail=people_trail()
    )


def recorded_words(mandate: Mandate) -> str:
    if mandate.is_waiting:
        return _(
            "Recorded. Because you know one of the two, a colleague or the township confirms it under “Mandates to "
            "confirm”; it is in force from then on."
        )
    if mandate.has_number_to_check:
        return _(
            "The mandate is recorded. %(name)s has not logged in here yet: a colleague or the township calls the "
            "number once, under “Mandates to confirm”. Then it opens %(name)s’s file by itself."
        ) % {"name": mandate.agent.name}
    return _("The mandate is recorded.")


def _to_change(request: LoggedInRequest, pk: int) -> Mandate:
    """The mandate, for a worker of the principal's region. Raises PermissionDenied for who only looks."""
    rows = Mandate.objects.visible_to(request.user).select_related(
        "principal__region", "agent", "recorded_by"
    )
    mandate = get_object_or_404(rows, pk=pk)
    if not can_change_person(request.user, mandate.principal):
        raise PermissionDenied
    return mandate


@worker_required(WORKER_ROLES)
def confirm_waiting(request: LoggedInRequest, pk: int) -> HttpResponse:
    """A second person asks the elder as well, and puts the mandate in force."""
    mandate = _to_change(request, pk)
    names = {"agent": mandate.agent.name, "principal": mandate.principal.name, "scopes": mandate.scope_words}
    return confirm(
        request,
        _("Confirm this mandate?"),
        text=_("Please ask %(principal)s yourself: may %(agent)s do this for them? %(scopes)s") % names,
        button=_("Yes, I have asked"),
        back=reverse("people_mandate:inspect", args=[pk]),
        trail=people_trail(),
        step=lambda: confirm_mandate(mandate=mandate, actor=request.user),
        done=_("Confirmed: the mandate is in force."),
    )


@worker_required(WORKER_ROLES)
def check_number_of(request: LoggedInRequest, pk: int) -> HttpResponse:
    """A second person calls the number that was recorded with a mandate, so that it opens the representative's file."""
    mandate = _to_change(request, pk)
    log_page(request, AccessAction.READ, subject=mandate.agent, detail="number of a representative")
    # The number that was read comes back with the button: nobody confirms another one.
    phone = posted_text(request, "phone") if request.method == "POST" else mandate.agent.phone
    names = {
        "agent": mandate.agent.name, "principal": mandate.principal.name, "relation": mandate.relation,
        "phone": mandate.agent.phone.removeprefix("+86"),
    }  # fmt: skip
    return confirm(
        request,
        _("Is this %(agent)s’s own number?") % names,
        text=_(
            "Please call %(phone)s and ask whether it is %(agent)s (%(relation)s of %(principal)s). Whoever logs in "
            "with this number afterwards sees what the mandate allows."
        )
        % names,
        button=_("Yes, I have called"),
        back=reverse("people_mandate:inspect", args=[pk]),
        trail=people_trail(),
        hidden={"phone": mandate.agent.phone},
        step=lambda: check_number(mandate=mandate, actor=request.user, phone=phone),
        done=_("Noted: the number opens the file of %(agent)s at the first log-in.") % names,
    )


@worker_required(WORKER_ROLES)
def renew(request: LoggedInRequest, pk: int) -> HttpResponse:
    """The same again for another term: one choice, how the principal said so."""
    mandate = _to_change(request, pk)
    back = reverse("people_mandate:inspect", args=[pk])
    form = RenewForm(request.POST or None)
    if form.is_valid():
        with errors_added(form):
            renewed = renew_mandate(mandate=mandate, actor=request.user, how=form.cleaned_data["how"])
            assert renewed.valid_until is not None
            messages.success(request, _("Renewed until %(day)s.") % {"day": renewed.valid_until.isoformat()})
            return redirect(back)
    return render_form(
        request, _("Renew the mandate of %(name)s") % {"name": mandate.agent.name}, form, back=back,
        trail=people_trail(), lede=mandate.scope_words,
    )  # fmt: skip


@worker_required(WORKER_ROLES)
def slip(request: LoggedInRequest, pk: int) -> HttpResponse:
    """A page in large text to print: for elders without a phone, who get no message."""
    mandate = _to_change(request, pk)
    log_page(request, AccessAction.PRINT, subject=mandate.principal, detail="mandate slip")
    return render(request, "people/workbench/mandate_slip.html", {"mandate": mandate, "worker": request.user})


@worker_required(STAFF_ROLES)
def waiting(request: LoggedInRequest) -> HttpResponse:
    """What waits for a second person: mandates recorded by somebody close, and numbers that one person typed."""
    rows = Mandate.objects.waiting() | Mandate.objects.with_number_to_check()
    rows = rows.filter(in_scope(request.user, "principal__region_id"))
    rows = rows.select_related("principal__region", "agent", "recorded_by").order_by("pk")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    log_page(request, AccessAction.LIST, count=len(page.object_list), detail="mandates")
    return render_page(
        request, "people/workbench/mandates_waiting.html", _("Mandates to confirm"), icon="link",
        trail=people_trail(), page_obj=page,
    )  # fmt: skip


@worker_required(WORKER_ROLES)
def end_mandate(request: LoggedInRequest, pk: int) -> HttpResponse:
    mandate = get_object_or_404(
        Mandate.objects.visible_to(request.user).select_related("principal", "agent"), pk=pk
    )
    if not can_revoke_mandate(request.user, mandate):
        return forbidden(request)
    back = reverse("people_mandate:index")
    names = {"agent": mandate.agent.name, "principal": mandate.principal.name}
    return confirm(
        request,
        _("End this mandate?"),
        text=_("%(agent)s will no longer see and act for %(principal)s.") % names,
        button=_("Yes, end it"),
        back=back,
        trail=people_trail(),
        step=lambda: revoke_mandate(mandate=mandate, actor=request.user),
        done=_("The mandate has ended."),
    )


@worker_required(STAFF_ROLES)
def mandate_uses(request: LoggedInRequest, pk: int) -> HttpResponse:
    """What others did for somebody: a sheet that the worker prints and reads out to who has no phone."""
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("region"), pk=pk)
    log_page(request, AccessAction.READ, subject=person, detail="uses of mandates")
    uses = MandateUse.objects.filter(mandate__principal=person).select_related("mandate__agent")
    page = Paginator(uses, 30).get_page(request.GET.get("page"))
    title = _("What others have done for %(name)s") % {"name": person.name}
    return render_page(
        request, "people/workbench/mandate_uses.html", title, icon="link", trail=people_trail(),
        person=person, page_obj=page,
        mandates=Mandate.objects.in_force().filter(principal=person).select_related("agent"),
    )  # fmt: skip


class MandateViewSet(ScopedModelViewSet):
    model = Mandate
    icon = "link"
    menu_section = Section.ELDERS
    menu_order = 71
    list_display = [
        "principal",
        "agent",
        "relation",
        "may_ask",
        "may_give",
        "valid_from",
        "valid_until",
        "revoked_at",
    ]
    list_export = list_display
    list_related = ("principal", "agent")
    search_fields = ["principal__name", "agent__name"]
    inspect_view_fields = [
        "principal",
        "agent",
        "relation",
        "may_ask",
        "may_give",
        "valid_from",
        "valid_until",
        "how",
        "recorded_by",
        "confirmed_by",
        "phone_checked_by",
        "revoked_at",
        "revoked_by",
    ]
    inspect_template_name = "people/workbench/mandate.html"
    change_roles = ()
    history_view_enabled = False
    log_reads = True

    def person_of(self, instance: Mandate) -> Person:
        return instance.principal

    def inspect_context(self, request: LoggedInRequest, instance: Mandate) -> dict[str, Any]:
        standing = instance.revoked_at is None
        return {
            "may_end": standing and can_revoke_mandate(request.user, instance),
            "may_check_number": instance.has_number_to_check
            and can_change_person(request.user, instance.principal),
            "may_renew": standing and can_change_person(request.user, instance.principal),
        }
