"""What waits for workers about volunteers: services to verify, registrations and projects to review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volunteers.projects.models import Project
from volunteers.projects.selectors import projects_to_review
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.selectors import teams_to_review, volunteers_to_review
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.queue import to_verify
from workbench import today
from workbench.roles import MANAGER_ROLES, WORKER_ROLES


class ToVerify(today.Waiting):
    key = "to_verify"
    title = gettext_lazy("Services to verify")
    button = gettext_lazy("Verify")
    order = 30
    roles = WORKER_ROLES
    region_path = "task__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(to_verify(user), region)

    def line(self, row: Assignment, user: Any) -> today.Line:
        person = row.volunteer.person
        return today.Line(
            name=person.name,
            url=reverse("volunteers_volunteer:inspect", args=[row.volunteer_id]),
            place=row.task.place_label,
            what=_("%(task)s · %(minutes)d minutes") % {"task": row.task.title, "minutes": row.minutes or 0},
            phone=person.phone,
            since=row.checked_out_at,
            action=f"{reverse('volunteers_workbench:queue')}#service-{row.pk}",
            region_id=row.task.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("volunteers_workbench:queue")


class _ToReview(today.Waiting):
    button = gettext_lazy("Review")
    roles: Iterable[str] = WORKER_ROLES

    def address(self, region: str) -> str:
        return reverse("volunteers_workbench:review")


class VolunteersToReview(_ToReview):
    key = "volunteers_to_review"
    title = gettext_lazy("Volunteers to review")
    order = 50

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(volunteers_to_review(user), region)

    def line(self, row: Volunteer, user: Any) -> today.Line:
        return today.Line(
            name=row.person.name,
            url=reverse("volunteers_volunteer:inspect", args=[row.pk]),
            place=row.region.short_name,
            phone=row.person.phone,
            since=today.end_of(row.registered_on),
            action=self.address(""),
            region_id=row.region_id,
        )


class TeamsToReview(_ToReview):
    key = "teams_to_review"
    title = gettext_lazy("Teams to review")
    order = 51

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(teams_to_review(user), region)

    def line(self, row: Team, user: Any) -> today.Line:
        return today.Line(
            name=row.name,
            place=row.region.short_name,
            what=row.leader.person.name if row.leader else "",
            phone=row.leader.person.phone if row.leader else "",
            since=row.created_at,
            action=self.address(""),
            region_id=row.region_id,
        )


class ProjectsToReview(_ToReview):
    key = "projects_to_review"
    title = gettext_lazy("Projects to review")
    order = 52
    roles = act_roles = MANAGER_ROLES
    names_people = False

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(projects_to_review(user), region)

    def line(self, row: Project, user: Any) -> today.Line:
        return today.Line(
            name=row.title,
            place=row.region.short_name,
            what=str(row.publisher),
            since=row.created_at,
            action=self.address(""),
            region_id=row.region_id,
        )


def register() -> None:
    """Called once at start."""
    today.register(ToVerify(), VolunteersToReview(), TeamsToReview(), ProjectsToReview())
