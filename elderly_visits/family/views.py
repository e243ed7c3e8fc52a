"""The family's page: was somebody there, when comes somebody next, whom to call."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.forms import errors_added
from common.web import LoggedInRequest
from elderly_visits.family.forms import FamilyMessageForm
from elderly_visits.family.selectors import elders_of, family_view
from elderly_visits.family.services import notify_worker
from people.access_log.services import log_access
from workbench.access_recording import AccessAction


@login_required
def family(request: LoggedInRequest) -> HttpResponse:
    """One's own visits and those of the elders one holds a mandate for."""
    return _render(request)


def _render(request: LoggedInRequest, returned: dict[int, FamilyMessageForm] | None = None) -> HttpResponse:
    views = []
    for elder, relation in elders_of(request.user):
        view = family_view(elder, relation)
        form = (returned or {}).get(elder.pk) or FamilyMessageForm(auto_id=f"id_{elder.pk}_%s")
        views.append((view, form))
        if not view.is_oneself:
            log_access(
                actor=request.user, action=AccessAction.READ, subject=elder.person, request=request,
                region_id=elder.region_id, detail=_("Family page"),
            )  # fmt: skip
    return render(request, "elderly_visits/family.html", {"views": views})


@login_required
def message(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Tell the worker that something has changed."""
    elder = next((elder for elder, _relation in elders_of(request.user) if elder.pk == pk), None)
    if elder is None:
        raise Http404
    if request.method != "POST":
        return redirect("elderly_visits:family")
    form = FamilyMessageForm(request.POST, auto_id=f"id_{pk}_%s")
    if form.is_valid():
        with errors_added(form):
            notify_worker(elder=elder, actor=request.user, text=form.cleaned_data["text"])
            messages.success(request, _("Thank you. The community worker has received your message."))
            return redirect("elderly_visits:family")
    return _render(request, {pk: form})
