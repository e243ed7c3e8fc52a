"""Service projects in the workbench: the register, the file of each, and closing one."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column

from common.badges import badge_of
from common.phone_lists import phone_links
from common.web import LoggedInRequest, errors_shown, posted_text
from organizations.models import SocialOrganization
from timebank.ledger.enums import ServiceCategory
from volunteers.projects.enums import ProjectState
from volunteers.projects.models import Project
from volunteers.projects.permissions import can_review_project
from volunteers.projects.selectors import project_figures, shifts_with_people, with_shift_counts
from volunteers.projects.services import end_project
from volunteers.registration.models.team import Team
from workbench.access_recording import AccessAction, record_access
from workbench.columns import BadgeColumn, LinkColumn, MomentColumn
from workbench.filters import ScopedFilterSet
from workbench.guards import worker_required
from workbench.menu import Section
from workbench.roles import MANAGER_ROLES
from workbench.scopes import in_scope
from workbench.viewsets import ScopedModelViewSet


def _organizations(request: LoggedInRequest) -> QuerySet[SocialOrganization]:
    return SocialOrganization.objects.filter(in_scope(request.user))


def _teams(request: LoggedInRequest) -> QuerySet[Team]:
    return Team.objects.filter(in_scope(request.user))


class ProjectFilterSet(ScopedFilterSet):
    by_address = ("organization", "team")
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=ProjectState.choices)
    category = django_filters.ChoiceFilter(
        label=gettext_lazy("Service category"), choices=ServiceCategory.choices
    )
    shifts = django_filters.ChoiceFilter(
        label=gettext_lazy("Shifts to come"),
        method="by_shifts",
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
    )
    organization = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Organization"), queryset=_organizations
    )
    team = django_filters.ModelChoiceFilter(label=gettext_lazy("Team"), queryset=_teams)

    class Meta:
        model = Project
        fields: list[str] = []

    def by_shifts(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(next_shift__isnull=value == "no")


def _publisher_url(row: Project) -> str:
    if row.organization_id:
        return reverse("organizations_socialorganization:inspect", args=[row.organization_id])
    return reverse("volunteers_team:inspect", args=[row.team_id])


def _state(row: Project) -> tuple[str, str]:
    return row.get_state_display(), badge_of("project", row.state)


class ProjectViewSet(ScopedModelViewSet):
    """Projects are written by their publishers, on the portal; here they are read, reviewed and closed."""

    model = Project
    icon = "folder-open-inverse"
    menu_section = Section.VOLUNTEERS
    menu_label = gettext_lazy("Projects")
    menu_order = 35
    list_related = ["organization", "team", "region__parent__parent"]
    list_display = [
        "title",
        LinkColumn(
            "publisher", label=gettext_lazy("Publisher"), accessor="publisher", get_url=_publisher_url
        ),
        "category",
        Column("region", label=gettext_lazy("Region"), accessor="region.full_name", sort_key="region"),
        MomentColumn("next_shift", label=gettext_lazy("Next shift"), sort_key="next_shift"),
        Column("signed_up", label=gettext_lazy("Places taken"), sort_key="signed_up"),
        BadgeColumn("state", label=gettext_lazy("State"), accessor=_state, sort_key="state"),
    ]
    list_export = [
        "title",
        "publisher",
        "get_category_display",
        "region",
        "contact_name",
        "contact_phone",
        "get_state_display",
        "created_at",
    ]
    filterset_class = ProjectFilterSet
    search_fields = ["title"]
    change_roles = ()
    region_field = "region_id"
    own_area_only = True
    inspect_view_fields = ["title"]
    inspect_template_name = "volunteers/workbench/project_file.html"

    def list_rows(self, request: LoggedInRequest) -> QuerySet[Any]:
        return with_shift_counts(super().list_rows(request))

    def inspect_context(self, request: LoggedInRequest, instance: Project) -> dict[str, Any]:
        may_review = can_review_project(request.user, instance)
        shifts = shifts_with_people(instance)
        if people := sum(len(shift.people) for shift in shifts):
            record_access(
                actor=request.user,
                action=AccessAction.LIST,
                count=people,
                detail=str(_("Volunteers on the shifts of a project")),
                request=request,
            )
        return {
            "publisher_url": _publisher_url(instance),
            "phones": phone_links(instance.contact_phone),
            "figures": project_figures(instance),
            "shifts": shifts,
            "may_review": may_review and instance.state == ProjectState.SUBMITTED,
            "may_end": may_review and instance.state == ProjectState.PUBLISHED,
        }


@worker_required(MANAGER_ROLES)
@require_POST
def end(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Close a published project of the region, with a reason."""
    rows = Project.objects.filter(in_scope(request.user, "region_id", MANAGER_ROLES))
    project = get_object_or_404(rows, pk=pk)
    with errors_shown(request):
        end_project(project=project, actor=request.user, note=posted_text(request, "note"))
        messages.success(request, _("Closed. Its shifts were called off and everyone on them was told."))
    return redirect("volunteers_project:inspect", pk)
