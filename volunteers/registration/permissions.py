"""Who may review volunteers and teams."""

from __future__ import annotations

from people.actors import AnyUser
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def can_review_volunteer(user: AnyUser, volunteer: Volunteer) -> bool:
    """Workers of the volunteer's region, but not for themselves."""
    return covers(user, volunteer.region_id, WORKER_ROLES) and volunteer.person.user_id != user.pk


def can_review_team(user: AnyUser, team: Team) -> bool:
    return covers(user, team.region_id, WORKER_ROLES)
