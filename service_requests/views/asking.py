"""Asking for a service: a form, then what it costs and what is left, then it is published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.forms import add_errors
from common.web import LoggedInRequest
from people.access_log.services import log_access
from people.mandates.enums import MandateScope
from people.persons.models import Person
from policies.selectors import value
from service_requests.forms import AskForm
from service_requests.permissions import is_oneself
from service_requests.selectors.own_requests import own_people
from service_requests.services.publishing import publish
from timebank.ledger.policy import REDEEM_LEAST_AGE
from timebank.ledger.selectors.balances import balance
from timebank.ledger.selectors.spending import affordable_services_text, may_use_coins
from timebank.ledger.wording import spoken_minutes
from workbench.access_recording import AccessAction


@login_required
def ask(request: LoggedInRequest) -> HttpResponse:
    """For oneself, or with `?for=UUID` for somebody one holds a mandate to ask for."""
    people = own_people(request.user, MandateScope.ASK)
    person = _person(request, people)
    if person is None:
        return render(request, "service_requests/whom.html", {"people": people})
    acting = not is_oneself(request.user, person)
    if acting and request.method == "GET":
        log_access(
            actor=request.user, action=AccessAction.READ, subject=person, request=request,
            detail=_("Requesting a service"),
        )  # fmt: skip
    if not may_use_coins(person):
        age = value(REDEEM_LEAST_AGE, region=person.region_id)
        return render(
            request,
            "service_requests/too_young.html",
            {"person": person, "age": age, "acting": acting, "people": people},
        )  # fmt: skip
    if request.method != "POST":
        return _form_page(request, person, AskForm(person=person))
    form = AskForm(request.POST, person=person)
    if "change" in request.POST or not form.is_valid():
        return _form_page(request, person, form)
    if "publish" not in request.POST:
        return _confirm_page(request, person, form)
    try:
        made = publish(
            uuid=form.cleaned_data["once"], beneficiary=person, actor=request.user, details=form.details()
        )
    except ValidationError as error:
        add_errors(form, error)
        return _form_page(request, person, form)
    messages.success(
        request,
        _("Your request has been sent to the community. You will be notified as soon as someone is coming."),
    )
    return redirect(made)


def _person(request: HttpRequest, people: list[Person]) -> Person | None:
    """Whom it is for; None when that has to be asked first. 404 for somebody one may not ask for."""
    if asked := request.GET.get("for"):
        person = next((one for one in people if str(one.uuid) == asked), None)
        if person is None:
            raise Http404
        return person
    own = next((one for one in people if is_oneself(request.user, one)), None)
    if own is not None and (len(people) == 1 or may_use_coins(own)):
        return own
    return None


def _form_page(request: HttpRequest, person: Person, form: AskForm) -> HttpResponse:
    has = balance(person).available_minutes
    context: dict[str, Any] = {
        "person": person,
        "form": form,
        "acting": not is_oneself(request.user, person),
        "available": has,
        "buys": affordable_services_text(has, region=person.region_id),
    }
    return render(request, "service_requests/ask.html", context)


def _confirm_page(request: HttpRequest, person: Person, form: AskForm) -> HttpResponse:
    """What it costs, before anything is set aside."""
    minutes, has = form.cleaned_data["minutes"], balance(person).available_minutes
    if minutes > has:
        form.add_error(
            "minutes",
            _("This requires %(needed)s of time coins; %(available)s is available.")
            % {"needed": spoken_minutes(minutes), "available": spoken_minutes(has)},
        )
        return _form_page(request, person, form)
    return render(
        request,
        "service_requests/confirm.html",
        {
            "person": person,
            "form": form,
            "acting": not is_oneself(request.user, person),
            "asked": form.cleaned_data,
            "category": dict(form.fields["category"].choices)[form.cleaned_data["category"]],  # type: ignore[attr-defined]
            "available": has,
            "left": has - minutes,
        },
    )
