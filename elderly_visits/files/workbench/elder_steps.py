"""What a worker does on an elder's file: consent, contacts, mandates, the door's code, leaving the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.web import key_in
from elderly_visits.register.forms import AgreeForm, ContactForm, LeaveForm, WithdrawForm
from elderly_visits.register.models import Elder
from elderly_visits.register.services.elders import (
    record_visit_consent,
    remove_contact,
    rotate_door_code,
    set_contacts,
)
from elderly_visits.register.workbench import ElderPage
from elderly_visits.visits.services.stopping import (
    leave_register,
    open_visits,
    return_to_register,
    withdraw_visit_consent,
)
from people.actors import Actor
from people.mandates.forms import MandateForm
from people.mandates.services import record_mandate, revoke_mandate
from people.mandates.workbench import recorded_words
from people.numbers import DEATH_BACK_DAYS, number
from people.persons.services import find_or_create_person
from workbench.access_recording import AccessAction
from workbench.form_pages import FormPage

Data = dict[str, Any]


def _agree(elder: Elder, actor: Actor, data: Data) -> str:
    record_visit_consent(elder=elder, actor=actor, **data)
    return _("The consent is recorded. This month’s visits are being assigned now.")


def _withdraw(elder: Elder, actor: Actor, data: Data) -> str:
    cancelled = withdraw_visit_consent(elder=elder, actor=actor, **data)
    return _("There will be no more visits from today; planned visits cancelled: %(count)d.") % {
        "count": cancelled
    }


def _leave(elder: Elder, actor: Actor, data: Data) -> str:
    leave_register(elder=elder, actor=actor, **data)
    return _("The elder has been removed from the register; the file and its history are kept.")


def _contact(elder: Elder, actor: Actor, data: Data) -> str:
    set_contacts(elder=elder, contacts=[data], actor=actor)
    return _("The contact was added.")


@transaction.atomic
def _mandate(elder: Elder, actor: Actor, data: Data) -> str:
    agent, _created = find_or_create_person(name=data["name"], phone=data["phone"])
    mandate = record_mandate(
        principal=elder.person,
        agent=agent,
        relation=data["relation"],
        valid_until=data["valid_until"],
        may_ask=data["may_ask"],
        may_give=data["may_give"],
        how=data["how"],
        actor=actor,
    )
    if mandate.is_waiting or mandate.has_number_to_check:
        return recorded_words(mandate)
    return _("Access recorded: the relative can now see when the elder was visited.")


@dataclass(frozen=True)
class Step:
    """A form on a page of its own, and what it does."""

    title: str | Promise
    form: type[forms.Form]
    do: Callable[[Elder, Any, Data], str]
    button: str | Promise
    lede: str | Promise = ""


STEPS = {
    "agree": Step(
        gettext_lazy("Record the consent to visits"),
        AgreeForm,
        _agree,
        gettext_lazy("Record the consent"),
        gettext_lazy("Visits are voluntary: please record how the elder gave consent."),
    ),
    "withdraw": Step(
        gettext_lazy("The elder no longer wants visits"),
        WithdrawForm,
        _withdraw,
        gettext_lazy("Withdraw the consent"),
        gettext_lazy(
            "There will be no visits from today. The elder stays on the register, marked as declined."
        ),
    ),
    "leave": Step(
        gettext_lazy("Remove from the register"),
        LeaveForm,
        _leave,
        gettext_lazy("Remove from the register"),
        gettext_lazy("Visits that have not started are cancelled. The file and its history are kept."),
    ),
    "contact": Step(gettext_lazy("Add an emergency contact"), ContactForm, _contact, gettext_lazy("Add")),
    "mandate": Step(
        gettext_lazy("Let a relative follow the visits"),
        MandateForm,
        _mandate,
        gettext_lazy("Record the mandate"),
        gettext_lazy(
            "The elder must agree. The relative can see when someone visited and whether all was "
            "well; requesting services and giving time coins must be authorized separately."
        ),
    ),
}


# Steps that need no form, as the access log names them.
_BUTTONS = {
    "door_code": gettext_lazy("New door code"),
    "contact": gettext_lazy("Emergency contact removed"),
    "mandate": gettext_lazy("Mandate ended"),
    "return": gettext_lazy("Back on the register"),
}


class _OfElder(ElderPage):
    """A page on which an elder's file is changed."""

    def _log_change(self, detail: str) -> None:
        self.put_on_record(AccessAction.CHANGE, subject=self.elder.person, detail=detail)

    def _back(self) -> HttpResponse:
        return redirect("elderly_visits_elder:inspect", self.elder.pk)


class ElderStep(FormPage, _OfElder):
    """One of STEPS: shows its form, does it, and goes back to the file. `step` comes with the address."""

    template_name = "workbench/form.html"
    step = ""

    @property
    def _step(self) -> Step:
        return STEPS[self.step]

    def get_form_class(self) -> type[forms.Form]:
        return self._step.form

    def get_page_title(self) -> str:
        return f"{self._step.title} · {self.elder.person.name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "lede": self._lede(),
            "button": self._step.button,
            "back": reverse("elderly_visits_elder:inspect", args=[self.elder.pk]),
        }

    def _lede(self) -> str:
        if self.step != "leave":
            return str(self._step.lede)
        visits = _("Visits that would be cancelled: %(count)d.") % {"count": len(open_visits(self.elder))}
        days = number(DEATH_BACK_DAYS, self.elder.region_id)
        back = _("A mistake can be taken back here for %(days)d days.") % {"days": days}
        died = _("Has the elder died? Then record the death in the person's file instead.")
        return " ".join([str(self._step.lede), visits, back, died])

    def form_valid(self, form: forms.Form) -> HttpResponse:
        done = self._step.do(self.elder, self.request.user, form.cleaned_data)
        self._log_change(str(self._step.title))
        messages.success(self.request, done)
        return self._back()


class ElderButton(_OfElder):
    """Steps that need no form: POST only."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step, key = request.POST.get("step", ""), key_in(request.POST.get("pk", ""))
        if step == "door_code":
            rotate_door_code(elder=self.elder, actor=self.request.user)
            messages.success(
                request, _("There is a new door code. Please bring the new card with the next visit.")
            )
        elif step == "contact":
            remove_contact(contact=get_object_or_404(self.elder.contacts, pk=key))
            messages.success(request, _("The contact was removed."))
        elif step == "return":
            try:
                return_to_register(elder=self.elder, actor=self.request.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return self._back()
            messages.success(request, _("The elder is back on the register; visits are being assigned now."))
        elif step == "mandate":
            revoke_mandate(
                mandate=get_object_or_404(self.elder.person.mandates_given, pk=key), actor=self.request.user
            )
            messages.success(request, _("The mandate has ended."))
        else:
            return self._back()
        self._log_change(str(_BUTTONS[step]))
        return self._back()
