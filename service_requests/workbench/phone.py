"""Somebody calls: the worker finds the person, says what the balance buys, and writes down the wish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import add_errors
from people.access_log.services import log_access
from people.persons.forms import FindPersonForm
from people.persons.models import Person
from people.persons.selectors import find_by_number
from service_requests.forms import PhoneAskForm
from service_requests.permissions import can_enter_for
from service_requests.services.publishing import publish
from timebank.ledger.selectors.balances import balance
from timebank.ledger.selectors.spending import affordable_services_text, may_use_coins
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden
from workbench.roles import WORKER_ROLES


class FindCaller(WorkbenchView):
    """Who is calling: by telephone or ID number, sent with POST."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Requested by telephone")
    header_icon = "tasks"
    template_name = "service_requests/workbench/find.html"
    form: FindPersonForm | None = None
    people: list[Person] | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "form": self.form or FindPersonForm(),
            "people": self.people,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = FindPersonForm(request.POST)
        if self.form.is_valid():
            found = find_by_number(self.request.user, self.form.cleaned_data["number"])
            self.people = [person for person in found if can_enter_for(self.request.user, person)]
            log_access(
                actor=self.request.user, action=AccessAction.LIST, count=len(self.people), detail="find by number",
                request=request,
            )  # fmt: skip
        return self.render_to_response(self.get_context_data())


class AskByPhone(WorkbenchView):
    """The form for one caller, with the balance in plain words to be read out."""

    roles = WORKER_ROLES
    header_icon = "tasks"
    template_name = "service_requests/workbench/ask.html"
    form: PhoneAskForm | None = None

    @cached_property
    def person(self) -> Person:
        rows = Person.objects.visible_to(self.request.user).select_related("region")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Request a service for %(name)s") % {"name": self.person.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has = balance(self.person)
        return super().get_context_data(**kwargs) | {
            "person": self.person,
            "balance": has,
            "buys": affordable_services_text(has.available_minutes, region=self.person.region_id),
            "old_enough": may_use_coins(self.person),
            "form": self.form or PhoneAskForm(person=self.person),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_enter_for(self.request.user, self.person):
            return forbidden(request)
        log_access(
            actor=self.request.user, action=AccessAction.READ, subject=self.person, request=request,
            detail=_("Requested by telephone"),
        )  # fmt: skip
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_enter_for(self.request.user, self.person):
            return forbidden(request)
        self.form = PhoneAskForm(request.POST, person=self.person)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            made = publish(
                uuid=self.form.cleaned_data["once"],
                beneficiary=self.person,
                actor=self.request.user,
                details=self.form.details(),
                by_phone=True,
            )
        except ValidationError as error:
            add_errors(self.form, error)
            return self.render_to_response(self.get_context_data())
        messages.success(request, _("Recorded. Please review it now, or leave it to a colleague."))
        return redirect(reverse("service_requests_workbench:request", args=[made.uuid]))
