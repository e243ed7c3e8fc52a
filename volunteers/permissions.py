"""Who may act on volunteers, teams, projects, tasks and assignments."""

from __future__ import annotations

from typing import Any

from people.enums import MANAGER_ROLES, WORKER_ROLES
from people.scopes import covers
from volunteers.models import Assignment, Project, Task, Team, Volunteer


def can_review_volunteer(user: Any, volunteer: Volunteer) -> bool:
    """Workers of the volunteer's region, but not for themselves."""
    return covers(user, volunteer.region_id, WORKER_ROLES) and volunteer.person.user_id != user.pk


def can_review_team(user: Any, team: Team) -> bool:
    return covers(user, team.region_id, WORKER_ROLES)


def can_review_project(user: Any, project: Project) -> bool:
    """Whoever manages a project does not also approve it."""
    return covers(user, project.region_id, (*MANAGER_ROLES,)) and not can_manage_project(user, project)


def can_manage_project(user: Any, project: Project | None) -> bool:
    """Managers of its organization and the leader of its team."""
    return project is not None and Project.objects.managed_by(user).filter(pk=project.pk).exists()


def can_dispatch(user: Any, task: Task) -> bool:
    """Workers of the task's region give it to a volunteer, replace one, or cancel it."""
    return covers(user, task.region_id, WORKER_ROLES)


def is_own(user: Any, assignment: Assignment) -> bool:
    return assignment.volunteer.person.user_id is not None and assignment.volunteer.person.user_id == user.pk


def can_act_for(user: Any, assignment: Assignment) -> bool:
    """Workers act for a volunteer who cannot use a phone, never for themselves."""
    return can_dispatch(user, assignment.task) and not is_own(user, assignment)


def can_plan_for(user: Any, volunteer: Volunteer) -> bool:
    """Workers of the volunteer's region agree times for who has no phone, never for themselves."""
    return covers(user, volunteer.region_id, WORKER_ROLES) and volunteer.person.user_id != user.pk


def can_verify_service(user: Any, assignment: Assignment) -> bool:
    """Workers of the region; for a shift also those who manage its project. Nobody verifies a service of their own."""
    if is_own(user, assignment):
        return False
    return can_dispatch(user, assignment.task) or can_manage_project(user, assignment.task.project)


def can_record_absence(user: Any, volunteer: Volunteer) -> bool:
    """Volunteers say themselves when they are away; workers of their region do it for who cannot use a phone."""
    own = volunteer.person.user_id is not None and volunteer.person.user_id == getattr(user, "pk", None)
    return own or covers(user, volunteer.region_id, WORKER_ROLES)
