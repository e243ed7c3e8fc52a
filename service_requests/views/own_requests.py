"""The requests of the one who asks: the list, one of them, and the steps on it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.web import LoggedInRequest, errors_shown
from people.access_log.services import log_access
from people.logins.models import User
from people.mandates.enums import MandateScope
from policies.selectors import book
from service_requests.enums import RequestState, Step
from service_requests.forms import OptionalReasonForm, ReasonForm
from service_requests.models import ServiceRequest
from service_requests.permissions import can_settle, is_oneself
from service_requests.selectors.own_requests import (
    RequestPage,
    own_people,
    page_of,
    request_page,
    requests_of,
)
from service_requests.selectors.silence import outcome_of_silence
from service_requests.services.ending import cancel, is_overdue, report_no_show
from service_requests.services.settling import confirm, dispute
from timebank.ledger.policy import REDEEM_LEAST_AGE
from timebank.ledger.selectors.balances import balance
from timebank.ledger.selectors.spending import affordable_services_text, may_use_coins
from workbench.access_recording import AccessAction

STEPS = ("confirm", "dispute", "cancel", "no-show")


@login_required
def own_requests(request: LoggedInRequest) -> HttpResponse:
    """One's own requests; with `?for=UUID` those of a person whose mandate one holds."""
    people = own_people(request.user)
    own = next((one for one in people if is_oneself(request.user, one)), None)
    person = own
    if asked := request.GET.get("for"):
        person = next((one for one in people if str(one.uuid) == asked), None)
        if person is None:
            raise Http404
    if person is None:
        raise Http404
    acting = person != own
    page = Paginator(requests_of(request.user, person), 10).get_page(request.GET.get("page"))
    if acting:
        log_access(
            actor=request.user, action=AccessAction.READ, subject=person, request=request,
            detail=_("Requested services"),
        )  # fmt: skip
    has, rules = balance(person).available_minutes, book()
    context = {
        "person": person,
        "acting": acting,
        "others": [one for one in people if one != own],
        "may_ask": person in own_people(request.user, MandateScope.ASK),
        "page_obj": page,
        "pages": [page_of(row) for row in page],
        "available": has,
        "buys": affordable_services_text(has, region=person.region_id, rules=rules),
        "wait_until": None
        if may_use_coins(person, rules=rules)
        else rules.value(REDEEM_LEAST_AGE, person.region_id),
    }
    return render(request, "service_requests/mine.html", context)


def _page(request: LoggedInRequest, uuid: UUID) -> RequestPage:
    """The request if it concerns the caller or somebody they act for; else 404. Workers have pages of their own."""
    page = request_page(request.user, uuid)
    if page is None or not {page.request.beneficiary, page.request.payer} & {*own_people(request.user)}:
        raise Http404
    return page


@login_required
def show(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    return _render(request, _page(request, uuid))


def _render(request: LoggedInRequest, page: RequestPage, **forms: Form) -> HttpResponse:
    row = page.request
    if not is_oneself(request.user, row.beneficiary):
        log_access(
            actor=request.user, action=AccessAction.READ, subject=row.beneficiary, request=request,
            detail=_("Requested service"), region_id=row.region_id,
        )  # fmt: skip
    assignment = page.assignment
    context = {
        "page": page,
        "row": row,
        "acting": not is_oneself(request.user, row.beneficiary),
        "may_settle": can_settle(request.user, row),
        "silence_pays": page.stage == RequestState.SERVED
        and assignment is not None
        and outcome_of_silence(assignment) == Step.SILENCE,
        "may_report": page.stage == "agreed" and assignment is not None and is_overdue(assignment),
        "dispute_form": forms.get("dispute") or ReasonForm(),
        "cancel_form": forms.get("cancel") or OptionalReasonForm(),
    }
    return render(request, "service_requests/request.html", context)


@login_required
def step(request: LoggedInRequest, uuid: UUID, name: str) -> HttpResponse:
    """Confirm, object, call off, report that nobody came: POST only. What is refused comes back with what was typed."""
    page = _page(request, uuid)
    if name not in STEPS or not can_settle(request.user, page.request):
        raise Http404
    if request.method != "POST":
        return redirect(page.request)
    form: Form | None = None
    if name in ("dispute", "cancel"):
        form = (ReasonForm if name == "dispute" else OptionalReasonForm)(request.POST)
        if not form.is_valid():
            return _render(request, page, **{name: form})
    with errors_shown(request):
        messages.success(request, _do(name, page.request, request.user, form))
    return redirect(page.request)


def _do(name: str, row: ServiceRequest, user: User, form: Form | None) -> str:
    reason = form.cleaned_data["reason"] if form is not None else ""
    if name == "confirm":
        confirm(request=row, actor=user)
        return _("Thank you! The service is paid.")
    if name == "dispute":
        dispute(request=row, actor=user, reason=reason)
        return _("Nothing is paid until a community worker has decided. The worker will call you.")
    if name == "cancel":
        cancel(request=row, actor=user, reason=reason)
        return _("The request was called off and the time coins were released.")
    report_no_show(request=row, actor=user)
    return _("We are sorry. The time coins have been released.")
