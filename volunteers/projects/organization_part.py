"""What volunteering adds to the file of an organization: its projects, shifts and teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import ngettext

from organizations.models import SocialOrganization
from people.actors import AnyUser
from volunteers.projects.enums import ProjectState
from volunteers.projects.selectors import shifts_of_organization, with_shift_counts
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState
from volunteers.tasks.models.assignment import Assignment
from workbench.scopes import in_scope

# The newest so many; the list of projects has them all.
PROJECTS_SHOWN = 10


class ProjectsPart:
    order = 10
    template = "volunteers/workbench/includes/organization_projects.html"

    def context(self, organization: SocialOrganization, user: AnyUser) -> dict[str, Any]:
        projects = organization.projects.filter(in_scope(user))
        served = Assignment.objects.filter(
            in_scope(user, "task__region_id"),
            task__project__organization=organization,
            state=AssignmentState.VERIFIED,
            checked_in_at__year=timezone.localdate().year,
        ).aggregate(times=Count("pk"), minutes=Sum("minutes"))
        return {
            "projects": with_shift_counts(projects).order_by("-created_at", "-pk")[:PROJECTS_SHOWN],
            "published": projects.filter(state=ProjectState.PUBLISHED).count(),
            "waiting": projects.filter(state=ProjectState.SUBMITTED).count(),
            "times": served["times"],
            "hours": (served["minutes"] or 0) // 60,
            "teams": organization.teams.filter(in_scope(user)).order_by("name", "pk"),
        }

    def stopped_by(self, organization: SocialOrganization, until: date) -> Sequence[str]:
        found = shifts_of_organization(organization, until).aggregate(
            shifts=Count("pk", distinct=True),
            people=Count("assignments", filter=Q(assignments__state__in=ACTIVE_STATES)),
        )
        if not found["shifts"]:
            return []
        shifts = ngettext(
            "%(count)d shift is called off.", "%(count)d shifts are called off.", found["shifts"]
        ) % {"count": found["shifts"]}
        people = ngettext(
            "%(count)d sign-up is cancelled, and the volunteer is told.",
            "%(count)d sign-ups are cancelled, and the volunteers are told.",
            found["people"],
        ) % {"count": found["people"]}
        return [shifts, people] if found["people"] else [shifts]
