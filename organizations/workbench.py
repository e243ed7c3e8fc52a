"""Organizations in the workbench: the register, the file of each, and those that wait for review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column

from common.phone_lists import first_call, phone_links
from common.suspensions import suspensions_of
from common.web import LoggedInRequest, errors_shown, posted_text
from organizations.enums import Grade, Kind, ReviewState, Tier
from organizations.file_parts import parts_of, stopped_by_suspension
from organizations.forms import RegisterForm
from organizations.models import SocialOrganization
from organizations.permissions import can_review_organization
from organizations.policy import GRADE_VALID_YEARS, LONGEST_SUSPENSION
from organizations.selectors import members_shown, organizations_to_review
from organizations.services import (
    close_organization,
    lift_organization_suspension,
    review_organization,
    suspend_organization,
)
from people.actors import AnyUser
from policies.selectors import value
from workbench.columns import BadgeColumn, LinkColumn
from workbench.filters import ScopedFilterSet
from workbench.guards import WorkbenchView, worker_required
from workbench.menu import Section
from workbench.roles import MANAGER_ROLES
from workbench.sections import EDIT_TEMPLATE
from workbench.suspending import SuspensionPage
from workbench.viewsets import ScopedModelViewSet

SUSPENDED = "suspended"


class OrganizationFilterSet(ScopedFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="by_state",
        choices=[*ReviewState.choices, (SUSPENDED, gettext_lazy("Suspended"))],
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=Kind.choices)
    tier = django_filters.ChoiceFilter(label=gettext_lazy("Tier"), choices=Tier.choices)
    grade = django_filters.ChoiceFilter(
        label=gettext_lazy("Grade"), choices=[choice for choice in Grade.choices if choice[0]]
    )

    class Meta:
        model = SocialOrganization
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        suspended = SocialOrganization.objects.suspended().values("pk")
        if value == SUSPENDED:
            return queryset.filter(pk__in=suspended)
        return queryset.filter(state=value).exclude(pk__in=suspended)


def _contact(row: SocialOrganization) -> str:
    return " ".join((row.contact_name, *(phone.label for phone in phone_links(row.contact_phone)))).strip()


class OrganizationViewSet(ScopedModelViewSet):
    model = SocialOrganization
    icon = "home"
    menu_section = Section.ORGANIZATIONS
    menu_label = gettext_lazy("Organizations")
    menu_order = 100
    list_related = ["region__parent__parent"]
    list_display = [
        "name",
        Column("region", label=gettext_lazy("Region"), accessor="region.full_name", sort_key="region"),
        "kind",
        Column("grade", label=gettext_lazy("Grade"), accessor="grade", sort_key="grade"),
        LinkColumn(
            "contact",
            label=gettext_lazy("Contact"),
            accessor=_contact,
            get_url=lambda row: first_call(row.contact_phone),
            sort_key="contact_name",
        ),
        BadgeColumn("state", label=gettext_lazy("State"), accessor="state_badge", sort_key="state"),
    ]
    list_export = [
        "uscc",
        "name",
        "region",
        "get_kind_display",
        "get_tier_display",
        "grade",
        "graded_on",
        "contact_name",
        "contact_phone",
        "state_words",
    ]
    filterset_class = OrganizationFilterSet
    search_fields = ["name", "uscc"]
    edit_template_name = EDIT_TEMPLATE
    change_roles = MANAGER_ROLES
    region_field = "region_id"
    own_area_only = True
    inspect_view_fields = ["name"]
    inspect_template_name = "organizations/workbench/organization_file.html"

    def list_rows(self, request: LoggedInRequest) -> QuerySet[Any]:
        return super().list_rows(request).prefetch_related("suspensions")

    def get_form_class(self, for_update: bool = False) -> Any:
        return RegisterForm

    def form_kwargs(self, request: LoggedInRequest) -> dict[str, Any]:
        return {"user": request.user}

    def inspect_context(self, request: LoggedInRequest, instance: SocialOrganization) -> dict[str, Any]:
        user = request.user
        shown = suspensions_of(instance)
        valid_years = value(GRADE_VALID_YEARS, region=instance.region_id)
        return {
            **_may(user, instance),
            "phones": phone_links(instance.contact_phone),
            "grade": instance.grade_on(timezone.localdate(), valid_years),
            "grade_ends": instance.grade_ends(valid_years),
            "members": members_shown(instance, user),
            "suspensions": shown,
            "parts": parts_of(instance, user),
        }


def _may(user: AnyUser, organization: SocialOrganization) -> dict[str, bool]:
    """What is offered on the file; the services ask again."""
    may_decide = can_review_organization(user, organization)
    return {
        "may_review": may_decide and organization.state == ReviewState.PENDING,
        "may_suspend": may_decide
        and organization.state == ReviewState.APPROVED
        and organization.suspension is None,
        "may_lift": may_decide and organization.suspension is not None,
        "may_close": may_decide and organization.state == ReviewState.APPROVED,
        "may_open": may_decide and organization.state == ReviewState.CLOSED,
    }


class ReviewQueue(WorkbenchView):
    """Organizations that wait for a manager's word."""

    roles = MANAGER_ROLES
    page_title = gettext_lazy("Organizations to review")
    header_icon = "home"
    template_name = "organizations/workbench/review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(organizations_to_review(self.request.user), 30).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(**kwargs) | {"page_obj": page}


@worker_required(MANAGER_ROLES)
@require_POST
def decide(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Approve or send back."""
    organization = get_object_or_404(organizations_to_review(request.user, waiting_only=False), pk=pk)
    approve = request.POST.get("decision") == "approve"
    with errors_shown(request):
        review_organization(
            organization=organization, actor=request.user, approve=approve, note=posted_text(request, "note")
        )
        messages.success(request, _("Approved.") if approve else _("Sent back with your reason."))
    return redirect("organizations_workbench:review")


@worker_required(MANAGER_ROLES)
@require_POST
def close(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Close an organization of the region, with a reason; or open a closed one again."""
    organization = get_object_or_404(organizations_to_review(request.user, waiting_only=False), pk=pk)
    with errors_shown(request):
        if request.POST.get("decision") == "open":
            review_organization(organization=organization, actor=request.user, approve=True)
            messages.success(request, _("Open again. Its projects stay closed; new ones can be published."))
        else:
            close_organization(
                organization=organization, actor=request.user, note=posted_text(request, "note")
            )
            messages.success(request, _("Closed. Its shifts were called off and everyone on them was told."))
    return redirect("organizations_socialorganization:inspect", pk)


class SuspendOrganization(SuspensionPage):
    """Out of use until a day, after a look at what that stops."""

    roles = MANAGER_ROLES
    page_title = gettext_lazy("Suspend an organization")
    done = gettext_lazy("Suspended. Its managers and everyone on its shifts were told.")

    @cached_property
    def organization(self) -> SocialOrganization:
        rows = organizations_to_review(self.request.user, waiting_only=False)
        return get_object_or_404(rows.filter(state=ReviewState.APPROVED), pk=self.kwargs["pk"])

    @property
    def lede(self) -> str:
        return self.organization.name

    def most_days(self) -> int:
        return value(LONGEST_SUSPENSION, region=self.organization.region_id)

    def consequences(self, until: date) -> Sequence[str]:
        managers = _(
            "Its managers can do nothing in its name; what was served is confirmed by the community."
        )
        partner = self.organization.partner
        resting = (
            [_("Its partnership with the time bank rests as well.")] if partner and partner.stands else []
        )
        return [managers, *stopped_by_suspension(self.organization, until), *resting]

    def suspend(self, until: date, reason: str) -> None:
        suspend_organization(
            organization=self.organization, actor=self.request.user, until=until, reason=reason
        )

    def back(self) -> str:
        return reverse("organizations_socialorganization:inspect", args=[self.organization.pk])


@worker_required(MANAGER_ROLES)
@require_POST
def lift(request: LoggedInRequest, pk: int) -> HttpResponse:
    """End a suspension before its time."""
    organization = get_object_or_404(organizations_to_review(request.user, waiting_only=False), pk=pk)
    with errors_shown(request):
        lift_organization_suspension(organization=organization, actor=request.user)
        messages.success(request, _("Lifted. Shifts that were called off stay called off."))
    return redirect("organizations_socialorganization:inspect", pk)
