"""Registers of volunteers and teams."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.web import LoggedInRequest
from people.logins.models import User
from people.persons.models import Person
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services.entering import change_offer, enter_volunteer
from volunteers.workbench.bulk import WriteToVolunteers
from volunteers.workbench.files import team_file, volunteer_file
from volunteers.workbench.filters import VolunteerFilterSet
from volunteers.workbench.forms import VolunteerFileForm
from workbench.access_recording import AccessAction, record_access
from workbench.menu import Section
from workbench.roles import WORKER_ROLES
from workbench.viewsets import ScopedModelViewSet


class VolunteerViewSet(ScopedModelViewSet):
    model = Volunteer
    icon = "group"
    menu_section = Section.VOLUNTEERS
    menu_label = _("Volunteers")
    menu_order = 5
    list_related = ["person", "region"]
    list_display = ["person", "region", "state", "registered_on"]
    filterset_class = VolunteerFilterSet
    bulk_actions = (WriteToVolunteers,)
    list_export = [
        "person",
        "region",
        "get_state_display",
        "max_distance_m",
        "monthly_cap_minutes",
        "insured_until",
        "registered_on",
    ]
    inspect_view_fields = ["person"]
    create_template_name = "volunteers/workbench/volunteer_add.html"
    edit_template_name = "volunteers/workbench/volunteer_edit.html"
    add_roles = WORKER_ROLES
    change_roles = WORKER_ROLES
    region_field = "region_id"
    log_reads = True
    person_tab = "volunteer"
    inspect_template_name = "volunteers/workbench/volunteer_file.html"

    def editable_rows(self, user: User) -> models.QuerySet[Volunteer]:
        """One's own file is changed on the portal, where nobody insures or qualifies themselves."""
        return super().editable_rows(user).exclude(person__user=user)

    def get_form_class(self, for_update: bool = False) -> type[VolunteerFileForm]:
        return VolunteerFileForm

    def form_kwargs(self, request: LoggedInRequest) -> dict[str, Any]:
        return {"user": request.user}

    def save(self, request: LoggedInRequest, form: VolunteerFileForm, *, created: bool) -> Volunteer:
        if not created:
            return change_offer(volunteer=form.instance, actor=request.user, **form.offered())
        return enter_volunteer(
            actor=request.user, person=form.existing, **form.person_details(), **form.offered()
        )

    def inspect_context(self, request: LoggedInRequest, instance: Volunteer) -> dict[str, Any]:
        return volunteer_file(instance, request.user)

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any]:
        return rows.filter(
            models.Q(person__name__icontains=query) | models.Q(person__phone__endswith=query[-11:])
        )

    def person_of(self, instance: Volunteer) -> Person:
        return instance.person


class TeamViewSet(ScopedModelViewSet):
    model = Team
    icon = "group"
    menu_section = Section.VOLUNTEERS
    menu_label = _("Teams")
    menu_order = 30
    list_related = ["leader__person", "region"]
    list_display = ["name", "region", "leader", "state"]
    list_filter = ["state"]
    list_export = ["name", "region", "leader", "organization", "get_state_display"]
    form_fields = ["name", "region", "introduction"]
    search_fields = ["name"]
    change_roles = WORKER_ROLES
    region_field = "region_id"
    own_area_only = True
    inspect_template_name = "volunteers/workbench/team_file.html"
    inspect_view_fields = ["name"]

    def inspect_context(self, request: LoggedInRequest, instance: Team) -> dict[str, Any]:
        context = team_file(instance, request.user)
        if context["members"]:
            record_access(
                actor=request.user,
                action=AccessAction.LIST,
                count=len(context["members"]),
                detail=str(self.model_opts.verbose_name),
                request=request,
            )
        return context
