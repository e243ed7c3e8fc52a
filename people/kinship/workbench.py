"""Relatives in the workbench: who waits for a worker to look at the document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from common.forms import add_errors
from common.web import LoggedInRequest
from people.access_log.services import log_page
from people.kinship.forms import KinDocumentForm, UnknownKinForm
from people.kinship.models import Kinship
from people.kinship.permissions import can_decide_kinship
from people.kinship.services import decline_kinship, end_kinship, verify_kinship
from workbench.access_recording import AccessAction
from workbench.guards import forbidden, worker_required
from workbench.pages import render_page
from workbench.roles import STAFF_ROLES
from workbench.scopes import covers

PER_PAGE = 30


@worker_required(STAFF_ROLES)
def queue(request: LoggedInRequest) -> HttpResponse:
    """Those that wait, the oldest first, or those that were confirmed; within the worker's regions."""
    tab = "confirmed" if request.GET.get("tab") == "confirmed" else "waiting"
    rows = Kinship.objects.in_queue_of(request.user)
    rows = (
        rows.verified().order_by("-verified_at")
        if tab == "confirmed"
        else rows.waiting().order_by("proposed_at")
    )
    rows = rows.select_related("person__region", "relative", "verified_by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    if shown := len(page.object_list):
        log_page(request, AccessAction.LIST, count=shown, detail=_("Relatives"))
    title = _("Relatives to confirm")
    return render_page(request, "people/workbench/kinships.html", title, icon="group", page_obj=page, tab=tab)


@worker_required(STAFF_ROLES)
def decide(request: LoggedInRequest, pk: int) -> HttpResponse:
    """One of them: confirm after seeing the document, say no, or end it."""
    rows = Kinship.objects.in_queue_of(request.user).select_related(
        "person__region", "relative__region", "verified_by"
    )
    kinship = get_object_or_404(rows, pk=pk)
    may_decide = can_decide_kinship(request.user, kinship) and kinship.ended_at is None
    if request.method == "POST" and not may_decide:
        return forbidden(request)
    form_class = KinDocumentForm if kinship.relative_id else UnknownKinForm
    step = request.POST.get("step", "") if request.method == "POST" else ""
    form = form_class(request.POST if step == "verify" else None)
    # What is on file about somebody is for the workers of their own region; that the two are named stays with both.
    sides = [side for side in (kinship.person, kinship.relative) if side is not None]
    mine = {side.pk: covers(request.user, side.region_id) for side in sides}
    action = AccessAction.CHANGE if step else AccessAction.READ
    for side in sides:
        log_page(request, action, subject=side, detail=_("Relatives"))
    try:
        done = _do(request, kinship, step, form)
    except ValidationError as error:
        add_errors(form, error)
        done = ""
    if done:
        messages.success(request, done)
        return redirect("people_workbench:kinships")
    back = reverse("people_workbench:kinships")
    return render_page(
        request,
        "people/workbench/kinship.html",
        f"{kinship.person.name} · {kinship.get_relation_display()}",
        icon="group",
        trail=[(back, _("Relatives to confirm"))],
        kinship=kinship,
        may_decide=may_decide,
        sees_person=mine[kinship.person.pk],
        sees_relative=mine.get(kinship.relative_id or 0, False),
        form=form,
        back=back,
    )


def _do(request: LoggedInRequest, kinship: Kinship, step: str, form: Any) -> str:
    if step == "verify" and form.is_valid():
        verify_kinship(kinship=kinship, actor=request.user, **form.cleaned_data)
        return _("Confirmed: the two are now recorded as relatives.")
    if step == "decline" and not kinship.is_verified:
        decline_kinship(kinship=kinship, actor=request.user)
        return _("Declined.")
    if step == "end" and kinship.is_verified:
        end_kinship(kinship=kinship, actor=request.user)
        return _("The two are no longer recorded as relatives.")
    return ""
