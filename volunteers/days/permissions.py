"""Who may plan a volunteer's days and note an absence."""

from __future__ import annotations

from people.actors import AnyUser
from volunteers.registration.models.volunteer import Volunteer
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def can_plan_for(user: AnyUser, volunteer: Volunteer) -> bool:
    """Workers of the volunteer's region agree times for who has no phone, never for themselves."""
    return covers(user, volunteer.region_id, WORKER_ROLES) and volunteer.person.user_id != user.pk


def can_record_absence(user: AnyUser, volunteer: Volunteer) -> bool:
    """Volunteers say themselves when they are away; workers of their region do it for who cannot use a phone."""
    own = volunteer.person.user_id is not None and volunteer.person.user_id == user.pk
    return own or covers(user, volunteer.region_id, WORKER_ROLES)
