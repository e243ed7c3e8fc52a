"""Consents in the workbench: the register, recording one, withdrawing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.web import LoggedInRequest, posted_text
from people.consents.enums import ConsentPurpose
from people.consents.forms import ConsentForm
from people.consents.models import Consent
from people.consents.permissions import can_withdraw_consent
from people.consents.services import give_consent, withdraw_consent
from people.persons.workbench import people_trail, person_to_change
from workbench.guards import forbidden, worker_required
from workbench.menu import Section
from workbench.pages import confirm, render_form
from workbench.roles import WORKER_ROLES
from workbench.viewsets import ScopedModelViewSet


@worker_required(WORKER_ROLES)
def add_consent(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Record a consent that somebody gave to a worker."""
    person = person_to_change(request, pk)
    back = reverse("people_person:inspect", args=[pk])
    form = ConsentForm(request.POST or None, initial={"given_on": timezone.localdate()})
    if form.is_valid():
        give_consent(person=person, recorded_by=request.user, **form.cleaned_data)
        messages.success(request, _("The consent is recorded."))
        return redirect(back)
    title = _("Record a consent of %(name)s") % {"name": person.name}
    return render_form(request, title, form, back=back, trail=people_trail())


@worker_required(WORKER_ROLES)
def end_consent(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Somebody told a worker that they no longer agree."""
    consent = get_object_or_404(Consent.objects.visible_to(request.user).select_related("person"), pk=pk)
    if not can_withdraw_consent(request.user, consent):
        return forbidden(request)
    back = reverse("people_person:inspect", args=[consent.person_id])

    def withdraw() -> None:
        withdraw_consent(
            person=consent.person,
            purpose=ConsentPurpose(consent.purpose),
            recorded_by=request.user,
            note=posted_text(request, "note"),
        )

    return confirm(
        request,
        _("Withdraw the consent of %(name)s?") % {"name": consent.person.name},
        text=_("%(purpose)s: from today it is no longer acted on. Earlier records are kept.")
        % {"purpose": consent.get_purpose_display()},
        button=_("Yes, withdraw it"),
        back=back,
        trail=people_trail(),
        step=withdraw,
        done=_("The consent is withdrawn from today."),
    )


class ConsentViewSet(ScopedModelViewSet):
    model = Consent
    icon = "clipboard-list"
    menu_section = Section.ELDERS
    menu_order = 70
    list_display = ["person", "purpose", "given_on", "method", "withdrawn_on"]
    list_filter = ["purpose", "method"]
    list_related = ("person",)
    search_fields = ["person__name"]
    list_export = [
        "person",
        "get_purpose_display",
        "given_on",
        "get_method_display",
        "given_by",
        "withdrawn_on",
    ]
    inspect_view_fields = [
        "person",
        "purpose",
        "given_on",
        "method",
        "given_by",
        "recorded_by",
        "withdrawn_on",
        "withdrawal_note",
    ]
    inspect_template_name = "people/workbench/consent.html"
    change_roles = ()
    history_view_enabled = False
    log_reads = True

    def inspect_context(self, request: LoggedInRequest, instance: Consent) -> dict[str, Any]:
        return {
            "may_withdraw": instance.withdrawn_on is None and can_withdraw_consent(request.user, instance)
        }
