"""Somebody calls: the worker finds the person, says what the balance buys, and writes down the wish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.persons.forms import FindPersonForm
from people.persons.models import Person
from people.persons.selectors import find_by_number
from service_requests.forms import PhoneAskForm
from service_requests.permissions import can_enter_for
from service_requests.services.publishing import publish
from timebank.ledger.selectors.balances import balance
from timebank.ledger.selectors.spending import affordable_services_text, may_use_coins
from workbench.access_recording import AccessAction
from workbench.form_pages import FormPage
from workbench.roles import WORKER_ROLES


class FindCaller(FormPage):
    """Who is calling: by telephone or ID number, sent with POST."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Requested by telephone")
    header_icon = "tasks"
    template_name = "service_requests/workbench/find.html"
    form_class = FindPersonForm

    def form_valid(self, form: FindPersonForm) -> HttpResponse:
        found = find_by_number(self.request.user, form.cleaned_data["number"])
        people = [person for person in found if can_enter_for(self.request.user, person)]
        self.put_on_record(AccessAction.LIST, count=len(people), detail="find by number")
        return self.render_to_response(self.get_context_data(form=form, people=people))


class AskByPhone(FormPage):
    """The form for one caller, with the balance in plain words to be read out."""

    roles = WORKER_ROLES
    header_icon = "tasks"
    template_name = "service_requests/workbench/ask.html"
    form_class = PhoneAskForm

    @cached_property
    def person(self) -> Person:
        rows = Person.objects.visible_to(self.request.user).select_related("region")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def may_pass(self) -> bool:
        return can_enter_for(self.request.user, self.person)

    def get_page_title(self) -> str:
        return _("Request a service for %(name)s") % {"name": self.person.name}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has = balance(self.person)
        return super().get_context_data(**kwargs) | {
            "person": self.person,
            "balance": has,
            "buys": affordable_services_text(has.available_minutes, region=self.person.region_id),
            "old_enough": may_use_coins(self.person),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.put_on_record(AccessAction.READ, subject=self.person, detail=_("Requested by telephone"))
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: PhoneAskForm) -> HttpResponse:
        made = publish(
            uuid=form.cleaned_data["once"],
            beneficiary=self.person,
            actor=self.request.user,
            details=form.details(),
            by_phone=True,
        )
        messages.success(
            self.request,
            _(
                "Recorded. A colleague or the township reviews it: who writes a request down does not accept it."
            ),
        )
        return redirect("service_requests_workbench:request", made.uuid)
