"""Mandates in the workbench: the register, recording and ending one, what was done under them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from common.forms import taken
from common.web import LoggedInRequest
from people.access_log.services import log_page
from people.mandates.forms import MandateForm
from people.mandates.models import Mandate, MandateUse
from people.mandates.permissions import can_revoke_mandate
from people.mandates.services import record_mandate, revoke_mandate
from people.persons.models import Person
from people.persons.services import find_or_create_person
from people.persons.workbench import people_trail, person_to_change
from workbench.access_recording import AccessAction
from workbench.guards import forbidden, worker_required
from workbench.pages import confirm, render_form, render_page
from workbench.roles import STAFF_ROLES, WORKER_ROLES
from workbench.viewsets import ScopedModelViewSet


@worker_required(WORKER_ROLES)
def add_mandate(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Record that a relative may see and act for somebody. The relative's file is found by name and phone, or made."""
    person = person_to_change(request, pk)
    back = reverse("people_person:inspect", args=[pk])
    form = MandateForm(request.POST or None)

    @transaction.atomic
    def record(data: dict[str, Any]) -> None:
        agent, _created = find_or_create_person(name=data.pop("name"), phone=data.pop("phone"))
        record_mandate(principal=person, agent=agent, actor=request.user, **data)

    if taken(form, record):
        messages.success(request, _("The mandate is recorded."))
        return redirect(back)
    return render_form(
        request, _("Who may act for %(name)s") % {"name": person.name}, form, back=back, trail=people_trail()
    )


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
    add_to_admin_menu = False
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
        "recorded_by",
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
        return {"may_end": instance.revoked_at is None and can_revoke_mandate(request.user, instance)}
