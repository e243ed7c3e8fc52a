"""Portal pages of organizations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.forms import errors_added
from common.web import LoggedInRequest
from organizations.enums import Kind, ReviewState
from organizations.forms import BecomePartnerForm, DetailsForm, OrganizationForm, initial_of
from organizations.models import SocialOrganization
from organizations.policy import GRADE_VALID_YEARS
from organizations.services import (
    become_partner,
    register_organization,
    resubmit_organization,
    update_organization,
)
from people.persons.models import Person
from policies.selectors import value
from timebank.pages import refusals_in

# What the form calls otherwise: `fields` is taken there.
_NAMES = {"fields": "fields_of_work"}


def organization_list(request: HttpRequest) -> HttpResponse:
    """Approved organizations, found by name, place or kind."""
    rows = SocialOrganization.objects.approved().select_related("region__parent__parent")
    query = request.GET.get("q", "").strip()[:60]
    kind = request.GET.get("kind", "")
    if query:
        rows = rows.filter(Q(name__icontains=query) | Q(region__name__icontains=query))
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    context = {"page_obj": page, "query": query, "kind": kind, "kinds": Kind.choices}
    return render(request, "organizations/list.html", context)


def organization_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = SocialOrganization.objects.visible_to(request.user).select_related("region__parent__parent")
    organization = get_object_or_404(rows, pk=pk)
    context: dict[str, Any] = {
        "organization": organization,
        "grade": organization.grade_on(timezone.localdate(), value(GRADE_VALID_YEARS)),
        "manages": SocialOrganization.objects.managed_by(request.user).filter(pk=pk).exists(),
        "facilities": organization.facilities.filter(closed_on=None),
        "projects": organization.projects.filter(state="published"),
        "closed": organization.state == ReviewState.CLOSED,
        "suspended": organization.suspension is not None,
    }
    return render(request, "organizations/detail.html", context)


@login_required
def own_organizations(request: LoggedInRequest) -> HttpResponse:
    """The organizations one manages."""
    rows = (
        SocialOrganization.objects.managed_by(request.user)
        .select_related("region", "partner")
        .prefetch_related("projects")
    )
    idle = (
        SocialOrganization.objects.of_manager(request.user)
        .exclude(pk__in=rows.values("pk"))
        .prefetch_related("suspensions")
    )
    return render(request, "organizations/mine.html", {"organizations": rows, "idle": idle})


@login_required
def register(request: LoggedInRequest) -> HttpResponse:
    """Register an organization; what was typed stays when something is missing."""
    person, _created = Person.objects.get_or_create(
        user=request.user, defaults={"name": request.user.get_full_name(), "phone": request.user.phone or ""}
    )
    initial = {"contact_name": person.name, "contact_phone": person.phone}
    form = OrganizationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with errors_added(form, _NAMES):
            register_organization(person=person, **form.values())
            messages.success(request, _("Thank you! The township will review the registration."))
            return redirect("organizations:mine")
    return render(request, "organizations/form.html", {"form": form, "title": _("Register an organization")})


@login_required
def change(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Its manager changes the details, or mends and resends what was sent back."""
    organization = get_object_or_404(
        SocialOrganization.objects.managed_by(request.user).select_related("region"), pk=pk
    )
    again = organization.state in (ReviewState.REJECTED, ReviewState.PENDING)
    form_class = OrganizationForm if again else DetailsForm
    form = form_class(request.POST or None, initial=initial_of(organization))
    if request.method == "POST" and form.is_valid():
        with errors_added(form, _NAMES):
            service = resubmit_organization if again else update_organization
            service(organization=organization, actor=request.user, **form.values())
            messages.success(request, _("Saved."))
            return redirect("organizations:mine")
    context = {"form": form, "title": organization.name, "organization": organization}
    return render(request, "organizations/form.html", context)


@login_required
def partner(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Become a partner of the time bank; for who is one, the way to the partner's own page."""
    organization = get_object_or_404(
        SocialOrganization.objects.managed_by(request.user).select_related("region", "partner"),
        pk=pk,
        state=ReviewState.APPROVED,
    )
    if organization.partner is not None:
        return redirect("timebank:partner", organization.partner.uuid)
    initial = {"region": organization.region, "phone": organization.contact_phone}
    form = BecomePartnerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            found = become_partner(organization=organization, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you! The township will review the registration."))
            return redirect("timebank:partner", found.uuid)
    context = {"form": form, "title": _("Become a partner of the time bank")}
    return render(request, "organizations/form.html", context)
