"""Registers of volunteers and teams."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.web import LoggedInRequest
from people.persons.models import Person
from volunteers.days.models.absence import Absence
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.permissions import can_review_volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.workbench.bulk import WriteToVolunteers
from volunteers.workbench.filters import VolunteerFilterSet
from workbench.menu import Section
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers, in_scope
from workbench.viewsets import ScopedModelViewSet

# The last so many on the file of a volunteer.
SERVICES_SHOWN = 20


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
    inspect_view_fields = [
        "person",
        "region",
        "state",
        "max_distance_m",
        "monthly_cap_minutes",
        "insured_until",
        "visits_elders",
        "introduction",
        "registered_on",
        "review_note",
    ]
    form_fields = [
        "max_distance_m",
        "monthly_cap_minutes",
        "insured_until",
        "visits_elders",
        "lat",
        "lon",
        "location_quality",
    ]
    change_roles = WORKER_ROLES
    region_field = "region_id"
    log_reads = True
    inspect_template_name = "volunteers/workbench/volunteer_file.html"

    def inspect_context(self, request: LoggedInRequest, instance: Volunteer) -> dict[str, Any]:
        return {
            "absences": Absence.objects.ahead(instance),
            "services": Assignment.objects.filter(
                in_scope(request.user, "task__region_id"), volunteer=instance, checked_in_at__isnull=False
            )
            .select_related("task__region")
            .order_by("-checked_in_at", "-pk")[:SERVICES_SHOWN],
            "may_change": covers(request.user, instance.region_id, WORKER_ROLES),
            "may_suspend": can_review_volunteer(request.user, instance),
            "states": VolunteerState,
        }

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
