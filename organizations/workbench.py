"""Organizations in the workbench: the register, and those that wait for review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_shown, posted_text
from organizations.enums import ReviewState
from organizations.models import SocialOrganization
from organizations.permissions import can_review_organization
from organizations.selectors import organizations_to_review
from organizations.services import close_organization, review_organization
from workbench.guards import WorkbenchView, worker_required
from workbench.menu import Section
from workbench.roles import MANAGER_ROLES
from workbench.viewsets import ScopedModelViewSet


class OrganizationViewSet(ScopedModelViewSet):
    model = SocialOrganization
    icon = "home"
    menu_section = Section.ORGANIZATIONS
    menu_label = gettext_lazy("Organizations")
    menu_order = 100
    list_related = ["region"]
    list_display = ["name", "region", "kind", "tier", "grade", "state"]
    list_filter = ["state", "kind", "tier"]
    list_export = [
        "uscc",
        "name",
        "region",
        "get_kind_display",
        "get_tier_display",
        "grade",
        "graded_on",
        "get_state_display",
    ]
    search_fields = ["name", "uscc"]
    form_fields = [
        "name",
        "region",
        "kind",
        "grade",
        "graded_on",
        "introduction",
        "contact_name",
        "contact_phone",
    ]
    change_roles = MANAGER_ROLES
    region_field = "region_id"
    own_area_only = True
    inspect_template_name = "organizations/workbench/organization_file.html"

    def inspect_context(self, request: LoggedInRequest, instance: SocialOrganization) -> dict[str, Any]:
        may_review = can_review_organization(request.user, instance)
        return {
            "may_close": may_review and instance.state == ReviewState.APPROVED,
            "may_open": may_review and instance.state == ReviewState.CLOSED,
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
