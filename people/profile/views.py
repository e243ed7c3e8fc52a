"""Everybody's own account: name and number, consents, mandates, and who read one's file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from common.forms import taken
from common.web import LoggedInRequest
from people.access_log.models import AccessLog
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.consents.services import withdraw_consent
from people.mandates.models import Mandate
from people.persons.services import update_person
from people.profile.forms import OwnDetailsForm


@login_required
def me(request: LoggedInRequest) -> HttpResponse:
    """The account page."""
    person = request.user.person
    mandates = Mandate.objects.in_force().select_related("principal", "agent")
    context = {
        "person": person,
        "consents": Consent.objects.filter(person=person).order_by("withdrawn_on", "-given_on"),
        "held": mandates.filter(agent=person),
        "given": mandates.filter(principal=person),
        "readers": AccessLog.objects.about(request.user).select_related("actor")[:5],
    }
    return render(request, "people/me.html", context)


@login_required
def edit(request: LoggedInRequest) -> HttpResponse:
    """Change one's own name and home region."""
    person = request.user.person
    form = OwnDetailsForm(request.POST or None, initial={"name": person.name, "region": person.region})
    if taken(form, lambda data: update_person(person=person, actor=request.user, **data)):
        messages.success(request, _("Saved."))
        return redirect("people:me")
    return render(request, "people/edit.html", {"form": form})


@login_required
def withdraw(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Take a consent back; asked once, because others stop their work for it."""
    consent = get_object_or_404(Consent.objects.filter(person__user=request.user), pk=pk)
    if request.method == "POST":
        withdraw_consent(
            person=consent.person, purpose=ConsentPurpose(consent.purpose), recorded_by=request.user
        )
        messages.success(request, _("Your consent is withdrawn from today."))
        return redirect("people:me")
    return render(request, "people/withdraw.html", {"consent": consent})


@login_required
def readers(request: LoggedInRequest) -> HttpResponse:
    """Everybody who opened one's file."""
    rows = AccessLog.objects.about(request.user).select_related("actor")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "people/readers.html", {"page_obj": page})
